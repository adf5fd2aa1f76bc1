/** Locks that one connection holds: renewed while it lives, and given up before another can have them. */

import type { PresenceHolder, PresenceLock } from "../../server/world/mod.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";

/** How long a lock outlives its process, unless another time is given. */
const TTL = 15_000;
const LEAST = 1_000;
const MOST = 600_000;
/** The most characters of a part's name, and locks of one connection: pages may say both. */
const NAME = 256;
const MOST_HELD = 100;

/** One lock. */
interface Held {
  readonly token: number;
  readonly ttl: number;
  stop: () => void;
}

/** A lock as a snapshot keeps it. */
export interface KeptLock {
  readonly part: string;
  readonly token: number;
  readonly ttl: number;
}

/** One that a snapshot says was held, while the store is asked. */
interface Regaining extends KeptLock {
  readonly done: Promise<void>;
}

/** The locks of one connection in one room. */
export class HeldLocks {
  readonly #rooms: Rooms;
  readonly #room: Room;
  readonly #holder: PresenceHolder;
  readonly #lost: (part: string) => void;
  readonly #held = new Map<string, Held>();
  readonly #regaining = new Map<string, Regaining>();
  #end: "none" | "free" | "moves" = "none";

  /** None yet; `lost` is told of each that could not be kept. */
  constructor(
    rooms: Rooms,
    { room, holder, lost }: { room: Room; holder: PresenceHolder; lost: (part: string) => void },
  ) {
    this.#rooms = rooms;
    this.#room = room;
    this.#holder = holder;
    this.#lost = lost;
  }

  /** What a snapshot has to keep. */
  get kept(): readonly KeptLock[] {
    const regaining = [...this.#regaining.values()];
    const held = [...this.#held].filter(([part]) => !this.#regaining.has(part));
    return [
      ...regaining.map(({ part, token, ttl }) => ({ part, token, ttl })),
      ...held.map(([part, { token, ttl }]) => ({ part, token, ttl })),
    ];
  }

  /** Takes again what a page held elsewhere; under another token somebody else may have had it. */
  regain(kept: readonly KeptLock[]): void {
    for (const one of kept) {
      this.#regaining.set(one.part, { ...one, done: this.#regain(one) });
    }
  }

  /** Tries for one. */
  async lock(part: string, ttl: number = TTL): Promise<PresenceLock> {
    await this.#regaining.get(part)?.done;
    return await this.#lock(part, ttl);
  }

  async #regain({ part, token, ttl }: KeptLock): Promise<void> {
    // Where the store is away nobody knows: then another may have it.
    const lock = await this.#lock(part, ttl).catch(() => undefined);
    this.#regaining.delete(part);
    if (this.#end !== "none" || (lock?.ok && lock.token === token)) return;
    // The view would go on with what it was before another may have changed it.
    if (lock?.ok) this.#forget(part);
    this.#lost(part);
  }

  #forget(part: string): void {
    const held = this.#held.get(part);
    if (!held) return;
    held.stop();
    this.#held.delete(part);
    this.#letGo(part, held.token);
  }

  async #lock(part: string, ttl: number): Promise<PresenceLock> {
    if (!(ttl >= LEAST && ttl <= MOST)) {
      throw new RangeError(`Cannot lock "${part}" for ${ttl} ms: give ${LEAST} to ${MOST}`);
    }
    checkPart(part);
    if (this.#held.size >= MOST_HELD && !this.#held.has(part)) {
      throw new RangeError(
        `Cannot lock "${part}": ${MOST_HELD} are held already; let some go with unlock()`,
      );
    }
    const holder = this.#holder;
    const asked = this.#rooms.now();
    // The same person's, whose line is lost: they are back with another page. And its own, which a
    // process may hold that was killed just now.
    const over = [...new Set([holder.connection, ...this.#room.roster.lostOf(holder.user)])];
    const { key } = this.#room;
    const lock = await this.#rooms.exchange.ask((node) =>
      node.lock(key, part, { holder, ttl, over })
    );
    if (!lock.ok) return lock;
    const { token } = lock;
    if (this.#end !== "none") {
      if (this.#end === "free") this.#letGo(part, token);
      return { ok: false, heldBy: holder };
    }
    this.#held.get(part)?.stop();
    const held: Held = { token, ttl, stop: () => {} };
    this.#held.set(part, held);
    this.#keep(part, held, asked);
    return lock;
  }

  /** Lets one go; false where it is not held. */
  async unlock(part: string): Promise<boolean> {
    await this.#regaining.get(part)?.done;
    const held = this.#held.get(part);
    if (!held) return false;
    held.stop();
    this.#held.delete(part);
    return await this.#unlock(part, held.token);
  }

  /**
   * Lets all go, for good; those of a page that moves are left to it as it is restored elsewhere, and
   * else to their time. Returns what was held.
   */
  end(how: "free" | "moves" = "free"): readonly KeptLock[] {
    const { kept } = this;
    this.#end = how;
    if (how === "free") this.#letAllGo();
    for (const { stop } of this.#held.values()) stop();
    this.#held.clear();
    return kept;
  }

  /** Somebody left: whose line was lost for longer than the grace has lost the locks, too. */
  look(): void {
    if (this.#held.size === 0 || this.#room.roster.isOwn(this.#holder.connection)) return;
    for (const part of this.#letAllGo()) this.#lost(part);
  }

  #letAllGo(): string[] {
    const all = [...this.#held];
    this.#held.clear();
    return all.map(([part, { token, stop }]) => {
      stop();
      this.#letGo(part, token);
      return part;
    });
  }

  /**
   * Renews at a third of its time. Where that has not come to an end at two thirds, it is no longer
   * believed in: the store may give it to another only later.
   */
  #keep(part: string, held: Held, since: number): void {
    const { ttl, token } = held;
    const { connection } = this.#holder;
    const now = this.#rooms.now();
    const isHeld = (): boolean => this.#held.get(part) === held;
    const lose = (): void => {
      if (!isHeld()) return;
      held.stop();
      this.#held.delete(part);
      this.#lost(part);
    };
    const stopGivingUp = this.#rooms.timer(since + ttl * 2 / 3 - now, lose);
    let stopRenewing = (): void => {};
    held.stop = () => {
      stopGivingUp();
      stopRenewing();
    };
    const renew = (): void => {
      const asked = this.#rooms.now();
      const renewing = this.#rooms.exchange.ask((node) =>
        node.renew(this.#room.key, part, { connection, token, ttl })
      );
      renewing.then((isMine) => {
        if (!isHeld()) return;
        held.stop();
        if (isMine) this.#keep(part, held, asked);
        else lose();
      }, () => {
        if (isHeld()) stopRenewing = this.#rooms.timer(ttl / 10, renew);
      });
    };
    stopRenewing = this.#rooms.timer(since + ttl / 3 - now, renew);
  }

  /** While the store is away nobody is told: then its time ends it. */
  #letGo(part: string, token: number): void {
    this.#unlock(part, token).catch(() => {});
  }

  #unlock(part: string, token: number): Promise<boolean> {
    const { connection } = this.#holder;
    const { key } = this.#room;
    return this.#rooms.exchange.ask((node) => node.unlock(key, part, { connection, token }));
  }
}

function checkPart(part: unknown): void {
  if (typeof part === "string" && part !== "" && part.length <= NAME) return;
  throw new TypeError(`Cannot lock a part without a name; give a text of 1 to ${NAME} characters`);
}
