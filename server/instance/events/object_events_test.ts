/** Which object hears an event first: the one that a page of ours names. */

import { deepStrictEqual as equal } from "node:assert";
import type { NamedEvent } from "../../../protocol/mod.ts";
import type { HandlerRun } from "./handler_run.ts";
import { tell } from "./object_events.ts";

Deno.test("an event that names its object by no text is told to none, and runs as any other", () => {
  const heard: string[] = [];
  const told = (djustObject: unknown) => {
    const event = { type: "event", name: "save", params: { djustObject, a: 1 } };
    tell(
      { hear: (name) => heard.push(name) },
      event as unknown as NamedEvent,
      { target: undefined } as unknown as HandlerRun,
    );
    return event.params;
  };
  for (const hostile of [{ toString: 1 }, [{ toString: 1 }], null, 7]) {
    equal(told(hostile), { a: 1 });
  }
  told("form");
  equal(heard, ["form"]);
});
