/** The way to a page's channels, also where their module is late or cannot be had. */

import assert from "node:assert/strict";
import { ChannelLine } from "./channel_line.ts";
import { MODULES, type Rest } from "./modules.ts";

/** A page whose channels take what `rest` brings. */
function setUp(rest: Rest) {
  const told: unknown[] = [];
  const channels = { echo: ({ kind }: { kind: string }) => void told.push(kind) };
  const line = new ChannelLine({
    rest,
    window: { djust: { channels } },
    clock: { now: () => 0, after: () => () => {} },
    line: { send() {}, renew: () => void told.push("renew") },
    readerOf: () => ({ root: {} as Element }),
  });
  return { line, told };
}

const OPEN = [-14, "echo", 1, 0];
const settled = () => new Promise<void>((resolve) => queueMicrotask(() => setTimeout(resolve)));

Deno.test("what comes before the module is there is read once it is", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { line, told } = setUp(() => promise);
  assert.equal(line.isOpen, false);
  line.take(OPEN);
  assert.equal(line.isOpen, true);
  resolve(MODULES.channels);
  await settled();
  assert.deepEqual(told, ["echo"]);
});

Deno.test("what a lost line had opened is nobody's", async () => {
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const { line, told } = setUp(() => promise);
  line.take(OPEN);
  line.lost();
  resolve(MODULES.channels);
  await settled();
  assert.deepEqual([told, line.isOpen], [[], false]);
});

Deno.test("a module that cannot be had is reported, and the next line tries again", async () => {
  const { error } = console;
  const errors: unknown[] = [];
  console.error = (...words) => void errors.push(words);
  try {
    let tries = 0;
    const { line, told } = setUp(() => {
      tries++;
      return tries === 1
        ? Promise.reject(new Error("no network"))
        : Promise.resolve(MODULES.channels);
    });
    line.take(OPEN);
    line.take([-15, 1, "data"]);
    await settled();
    assert.deepEqual([tries, told, errors.length], [1, [], 1]);
    line.lost();
    line.take(OPEN);
    await settled();
    assert.deepEqual([tries, told], [2, ["echo"]]);
  } finally {
    console.error = error;
  }
});
