/** Lease of a node in Redis: renews it, watches those of the others, and clears after the dead. */

import { randomText, within } from "../../../server/world/mod.ts";
import type { LeaseTimes } from "../../node/lease_options.ts";
import { listOf, numberOf, PATIENCE, type RedisConnection, textOf } from "../line/mod.ts";
import { clearNode, keysOf, leasesKey, nodesKey } from "./node_keys.ts";
import { type NodeNews, packPresence, unpackPresence } from "./presence_message.ts";
import { LOOK, RENEW } from "./presence_scripts.ts";

/** How often the leases of others are looked at, at least. */
const LOOKS = 2_000;
/** How long others take to see what was committed. */
const OTHERS_SEE = 1_500;
/** What a node left is cleared when it has been dead for so long: before, it may come back. */
const CLEARED = 60_000;

/** Hears of nodes. */
export interface LeaseListener {
  /** Another node. */
  node(node: string, state: NodeNews): void;
  /**
   * This node is another, or what it left in Redis is gone. Resolves when all of it is committed again.
   */
  renewed(node: string): Promise<void>;
}

/** One node among those that share a Redis. */
export class NodeLease {
  readonly #connection: RedisConnection;
  readonly #listener: LeaseListener;
  readonly #times: LeaseTimes;
  readonly #looks: number;
  readonly #peers = new Map<string, "up" | "draining">();
  readonly #stops: (() => void)[] = [];
  #id = randomText(16);
  /** Its ids until now: what Redis still says of them is no news of others. */
  readonly #own = new Set([this.#id]);
  readonly #epoch = randomText(8);
  #state: "up" | "draining" | "closed" = "up";
  /** When its record in Redis was begun, as Redis said. */
  #begun: string | undefined;
  /** The number of the last commit under this id that Redis has answered. */
  #committed = 0;
  #deafen: () => Promise<void> = () => Promise.resolve();
  #trust: number;

  /** Begins with {@linkcode start}. */
  constructor(connection: RedisConnection, listener: LeaseListener, times: LeaseTimes) {
    this.#connection = connection;
    this.#listener = listener;
    this.#times = times;
    this.#looks = Math.min(LOOKS, times.heartbeat);
    this.#trust = connection.clock.now();
  }

  /** Names one start of one process; another when a process was found under it. */
  get id(): string {
    return this.#id;
  }

  /** Tells those who have the same id from each other. */
  get epoch(): string {
    return this.#epoch;
  }

  /** The number of its last commit that Redis has answered. */
  get committed(): number {
    return this.#committed;
  }

  /** Redis has answered this commit: one that does not know of it has lost it. */
  commits(node: string, number: number): void {
    if (node === this.#id) this.#committed = Math.max(this.#committed, number);
  }

  /** Whether a node is this one, or was. */
  isOwn(node: string): boolean {
    return this.#own.has(node);
  }

  /** Joins the others. Resolves also where Redis is away: then it is tried on. */
  async start(): Promise<void> {
    const connection = this.#connection;
    this.#stops.push(connection.onBack(() => this.#back()));
    const { confirmed, deafen } = connection.hear(
      this.#channel,
      (bytes) => this.#message(bytes),
    );
    this.#deafen = deafen;
    const late = (): Error => new Error("Cannot hear of other nodes: Redis did not confirm it");
    try {
      await this.renew();
      await within(confirmed, PATIENCE, { world: connection.clock, late });
      await this.#look();
    } catch {
      // It is tried on; the connection tells of the outage.
    }
    if (this.#isClosed) return;
    this.#every(this.#times.heartbeat, () => this.renew());
    this.#every(this.#looks, () => this.#look());
  }

  /** Something came from a node: it lives. Whether it is to be heard. */
  saw(node: string): boolean {
    if (this.isOwn(node) || this.#isClosed) return false;
    if (!this.#peers.has(node)) this.#tell(node, "up");
    return true;
  }

  /** How a node is, by its lease; `undefined` for one without. What is new is told. */
  async statesOf(nodes: readonly string[]): Promise<Map<string, "up" | "draining">> {
    const states = new Map<string, "up" | "draining">();
    if (nodes.length === 0) return states;
    const keys = nodes.map((node) => this.#connection.key("node", node));
    const leases = listOf(await this.#connection.send(["MGET", ...keys]));
    for (const [i, node] of nodes.entries()) {
      const state = stateOf(textOf(leases[i]));
      if (state) states.set(node, state);
      if (state && !this.isOwn(node)) this.#tell(node, state);
    }
    return states;
  }

  /** The lease anew. Rejects where Redis is away. */
  async renew(): Promise<void> {
    if (this.#isClosed) return;
    const state = this.#state === "draining" ? "draining" : "up";
    const id = this.#id;
    const begunAt = this.#begun ?? "";
    const args = [id, this.#epoch, state, this.#times.timeout, begunAt, this.#committed];
    const reply = await RENEW.run(this.#connection, keysOf(this.#connection, id), args);
    // Another call may have found out before.
    if (this.#isClosed || id !== this.#id) return;
    const [type, begun] = listOf(reply).map(textOf);
    if (type === "another") return await this.#become("another's");
    if (type === "forgotten") {
      this.#distrust();
      return await this.#become("forgotten");
    }
    // Whose lease has run out was away, or Redis was: the others may have been as well.
    if (type === "lapsed" && this.#begun !== undefined) this.#distrust();
    this.#begun = begun;
    if (type === "lapsed") await this.#say(state);
  }

  /**
   * It is another node from now on: under the old id others would take what is committed anew for old.
   * They are told that the old one is gone when they have all of it under the new one.
   */
  async #become(why: "another's" | "forgotten"): Promise<void> {
    const old = this.#id;
    // Nobody has heard of a node that never was.
    const wasThere = this.#begun !== undefined;
    if (why === "another's") this.#own.delete(old);
    this.#id = randomText(16);
    this.#own.add(this.#id);
    this.#begun = undefined;
    this.#committed = 0;
    try {
      await this.renew();
    } finally {
      if (wasThere && !this.#isClosed) {
        const committed = this.#listener.renewed(this.#id);
        if (why === "forgotten") committed.then(() => this.#leave(old), () => {});
      }
    }
  }

  /** Clears after what it was, when others have seen what it is. */
  #leave(node: string): void {
    if (this.#isClosed) return;
    const clear = (): void => void clearNode(this.#connection, node, "leaves").catch(() => {});
    this.#stops.push(this.#connection.clock.timer(OTHERS_SEE, clear, { unref: true }));
  }

  /** Other nodes that are not known to be down. */
  get peers(): string[] {
    return [...this.#peers.keys()];
  }

  /** Whether one without a lease is dead: not while all may have lost theirs. */
  get isTrusted(): boolean {
    return this.#connection.clock.now() >= this.#trust;
  }

  /** Says that it leaves in a moment. */
  async drain(): Promise<void> {
    if (this.#state !== "up") return;
    this.#state = "draining";
    await this.renew();
    await this.#say("draining");
  }

  /** Leaves: what it left in Redis is cleared, and the others are told. */
  async close(): Promise<void> {
    if (this.#isClosed) return;
    this.#state = "closed";
    for (const stop of this.#stops.splice(0)) stop();
    await this.#deafen().catch(() => {});
    // Where Redis is away the lease runs out by itself.
    await clearNode(this.#connection, this.#id, "leaves").catch(() => {});
  }

  get #isClosed(): boolean {
    return this.#state === "closed";
  }

  get #channel(): string {
    return nodesKey(this.#connection);
  }

  #every(ms: number, run: () => Promise<void>): void {
    let cancel: (() => void) | undefined;
    const wait = (): void => {
      if (this.#isClosed) return;
      // The connection tells of outages.
      const next = (): void => void run().catch(() => {}).then(wait);
      cancel = this.#connection.clock.timer(ms, next, { unref: true });
    };
    this.#stops.push(() => cancel?.());
    wait();
  }

  /** The line was lost: others may have come, gone, or been forgotten with everything else. */
  #back(): void {
    this.#lapsed().then(() => this.#look()).catch(() => {});
  }

  /** Nobody is called dead before all had the time to renew. */
  async #lapsed(): Promise<void> {
    this.#distrust();
    await this.renew();
  }

  /** A Redis that was away may have forgotten everybody: they have the time to say that they live. */
  #distrust(): void {
    this.#trust = this.#connection.clock.now() + this.#times.heartbeat + this.#looks;
  }

  async #look(): Promise<void> {
    const args = [leasesKey(this.#connection)];
    const before = [...this.#peers.keys()];
    const found = listOf(await LOOK.run(this.#connection, [this.#channel], args));
    if (this.#isClosed) return;
    const { isTrusted } = this;
    const living = new Set<string>();
    const dead: string[] = [];
    let isHere = false;
    for (let i = 0; i + 2 < found.length; i += 3) {
      const node = textOf(found[i]) ?? "";
      const state = stateOf(textOf(found[i + 1]));
      if (this.isOwn(node)) {
        isHere ||= node === this.#id && state !== undefined;
      } else if (state) {
        living.add(node);
        this.#tell(node, state);
      } else if (numberOf(found[i + 2]) > this.#times.timeout + CLEARED) {
        dead.push(node);
      }
    }
    if (!isHere) return await this.#lapsed();
    if (!isTrusted) return;
    // Those that came meanwhile were not to be found yet.
    for (const node of before) if (!living.has(node)) this.#tell(node, "down");
    for (const node of dead) await clearNode(this.#connection, node, "dead");
  }

  async #say(state: NodeNews): Promise<void> {
    const news = packPresence({ type: "node", node: this.#id, state });
    await this.#connection.send(["PUBLISH", this.#channel, news]);
  }

  #message(bytes: Uint8Array): void {
    const message = unpackPresence(bytes);
    if (message?.type !== "node" || this.isOwn(message.node) || this.#isClosed) return;
    this.#tell(message.node, message.state);
  }

  /** Tells what is new. */
  #tell(node: string, state: NodeNews): void {
    if (this.#peers.get(node) === state) return;
    if (state === "down") {
      if (this.#peers.delete(node)) this.#listener.node(node, "down");
      return;
    }
    this.#peers.set(node, state);
    this.#listener.node(node, state);
  }
}

/** What a lease says: nothing where it has run out. */
function stateOf(lease: string | undefined): "up" | "draining" | undefined {
  if (!lease) return undefined;
  return lease.endsWith(" draining") ? "draining" : "up";
}
