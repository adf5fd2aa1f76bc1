/** Session fields on Deno KV keep their contract. */

import assert from "node:assert/strict";
import { MovedClock } from "../../../tests/kit/moved_clock.ts";
import { sessionsContract } from "../../../tests/kit/sessions_contract.ts";
import { stateWith } from "../stores.ts";

sessionsContract("kvState()", () => {
  const clock = new MovedClock();
  const store = stateWith({ path: ":memory:" }, clock);
  const { sessions } = store;
  assert(sessions);
  return { sessions, pass: (ms) => clock.move(ms), close: () => store.close?.() };
});

Deno.test("kvState(): fields that two pages write at once are all there", async () => {
  const store = stateWith({ path: ":memory:" }, new MovedClock());
  const { sessions } = store;
  assert(sessions);
  const names = Array.from({ length: 12 }, (_, at) => `field ${at}`);
  await Promise.all(names.map((name, at) => {
    const fields = { [name]: new Uint8Array([at]) };
    return sessions.write("v", "s", { epoch: 0, fields }, { ttl: 60_000 });
  }));
  const { fields } = await sessions.read("v", "s");
  assert.deepEqual(Object.keys(fields).sort(), names.sort());
  await store.close?.();
});

Deno.test("kvState(): two writes of one visitor at once never undo each other's epoch", async () => {
  const store = stateWith({ path: ":memory:" }, new MovedClock());
  const { sessions } = store;
  assert(sessions);
  const write = (scope: string, epoch: number): Promise<boolean> =>
    sessions.write("v", scope, { epoch, fields: { a: new Uint8Array([epoch]) } }, { ttl: 60_000 });
  assert.equal((await Promise.all([write("s", 1), write("t", 0)]))[0], true);
  const { epoch, fields } = await sessions.read("v", "s");
  assert.deepEqual([epoch, fields["a"]], [1, new Uint8Array([1])]);
  assert.deepEqual(await sessions.read("v", "t"), { epoch: 1, fields: {} });
  await store.close?.();
});
