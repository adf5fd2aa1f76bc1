import assert from "node:assert/strict";
import { seedFrom, size } from "../../tests/seed.ts";
import {
  type ChannelData,
  type CursorDown,
  type CursorMove,
  type CursorNews,
  decodeCursorDown,
  encodeCursorDown,
} from "../../protocol/mod.ts";
import { ManualClock } from "../../testing/mod.ts";
import { CursorRoom, type CursorRoomHost } from "./cursor_room.ts";
import type { CursorGuest, CursorOptions, CursorUser } from "./seat.ts";

const at = (x: number, y = 0.5, mode: CursorMove["mode"] = "plain"): CursorMove => ({
  place: 0,
  x,
  y,
  mode,
});

function read(data: ChannelData): CursorDown {
  const down = decodeCursorDown((data.at(1) as Uint8Array).subarray(1));
  assert(down);
  return down;
}

function setUp(host: Partial<CursorRoomHost> = {}) {
  const clock = new ManualClock();
  const room = new CursorRoom({
    number: 1,
    now: () => clock.now(),
    after: (ms, run) => clock.timer(ms, run),
    ...host,
  });
  const sit = (
    name: string,
    { role = "", options = {}, isReader = false, isBot = false }: {
      role?: string;
      options?: CursorOptions;
      isReader?: boolean;
      isBot?: boolean;
    } = {},
  ) => {
    const told: ChannelData[] = [];
    const heard: CursorMove[] = [];
    let renders = 0;
    const guest: CursorGuest = {
      person: (): CursorUser => ({ user: name, name, color: "#123456", meta: { name } }),
      role,
      options,
      isReader,
      ...!isBot && { tell: (data: ChannelData) => void told.push(data) },
      moved: (move) => void heard.push(move),
      changed: () => void renders++,
    };
    const seat = room.join(guest);
    // Its channel opens.
    if (!isBot) room.newsFor(seat);
    return {
      seat,
      heard,
      raw: told,
      get renders() {
        return renders;
      },
      take: (): CursorDown[] => told.splice(0).map(read),
      takeNews: (): CursorNews[] =>
        told.splice(0).map(read).flatMap((down) => down.type === "news" ? [down.news] : []),
    };
  };
  return { clock, room, sit };
}

Deno.test("a first move goes at once, those of a tick in one frame, and nothing when all rest", async () => {
  const { clock, room, sit } = setUp();
  const [ada, bo] = [sit("ada"), sit("bo")];
  ada.take();
  bo.take();
  room.move(ada.seat, at(0));
  assert.deepEqual(
    bo.take(),
    [{ type: "moves", slot: 0, moves: [{ index: 0, ...at(0, 0.5) }] }]
      .map((down) => ({
        ...down,
        moves: down.moves.map((move) => ({ ...move, y: 32768 / 65535 })),
      })),
  );
  room.move(ada.seat, at(0.2));
  room.move(bo.seat, at(0));
  room.move(ada.seat, at(1));
  assert.deepEqual(bo.take(), []);
  await clock.move(50);
  const [frame, ...more] = ada.take().slice(1);
  assert.deepEqual(more, []);
  assert(frame?.type === "moves");
  assert.deepEqual(frame.moves.map(({ index, x }) => [index, x]), [[0, 1], [1, 0]]);
  await clock.move(50);
  assert.equal(clock.timers, 0);
  bo.take();
  await clock.move(10_000);
  assert.deepEqual(bo.take(), []);
});

Deno.test("a frame is encoded once for all who see the same", () => {
  const { room, sit } = setUp();
  const seats = Array.from({ length: 20 }, (_, number) => sit(`${number}`));
  for (const { raw } of seats) raw.length = 0;
  room.move(seats[0]?.seat as never, at(0.5));
  assert.equal(new Set(seats.map(({ raw }) => raw[0])).size, 1);
});

Deno.test("a page is told whether somebody else is there", () => {
  const { room, sit } = setUp();
  const ada = sit("ada");
  assert.equal(room.newsFor(ada.seat).peers, false);
  const bo = sit("bo");
  assert.deepEqual(ada.takeNews().map(({ peers }) => peers), [undefined, true]);
  assert.equal(room.newsFor(bo.seat).peers, true);
  room.leave(bo.seat);
  assert.deepEqual(ada.takeNews(), [{ gone: [[0, 1]] }, { peers: false }]);
});

Deno.test("a bot is seen, and is nobody for whom a page would send", async () => {
  const { clock, room, sit } = setUp();
  const ada = sit("ada");
  const bot = sit("bot", { isBot: true });
  assert.equal(room.newsFor(ada.seat).peers, false);
  assert.deepEqual(room.newsFor(ada.seat).who?.map(({ user }) => user), ["bot"]);
  assert.equal(room.newsFor(bot.seat).peers, true);
  ada.take();
  room.move(bot.seat, at(0.5));
  assert.deepEqual(ada.take().map(({ type }) => type), ["moves"]);
  assert.deepEqual(bot.raw, []);
  room.leave(bot.seat);
  assert.deepEqual(ada.takeNews(), [{ gone: [[0, 1]] }]);
  await clock.move(100);
});

Deno.test("who leaves is gone at once, with the moves that wait", async () => {
  const { clock, room, sit } = setUp();
  const [ada, bo] = [sit("ada"), sit("bo")];
  room.move(ada.seat, at(0));
  room.move(ada.seat, at(1));
  bo.take();
  room.leave(ada.seat);
  await clock.move(50);
  assert.deepEqual(bo.take(), [
    { type: "news", news: { gone: [[0, 0]] } },
    { type: "news", news: { peers: false } },
  ]);
  room.move(ada.seat, at(1));
  await clock.move(100);
  assert.deepEqual(bo.take(), []);
  assert.deepEqual(room.cursorsFor(""), []);
  // The number that bo has is nobody else's.
  assert.notEqual(sit("cy").seat.index, bo.seat.index);
});

Deno.test("what is no number is never broadcast, and a light is one only where it may be", () => {
  const { room, sit } = setUp();
  const [ada, bo] = [sit("ada"), sit("bo", { options: { laser: true } })];
  ada.take();
  for (const x of [NaN, Infinity, "1", null]) room.move(bo.seat, at(x as number));
  assert.deepEqual(ada.take(), []);
  room.move(bo.seat, at(7, -7, "laser"));
  const [down] = ada.take();
  assert(down?.type === "moves");
  assert.deepEqual(down.moves, [{ index: 1, place: 0, x: 1, y: 0, mode: "laser" }]);
  room.move(ada.seat, at(0, 0, "laser"));
  assert.equal(room.cursorsFor("")[0]?.move.mode, "plain");
});

Deno.test("views that read cursors are told four times a second at most, others never", async () => {
  const { clock, room, sit } = setUp();
  const [ada, bo, cy] = [sit("ada"), sit("bo", { isReader: true }), sit("cy")];
  for (let ms = 0; ms < 2_000; ms += 20) {
    room.move(ada.seat, at(ms / 2_000));
    await clock.move(20);
  }
  assert(bo.renders >= 8 && bo.renders <= 9, `${bo.renders}`);
  assert.equal(cy.renders + ada.renders, 0);
  await clock.move(1_000);
  assert.equal(clock.timers, 0);
});

Deno.test("a role sees whom it may, and one frame is made for each role", () => {
  const { room, sit } = setUp({
    isVisible: (role, { user }) => role === "staff" || user !== "spy",
  });
  const [ada, bo] = [sit("ada"), sit("bo", { role: "staff" })];
  const spy = sit("spy", { role: "staff" });
  ada.take();
  bo.take();
  assert.deepEqual(room.newsFor(ada.seat).who?.map(({ user }) => user), ["bo"]);
  room.move(spy.seat, at(0.5));
  room.react(spy.seat, 0);
  assert.deepEqual(ada.take(), []);
  assert.deepEqual(bo.take().map(({ type }) => type), ["moves"]);
  assert.deepEqual(room.cursorsFor(""), []);
  assert.equal(room.cursorsFor("staff").length, 1);
  room.leave(bo.seat);
  // Nobody is left who would see them.
  assert.equal(room.newsFor(spy.seat).peers, false);
});

Deno.test("chat, reactions and anchors are taken as often as they may be, and only where asked for", async () => {
  const { clock, room, sit } = setUp();
  const [ada, bo] = [sit("ada", { options: { chat: true, reactions: ["a", "b"] } }), sit("bo")];
  bo.take();
  const count = (type: CursorDown["type"]): number =>
    bo.take().filter((down) => down.type === type).length;
  for (let times = 0; times < 100; times++) room.take(ada.seat, { type: "chat", text: "hi" });
  assert.equal(count("chat"), 5);
  for (let times = 0; times < 100; times++) room.take(ada.seat, { type: "react", reaction: 1 });
  assert.equal(count("react"), 3);
  await clock.move(1_000);
  room.take(ada.seat, { type: "react", reaction: 2 });
  assert.equal(count("react"), 0);
  room.take(bo.seat, { type: "chat", text: "hi" });
  room.take(bo.seat, { type: "react", reaction: 0 });
  assert(ada.take().every((down) => !("mover" in down) || down.mover.index === ada.seat.index));
  for (let place = 1; place <= 62; place++) {
    for (let times = 0; times < 3; times++) {
      room.take(ada.seat, { type: "anchor", place, name: `a${place}.${times}` });
    }
  }
  assert.equal(count("news"), 62);
  room.take(bo.seat, { type: "anchor", place: 7, name: "gap" });
  assert.deepEqual(bo.seat.anchors, []);
});

Deno.test("a page tells what it shows only while somebody follows, and to those alone", () => {
  const { room, sit } = setUp();
  const [ada, bo, cy] = [sit("ada", { options: { follow: true } }), sit("bo"), sit("cy")];
  const view = { type: "view", move: at(0.25) } as const;
  for (const one of [ada, bo, cy]) one.take();
  room.take(ada.seat, view);
  assert.deepEqual([...bo.take(), ...cy.take()], []);
  room.take(bo.seat, { type: "follow", mover: { slot: 0, index: 0 } });
  assert.deepEqual(ada.takeNews(), [{ followed: true }]);
  room.take(ada.seat, view);
  assert.deepEqual(bo.take().map(({ type }) => type), ["view"]);
  assert.deepEqual(cy.take(), []);
  room.leave(bo.seat);
  assert.deepEqual(ada.takeNews().map(({ followed }) => followed), [false, undefined]);
  // Nobody follows themselves.
  room.take(ada.seat, { type: "follow", mover: { slot: 0, index: 0 } });
  assert.deepEqual(ada.takeNews(), []);
});

Deno.test("rooms of several nodes see each other, by a slot for each, as often as the store says", async () => {
  const there = setUp();
  const far = {
    cast: (data: Uint8Array) => there.room.farTold("node a", data),
    interval: 250,
  };
  const here = setUp({ far });
  const [ada, bo] = [here.sit("ada"), there.sit("bo")];
  here.room.farCame();
  here.room.take(ada.seat, { type: "anchor", place: 1, name: "intro" });
  for (let ms = 0; ms < 1_000; ms += 50) {
    here.room.move(ada.seat, { ...at(ms / 1_000), place: 1 });
    await here.clock.move(50);
    await there.clock.move(50);
  }
  const told = bo.take();
  // At 0, 250, 500, 750 and, the last one, 1,000.
  assert.equal(told.filter(({ type }) => type === "moves").length, 5);
  assert(told.every((down) => down.type !== "moves" || down.slot === 1));
  assert.deepEqual(
    there.room.newsFor(bo.seat).who?.map(({ slot, user, anchors }) => [
      slot,
      user,
      anchors,
    ]),
    [[1, "ada", ["intro"]]],
  );
  assert.equal(there.room.newsFor(bo.seat).peers, true);
  assert.equal(there.room.cursorsFor("")[0]?.anchor, "intro");
  there.room.farTold("node a", Uint8Array.of(9, 9));
  there.room.userLeft("ada");
  assert.deepEqual(bo.takeNews(), [{ gone: [[1, 0]] }, { peers: false }]);
});

Deno.test("a page gets 10 KB of moves a second at most, from however many nodes", async () => {
  const { clock, room, sit } = setUp();
  const [ada, viewer] = [sit("ada"), sit("viewer")];
  const crowd = Array.from({ length: 200 }, (_, index) => ({ index, ...at(index / 200) }));
  const frame = encodeCursorDown({ type: "moves", slot: 0, moves: crowd });
  viewer.take();
  for (let ms = 0; ms < 10_000; ms += 50) {
    for (const node of ["a", "b", "c"]) room.farTold(node, frame);
    room.move(ada.seat, at(ms / 10_000));
    await clock.move(50);
  }
  const sizes = new Map<number, number>();
  for (const data of viewer.raw) {
    const down = read(data);
    if (down.type !== "moves") continue;
    assert.equal(
      down.moves.length,
      down.slot === 0 ? 1 : 200,
      "who moved together is told together",
    );
    sizes.set(down.slot, (sizes.get(down.slot) ?? 0) + data.size);
  }
  const all = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  // The first frame of each goes at once.
  assert(all <= 100_000 + 4 * frame.length, `${all} bytes in 10 s`);
  assert(all >= 80_000, `${all} bytes in 10 s`);
  assert.deepEqual([...sizes.keys()].sort(), [0, 1, 2, 3]);
});

Deno.test("whatever happens, a viewer that hears all knows what a newcomer is told", async () => {
  const random = seedFrom("a room of cursors");
  for (let round = 0; round < size(30, 2_000); round++) {
    const { clock, room, sit } = setUp();
    const viewer = sit("viewer");
    const known = new Map<number, string>();
    const learn = (): void => {
      for (const { who = [], gone = [] } of viewer.takeNews()) {
        for (const [, index] of gone) known.delete(index);
        for (const { index, user } of who) known.set(index, user);
      }
    };
    const others: ReturnType<typeof sit>[] = [];
    for (let step = 0; step < 60; step++) {
      const one = others.length > 0 ? random.pick(others) : undefined;
      if (!one || random.chance(0.3)) others.push(sit(`u${step}`));
      else if (random.integer(1, 3) === 1) {
        room.leave(one.seat);
        others.splice(others.indexOf(one), 1);
      } else if (random.chance(0.5)) room.move(one.seat, at(random.next()));
      else await clock.move(random.integer(0, 80));
      if (random.chance(0.5)) learn();
    }
    learn();
    const said = room.newsFor(viewer.seat).who?.map(({ index, user }) => [index, user] as const);
    assert.deepEqual([...known].sort(), [...said ?? []].sort());
  }
});

Deno.test("other nodes are told of many people piece by piece, and lose no word to a move", () => {
  const casts: { down: CursorDown; size: number; delivery: string }[] = [];
  const { room, sit } = setUp({
    far: {
      interval: 50,
      cast(data, delivery) {
        const down = decodeCursorDown(data);
        assert(down);
        casts.push({ down, size: data.length, delivery });
      },
    },
  });
  const names = Array.from({ length: 100 }, (_, number) => `${number}`.padEnd(400, "x"));
  const [ada] = names.map((name) => sit(name, { options: { chat: true } }));
  casts.length = 0;
  room.farCame();
  assert(casts.length > 1 && casts.every(({ size }) => size < 48 * 1_024));
  const news = casts.splice(0).map(({ down }) => down.type === "news" ? down.news : {});
  // Who is in none but the last is not gone meanwhile.
  assert(news.every(({ all }) => all === undefined));
  assert.deepEqual(news.flatMap(({ who = [] }) => who.map(({ user }) => user)), names);

  assert(ada);
  room.take(ada.seat, { type: "chat", text: "hello" });
  room.move(ada.seat, at(0.5));
  assert.deepEqual(casts.map(({ down, delivery }) => [down.type, delivery]), [
    ["chat", "reliable"],
    ["moves", "droppable"],
  ]);
  room.leave(ada.seat);
});

Deno.test("what a page shows is told of nobody whose view does not let it, unless they ask for it", () => {
  const { room, sit } = setUp();
  const [ada, bo] = [sit("ada", { options: { chat: true } }), sit("bo")];
  for (const one of [ada, bo]) one.take();
  room.take(bo.seat, { type: "follow", mover: ada.seat.mover });
  room.take(ada.seat, { type: "view", move: at(0.25) });
  assert.deepEqual([ada.take(), bo.take()], [[], []]);
  room.spotlight(ada.seat);
  assert.deepEqual(ada.takeNews().map(({ followed }) => followed), [undefined, true]);
  room.spotlight(null);
  assert.deepEqual(ada.takeNews().map(({ followed }) => followed), [undefined, false]);
});

Deno.test("whom somebody follows is another one as often as people can press", async () => {
  const { clock, room, sit } = setUp();
  const [ada, bo] = [sit("ada", { options: { follow: true } }), sit("bo")];
  ada.take();
  for (let step = 0; step < 100; step++) {
    room.take(bo.seat, { type: "follow", mover: step % 2 ? undefined : ada.seat.mover });
  }
  assert.equal(ada.takeNews().length, 10);
  await clock.move(1_000);
  room.take(bo.seat, { type: "follow", mover: ada.seat.mover });
  assert.deepEqual(ada.takeNews(), [{ followed: true }]);
});
