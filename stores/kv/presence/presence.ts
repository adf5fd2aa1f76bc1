/** Presence store on Deno KV: commits and casts in the node's outbox, shards beside it. */

import { presencePart } from "../../../presence/mod.ts";
import type {
  PresenceCast,
  PresenceCommit,
  PresenceDelivery,
  PresenceListener,
  PresenceLock,
  PresenceLockOptions,
  PresenceNode,
  PresencePart,
  PresenceShard,
  PresenceStore,
  StoreStatus,
} from "../../../server/world/mod.ts";
import type { NodeChange } from "../../node/leases.ts";
import type { LinkDelivery } from "../../node/link.ts";
import { pack } from "../../node/pack.ts";
import { digest, type KvEntry } from "../handle/mod.ts";
import { type Hold, Locks } from "./locks.ts";
import type { KvNode, Rider } from "../node/mod.ts";
import { type Told, type Word, wordIn } from "./presence_word.ts";
import { OwnShards, shardsIn } from "./shards.ts";

const CHANNEL = "presence";
/** Changes that do not fit beside others are read from the shard instead. */
const MOST_CHANGES = 32 * 1_024;
const MOST_CAST = 48 * 1_024;
/** Pointers cross processes four times a second. */
const CURSORS = 250;

/** A presence store; each start is a node of its own. */
export class KvPresence implements PresenceStore {
  readonly tick = 100;
  readonly cursors = CURSORS;
  readonly spans = "processes";
  readonly part: PresencePart = presencePart;
  readonly #open: () => { readonly node: KvNode; readonly end: () => Promise<void> };

  /** `open` gives a node for each start, and how to end it. */
  constructor(open: () => { readonly node: KvNode; readonly end: () => Promise<void> }) {
    this.#open = open;
  }

  async start(listener: PresenceListener): Promise<PresenceNode> {
    const { node, end } = this.#open();
    await node.ready();
    return new KvPresenceNode({ node, end, listener });
  }
}

/** What a node of presence needs. */
interface NodeParts {
  readonly node: KvNode;
  readonly end: () => Promise<void>;
  readonly listener: PresenceListener;
}

/** Presence of one node. */
class KvPresenceNode implements PresenceNode {
  readonly #parts: NodeParts;
  readonly #locks: Locks;
  readonly #shards: OwnShards;
  /** What the listener was told of others; `left` have said goodbye. */
  readonly #told = new Map<string, "up" | "draining" | "down" | "left">();
  /** The latest of each kind that may be left out, until it is time. */
  readonly #pointers = new Map<string, { room: string; cast: PresenceCast }>();
  #cancelPointers: (() => void) | undefined;
  readonly #stops: (() => void)[] = [];
  #state: "open" | "closed" = "open";
  /** What came before the start had come to its end: the listener is not called before. */
  #early: (() => void)[] | undefined = [];

  constructor(parts: NodeParts) {
    this.#parts = parts;
    const { node } = parts;
    this.#locks = new Locks(node);
    this.#shards = new OwnShards(node.keys);
    this.#stops.push(
      node.nodes((change) => this.#later(() => this.#node(change))),
      node.listen(CHANNEL, (delivery) => this.#later(() => this.#hear(delivery))),
      node.onRenamed(() => this.#later(() => this.#renamed())),
      node.clock.timer(0, () => {
        const early = this.#early ?? [];
        this.#early = undefined;
        for (const run of early) run();
      }),
    );
  }

  get id(): string {
    return this.#parts.node.node;
  }

  async commit(batch: readonly PresenceCommit[]): Promise<void> {
    const { node } = this.#parts;
    await this.#send(wordsOf(batch), this.#shards.write(node.node, node.epoch, batch));
  }

  async read(room: string): Promise<readonly PresenceShard[]> {
    const { node } = this.#parts;
    const prefix = node.keys.room(digest(room));
    const found = shardsIn(
      await node.handle.call("read a room", async (kv) => {
        const entries: KvEntry[] = [];
        for await (const entry of kv.list({ prefix })) entries.push(entry);
        return entries;
      }),
    ).filter((shard) => shard.node !== node.node);
    const isUnknown = found.some((shard) => node.stateOf(shard.node, shard.epoch) === undefined);
    if (isUnknown) await node.refresh();
    // Who is not there any more has said why: it is heard before this answer is.
    await node.hear();
    return found.flatMap(({ node: of, epoch, version, entries }) => {
      const state = node.stateOf(of, epoch);
      if (state === undefined || state === "down" || this.#told.get(of) === "left") return [];
      return [{ node: of, state: state === "draining" ? state : "up", version, entries }];
    });
  }

  /** All of a node's words are in its outbox: whoever hears one room hears all. */
  follow(): void {}

  unfollow(): void {}

  cast(room: string, cast: PresenceCast, delivery: PresenceDelivery): void {
    if (delivery === "reliable") return this.#cast(room, cast);
    this.#pointers.set(`${cast.kind} ${room}`, { room, cast });
    this.#cancelPointers ??= this.#parts.node.clock.timer(CURSORS, () => {
      this.#cancelPointers = undefined;
      const latest = [...this.#pointers.values()];
      this.#pointers.clear();
      for (const { room, cast } of latest) this.#cast(room, cast);
    }, { unref: true });
  }

  lock(room: string, part: string, options: PresenceLockOptions): Promise<PresenceLock> {
    return this.#locks.lock(room, part, options);
  }

  renew(room: string, part: string, held: Hold & { readonly ttl: number }): Promise<boolean> {
    return this.#locks.renew(room, part, held);
  }

  unlock(room: string, part: string, held: Hold): Promise<boolean> {
    return this.#locks.unlock(room, part, held);
  }

  drain(): Promise<void> {
    return this.#parts.node.drain();
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "closed";
    this.#cancelPointers?.();
    for (const stop of this.#stops.splice(0)) stop();
    const { node, end } = this.#parts;
    try {
      await this.#locks.close();
      await this.#send([pack({ type: "bye" } satisfies Word)], this.#shards.clear(node.node));
    } catch {
      // Its lease ends by itself.
    }
    await end();
  }

  status(): StoreStatus {
    return this.#parts.node.status();
  }

  /** The words go when all is written that they tell of. */
  async #send(words: readonly Uint8Array[], riders: readonly Rider[]): Promise<void> {
    const { node } = this.#parts;
    const sent = riders.slice(0, -1).map((rider) => node.send(CHANNEL, undefined, rider));
    for (const [at, word] of words.entries()) {
      sent.push(node.send(CHANNEL, word, at === 0 ? riders.at(-1) : undefined));
    }
    // All of them, also where the first fails.
    for (const outcome of await Promise.allSettled(sent)) {
      if (outcome.status === "rejected") throw outcome.reason;
    }
  }

  #cast(room: string, cast: PresenceCast): void {
    const word = pack({ type: "cast", room, cast } satisfies Word);
    if (word.length > MOST_CAST + 2_048) {
      throw new TypeError(
        `Cannot tell a room "${cast.kind}": it has ${
          Math.ceil(word.length / 1_024)
        } KB, at most 48 ` +
          `cross processes; send an id, and read the rest where it is kept`,
      );
    }
    // Where it fails the others are told of a gap.
    this.#parts.node.send(CHANNEL, word).catch(() => {});
  }

  #later(run: () => void): void {
    if (this.#early) this.#early.push(run);
    else run();
  }

  #hear(delivery: LinkDelivery): void {
    const { listener } = this.#parts;
    if (delivery.type === "gap") return listener.lost();
    const { node } = delivery;
    const word = wordIn(delivery.payload);
    if (!word || this.#told.get(node) === "left") return;
    switch (word.type) {
      case "commit":
        for (const { room, version, changes } of word.commits) {
          if (changes) listener.changed(room, node, version, changes);
          else listener.lost(room);
        }
        return;
      case "cast":
        return listener.cast(word.room, node, word.cast);
      case "bye":
        this.#told.set(node, "left");
        return listener.node(node, "down");
    }
  }

  #node(change: NodeChange): void {
    const { node, state } = change;
    const told = this.#told.get(node);
    if (state === "gone") return void this.#told.delete(node);
    if (told === "left" && state !== "down") return;
    const now = state === "suspect" ? "up" : state;
    if (now === "down" ? told === undefined || told === "down" : told === now) return;
    this.#told.set(node, now);
    if (told !== "left") this.#parts.listener.node(node, now);
    // What was read of rooms was read without it.
    if (change.wasDoubted) this.#parts.listener.lost();
  }

  #renamed(): void {
    this.#shards.reset();
    this.#locks.reset();
    this.#parts.listener.renewed(this.id);
  }
}

/** Commits as others are told: together, where they fit. */
function wordsOf(batch: readonly PresenceCommit[]): Uint8Array[] {
  const words: Uint8Array[] = [];
  let told: Told[] = [];
  let bytes = 0;
  const end = (): void => {
    if (told.length > 0) words.push(pack({ type: "commit", commits: told } satisfies Word));
    told = [];
    bytes = 0;
  };
  for (const { room, version, changes } of batch) {
    const size = pack(changes).length;
    const isMuch = size > MOST_CHANGES;
    if (bytes + size > MOST_CHANGES) end();
    told.push({ room, version, ...(!isMuch && { changes }) });
    bytes += (isMuch ? 0 : size) + 2 * room.length + 32;
  }
  end();
  return words;
}
