/** Pages that lie, over real sockets: nobody else is moved, named, thrown out or shown for it. */

import assert from "node:assert/strict";
import { goLive } from "../raw_page.ts";
import { randomOf } from "../seed.ts";
import { until } from "../until.ts";
import { come, peopleOf, type Person } from "./people.ts";
import { type ClusterNode, type ClusterStore, KINDS, startNodes } from "./stores.ts";

interface Town {
  readonly stack: AsyncDisposableStack;
  readonly near: ClusterNode;
  readonly far: ClusterNode;
}

/** Two processes on a file. */
async function inTown(run: (town: Town) => Promise<void>): Promise<void> {
  const kind = KINDS.find(({ name }) => name === "a Deno KV file");
  assert(kind);
  await using stack = new AsyncDisposableStack();
  const store: ClusterStore = stack.use(await kind.open());
  const [near, far] = await startNodes(stack, store, 2);
  assert(near && far);
  await run({ stack, near, far });
  for (const { process } of [near, far]) {
    assert.doesNotMatch(process.output(), /Uncaught|unhandled/i);
    assert.equal(await (await fetch(`${process.url}/_djust/health`)).text(), "ok");
  }
}

async function listed({ near, far }: Town, room: string, ...ids: string[]): Promise<void> {
  for (const node of [near, far]) {
    await until(`"${room}" lists ${ids.join()}`, async () => {
      const seen = (await peopleOf(node, room)).map((one) => one.slice(0, one.lastIndexOf(":")));
      if (seen.join() !== [...ids].sort().join()) throw new Error(`it lists ${seen.join()}`);
      return true;
    }, { every: 50 });
  }
}

/** A page by hand in a room, and the addresses of its channels by their kinds. */
async function lie(node: ClusterNode, room: string, who: string) {
  const { socket, joined } = await goLive(node.process.url, `/?room=${room}&who=${who}`);
  const addresses = new Map<string, number>();
  let message: unknown[] = joined;
  while (addresses.size < 2) {
    const [code, kind, address] = message;
    if (code === -14 && typeof kind === "string") addresses.set(kind, address as number);
    message = await socket.next();
  }
  return { socket, words: addresses.get("presence") ?? 0, cursors: addresses.get("cursors") ?? 0 };
}

Deno.test("whoever says to be another, or to have left for them, is believed nothing", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const ada = stack.use(await come(far, "hall", "ada"));
    const liar = await lie(near, "hall", "mallory");
    stack.use(liar.socket);
    await listed(town, "hall", "ada", "mallory");
    const { words } = liar;
    for (
      const word of [
        ["join", "ada"],
        ["leave", "ada"],
        ["status", "away", "ada"],
        ["status", "dead"],
        ["status", { toString: 1 }],
        ["typing", "x".repeat(400)],
        ["typing", "a\nb"],
        ["selection", "field", -1, 1e9],
        ["selection", "__proto__", 0, 1],
        { user: "ada", type: "status" },
        null,
        [],
      ]
    ) liar.socket.send([-15, words, word]);
    liar.socket.send(["say", { text: "mine", id: "ada", user: "ada", connection: "x" }, 1]);
    await until("what it says is said as its own", () => ada.said.includes("mine"));
    assert.equal(ada.text("#people").split(" ")[0], "ada:active:1");
    await listed(town, "hall", "ada", "mallory");
    assert.equal(ada.text("#told"), "+mallory");
    // Addresses that are nobody's: it is refused, and loses its own line only.
    for (const address of [words + 7, 254, 0]) liar.socket.send([-15, address, ["status", "away"]]);
    await until("it is refused", () => liar.socket.closed);
    await ada.reads("#people", "ada:active:1 mallory:reconnecting:1");
  }));

Deno.test("a meta over the limit is refused, and nothing of it is told", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const ada = stack.use(await come(near, "hall", "ada"));
    await listed(town, "hall", "ada");
    await assert.rejects(ada.page.djust.pushEvent("note", { note: "x".repeat(1_100) }));
    await assert.rejects(ada.page.djust.pushEvent("note", { note: "é".repeat(600) }));
    await ada.page.djust.pushEvent("note", { note: "short" });
    await listed(town, "hall", "ada");
    assert.equal((await peopleOf(far, "hall")).length, 1);
  }));

Deno.test("places that are none are never shown, however they are sent", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const ada = stack.use(await come(far, "hall", "ada"));
    const liar = await lie(near, "hall", "mallory");
    stack.use(liar.socket);
    await listed(town, "hall", "ada", "mallory");
    for (const x of ["null", '"7"', "1e999", "-1e999", "{}", "[1]", "true"]) {
      liar.socket.send(`["cursorMove",{"x":${x},"y":1}]`);
      liar.socket.send(`["cursorMove",{"x":1,"y":${x}}]`);
    }
    liar.socket.send('["cursorMove",{"y":1}]');
    const random = randomOf(7);
    for (let times = 0; times < 60; times++) {
      const length = random.integer(0, 12);
      const bytes = Array.from({ length }, () => random.integer(0, 255));
      // A move that is whole can be meant: it shows a place within the bounds.
      const isMove = length === 5 && (bytes[0] ?? 0) < 0xc0;
      if (!isMove) liar.socket.sendBytes(Uint8Array.from([liar.cursors, ...bytes]));
    }
    liar.socket.send('["cursorMove",{"x":-5,"y":1e300}]');
    await ada.reads("#cursors", "mallory@0,65535");
    await listed(town, "hall", "ada", "mallory");
  }));

Deno.test("rooms whose names are nearly the same are apart", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const names = ["x", "x:y", "x%3Ay", "x/y", "X", "x ", "x}", "{x}", "é", "e\u0301", "__proto__"];
    const people: Person[] = [];
    for (const [at, name] of names.entries()) {
      people.push(stack.use(await come(at % 2 ? near : far, name, `p${at}`)));
    }
    for (const [at, { page, id }] of people.entries()) {
      await page.djust.pushEvent("say", { text: `to ${at}` });
      await until(`${id} hears itself`, () => people[at]?.said.length === 1);
    }
    for (const [at, person] of people.entries()) {
      assert.deepEqual(person.said, [`to ${at}`]);
      await person.reads("#people", `p${at}:active:1`);
      assert.equal(person.text("#told"), "");
    }
  }));

Deno.test("people may be called as every object's members are", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const names = ["__proto__", "constructor", "toString", "hasOwnProperty", "then"];
    const people: Person[] = [];
    for (const [at, name] of names.entries()) {
      people.push(stack.use(await come(at % 2 ? near : far, "hall", name)));
    }
    await listed(town, "hall", ...names);
    const [proto, , last] = people;
    assert(proto && last);
    await proto.page.djust.pushEvent("cursorMove", { x: 3, y: 4 });
    await last.reads("#cursors", "__proto__@3,4");
    await proto.page.djust.pushEvent("leave");
    await listed(town, "hall", ...names.slice(1));
    assert.equal(({} as { x?: unknown }).x, undefined);
  }));

Deno.test("what comes late from one who has left reaches nobody", () =>
  inTown(async (town) => {
    const { stack, near, far } = town;
    const ada = stack.use(await come(far, "hall", "ada"));
    const liar = await lie(near, "hall", "mallory");
    stack.use(liar.socket);
    await listed(town, "hall", "ada", "mallory");
    liar.socket.sendBytes(Uint8Array.from([liar.cursors, 63, 0, 10, 0, 20]));
    await ada.reads("#cursors", "mallory@10,20");
    liar.socket.send(["leave", {}, 1]);
    await listed(town, "hall", "ada");
    await ada.reads("#cursors", "");
    for (let times = 0; times < 10; times++) {
      liar.socket.sendBytes(Uint8Array.from([liar.cursors, 63, 0, times, 0, 9]));
      liar.socket.send([-15, liar.words, ["status", "away"]]);
      liar.socket.send([-15, liar.words, ["typing", "draft"]]);
      liar.socket.send(["cursorMove", { x: times, y: 1 }]);
    }
    // What is told after it comes after it.
    liar.socket.send(["tell", { text: "over" }, 1]);
    await ada.reads("#news", "over");
    await listed(town, "hall", "ada");
    assert.equal(ada.text("#cursors"), "");
    assert.equal(ada.text("#told"), "+mallory -mallory");
  }));
