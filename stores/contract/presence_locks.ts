/** Contract of presence stores: their locks. */

import type { PresenceHolder, PresenceLock } from "../../server/world/mod.ts";
import type { ContractCase } from "./expect.ts";
import { between, type PresenceKit, type Taker } from "./presence_case.ts";
import { equal, isTrue } from "./presence_heard.ts";

const ADA: PresenceHolder = { connection: "a", user: "ada" };
const BOB: PresenceHolder = { connection: "b", user: "bob" };
const TTL = 5_000;

async function lock(
  { node }: Taker,
  holder: PresenceHolder,
  over: readonly string[] = [],
): Promise<PresenceLock> {
  return await node.lock("room", "intro", { holder, ttl: TTL, over });
}

/** The token of a lock that has to be free. */
async function token(taker: Taker, holder: PresenceHolder, over?: readonly string[]) {
  const lockedNow = await lock(taker, holder, over);
  if (!lockedNow.ok) throw new Error(`It is held by ${lockedNow.heldBy.connection}`);
  return lockedNow.token;
}

/** What a store must do for locks. */
export const lockCases: readonly ContractCase<PresenceKit>[] = [
  between("gives a lock to one, and tells another whose it is", async (_kit, one, other) => {
    isTrue((await lock(one, ADA)).ok, "a free lock was refused");
    equal(await lock(other, BOB), { ok: false, heldBy: ADA });
    isTrue((await other.node.lock("room", "end", { holder: BOB, ttl: TTL })).ok, "parts are one");
    isTrue(
      (await other.node.lock("rooms", "intro", { holder: BOB, ttl: TTL })).ok,
      "rooms are one",
    );
  }),
  between("gives a lock to one of many who try at once", async (_kit, one, other) => {
    const tries = Array.from({ length: 10 }, (_, index) => {
      const holder = { connection: `c${index}`, user: `u${index}` };
      return lock(index % 2 === 0 ? one : other, holder);
    });
    const held = (await Promise.all(tries)).filter(({ ok }) => ok);
    equal(held.length, 1);
  }),
  between("gives the holder its own token again", async (_kit, one) => {
    equal(await token(one, ADA), await token(one, ADA));
  }),
  between("gives each new holder a higher token", async (kit, one, other) => {
    const first = await token(one, ADA);
    isTrue(await one.node.unlock("room", "intro", { connection: "a", token: first }), "not let go");
    const second = await token(other, BOB);
    isTrue(second > first, "after unlock the token does not rise");
    await kit.pass(TTL + 1);
    const third = await token(one, ADA);
    isTrue(third > second, "after the time the token does not rise");
  }),
  between("lets nobody but the holder renew and unlock", async (kit, one, other) => {
    const held = await token(one, ADA);
    const renew = { ttl: TTL, token: held };
    isTrue(!await other.node.unlock("room", "intro", { connection: "b", token: held }), "another");
    isTrue(
      !await one.node.unlock("room", "intro", { connection: "a", token: held - 1 }),
      "old token",
    );
    isTrue(
      !await other.node.renew("room", "intro", { connection: "b", ...renew }),
      "another renews",
    );
    equal((await lock(other, BOB)).ok, false);
    await kit.pass(TTL / 2);
    isTrue(await one.node.renew("room", "intro", { connection: "a", ...renew }), "not renewed");
    await kit.pass(TTL / 2 + 100);
    equal((await lock(other, BOB)).ok, false);
  }),
  between("tells a holder whose time is over that it is none", async (kit, one, other) => {
    const held = await token(one, ADA);
    await kit.pass(TTL + 1);
    const late = { connection: "a", token: held };
    const taken = await token(other, BOB);
    isTrue(!await one.node.renew("room", "intro", { ...late, ttl: TTL }), "renewed another's");
    isTrue(!await one.node.unlock("room", "intro", late), "unlocked another's");
    equal(await token(other, BOB), taken);
  }),
  between(
    "lets a lock be taken over from the connections that are named",
    async (_kit, one, other) => {
      const first = await token(one, ADA);
      const again: PresenceHolder = { connection: "a2", user: "ada" };
      equal(await lock(other, again, ["x"]), { ok: false, heldBy: ADA });
      const second = await token(other, again, ["x", "a"]);
      isTrue(second > first, "the token does not rise");
      equal(await lock(one, BOB), { ok: false, heldBy: again });
    },
  ),
  between("moves a lock with its holder, and only its node lets go", async (_kit, one, other) => {
    const held = await token(one, ADA);
    equal(await token(other, ADA, ["a"]), held);
    const mine = { connection: "a", token: held };
    isTrue(!await one.node.unlock("room", "intro", mine), "the former node lets go");
    equal(await lock(one, BOB), { ok: false, heldBy: ADA });
    isTrue(await other.node.unlock("room", "intro", mine), "its node does not let go");
  }),
  between("frees the locks of a node that closes", async (kit, one, other) => {
    await token(one, ADA);
    await one.node.close();
    await kit.until("the lock is free", async () => (await lock(other, BOB)).ok);
  }),
];
