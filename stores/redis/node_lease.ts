/** Lease of a node in Redis: renews it, watches those of the others, and clears after the dead. */

import { randomText, within } from "../../server/world/mod.ts";
import type { LeaseTimes } from "../node/lease_options.ts";
import { PATIENCE, type RedisConnection } from "./connection.ts";
import { type NodeNews, packPresence, unpackPresence } from "./presence_message.ts";
import { CLEAR, LOOK, RENEW } from "./presence_scripts.ts";
import { listOf, numberOf, textOf } from "./reply.ts";
import { Trust } from "./trust.ts";

/** How often the leases of others are looked at, at least. */
const LOOKS = 2_000;
/** What a node left is cleared when it has been dead for so long: before, it may come back. */
const CLEARED = 60_000;

/** Hears of nodes. */
export interface LeaseListener {
  /** Another node. */
  node(node: string, state: NodeNews): void;
  /** This node is another, or what it left in Redis is gone; and how often that was so. */
  renewed(node: string, times: number): void;
  /** A Redis that had forgotten everybody knows by now whoever lives. */
  settled(): void;
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
  readonly #epoch = randomText(8);
  #state: "up" | "draining" | "closed" = "up";
  #wasThere = false;
  #deafen: () => Promise<void> = () => Promise.resolve();
  readonly #trust: Trust;
  #isWhole = false;
  #renewals = 0;

  /** Begins with {@linkcode start}. */
  constructor(connection: RedisConnection, listener: LeaseListener, times: LeaseTimes) {
    this.#connection = connection;
    this.#listener = listener;
    this.#times = times;
    this.#looks = Math.min(LOOKS, times.heartbeat);
    const pause = times.heartbeat + this.#looks;
    this.#trust = new Trust(connection.clock, pause, () => listener.settled());
  }

  /** Names one start of one process; another when a process was found under it. */
  get id(): string {
    return this.#id;
  }

  /** Tells those who have the same id from each other. */
  get epoch(): string {
    return this.#epoch;
  }

  /** The key of what this node left in Redis. */
  get record(): string {
    return this.recordOf(this.#id);
  }

  /** The key of what a node left in Redis. */
  recordOf(node: string): string {
    return this.#connection.key("record", node);
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
    if (node === this.#id || this.#isClosed) return false;
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
      if (state && node !== this.#id) this.#tell(node, state);
    }
    return states;
  }

  /** The lease anew. Rejects where Redis is away. */
  async renew(): Promise<void> {
    if (this.#isClosed) return;
    const state = this.#state === "draining" ? "draining" : "up";
    const args = [this.#id, this.#epoch, state, this.#times.timeout];
    const known = textOf(await RENEW.run(this.#connection, this.#keys, args));
    if (this.#isClosed) return;
    if (known === "another") {
      this.#id = randomText(16);
      return await this.renew();
    }
    if (known === "same") return;
    await this.#say(state);
    if (known === "lapsed") return;
    this.#isWhole = false;
    // The first time nothing was there to be lost.
    if (this.#wasThere) {
      this.forgotten();
      this.#listener.renewed(this.#id, ++this.#renewals);
    }
    this.#wasThere = true;
  }

  /** Redis has forgotten everybody: whoever lives tells it so within a while. */
  forgotten(): void {
    if (!this.#isClosed) this.#trust.forget();
  }

  /** Other nodes that are not known to be down. */
  get peers(): string[] {
    return [...this.#peers.keys()];
  }

  /** Whether one without a lease is dead: not while all may have lost theirs. */
  get isTrusted(): boolean {
    return this.#trust.isThere;
  }

  /** Whether Redis knows all that a node has: not while it has forgotten, and was not told again. */
  knows(isWhole: number): boolean {
    return !this.#trust.hasForgotten || isWhole === 1;
  }

  /** Whether Redis has all that this node has, but for what changes now. */
  get isWhole(): boolean {
    return this.#isWhole;
  }

  /** All that this node has is committed, after it was asked to so many times. */
  async whole(renewals: number): Promise<void> {
    if (this.#isWhole || renewals !== this.#renewals) return;
    this.#isWhole = true;
    await this.#connection.send(["HSET", this.record, "w", "1"]);
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
    this.#trust.end();
    await this.#deafen().catch(() => {});
    // Where Redis is away the lease runs out by itself.
    await this.#clear(this.#id, "leaves").catch(() => {});
  }

  get #isClosed(): boolean {
    return this.#state === "closed";
  }

  get #channel(): string {
    return this.#connection.key("nodes", "");
  }

  get #keys(): string[] {
    return this.#keysOf(this.#id);
  }

  #keysOf(node: string): string[] {
    const connection = this.#connection;
    return [
      connection.key("nodes", ""),
      connection.key("node", node),
      connection.key("record", node),
    ];
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
    this.#trust.lose();
    await this.renew();
  }

  async #look(): Promise<void> {
    const args = [this.#connection.key("node", "")];
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
      if (node === this.#id) {
        isHere = state !== undefined;
      } else if (state) {
        living.add(node);
        this.#tell(node, state);
      } else if (numberOf(found[i + 2]) > this.#times.timeout + CLEARED) {
        dead.push(node);
      }
    }
    // Whose own lease has run out was frozen, or Redis was: the others may be as well as this one.
    if (!isHere) return await this.#lapsed();
    if (!isTrusted) return;
    // Those that came meanwhile were not to be found yet.
    for (const node of before) if (!living.has(node)) this.#tell(node, "down");
    for (const node of dead) await this.#clear(node, "dead");
  }

  async #clear(node: string, why: "dead" | "leaves"): Promise<void> {
    const news = packPresence({ type: "node", node, state: "down" });
    const rooms = this.#connection.key("room", "");
    await CLEAR.run(this.#connection, this.#keysOf(node), [node, rooms, why, this.#channel, news]);
  }

  async #say(state: NodeNews): Promise<void> {
    const news = packPresence({ type: "node", node: this.#id, state });
    await this.#connection.send(["PUBLISH", this.#channel, news]);
  }

  #message(bytes: Uint8Array): void {
    const message = unpackPresence(bytes);
    if (message?.type !== "node" || message.node === this.#id || this.#isClosed) return;
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
