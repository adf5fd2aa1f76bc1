/** Cursors of two hubs that share a store: seen in both, and gone with their people. */

import assert from "node:assert/strict";
import { type ChannelData, type CursorDown, decodeCursorDown } from "../../protocol/mod.ts";
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
    options: {},
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
  return { cursors, seat, leave, take: () => told.splice(0) };
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
