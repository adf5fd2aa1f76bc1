/** A call of a script's: an event without an element, whose reply somebody may wait for. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Trip } from "../events/mod.ts";
import type { Settle } from "../line/mod.ts";

/** Sends it on the way of all events; resolves with what the handler returns. */
export function call(
  run: (trip: Trip) => void,
  name: string,
  params?: Params,
): Promise<Json | undefined> {
  const reply = new Promise<Json | undefined>((resolve, reject) => {
    const settle: Settle = (failure, value) =>
      failure
        ? reject(Object.assign(new Error(`${name}: ${failure.code}`), failure))
        : resolve(value);
    // Scripts give anything; the server wants an object.
    run({ on: name, params: { ...params }, settled: [settle] });
  });
  // Who does not wait for the reply hears of failures by the event.
  reply.catch(() => {});
  return reply;
}
