/** Contract of session stores: what every one of them does, as tests. */

import assert from "node:assert/strict";
import type { SessionStore } from "../../server/world/ports/state_store.ts";

/** A store to try, and how its time passes. */
export interface SessionsSetUp {
  readonly sessions: SessionStore;
  pass(ms: number): void | Promise<void>;
  close?(): void | Promise<void>;
}

const TTL = { ttl: 1_000 };
const bytes = (...values: number[]): Uint8Array<ArrayBuffer> => new Uint8Array(values);

/** Registers the tests of one store. */
export function sessionsContract(
  name: string,
  setUp: () => SessionsSetUp | Promise<SessionsSetUp>,
): void {
  const test = (sentence: string, run: (set: SessionsSetUp) => Promise<void>): void => {
    Deno.test(`${name}: ${sentence}`, async () => {
      const set = await setUp();
      try {
        await run(set);
      } finally {
        await set.close?.();
      }
    });
  };

  test("fields of a scope are read as they were written, and of no other", async ({ sessions }) => {
    assert.deepEqual(await sessions.read("v", "s"), { epoch: 0, fields: {} });
    const given = bytes(1, 2);
    assert.equal(await sessions.write("v", "s", { epoch: 0, fields: { a: given } }, TTL), true);
    given.fill(9);
    const read = await sessions.read("v", "s");
    assert.deepEqual(read, { epoch: 0, fields: { a: bytes(1, 2) } });
    read.fields["a"]?.fill(9);
    assert.deepEqual((await sessions.read("v", "s")).fields, { a: bytes(1, 2) });
    assert.deepEqual((await sessions.read("v", "other")).fields, {});
    assert.deepEqual((await sessions.read("other", "s")).fields, {});
  });

  test("a field that is not written stays, and the last write wins", async ({ sessions }) => {
    const names = { a: bytes(1), b: bytes(1), constructor: bytes(1) };
    await sessions.write("v", "s", { epoch: 0, fields: names }, TTL);
    await sessions.write("v", "s", { epoch: 0, fields: { b: bytes(2) } }, TTL);
    assert.deepEqual((await sessions.read("v", "s")).fields, { ...names, b: bytes(2) });
  });

  test("what was forgotten does not come back by a write that was under way", async ({ sessions }) => {
    await sessions.forget("v", TTL);
    assert.equal(await sessions.write("v", "s", { epoch: 0, fields: { a: bytes(1) } }, TTL), false);
    assert.deepEqual(await sessions.read("v", "s"), { epoch: 1, fields: {} });
    assert.equal(await sessions.write("v", "s", { epoch: 1, fields: { a: bytes(2) } }, TTL), true);
    assert.equal(await sessions.write("v", "t", { epoch: 1, fields: { a: bytes(2) } }, TTL), true);
    await sessions.forget("v", TTL);
    for (const scope of ["s", "t"]) {
      assert.equal(await sessions.write("v", scope, { epoch: 1, fields: {} }, TTL), false);
      assert.deepEqual(await sessions.read("v", scope), { epoch: 2, fields: {} });
    }
    assert.equal((await sessions.read("other", "s")).epoch, 0);
  });

  test("a scope lives for its ttl after the last write, also of no field", async ({ sessions, pass }) => {
    await sessions.write("v", "s", { epoch: 0, fields: { a: bytes(1) } }, TTL);
    await sessions.write("v", "t", { epoch: 0, fields: { a: bytes(1) } }, TTL);
    await pass(600);
    await sessions.write("v", "s", { epoch: 0, fields: {} }, TTL);
    await pass(600);
    assert.deepEqual((await sessions.read("v", "s")).fields, { a: bytes(1) });
    assert.deepEqual((await sessions.read("v", "t")).fields, {});
    await pass(600);
    assert.deepEqual(await sessions.read("v", "s"), { epoch: 0, fields: {} });
  });

  test("an epoch that the store forgot is the writer's", async ({ sessions, pass }) => {
    await sessions.forget("v", TTL);
    await pass(1_000);
    assert.equal((await sessions.read("v", "s")).epoch, 0);
    assert.equal(await sessions.write("v", "s", { epoch: 1, fields: { a: bytes(1) } }, TTL), true);
    assert.equal((await sessions.read("v", "s")).epoch, 1);
    assert.equal(await sessions.write("v", "s", { epoch: 0, fields: { a: bytes(2) } }, TTL), false);
  });
}
