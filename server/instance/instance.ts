/** One live view and all that keeps it, from its mount to its end. */

import type { ClosureEvent, FailureCode, Json, NamedEvent, Seen } from "../../protocol/mod.ts";
import { isFinal, type Returning, type Snapshots, snapshotsOf } from "./snapshots/mod.ts";
import {
  type BroughtBack,
  connected,
  disconnected,
  type LatePage,
  LatePaint,
  mountView,
  type Posted,
  postedTo,
  reconnected,
  type RunningView,
  terminated,
} from "./life/mod.ts";
import type { EmbeddedView } from "../embed/mod.ts";
import type { Painted } from "../frame/mod.ts";
import { type Extension, extensionsOf, type ViewClass } from "../view/mod.ts";
import {
  type CarriedFlash,
  type FlashState,
  type MountFacts,
  type MountOutcome,
  type OpenSnapshot,
  type Outlet,
  PageLocation,
  type Restored,
  type Session,
  type TerminateReason,
  type World,
} from "../world/mod.ts";

export type { Painted } from "../frame/mod.ts";
export type { Outlet, World } from "../world/mod.ts";

/** Where an embedded view's instance is. */
export interface EmbeddedIn {
  /** The one whose view renders it. */
  readonly parent: Instance;
  readonly view: EmbeddedView;
}

/** Where an instance stands between its mount and its end. */
type Phase = "new" | "mounting" | "mounted" | "live" | "detached" | "ended";

/** Memory of an instance besides what is counted. */
const BASE_BYTES = 4_096;

/**
 * One live view.
 *
 * Life: `mount` → `painted` → `adopt` (the page keeps what was painted) or `attachFull` (the page
 * gets all of it in one frame) → `receive`… → `detach` → `replay` on a new line … → `end`.
 */
export class Instance {
  /** Stands in logs; says nothing about the token. */
  readonly id: string;
  readonly #view: ViewClass;
  readonly #world: World;
  readonly #use: readonly Extension[] | undefined;
  readonly #within: EmbeddedIn | undefined;
  readonly #ends: ((reason: TerminateReason) => void)[] = [];
  #viewsChanged: () => void = () => {};
  #grown: () => void = () => {};
  #token: string;
  #phase: Phase = "new";
  #running: RunningView | undefined;
  #painted: Painted | undefined;
  #paintedBytes = 0;
  #late: LatePaint | undefined;
  #snapshots: Snapshots | undefined;
  #ending: Promise<void> | undefined;

  /** An instance of this view in a hub with these extensions; nothing of it runs yet. */
  constructor(view: ViewClass, world: World, use?: readonly Extension[], within?: EmbeddedIn) {
    this.#within = within;
    this.#view = view;
    this.#world = world;
    this.#use = use;
    this.id = world.random(6);
    this.#token = world.process + world.random(16);
  }

  /**
   * The resume token: the name of the process, then 128 random bits. A restored instance keeps its
   * old one.
   */
  get token(): string {
    return this.#token;
  }

  /** Where its page is: the running view has it. */
  get location(): PageLocation {
    if (this.#running) return this.#running.location;
    throw new Error(`Cannot tell where the page of "${this.#view.name}" is: it is ${this.#phase}`);
  }

  /** Events counted up since the last join; a restored instance goes on from its snapshot. */
  get received(): number {
    return this.#running?.counting.received ?? 0;
  }

  /** Frames counted down since the last join. */
  get sent(): number {
    return this.#running?.sender.sent ?? 0;
  }

  /** An estimate of the memory held, for limits. */
  get bytes(): number {
    const waiting = this.#running ? this.#running.sender.bytes + this.#running.frames.bytes : 0;
    return BASE_BYTES + 2 * this.#paintedBytes + waiting;
  }

  /** The messages that are shown now. */
  get flash(): FlashState {
    return this.#running?.flash.state ?? {};
  }

  /** The same, as another page gets them. */
  get carriedFlash(): CarriedFlash {
    return this.#running?.flash.carried ?? {};
  }

  /** Whether it has ended. */
  get ended(): boolean {
    return this.#phase === "ended";
  }

  /** Constructs the view, mounts it and renders for the first time. Never rejects. */
  async mount(facts: MountFacts, how: "paint" | "join"): Promise<MountOutcome> {
    const from = this.#world.now();
    this.#phase = "mounting";
    if (facts.restored) this.#token = facts.restored.token;
    const mounting = await mountView(this.#view, {
      world: this.#world,
      facts,
      how,
      running: {
        id: this.id,
        extensions: extensionsOf(this.#view, this.#use),
        page: this.#within && this.#within.parent.#page,
        place: this.#within?.view.id ?? "",
        viewsChanged: () => this.#viewsChanged(),
        grown: () => this.#grown(),
        changed: () => {
          this.#snapshots?.changed();
          this.#running?.remembered?.changed();
        },
        stuck: () => void this.end("timeout"),
      },
      born: (running) => this.#running = running,
    });
    const ms = this.#world.now() - from;
    this.#running?.reporter.tell({ type: "mount", how, ms, outcome: mounting.outcome.type });
    if ("painted" in mounting) this.#mounted(mounting.painted, facts.restored);
    // Nobody waits for its terminate().
    else void this.end("failed").catch(() => {});
    return mounting.outcome;
  }

  /** The first render. It is kept until a line is there. */
  painted(): Painted {
    if (this.#painted) return this.#painted;
    throw new Error(`Cannot read what "${this.#view.name}" painted: it is ${this.#phase}`);
  }

  /** Runs an event before a line is there, and paints anew. Never rejects. */
  async post(event: NamedEvent, back?: BroughtBack): Promise<Posted> {
    if (!this.#running || this.#phase !== "mounted") {
      return { type: "failed", error: new Error(`Cannot post to a view that is ${this.#phase}`) };
    }
    const posted = await postedTo(this.#running, event, back);
    if (posted.type === "painted" && this.#phase === "mounted") {
      this.#painted = posted.painted;
      this.#paintedBytes = posted.painted.content.length;
    }
    return posted;
  }

  /** Paints it anew while the answer with its page is open; undefined where nothing may be late. */
  late(page: LatePage): LatePaint | undefined {
    if (!this.#running || !this.#painted) return undefined;
    return this.#late = LatePaint.of(this.#running, this.#painted, page);
  }

  /** What the object in this field wants its form to bring back. */
  carried(field: string): Json | undefined {
    return this.#running?.objects.carried(field);
  }

  /** The visitor as the latest join found them. */
  renew(visitor: { readonly user: unknown; readonly session: Session }): void {
    if (this.#running) this.#running.facts = { ...this.#running.facts, ...visitor };
  }

  /** The page stays as it was painted; `connected()` runs, then what waits. Counters start at 0. */
  adopt(outlet: Outlet): void {
    const running = this.#attach(outlet);
    if (!running) return;
    running.frames.feed?.began("painted");
    this.#connect(running);
  }

  /** Sends one full frame, then goes on like `adopt`. Counters start at 0. */
  attachFull(outlet: Outlet): void {
    const running = this.#attach(outlet);
    if (!running) return;
    running.frames.feed?.began("empty");
    running.frames.refreshNext();
    running.sendChanges();
    running.frames.restart();
    this.#connect(running);
  }

  /**
   * Whether a page that got so many frames can go on with this instance. When false: end it and
   * mount again.
   */
  canResume(got: number): boolean {
    if (this.#phase === "mounted") return this.#running?.facts.restored !== undefined;
    const isThere = this.#phase === "live" || this.#phase === "detached";
    return isThere && this.#running?.sender.knows(got) === true;
  }

  /**
   * Goes on, on a new line, right after the caller sent `resumed` with {@link received}. Sends
   * exactly the frames that are missing; where the ring no longer has them all, one full frame that
   * answers everything they answered (so no event runs twice, which `joined` could not promise).
   * A restored instance goes on like this too, from what its snapshot holds.
   */
  replay(outlet: Outlet, seen: Seen): void {
    const running = this.#running;
    if (!running || !this.canResume(seen.got)) return;
    const phase = this.#phase;
    running.sender.attach(outlet);
    running.sender.acked(seen.got);
    running.frames.acked(seen.got);
    if (phase === "mounted" || !running.sender.replay(seen.got)) running.repaint(seen);
    running.sendChanges();
    if (phase === "detached") reconnected(running);
    this.#connect(running);
  }

  /**
   * The line is lost: `disconnected()` runs, nothing renders until another line is there. An outlet
   * that was replaced already may be named late; that does nothing.
   */
  detach(outlet?: Outlet): void {
    const running = this.#running;
    if (!running || this.#phase !== "live") return;
    if (outlet && outlet !== running.sender.outlet) return;
    this.#phase = "detached";
    running.sender.detach();
    running.host.line(undefined);
    if (disconnected(running)) {
      running.frames.changed();
      this.#snapshots?.changed();
    }
    this.#snapshots?.leave();
    void running.remembered?.flush();
  }

  /** One event from the page. Counted whatever becomes of it; never throws. */
  receive(event: NamedEvent | ClosureEvent): void {
    const running = this.#taking;
    if (!running) return;
    const number = running.counting.receive();
    if (running.counting.hasRun(number)) {
      running.mailbox.past(number);
      return running.wake();
    }
    const numbering = running.frames.pageNumbering;
    const letter = { type: "event", event, number, numbering } as const;
    if (running.worker.interrupt(letter)) return;
    running.mailbox.event(letter);
    running.wake();
  }

  /** One event that is counted and answered with a code, but not run. */
  refuse(code: FailureCode): void {
    const running = this.#taking;
    if (!running) return;
    const number = running.counting.receive();
    if (running.counting.hasRun(number)) running.mailbox.past(number);
    else running.mailbox.refuse(code, number);
    running.wake();
  }

  /** The page has so many frames: the ring may forget them. */
  acked(got: number): void {
    this.#running?.sender.acked(got);
    this.#running?.frames.acked(got);
  }

  /** The page could not find a block: sends it anew. */
  heal(block: number, lost?: true): void {
    this.#running?.frames.heal(block, lost);
    this.#running?.wake();
  }

  /** Another process wants to go on with it: what is not written yet is written as soon as it can be. */
  handOver(): void {
    this.#snapshots?.leave();
  }

  /** Ends for good: `terminate(reason)` runs, everything it held is let go. Idempotent. */
  end(reason: TerminateReason): Promise<void> {
    return this.#ending ??= this.#end(reason);
  }

  /** Writes a snapshot before the process goes, also while a handler runs that takes too long. */
  async drain(): Promise<void> {
    await Promise.all([this.#snapshots?.drain(), this.#running?.remembered?.flush()]);
  }

  /**
   * For a page that comes back: what another process has made of the instance
   * meanwhile, if one has taken it over. Then it ends here.
   */
  reclaim(page: Returning): Promise<OpenSnapshot | undefined> {
    return this.#snapshots?.reclaim(page) ?? Promise.resolve(undefined);
  }

  /** The views in its last render. */
  get views(): readonly EmbeddedView[] {
    return this.#running?.renderer.views.all ?? [];
  }

  /** The one of this name, while it is rendered. */
  viewNamed(name: string): EmbeddedView | undefined {
    return this.#running?.renderer.views.named(name);
  }

  /** What a view in it mounts with: what the page's own did, and params of its own. */
  factsFor(view: EmbeddedView): MountFacts {
    const running = this.#running;
    if (!running) {
      throw new Error(`Cannot mount "${view.View.name}": what it is in is ${this.#phase}`);
    }
    const { flash: _, restored: _restored, owner, ...facts } = running.facts;
    const { url, route } = running.location;
    const location = new PageLocation({
      url,
      route,
      params: view.params as PageLocation["params"],
    });
    return { ...facts, location, ...(owner !== undefined && { owner: `${owner}/${view.name}` }) };
  }

  /** Calls after a frame with which other views stand in it than before. */
  onViews(listener: () => void): void {
    this.#viewsChanged = listener;
  }

  /** Calls when more waits for a page that is not there. */
  onGrowth(listener: () => void): void {
    this.#grown = listener;
  }

  /** Calls when the instance has ended, whoever ended it. */
  onEnd(listener: (reason: TerminateReason) => void): void {
    this.#ends.push(listener);
  }

  #mounted(painted: Painted, restored: Restored | undefined): void {
    this.#phase = "mounted";
    this.#painted = painted;
    this.#paintedBytes = painted.content.length;
    if (restored) this.#running?.restart(restored);
  }

  #attach(outlet: Outlet): RunningView | undefined {
    const running = this.#running;
    if (!running || this.#phase === "ended" || this.#phase === "mounting") return undefined;
    this.#late?.take();
    this.#late = undefined;
    running.host.endLate();
    running.sender.attach(outlet);
    running.restart();
    return running;
  }

  #connect(running: RunningView): void {
    const isFirst = this.#phase === "mounted";
    this.#phase = "live";
    this.#painted = undefined;
    running.host.line(running.sender.outlet);
    if (!isFirst) return running.wake();
    this.#snapshots = snapshotsOf(running, {
      world: this.#world,
      token: this.#token,
      lost: () => void this.end("replaced"),
    });
    running.remembered?.start();
    running.host.start();
    connected(running);
    running.worker.open();
  }

  /** The page's own view: this one, where it is in no other. */
  get #page(): RunningView | undefined {
    return this.#within ? this.#within.parent.#page : this.#running;
  }

  /** The running view that takes events; they may still come for one that has ended. */
  get #taking(): RunningView | undefined {
    return this.#phase === "live" || this.#phase === "detached" ? this.#running : undefined;
  }

  async #end(reason: TerminateReason): Promise<void> {
    const running = this.#running;
    const page = this.#phase === "detached" ? "away" : "here";
    this.#phase = "ended";
    this.#painted = undefined;
    const kept = this.#snapshots?.end(isFinal(reason, page) ? "remove" : "keep");
    const remembered = running?.remembered?.end(reason === "disconnected" ? "drop" : "keep");
    running?.end(reason);
    for (const listener of this.#ends.splice(0)) listener(reason);
    if (!running) return;
    running.reporter.tell({ type: "close", reason });
    await terminated(running, reason);
    await Promise.all([kept, remembered]);
  }
}
