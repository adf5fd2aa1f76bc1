/** Locks in Deno KV: by compare-and-set, with tokens that rise, freed by their own node or its death. */

import type {
  PresenceHolder,
  PresenceLock,
  PresenceLockOptions,
} from "../../../server/world/mod.ts";
import { pack, unpack } from "../../node/pack.ts";
import { digest, type KvKey } from "../handle/mod.ts";
import { type KvNode, outboxIn } from "../node/mod.ts";

/** What stands under a lock, also when nobody holds it: the next token is higher. */
interface LockRecord {
  readonly token: number;
  readonly held?: PresenceHolder & {
    readonly node: string;
    readonly epoch: string;
    /** Milliseconds since 1970, by the holder's clock: a hint, no more. */
    readonly until: number;
  };
}

/** A lock of this process, and the end of its time. */
interface Own {
  readonly key: KvKey;
  readonly connection: string;
  readonly token: number;
  /** By this process's clock. */
  until: number;
  cancel: () => void;
}

/** Which lock, and who says so. */
export interface Hold {
  readonly connection: string;
  readonly token: number;
}

const EXPIRE = 30 * 86_400_000;
const TRIES = 50;
/** A holder whose time seems to be over is given so long to let go by itself. */
const LOOKS = 20;
const WAIT = 50;

/** The locks of one node. */
export class Locks {
  readonly #node: KvNode;
  readonly #own = new Map<string, Own>();

  /** None yet. */
  constructor(node: KvNode) {
    this.#node = node;
  }

  /** See {@link PresenceNode.lock}. */
  async lock(room: string, part: string, options: PresenceLockOptions): Promise<PresenceLock> {
    const { holder, ttl, over = [] } = options;
    const key = this.#key(room, part);
    let looks = 0;
    for (let tries = 0; tries < TRIES; tries++) {
      const { record, version } = await this.#read(key);
      const { held, token: last = 0 } = record ?? {};
      const isOwn = held?.connection === holder.connection && this.#isOwn(held) &&
        (this.#own.get(idOf(key))?.until ?? 0) > this.#node.clock.now();
      const isFree = !held || isOwn || over.includes(held.connection) || await this.#isDead(held);
      if (!isFree) {
        // Only its own node frees it: clocks of others are not to be trusted.
        const isOver = held.until <= this.#node.clock.date();
        if (!isOver || ++looks > LOOKS) {
          return { ok: false, heldBy: { connection: held.connection, user: held.user } };
        }
        await new Promise<void>((done) => void this.#node.clock.timer(WAIT, done));
        tries--;
        continue;
      }
      // One that moved to this node from another is the same holder.
      const isMoved = held?.connection === holder.connection && !this.#isOwn(held);
      const token = isOwn || isMoved ? last : last + 1;
      if (await this.#write(key, version, { token, held: this.#held(holder, ttl) })) {
        this.#keep(key, { connection: holder.connection, token }, ttl);
        return { ok: true, token };
      }
    }
    throw new Error("Cannot lock: others write the lock all the time");
  }

  /** See {@link PresenceNode.renew}. */
  async renew(room: string, part: string, hold: Hold & { ttl: number }): Promise<boolean> {
    const key = this.#key(room, part);
    const own = this.#own.get(idOf(key));
    if (!own || own.until <= this.#node.clock.now() || !isSame(own, hold)) return false;
    const changed = await this.#change(key, hold, (record) => ({
      ...record,
      ...(record.held && { held: this.#held(record.held, hold.ttl) }),
    }));
    if (changed) this.#keep(key, hold, hold.ttl);
    return changed;
  }

  /** See {@link PresenceNode.unlock}. */
  async unlock(room: string, part: string, hold: Hold): Promise<boolean> {
    return await this.#free(this.#key(room, part), hold);
  }

  /** Frees all of this node. */
  async close(): Promise<void> {
    await Promise.allSettled([...this.#own.values()].map((own) => this.#free(own.key, own)));
    this.reset();
  }

  /** What was held under another name is lost. */
  reset(): void {
    for (const { cancel } of this.#own.values()) cancel();
    this.#own.clear();
  }

  async #free(key: KvKey, hold: Hold): Promise<boolean> {
    const own = this.#own.get(idOf(key));
    if (own && isSame(own, hold)) {
      own.cancel();
      this.#own.delete(idOf(key));
    }
    return await this.#change(key, hold, ({ token }) => ({ token }));
  }

  async #change(
    key: KvKey,
    hold: Hold,
    change: (record: LockRecord) => LockRecord,
  ): Promise<boolean> {
    for (let tries = 0; tries < TRIES; tries++) {
      const { record, version } = await this.#read(key);
      const { held, token } = record ?? {};
      const isHeld = held?.connection === hold.connection && token === hold.token;
      if (!record || !isHeld || !this.#isOwn(held)) return false;
      if (await this.#write(key, version, change(record))) return true;
    }
    return false;
  }

  #keep(key: KvKey, { connection, token }: Hold, ttl: number): void {
    const { clock } = this.#node;
    this.#own.get(idOf(key))?.cancel();
    const cancel = clock.timer(ttl, () => {
      // Where the store is away the node's lease ends with it.
      this.#free(key, { connection, token }).catch(() => {});
    }, { unref: true });
    this.#own.set(idOf(key), { key, connection, token, until: clock.now() + ttl, cancel });
  }

  #held({ connection, user }: PresenceHolder, ttl: number): NonNullable<LockRecord["held"]> {
    const { node, epoch, clock } = this.#node;
    return { connection, user, node, epoch, until: clock.date() + ttl };
  }

  #isOwn({ node, epoch }: NonNullable<LockRecord["held"]>): boolean {
    return node === this.#node.node && epoch === this.#node.epoch;
  }

  async #isDead(held: NonNullable<LockRecord["held"]>): Promise<boolean> {
    if (this.#isOwn(held)) return false;
    const state = this.#node.stateOf(held.node, held.epoch);
    if (state !== undefined) return state === "down";
    // Perhaps it came just now: ask the store itself.
    const { handle, keys } = this.#node;
    const { value } = await handle.call("read a node", (kv) => kv.get(keys.outbox(held.node)));
    return outboxIn(value)?.epoch !== held.epoch;
  }

  async #read(key: KvKey): Promise<{ record: LockRecord | undefined; version: string | null }> {
    const { value, versionstamp } = await this.#node.handle.call(
      "read a lock",
      (kv) => kv.get(key),
    );
    return { record: unpack(value) as LockRecord | undefined, version: versionstamp };
  }

  async #write(key: KvKey, version: string | null, record: LockRecord): Promise<boolean> {
    const { ok } = await this.#node.handle.call(
      "write a lock",
      (kv) =>
        kv.atomic().check({ key, versionstamp: version })
          .set(key, pack(record), { expireIn: EXPIRE }).commit(),
    );
    return ok;
  }

  #key(room: string, part: string): KvKey {
    return this.#node.keys.lock(digest(room), digest(part));
  }
}

function isSame(a: Hold, b: Hold): boolean {
  return a.connection === b.connection && a.token === b.token;
}

function idOf(key: KvKey): string {
  return `${String(key.at(-2))}/${String(key.at(-1))}`;
}
