/** Cursors of two hubs that share a store: seen in both, and gone with their people. */

import assert from "node:assert/strict";
import {
  type ChannelData,
  type CursorDown,
  type CursorNews,
  decodeCursorDown,
} from "../../protocol/mod.ts";
import { HandClock, presenceHub } from "../../tests/kit/presence_kit.ts";
import { memoryPresence } from "../mod.ts";
import { cursorsOf } from "./room_link.ts";

/** Somebody with cursors in a room of a hub. */
function sit(hub: ReturnType<typeof presenceHub>, user: string) {
  const { rooms } = hub;
  const room = rooms.room("desk");
  const connection = rooms.connection();
  const meta = { name: user };
  room.join({ connection, user, meta });
  const cursors = cursorsOf(rooms).of(room, undefined);
  const told: CursorDown[] = [];
  const seat = cursors.join({
    person: () => ({ user, name: user, color: "", meta }),
    role: "",
    options: { follow: true },
    isReader: false,
    changed() {},
    tell(data: ChannelData) {
      const down = decodeCursorDown((data.at(1) as Uint8Array).subarray(1));
      if (down) told.push(down);
    },
  });
  const leave = (): void => {
    cursors.leave(seat);
    cursorsOf(rooms).left(room);
    room.leave(connection, "now");
  };
  const news = (): CursorNews[] =>
    told.splice(0).flatMap((down) => down.type === "news" ? [down.news] : []);
  return { cursors, seat, leave, take: () => told.splice(0), news };
}

Deno.test("cursors cross from hub to hub, also to who came later, and go with their people", async () => {
  const clock = new HandClock();
  const store = memoryPresence({ now: () => clock.now() });
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, store)];
  await clock.move(200);
  const ada = sit(one, "ada");
  await clock.move(500);
  const bo = sit(other, "bo");
  await clock.move(500);
  for (const [who, whom] of [[ada, "bo"], [bo, "ada"]] as const) {
    const { who: people = [], peers } = who.cursors.newsFor(who.seat);
    assert.deepEqual([people.map(({ slot, user }) => [slot, user]), peers], [[[1, whom]], true]);
  }
  bo.take();
  one.rooms.room("desk");
  ada.cursors.move(ada.seat, { place: 0, x: 1, y: 0, mode: "plain" });
  await clock.move(500);
  const moves = bo.take().flatMap((down) => down.type === "moves" ? [down] : []);
  assert.deepEqual(moves.map(({ slot, moves }) => [slot, moves[0]?.x]), [[1, 1]]);
  assert.equal(bo.cursors.cursorsFor("")[0]?.user.user, "ada");
  ada.leave();
  await clock.move(500);
  assert.deepEqual(bo.cursors.newsFor(bo.seat).who, []);
  assert.equal(bo.cursors.newsFor(bo.seat).peers, false);
  bo.leave();
  await Promise.all([one.rooms.close(), other.rooms.close()]);
});

Deno.test("who is followed from another process tells what they show, only then and ten times a second", async () => {
  const clock = new HandClock();
  const store = memoryPresence({ now: () => clock.now() });
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, store)];
  await clock.move(200);
  const [ada, bo, cy] = [sit(one, "ada"), sit(other, "bo"), sit(other, "cy")];
  await clock.move(1_000);
  const room = one.rooms.room("desk");
  const cast = room.cast.bind(room);
  let views = 0;
  room.cast = (kind, data, delivery) => {
    if (data instanceof Uint8Array && decodeCursorDown(data)?.type === "view") views++;
    return cast(kind, data, delivery);
  };
  const show = (y: number): void => {
    ada.cursors.take(ada.seat, { type: "view", move: { place: 0, x: 0.5, y, mode: "plain" } });
  };
  for (const { take } of [ada, bo, cy]) take();
  show(0);
  await clock.move(500);
  assert.deepEqual([bo.take(), views], [[], 0], "nobody follows");

  const [{ slot, index } = { slot: -1, index: -1 }] = bo.cursors.newsFor(bo.seat).who
    ?.filter(({ user }) => user === "ada") ?? [];
  bo.cursors.take(bo.seat, { type: "follow", mover: { slot, index } });
  await clock.move(500);
  assert.deepEqual(ada.news(), [{ followed: true }]);
  assert.deepEqual([bo.take(), cy.take()], [[], []], "nobody else is told of it");
  for (let step = 0; step < 16; step++) {
    show(step / 15);
    await clock.move(60);
  }
  await clock.move(200);
  const seen = bo.take().flatMap((down) => down.type === "view" ? [down] : []);
  assert(seen.length >= 5 && seen.length <= 11, `${seen.length}`);
  assert.deepEqual(seen.at(-1)?.mover, { slot, index });
  assert.equal(seen.at(-1)?.move.y, 1, "the last one always");
  assert.deepEqual(cy.take(), []);

  bo.cursors.take(bo.seat, { type: "follow", mover: undefined });
  await clock.move(500);
  assert.deepEqual(ada.news(), [{ followed: false }]);
  const before = views;
  show(0);
  await clock.move(500);
  assert.equal(views, before);

  bo.cursors.take(bo.seat, { type: "follow", mover: { slot, index } });
  await clock.move(500);
  bo.leave();
  await clock.move(500);
  assert.deepEqual(ada.news().flatMap(({ followed }) => followed ?? []), [true, false]);
  await Promise.all([one.rooms.close(), other.rooms.close()]);
});

Deno.test("a spotlight crosses, also to who comes later, and ends with whose it is", async () => {
  const clock = new HandClock();
  const store = memoryPresence({ now: () => clock.now() });
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, store)];
  await clock.move(200);
  const [ada, bo] = [sit(one, "ada"), sit(other, "bo")];
  await clock.move(1_000);
  bo.take();
  ada.cursors.spotlight(ada.seat);
  await clock.move(500);
  assert.deepEqual(bo.news(), [{ spotlight: [1, 0] }]);
  const cy = sit(other, "cy");
  assert.deepEqual(cy.cursors.newsFor(cy.seat).spotlight, [1, 0]);
  bo.take();
  ada.leave();
  await clock.move(500);
  assert.deepEqual(bo.news().map(({ spotlight }) => spotlight).filter((one) => one !== undefined), [
    null,
  ]);
  assert.equal(cy.cursors.newsFor(cy.seat).spotlight, undefined);
  await Promise.all([one.rooms.close(), other.rooms.close()]);
});

Deno.test("a node whose first words were lost is asked who is there, once it is heard", async () => {
  const clock = new HandClock();
  const store = memoryPresence({ now: () => clock.now() });
  let isDeaf = true;
  // The other does not listen yet when this one tells who is here.
  const deaf: typeof store = {
    ...store,
    start: (listener) =>
      store.start({
        ...listener,
        cast: (...told) => isDeaf ? undefined : listener.cast(...told),
      }),
  };
  const [one, other] = [presenceHub(clock, store), presenceHub(clock, deaf)];
  await clock.move(200);
  const ada = sit(one, "ada");
  const bo = sit(other, "bo");
  await clock.move(1_500);
  isDeaf = false;
  ada.cursors.move(ada.seat, { place: 0, x: 1, y: 0, mode: "plain" });
  await clock.move(1_500);
  const { who = [], peers } = bo.cursors.newsFor(bo.seat);
  assert.deepEqual([who.map(({ user }) => user), peers], [["ada"], true]);
  for (const { rooms } of [one, other]) await rooms.close();
});
