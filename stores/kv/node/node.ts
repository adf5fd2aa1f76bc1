/** Node of a cluster on Deno KV: one identity, one lease, one outbox, for bus and presence. */

import {
  type Clock,
  randomText,
  type StoreStatus,
  SystemClock,
  within,
} from "../../../server/world/mod.ts";
import { leaseOf } from "../../node/lease_options.ts";
import { LEASE_TIMES, type NodeChange, type NodeState } from "../../node/leases.ts";
import type { LinkDelivery, NodeLink } from "../../node/link.ts";
import { pack, unpackList } from "../../node/pack.ts";
import { Turns } from "../../node/turns.ts";
import { Follower } from "./follower.ts";
import { Keys, KvHandle } from "../handle/mod.ts";
import { type KvNodeParts, seesEverybody } from "./node_parts.ts";
import { purge } from "./purge.ts";
import { Outbox, type Rider } from "./outbox.ts";

/** How often a file is read: watching it does not see other processes. */
const POLL_FILE = 250;
/** How often leases are judged, and how often all is read, where watching sees everybody. */
const TICK = 1_000;
const POLL = 10_000;
/** How long a goodbye may take. */
const GOODBYE = 3_000;

/** A node. It starts with whatever is asked of it first. */
export class KvNode implements NodeLink {
  readonly handle: KvHandle;
  readonly keys: Keys;
  readonly clock: Clock;
  readonly #outbox: Outbox;
  readonly #follower: Follower;
  readonly #turns: Turns;
  readonly #isFile: boolean;
  readonly #heartbeat: number;
  readonly #ownsHandle: boolean;
  readonly #channels = new Map<string, Set<(delivery: LinkDelivery) => void>>();
  readonly #nodes = new Set<(change: NodeChange) => void>();
  readonly #renamed = new Set<() => void>();
  #state: "new" | "starting" | "running" | "draining" | "closed" = "new";
  #ready: Promise<"ready" | "late"> | undefined;
  #cancel: (() => void) | undefined;
  #ticked = 0;
  #read = -Infinity;
  #unknown = 0;

  /** Throws in a process without Deno KV. */
  constructor(parts: KvNodeParts = {}) {
    const { kv, path, prefix, random = randomText } = parts;
    const clock = this.clock = parts.clock ?? new SystemClock();
    const handle = this.handle = parts.handle ?? new KvHandle({ kv, path, clock });
    const keys = this.keys = new Keys(prefix);
    this.#isFile = !seesEverybody(path);
    this.#ownsHandle = !parts.handle;
    const { heartbeat, timeout } = leaseOf(parts);
    this.#heartbeat = heartbeat;
    this.#turns = new Turns(clock);
    const renamed = (): void => this.#renamed.forEach((listener) => listener());
    this.#outbox = new Outbox({ handle, keys, clock, random, renamed });
    this.#follower = new Follower({
      ...{ handle, keys, clock },
      leases: { ...LEASE_TIMES, interval: this.#tickTime, suspect: 1.4 * heartbeat, timeout },
      own: () => this.#outbox.node,
      item: (node, item) => this.#turns.add(() => this.#item(node, item)),
      gap: (node) => this.#turns.add(() => this.#gap(node)),
      node: (change) => this.#turns.add(() => this.#node(change)),
      unknown: () => void this.#unknown++,
    });
  }

  get node(): string {
    return this.#outbox.node;
  }

  get epoch(): string {
    return this.#outbox.epoch;
  }

  /** How many nodes there are, with this one. */
  get living(): number {
    return 1 + this.#follower.leases.living.length;
  }

  /** What others wrote and this version could not read. */
  get unknown(): number {
    return this.#unknown;
  }

  /** `rider` is written with it, or not at all; without a payload it goes alone. */
  send(channel: string, payload: Uint8Array | undefined, rider?: Rider): Promise<void> {
    if (this.#state === "closed") {
      return Promise.reject(new Error("Cannot send: the store was closed"));
    }
    void this.ready();
    return this.#outbox.send(payload && pack([channel, payload]), rider);
  }

  listen(channel: string, listener: (delivery: LinkDelivery) => void): () => void {
    void this.ready();
    const listeners = this.#channels.get(channel) ?? new Set();
    this.#channels.set(channel, listeners.add(listener));
    return () => void listeners.delete(listener);
  }

  nodes(listener: (change: NodeChange) => void): () => void {
    void this.ready();
    this.#nodes.add(listener);
    for (const { node, epoch, state } of this.#follower.leases.living) {
      listener({ node, epoch, state });
    }
    return () => void this.#nodes.delete(listener);
  }

  /** Calls the listener when the node has another name; returns how to stop. */
  onRenamed(listener: () => void): () => void {
    this.#renamed.add(listener);
    return () => void this.#renamed.delete(listener);
  }

  /** How a start of another node is, as it was read last; undefined for one that is not known. */
  stateOf(node: string, epoch: string): NodeState | undefined {
    return this.#follower.leases.living.find((one) => one.node === node && one.epoch === epoch)
      ?.state ?? (this.#follower.leases.stateOf(node) && "down");
  }

  /** Looks for nodes that are not known yet. */
  refresh(): Promise<void> {
    return this.#follower.refresh();
  }

  /** Hears all that the other nodes have written by now. */
  async hear(): Promise<void> {
    await this.#follower.readAnew();
    await this.#turns.done();
  }

  ready(): "ready" | Promise<"ready" | "late"> {
    if (this.#state !== "new" && this.#state !== "starting") return "ready";
    return this.#ready ??= this.#start();
  }

  status(): StoreStatus {
    return this.handle.status;
  }

  async drain(): Promise<void> {
    if (this.#state === "new") this.#state = "draining";
    if (this.#state === "closed" || this.#state === "draining") return;
    this.#state = "draining";
    try {
      await this.#goodbye(this.#outbox.drain());
    } catch {
      // Its lease ends by itself.
    }
    await this.#follower.unwatch();
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    const isKnown = this.#state !== "new";
    this.#state = "closed";
    this.#cancel?.();
    await this.#follower.unwatch();
    try {
      if (isKnown) await this.#goodbye(this.#outbox.leave());
    } catch {
      // Its lease ends by itself.
    }
    this.#turns.close();
    this.#outbox.close();
    this.#channels.clear();
    this.#nodes.clear();
    if (this.#ownsHandle) await this.handle.close();
  }

  #goodbye(work: Promise<void>): Promise<void> {
    const late = (): Error => new Error("Cannot say goodbye: Deno KV does not answer");
    return within(work, GOODBYE, { world: this.clock, late });
  }

  get #tickTime(): number {
    return Math.min(this.#isFile ? POLL_FILE : TICK, this.#heartbeat);
  }

  /** Tries once for its callers, and goes on trying by itself. */
  async #start(): Promise<"ready" | "late"> {
    this.#state = "starting";
    this.handle.onBack(() => void this.#tick("back"));
    try {
      await this.#begin();
      return "ready";
    } catch {
      this.#again();
      return "late";
    }
  }

  async #begin(): Promise<"running" | "ended"> {
    await this.#outbox.renew();
    await this.#follower.start();
    if (this.#state !== "starting") return "ended";
    this.#state = "running";
    this.#follower.watch();
    this.#ticked = this.#read = this.clock.now();
    this.#follower.look(this.#ticked);
    this.#again();
    return "running";
  }

  #again(): void {
    this.#cancel?.();
    if (this.#state === "closed") return;
    this.#cancel = this.clock.timer(this.#tickTime, () => void this.#tick("timer"), {
      unref: true,
    });
  }

  /** Renews, reads and judges, whatever of it is due. Never rejects: the handle tells how it is. */
  async #tick(why: "timer" | "back"): Promise<void> {
    this.#cancel?.();
    this.#cancel = undefined;
    try {
      if (this.#state === "starting") {
        // Nobody knows what was sent before others were heard.
        if (await this.#begin() === "running") this.#gap(this.node);
      } else await this.#look(why);
    } catch {
      // Tried again with the next.
    }
    this.#again();
  }

  async #look(why: "timer" | "back"): Promise<void> {
    const now = this.clock.now();
    // After a jump of the clock: whoever froze renews and reads before it judges.
    const hasJumped = now - this.#ticked > this.#heartbeat;
    this.#ticked = now;
    const isDue = now - this.#outbox.written >= this.#heartbeat || this.#outbox.isWaiting;
    const mustRenew = isDue || hasJumped || why === "back";
    // Who cannot write can still read: a frozen process may keep a file locked.
    const renewal = mustRenew ? await this.#renewal() : "done";
    const isStale = this.#follower.leases.isAnyStale;
    if (this.#isFile || isStale || hasJumped || why === "back" || now - this.#read >= POLL) {
      await this.#follower.read();
      this.#read = this.clock.now();
    }
    if (renewal === "done" || !hasJumped) this.#follower.look(this.clock.now());
  }

  async #renewal(): Promise<"done" | "failed"> {
    try {
      await this.#outbox.renew();
      return "done";
    } catch {
      return "failed";
    }
  }

  #item(node: string, item: Uint8Array): void {
    const [channel, payload] = unpackList(item);
    if (typeof channel !== "string" || !(payload instanceof Uint8Array)) {
      this.#unknown++;
      return;
    }
    const listeners = [...this.#channels.get(channel) ?? []];
    for (const listener of listeners) listener({ type: "item", node, payload });
  }

  #gap(node: string): void {
    for (const listeners of [...this.#channels.values()]) {
      for (const listener of [...listeners]) listener({ type: "gap", node });
    }
  }

  #node(change: NodeChange): void {
    for (const listener of [...this.#nodes]) listener(change);
    if (change.state === "gone") void this.#purge(change.node);
  }

  /** Clears what a dead node left, unless it has written since. */
  async #purge(node: string): Promise<void> {
    const version = this.#follower.versionOf(node);
    this.#follower.forget(node);
    try {
      if (version) await purge(this.handle, this.keys, { node, version });
    } catch {
      // Another node does it, or it ends by itself.
    }
  }
}
