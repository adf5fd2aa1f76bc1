/** Exchange with other processes: commits what rooms did here, and brings what they did elsewhere. */

import {
  type HubPartHost,
  Outage,
  type PresenceCast,
  type PresenceCommit,
  type PresenceDelivery,
  type PresenceListener,
  type PresenceNode,
  type PresenceStore,
  type StoreStatus,
  within,
} from "../../server/world/mod.ts";
import type { Room } from "./room.ts";

/** The rooms of this process. */
export interface RoomsHere {
  all(): Iterable<Room>;
  find(key: string): Room | undefined;
}

/** For how long a call of the store may take. */
const PATIENCE = 5_000;
/** After how long what failed is tried again. */
const RETRY = 1_000;

/** What goes between the rooms of this process and a store. */
export class Exchange {
  readonly #host: HubPartHost;
  readonly #store: PresenceStore;
  readonly #rooms: RoomsHere;
  readonly #outage: Outage;
  readonly #listener: PresenceListener = {
    changed: (...change) => this.#changed(...change),
    lost: (key) => this.#lost(key),
    node: (node, state) => this.#told(node, state),
    cast: (key, node, cast) => this.#rooms.find(key)?.took(cast, node),
    renewed: () => this.#renewed(),
  };
  readonly #timers = new Set<() => void>();
  /** Nodes that were down: when one is back, all that it has is read. */
  readonly #downed = new Set<string>();
  /** Rooms that did something since their last commit. */
  readonly #dirty = new Set<Room>();
  /** Wait until nothing is left to commit. */
  readonly #waiting: (() => void)[] = [];
  #node: PresenceNode | undefined;
  #starting: Promise<PresenceNode> | undefined;
  #isCommitting = false;
  #state: "running" | "draining" | "closed" = "running";

  /** Nothing is asked of the store yet. */
  constructor(host: HubPartHost, store: PresenceStore, rooms: RoomsHere) {
    this.#host = host;
    this.#store = store;
    this.#rooms = rooms;
    this.#outage = new Outage({
      port: "presence",
      date: () => host.date(),
      tell: (record) => host.observe(record),
    });
  }

  /** How the store is. */
  get status(): StoreStatus {
    return this.#node?.status?.() ?? this.#outage.status;
  }

  /** Joins the other processes; where that fails it is tried again. */
  start(): void {
    let coming: PresenceNode | Promise<PresenceNode> | undefined;
    const starting = this.#call(() => coming = this.#store.start(this.#listener));
    this.#starting = starting.then((node) => {
      this.#node = node;
      for (const room of this.#rooms.all()) this.#begin(room);
      this.#commit();
      return node;
    });
    this.#starting.catch(() => {
      // It may come after all: then it is one too many.
      Promise.resolve(coming).then((node) => node?.close(), () => {});
      this.#later(() => this.start());
    });
  }

  /** The node, as soon as there is one. */
  node(): Promise<PresenceNode> {
    return this.#starting ?? Promise.reject(new Error("Cannot ask the store: it was not started"));
  }

  /** A call of the store, with its time. */
  ask<Answer>(run: (node: PresenceNode) => Answer | Promise<Answer>): Promise<Answer> {
    return this.node().then((node) => this.#call(() => run(node)));
  }

  /** A room is there from now on. */
  follow(room: Room): void {
    if (this.#node) this.#begin(room);
  }

  /** It is not any more. */
  unfollow(room: Room): void {
    this.#dirty.delete(room);
    this.#node?.unfollow(room.key);
  }

  /** Rooms whose tick it was. */
  send(rooms: Iterable<Room>): void {
    for (const room of rooms) this.#dirty.add(room);
    this.#commit();
  }

  /** Tells the other processes. */
  cast({ key }: Room, cast: PresenceCast, delivery: PresenceDelivery): void {
    this.#node?.cast(key, cast, delivery);
  }

  /** Says that this process goes. */
  async drain(): Promise<void> {
    this.#state = "draining";
    await this.#node?.drain();
  }

  /** Leaves the other processes. */
  async close(): Promise<void> {
    this.#state = "closed";
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    const node = this.#node ?? await this.#starting?.catch(() => undefined);
    await node?.close();
  }

  #changed(...[key, node, version, changes]: Parameters<PresenceListener["changed"]>): void {
    const room = this.#rooms.find(key);
    if (!room) return;
    const apply = (): void => {
      const result = room.roster.apply(node, version, changes);
      if (result === "gap") this.#read(room);
      else if (result === "applied") room.touched();
    };
    this.#inOrder(room, apply);
  }

  /** What comes while a room is read counts after it: the answer may be older. */
  #inOrder(room: Room, apply: () => void): void {
    if (room.arrived) room.arrived.push(apply);
    else apply();
  }

  #lost(key?: string): void {
    if (key === undefined) {
      for (const room of this.#rooms.all()) this.#read(room);
      return;
    }
    const room = this.#rooms.find(key);
    if (room) this.#read(room);
  }

  #told(node: string, state: "up" | "draining" | "down"): void {
    const now = this.#host.now();
    if (state === "up") {
      if (this.#downed.delete(node)) this.#lost();
      return;
    }
    if (state === "down") this.#downed.add(node);
    for (const room of this.#rooms.all()) {
      // Who drains is not cleared by an answer that does not have them any more.
      if (state === "draining") room.roster.drain(node, now);
      this.#inOrder(room, () => {
        if (state === "down") room.roster.down(node, this.#host.now());
        else room.roster.drain(node, now);
        room.touched();
      });
    }
  }

  #renewed(): Promise<void> {
    for (const room of this.#rooms.all()) {
      room.version = 0;
      room.roster.shard.changeAll();
      this.#dirty.add(room);
      this.#read(room);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#waiting.push(resolve);
    this.#commit();
    return promise;
  }

  #begin(room: Room): void {
    const following = this.#call(() => this.#node?.follow(room.key));
    following.then(() => this.#read(room), () => this.#again(room, () => this.#begin(room)));
    if (room.roster.own > 0) this.#dirty.add(room);
  }

  /** Reads a room: what comes meanwhile is applied after it. */
  #read(room: Room): void {
    if (room.arrived) return void (room.isStale = true);
    const arrived = room.arrived = [];
    room.isStale = false;
    this.#call(() => this.#node?.read(room.key) ?? []).then((shards) => {
      const now = this.#host.now();
      const known = new Set(room.roster.nodes);
      for (const { node, state, version, entries } of shards) {
        known.delete(node);
        // Who was there before this process looked has not come just now.
        if (!room.isKnown) { for (const { user } of entries) room.roster.hush(user, now, "there"); }
        room.roster.read(node, version, entries);
        if (state === "draining") room.roster.drain(node, now);
      }
      for (const node of known) room.roster.clear(node);
      room.isKnown = true;
      room.touched();
      this.#arrive(room, arrived);
    }, () => {
      room.isStale = false;
      this.#arrive(room, arrived);
      this.#again(room, () => this.#read(room));
    });
  }

  #arrive(room: Room, arrived: readonly (() => void)[]): void {
    room.arrived = undefined;
    for (const apply of arrived) apply();
    if (room.isStale) this.#read(room);
  }

  #commit(): void {
    const node = this.#node;
    if (!node || this.#isCommitting || this.#state !== "running") return;
    const batch: { room: Room; commit: PresenceCommit }[] = [];
    for (const room of this.#dirty) {
      const changes = room.roster.shard.takeChanges();
      if (changes.length === 0) continue;
      const entries = (): ReturnType<PresenceCommit["entries"]> => room.roster.shard.entries();
      const commit = { room: room.key, version: room.version + 1, changes, entries };
      batch.push({ room, commit });
    }
    this.#dirty.clear();
    if (batch.length === 0) {
      for (const done of this.#waiting.splice(0)) done();
      return;
    }
    this.#isCommitting = true;
    const ended = (): void => {
      this.#isCommitting = false;
      for (const { room, commit } of batch) {
        // A node that was renewed meanwhile has begun anew.
        if (room.version + 1 === commit.version) room.version = commit.version;
      }
    };
    this.#call(() => node.commit(batch.map(({ commit }) => commit))).then(() => {
      ended();
      this.#commit();
    }, () => {
      // It may have landed: others would take what is added under its version for old.
      ended();
      for (const { room, commit } of batch) {
        room.roster.shard.keepChanges(commit.changes);
        this.#dirty.add(room);
      }
      this.#later(() => this.#commit());
    });
  }

  #again(room: Room, run: () => void): void {
    this.#later(() => {
      if (this.#rooms.find(room.key) === room) run();
    });
  }

  #later(run: () => void): void {
    if (this.#state === "closed") return;
    const cancel = this.#host.timer(RETRY, () => {
      this.#timers.delete(cancel);
      run();
    }, { unref: true });
    this.#timers.add(cancel);
  }

  async #call<Answer>(run: () => Answer | Promise<Answer>): Promise<Answer> {
    try {
      const late = (): Error => new Error(`it took over ${PATIENCE} ms`);
      const answer = await within(Promise.resolve(run()), PATIENCE, { world: this.#host, late });
      this.#outage.worked();
      return answer;
    } catch (error) {
      this.#outage.failed(error);
      throw error;
    }
  }
}
