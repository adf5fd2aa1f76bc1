import assert from "node:assert/strict";
import { ChannelData, channelKind, extension, openChannel } from "@djust/live";
import {
  ECHO,
  echoing,
  newNotes,
  type Notes,
  Plain,
  pointing,
} from "../../tests/kit/channel_kit.ts";
import { FACTS, type FakeLine, FakeSite } from "../../tests/kit/line_kit.ts";
import type { Limits } from "../world/mod.ts";

interface Here {
  readonly site: FakeSite;
  readonly line: FakeLine;
  readonly token: string;
  readonly notes: Notes;
}

async function echo(limits: Partial<Limits> = {}): Promise<Here> {
  const notes = newNotes();
  const site = new FakeSite({ "/": Plain }, { use: [echoing(notes)], limits });
  const [line, token] = await site.live();
  return { site, line, token, notes };
}

async function pointer(limits: Partial<Limits> = {}): Promise<Here> {
  const notes = newNotes();
  const site = new FakeSite({ "/": Plain }, { use: [pointing("desk", notes)], limits });
  const [line, token] = await site.live();
  return { site, line, token, notes };
}

async function end({ site }: Here): Promise<void> {
  await site.mounted.hub.close();
  const { connections, instances, timers } = site.mounted.hub.stats();
  assert.deepEqual({ connections, instances, timers }, { connections: 0, instances: 0, timers: 0 });
}

Deno.test("a channel opens behind the join, with its detail and its credit", async () => {
  const here = await echo();
  assert.deepEqual(await here.line.rest(), [[-14, 4, 1], [-14, "echo", 1, 0, 0]]);
  here.line.say([-15, 1, { a: 1 }]);
  assert.deepEqual(await here.line.rest(), [[-15, 1, [1, { a: 1 }]]]);
  assert.deepEqual(here.notes.news, ["opened"]);
  await end(here);
  assert.deepEqual(here.notes.news, ["opened", "closed: line", "closed: ended"]);
});

Deno.test("an address dies with its line, and another is there after the resume", async () => {
  const here = await echo();
  const { site, line, token, notes } = here;
  line.say([-15, 1, "a"]);
  await line.rest();
  line.cut();
  assert.equal(notes.channels[0]?.isOpen, false);
  assert.equal(notes.channels[0]?.send("lost"), false);
  const next = site.connect();
  next.say([-2, 0, { ...FACTS, token, got: 0, answered: 0, try: 2 }]);
  assert.equal((await next.next())[0], -2);
  // What came before the cut is the room's own to say.
  assert.deepEqual(await next.rest(), [[-14, 4, 1], [-14, "echo", 1, 0, 1]]);
  assert.deepEqual(notes.news, ["opened", "closed: line", "opened"]);
  line.cut();
  assert.equal(notes.channels[0]?.isOpen, true);
  await end(here);
});

Deno.test("views of one page share a room's address, and get what is sent to all of them once", async () => {
  const here = await pointer();
  const { site, line, notes } = here;
  line.say([-1, 1, { ...FACTS, ...await site.load() }]);
  assert.deepEqual((await line.next()).slice(0, 3), [-14, "pointer", 1]);
  assert.deepEqual((await line.next()).slice(0, 2), [-1, 1]);
  assert.deepEqual(await line.rest(), [[-14, "pointer", 1, 1]]);
  line.put(Uint8Array.of(1, 7, 8));
  assert.deepEqual(await line.rest(), [["bytes", 1, 7, 8]]);
  assert.deepEqual(notes.came, [[7, 8]]);
  // One leaves, the other stays.
  line.say([-6]);
  assert.deepEqual(await line.rest(), [[-14, 0, 1, 0]]);
  line.put(Uint8Array.of(1, 9));
  assert.deepEqual(await line.rest(), [["bytes", 1, 9]]);
  await end(here);
});

Deno.test("what is sent to many pages is encoded once for those with the same address", () => {
  const data = new ChannelData(Uint8Array.of(5));
  assert.equal(data.at(1), data.at(1));
  assert.deepEqual([data.at(1), data.at(2)], [Uint8Array.of(1, 5), Uint8Array.of(2, 5)]);
});

Deno.test("of a droppable channel only the latest waits for a page that is behind", async () => {
  const here = await pointer({ softBuffer: 1_000 });
  const { line, notes, site } = here;
  const [channel] = notes.channels;
  await line.rest();
  line.buffered = 1_001;
  for (const place of [1, 2, 3]) assert.equal(channel?.send(Uint8Array.of(place)), true);
  await site.clock.move(200);
  assert.deepEqual(await line.rest(), []);
  assert.equal(channel?.isCongested, true);
  line.buffered = 0;
  await site.clock.move(60);
  assert.deepEqual(await line.rest(), [["bytes", 1, 3]]);
  assert.deepEqual(notes.news, ["opened", "congested", "drained"]);
  await end(here);
});

Deno.test("of a reliable channel all waits in order, up to its bound", async () => {
  const here = await echo({ softBuffer: 1_000, ringFrames: 3 });
  const { line, notes, site } = here;
  const [channel] = notes.channels;
  await line.rest();
  line.buffered = 1_001;
  for (const word of ["a", "b", "c"]) assert.equal(channel?.send(word), true);
  line.buffered = 0;
  await site.clock.move(60);
  assert.deepEqual(await line.rest(), [[-15, 1, "a"], [-15, 1, "b"], [-15, 1, "c"]]);
  line.buffered = 1_001;
  for (const word of ["d", "e", "f"]) assert.equal(channel?.send(word), true);
  assert.equal(channel?.send("g"), false);
  assert.deepEqual(notes.news.slice(-1), ["closed: overrun"]);
  assert.deepEqual(await line.rest(), [[-14, 0, 1, 0]]);
  assert.equal(channel?.isOpen, false);
  await end(here);
});

Deno.test("a page that does not read at all is cut", async () => {
  const here = await pointer({ softBuffer: 1_000, stall: 5_000 });
  here.line.buffered = 2_000;
  here.notes.channels[0]?.send(Uint8Array.of(1));
  await here.site.clock.move(5_100);
  assert.equal(here.line.closed?.code, 4430);
  await end(here);
});

Deno.test("credit comes back as messages are taken, and what is beyond it is a violation", async () => {
  const here = await echo();
  const { line, notes, site } = here;
  await line.rest();
  const { promise, resolve } = Promise.withResolvers<void>();
  notes.until = promise;
  for (const word of ["a", "b", "c", "d", "e"]) line.say([-15, 1, word]);
  // The first is being taken; the fifth had no credit.
  assert.deepEqual(await line.rest(), [[-15, 1, [1, "a"]]]);
  notes.until = undefined;
  resolve();
  assert.deepEqual(await line.rest(), [
    ...[[-15, 1, [2, "b"]], [-14, 2, 1], [-15, 1, [3, "c"]], [-15, 1, [4, "d"]], [-14, 2, 1]],
  ]);
  assert.deepEqual(notes.came, ["a", "b", "c", "d"]);
  line.say([0, [-15, 1, "f"], [-15, 1, "g"], [-15, 1, "h"], [-15, 1, "i"]]);
  await line.rest();
  assert.deepEqual(notes.came.slice(4), ["f", "g", "h", "i"]);
  assert.deepEqual(site.refused(), []);
  await end(here);
});

Deno.test("a droppable channel has a bucket for each kind and socket, and three violations close", async () => {
  const here = await pointer();
  const { line, notes, site } = here;
  for (let place = 0; place < 32; place++) line.put(Uint8Array.of(1, place));
  assert.equal(notes.came.length, 30);
  assert.equal(line.closed, undefined);
  line.put(Uint8Array.of(1, 99));
  assert.deepEqual(line.closed, { code: 4429, reason: "10000" });
  assert.deepEqual(site.refused(), ["rate"]);
  await end(here);
});

const HOSTILE: readonly (readonly [what: string, message: unknown, code: number])[] = [
  ["an unknown address", [-15, 7, "x"], 4400],
  ["bytes where JSON goes", Uint8Array.of(1, 1), 4400],
  ["bytes for nobody", Uint8Array.of(9, 1), 4400],
  ["no address", Uint8Array.of(0, 1), 4420],
  ["no bytes", new Uint8Array(), 4420],
  ["an address that is none", [-15, "1", "x"], 4420],
  ["address 0", [-15, 0, "x"], 4420],
  ["no data", [-15, 1], 4420],
  ["data for an instance", [-7, 0, [-15, 1, "x"]], 4420],
  ["what only servers say", [-14, "echo", 1, 0], 4420],
  ["too deep", `[-15,1,${"[".repeat(40)}${"]".repeat(40)}]`, 4420],
  ["too large", new Uint8Array(65_536 + 34), 4420],
];

for (const [what, message, code] of HOSTILE) {
  Deno.test(`hostile: ${what} is answered, counted, and closes with ${code}`, async () => {
    const here = await echo();
    await here.line.rest();
    if (message instanceof Uint8Array) here.line.put(message.buffer);
    else here.line.say(message);
    assert.equal(here.line.closed?.code, code);
    assert.equal((await here.line.rest())[0]?.[0], -10);
    assert.deepEqual(here.site.refused(), ["frame"]);
    assert.deepEqual(here.notes.came, []);
    await end(here);
  });
}

Deno.test("hostile: more bytes than the kind allows", async () => {
  const here = await pointer();
  await here.line.rest();
  here.line.put(new Uint8Array(9).fill(1));
  assert.deepEqual(await here.line.rest(), [["bytes", ...new Uint8Array(9).fill(1)]]);
  here.line.put(new Uint8Array(10).fill(1));
  assert.equal(here.line.closed?.code, 4420);
  assert.deepEqual(await here.line.rest(), [[-10, "too-large"]]);
  await end(here);
});

Deno.test("hostile: bytes before a join", async () => {
  const site = new FakeSite({ "/": Plain });
  const line = site.connect();
  line.put(Uint8Array.of(1, 1));
  assert.equal(line.closed?.code, 4400);
  await site.mounted.hub.close();
});

Deno.test("what a page sent before it knew that a channel closed is no fault", async () => {
  const here = await echo();
  const { line, notes } = here;
  notes.channels[0]?.close();
  notes.channels[0]?.close();
  line.say([-15, 1, "late"]);
  assert.equal(line.closed, undefined);
  assert.deepEqual(notes.came, []);
  assert.deepEqual(notes.news, ["opened", "closed: closed"]);
  await end(here);
});

Deno.test("a channel whose functions throw goes on, and the log says which", async () => {
  const site = new FakeSite({ "/": Plain }, {
    use: [echoing({
      ...newNotes(),
      get until(): never {
        throw new Error("the extension's own");
      },
    })],
  });
  const [line] = await site.live();
  await line.rest();
  line.say([-15, 1, "a"]);
  line.say([-15, 1, "b"]);
  const answers = await line.rest();
  assert.deepEqual(answers.filter(([code]) => code === -15), [[-15, 1, [1, "a"]], [-15, 1, [
    2,
    "b",
  ]]]);
  const errors = site.records.filter((record) => record.type === "error");
  assert.deepEqual(
    errors.map(({ phase }) => phase),
    Array(2).fill('message of the channel "echo"'),
  );
  await site.mounted.hub.close();
});

Deno.test("another kind of the same name is refused where it is opened, in any view of the hub", async () => {
  const impostor = extension({
    name: "impostor",
    mount(view) {
      openChannel(view, { kind: channelKind({ ...ECHO, codec: "binary" }) });
    },
  });
  class Other extends Plain {
    static use = [impostor];
  }
  const site = new FakeSite({ "/": Plain, "/other": Other }, { use: [echoing()] });
  const response = await site.app.request("/other");
  assert.equal(response.status, 500);
  const [failure] = site.records.filter((record) => record.type === "error");
  assert.match(
    String((failure?.error as Error).cause),
    /Cannot open a channel "echo": its codec is "binary", and another kind of this name has "text"/,
  );
  await site.mounted.hub.close();
});
