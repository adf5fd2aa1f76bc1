/** One live view and all that keeps it, from its mount to its end. */

import type { ClosureEvent, FailureCode, NamedEvent, Resume, Seen } from "../protocol/mod.ts";
import { isFinal, snapshotsOf } from "./keeping.ts";
import type { Life } from "./life.ts";
import type { FlashState, MountFacts, MountOutcome, Restored, Session } from "./mount.ts";
import { mountView } from "./mounting.ts";
import type { Painted } from "./renderer.ts";
import type { Snapshots } from "./snapshots.ts";
import type { Snapshot } from "./state.ts";
import { terminated } from "./terminated.ts";
import type { TerminateReason, ViewClass } from "./view.ts";
import type { Outlet, World } from "./world.ts";

export type { Painted } from "./renderer.ts";
export type { Outlet, World } from "./world.ts";

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
  readonly #ends: ((reason: TerminateReason) => void)[] = [];
  #token: string;
  #phase: Phase = "new";
  #life: Life | undefined;
  #painted: Painted | undefined;
  #paintedBytes = 0;
  #snapshots: Snapshots | undefined;
  #ending: Promise<void> | undefined;

  /** An instance of this view; nothing of it runs yet. */
  constructor(view: ViewClass, world: World) {
    this.#view = view;
    this.#world = world;
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

  /** Events counted up since the last join; a restored instance goes on from its snapshot. */
  get received(): number {
    return this.#life?.counting.received ?? 0;
  }

  /** Frames counted down since the last join. */
  get sent(): number {
    return this.#life?.outbox.sent ?? 0;
  }

  /** An estimate of the memory held, for limits. */
  get bytes(): number {
    const waiting = this.#life ? this.#life.outbox.bytes + this.#life.updates.pending.bytes : 0;
    return BASE_BYTES + 2 * this.#paintedBytes + waiting;
  }

  /** The messages that are shown now. */
  get flash(): FlashState {
    return this.#life?.flash.state ?? {};
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
      life: {
        id: this.id,
        changed: () => this.#snapshots?.changed(),
        stuck: () => void this.end("timeout"),
      },
      born: (life) => this.#life = life,
    });
    const ms = this.#world.now() - from;
    this.#life?.reporter.tell({ type: "mount", how, ms, outcome: mounting.outcome.type });
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

  /** The visitor as the latest join found him. */
  renew(visitor: { readonly user: unknown; readonly session: Session }): void {
    if (this.#life) this.#life.facts = { ...this.#life.facts, ...visitor };
  }

  /** The page stays as it was painted; `connected()` runs, then what waits. Counters start at 0. */
  adopt(outlet: Outlet): void {
    const life = this.#attach(outlet);
    if (!life) return;
    this.#connect(life);
  }

  /** Sends one full frame, then goes on like `adopt`. Counters start at 0. */
  attachFull(outlet: Outlet): void {
    const life = this.#attach(outlet);
    if (!life) return;
    life.updates.refreshNext();
    life.flush();
    life.updates.restart();
    this.#connect(life);
  }

  /**
   * Whether a page that got so many frames can go on with this instance. When false: end it and
   * mount again.
   */
  canResume(got: number): boolean {
    if (this.#phase === "mounted") return this.#life?.facts.restored !== undefined;
    const isThere = this.#phase === "live" || this.#phase === "detached";
    return isThere && this.#life?.outbox.knows(got) === true;
  }

  /**
   * Goes on, on a new line, right after the caller sent `resumed` with {@link received}. Sends
   * exactly the frames that are missing; where the ring no longer has them all, one full frame that
   * answers everything they answered (so no event runs twice, which `joined` could not promise).
   * A restored instance goes on like this too: {@link received} is what its snapshot had handled.
   */
  replay(outlet: Outlet, seen: Seen): void {
    const life = this.#life;
    if (!life || !this.canResume(seen.got)) return;
    const phase = this.#phase;
    life.outbox.attach(outlet);
    life.outbox.acked(seen.got);
    life.updates.acked(seen.got);
    if (phase === "mounted" || !life.outbox.replay(seen.got)) life.repaint(seen);
    life.flush();
    const { view } = life;
    if (phase === "detached" && view.reconnected) {
      life.mailbox.call("reconnected", () => view.reconnected?.());
    }
    this.#connect(life);
  }

  /**
   * The line is lost: `disconnected()` runs, nothing renders until another line is there. An outlet
   * that was replaced already may be named late; that does nothing.
   */
  detach(outlet?: Outlet): void {
    const life = this.#life;
    if (!life || this.#phase !== "live") return;
    if (outlet && outlet !== life.outbox.outlet) return;
    this.#phase = "detached";
    life.outbox.detach();
    const { view } = life;
    if (view.disconnected) {
      life.updates.changed();
      // Also between the awaits of a handler; nobody waits for it.
      void life.call("disconnected", () => view.disconnected?.());
      this.#snapshots?.changed();
    }
    this.#snapshots?.leave();
  }

  /** One event from the page. Counted whatever becomes of it; never throws. */
  receive(event: NamedEvent | ClosureEvent): void {
    const life = this.#taking;
    if (!life) return;
    const number = life.counting.receive();
    const numbering = life.updates.pageNumbering;
    const letter = { type: "event", event, number, numbering } as const;
    if (life.worker.interrupt(letter)) return;
    life.mailbox.event(letter);
    life.wake();
  }

  /** One event that is counted and answered with a code, but not run. */
  refuse(code: FailureCode): void {
    const life = this.#taking;
    if (!life) return;
    life.mailbox.refuse(code, life.counting.receive());
    life.wake();
  }

  /** The page has so many frames: the ring may forget them. */
  acked(got: number): void {
    this.#life?.outbox.acked(got);
    this.#life?.updates.acked(got);
  }

  /** The page could not find a block: sends it anew. */
  heal(block: number): void {
    this.#life?.updates.heal(block);
    this.#life?.wake();
  }

  /** Ends for good: `terminate(reason)` runs, everything it held is let go. Idempotent. */
  end(reason: TerminateReason): Promise<void> {
    return this.#ending ??= this.#end(reason);
  }

  /** Writes a snapshot before the process goes, also while a handler runs that takes too long. */
  drain(): Promise<void> {
    return this.#snapshots?.drain() ?? Promise.resolve();
  }

  /**
   * For a page that comes back: what another process has made of the instance
   * meanwhile, if one has taken it over. Then it ends here.
   */
  reclaim(page: Pick<Resume, "attempt" | "sent">): Promise<Snapshot | undefined> {
    return this.#snapshots?.reclaim(page) ?? Promise.resolve(undefined);
  }

  /** Calls when the instance has ended, whoever ended it. */
  onEnd(listener: (reason: TerminateReason) => void): void {
    this.#ends.push(listener);
  }

  #mounted(painted: Painted, restored: Restored | undefined): void {
    this.#phase = "mounted";
    this.#painted = painted;
    this.#paintedBytes = painted.content.length;
    if (restored) this.#life?.restart(restored.handled);
  }

  #attach(outlet: Outlet): Life | undefined {
    const life = this.#life;
    if (!life || this.#phase === "ended" || this.#phase === "mounting") return undefined;
    life.outbox.attach(outlet);
    life.restart();
    return life;
  }

  #connect(life: Life): void {
    const isFirst = this.#phase === "mounted";
    this.#phase = "live";
    this.#painted = undefined;
    if (!isFirst) return life.wake();
    this.#snapshots = snapshotsOf(life, {
      world: this.#world,
      token: this.#token,
      lost: () => void this.end("replaced"),
    });
    life.host.start();
    const { view } = life;
    if (view.connected) life.mailbox.callFirst("connected", () => view.connected?.());
    life.worker.open();
  }

  /** The life that takes events; they may still come for one that has ended. */
  get #taking(): Life | undefined {
    return this.#phase === "live" || this.#phase === "detached" ? this.#life : undefined;
  }

  async #end(reason: TerminateReason): Promise<void> {
    const life = this.#life;
    this.#phase = "ended";
    this.#painted = undefined;
    const kept = this.#snapshots?.end(isFinal(reason) ? "remove" : "keep");
    life?.end(reason);
    for (const listener of this.#ends.splice(0)) listener(reason);
    if (!life) return;
    life.reporter.tell({ type: "close", reason });
    await terminated(life, reason);
    await kept;
  }
}
