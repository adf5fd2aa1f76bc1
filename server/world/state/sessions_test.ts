/** Session fields in memory, and those that development keeps over a restart. */

import assert from "node:assert/strict";
import { sessionsContract } from "../../../tests/kit/sessions_contract.ts";
import { LastingState } from "./lasting_state.ts";
import { memoryState } from "./memory_state.ts";

sessionsContract("memoryState()", () => {
  let now = 0;
  const { sessions } = memoryState({ now: () => now });
  assert(sessions);
  return { sessions, pass: (ms) => void (now += ms) };
});

sessionsContract("LastingState", () => {
  let now = 0;
  const places = new Map<string, unknown>();
  const { sessions } = new LastingState({
    lasting: {
      text: (_, make) => Promise.resolve(make()),
      edit: (place, change) => {
        const { result, keep } = change(structuredClone(places.get(place)));
        if (keep !== undefined) places.set(place, structuredClone(keep));
        return Promise.resolve(structuredClone(result));
      },
    },
    date: () => now,
    failed: (error) => assert.fail(String(error)),
  });
  return { sessions, pass: (ms) => void (now += ms) };
});

Deno.test("memoryState() forgets the visitors least lately written over its bound", async () => {
  const { sessions } = memoryState({ most: 2, now: () => 0 });
  const change = { epoch: 0, fields: { a: new Uint8Array([1]) } };
  for (const visitor of ["a", "b", "a", "c"]) {
    await sessions?.write(visitor, "s", change, { ttl: 1_000 });
  }
  assert.deepEqual((await sessions?.read("b", "s"))?.fields, {});
  assert.deepEqual((await sessions?.read("a", "s"))?.fields, { a: new Uint8Array([1]) });
});
