/** Works through a mailbox: one letter at a time, in order, one render after each batch. */

import type { ClosureEvent, NamedEvent } from "../../../protocol/mod.ts";
import type { EventLetter, Letter, Mailbox } from "../mailbox/mod.ts";
import { failed, type Outcome } from "../../frame/mod.ts";
import type { World } from "../../world/mod.ts";
import { HandlerRun } from "./handler_run.ts";

/** What the worker does its work on: an instance. */
export interface Work {
  /** Runs a letter. Never throws, never rejects. */
  perform(letter: Letter, run: HandlerRun): Outcome | Promise<Outcome>;
  /** A letter's outcome. `out of order`: it ran while an older one was running. */
  settled(letter: Letter, outcome: Outcome, order: "in order" | "out of order"): void;
  /** A handler has settled after all whose time was over, and which was answered so. */
  settledLate(): void;
  /** Renders and sends what there is. */
  sendChanges(): void;
  /** The same for what nobody waits for: it may be sent with others in a moment. */
  sendSoon(): void;
  /** A handler is at work still: sends what needs no render. */
  sendFed(): void;
  /** Whether answers wait for a frame. */
  readonly hasAnswers: boolean;
  /** Whether a render waits for something: what clicks meant is found after it. */
  readonly isWaiting: boolean;
  /** Whether an event may run between the awaits of a handler. */
  isInterrupt(event: NamedEvent | ClosureEvent): boolean;
  /** A letter kept the loop for so long; `later`: it, or what ran beside it, behind an await. */
  blocked(letter: Letter, ms: number, when: "at once" | "later"): void;
  /** Who listens for a handler's end has thrown. */
  report(phase: string, error: unknown): void;
  /** A handler does not settle although its time was over long ago. */
  stuck(letter: Letter): void;
}

const isClosure = (letter: Letter): boolean =>
  letter.type === "event" && letter.event.type === "closure";

/** The worker of one instance. Closed at first. */
export class Worker {
  readonly #mailbox: Mailbox;
  readonly #work: Work;
  readonly #world: World;
  readonly #run = (): void => this.#batch();
  readonly #failed = (error: unknown): void => this.#work.report("abort", error);
  #state: "closed" | "open" | "ended" = "closed";
  #isWoken = false;
  #current: HandlerRun | undefined;
  /** Interrupts that have not settled. */
  #beside: Set<HandlerRun> | undefined;
  /** How many wait for the reader. */
  #holds = 0;

  /** A worker for this mailbox. */
  constructor(mailbox: Mailbox, work: Work, world: World) {
    this.#mailbox = mailbox;
    this.#work = work;
    this.#world = world;
  }

  /** Whether a handler has not settled. */
  get isRunning(): boolean {
    return this.#current !== undefined || !!this.#beside?.size;
  }

  /** Whether a batch is under way, or comes: what it leaves to send is sent after it. */
  get isWoken(): boolean {
    return this.#isWoken;
  }

  /** From now on letters run. */
  open(): void {
    if (this.#state === "closed") this.#state = "open";
    this.wake();
  }

  /** Nothing runs any more; running handlers are told to stop. */
  end(reason: unknown): void {
    this.#state = "ended";
    for (const run of this.#turns()) {
      HandlerRun.done(run);
      HandlerRun.abort(run, reason);
    }
    this.#current = undefined;
    this.#beside = undefined;
    this.#mailbox.clear();
  }

  /** Something waits. All that comes in one go is one batch. */
  wake(): void {
    if (this.#isWoken || this.#state !== "open") return;
    this.#isWoken = true;
    queueMicrotask(this.#run);
  }

  /** The time of running handlers counts anew. */
  touch(): void {
    const now = this.#world.now();
    for (const run of this.#turns()) HandlerRun.touch(run, now);
  }

  /** An event came: runs it now when it may interrupt a running handler; else false. */
  interrupt(letter: EventLetter): boolean {
    if (!this.isRunning || this.#state !== "open" || !this.#work.isInterrupt(letter.event)) {
      return false;
    }
    this.#begin(letter, "out of order");
    return true;
  }

  /** The time of handlers stands still until what this returns is called. */
  hold(): () => void {
    this.#holds++;
    return () => {
      this.#holds--;
      this.touch();
    };
  }

  #batch(): void {
    // Whoever wakes the worker meanwhile is part of the batch, or of the one after the yield: a
    // view that posts to itself for ever must not keep the loop.
    this.#isWoken = true;
    let left = this.#world.limits.mailbox;
    let hasRun = false;
    while (this.#isFree && left-- > 0) {
      const letter = this.#mailbox.take();
      if (!letter) break;
      // A closure acts on what is rendered: what went before may have taken its row away.
      if (hasRun && isClosure(letter)) this.#work.sendChanges();
      this.#begin(letter, "in order");
      hasRun = true;
    }
    this.#send();
    this.#isWoken = false;
    if (this.#mailbox.length > 0 && this.#isFree) this.#yield();
  }

  #send(): void {
    if (this.#state !== "open") return;
    // What went before does not wait for a handler that takes its time.
    if (this.#work.hasAnswers) this.#work.sendChanges();
    else if (this.#current) this.#work.sendFed();
    else this.#work.sendSoon();
  }

  get #isFree(): boolean {
    return this.#state === "open" && !this.isRunning && !this.#work.isWaiting;
  }

  /** Goes on after others had their turn on the loop. */
  #yield(): void {
    if (this.#state !== "open") return;
    this.#isWoken = true;
    this.#world.timer(0, this.#run, { unref: true });
  }

  #begin(letter: Letter, order: "in order" | "out of order"): void {
    const run = new HandlerRun(
      this.#failed,
      letter.type === "event" ? letter.event.facts : undefined,
    );
    const from = this.#world.now();
    const outcome = this.#work.perform(letter, run);
    const ms = this.#world.now() - from;
    if (ms > this.#world.limits.blocking) this.#work.blocked(letter, ms, "at once");
    if (!(outcome instanceof Promise)) return this.#settle(letter, outcome, order);
    // The handler itself may have ended the view.
    if (this.#state !== "open") return HandlerRun.abort(run, undefined);
    if (order === "in order") this.#current = run;
    else (this.#beside ??= new Set()).add(run);
    HandlerRun.watch(run, this.#world, {
      isHeld: () => this.#holds > 0,
      late: () => this.#settle(letter, failed("timeout"), order, "send"),
      stuck: () => this.#work.stuck(letter),
      blocked: (ms) => this.#work.blocked(letter, ms, "later"),
    });
    outcome.then((outcome) => this.#finish(letter, outcome, order, run));
    if (order === "in order") this.#letInterruptsPass();
  }

  #finish(
    letter: Letter,
    outcome: Outcome,
    order: "in order" | "out of order",
    run: HandlerRun,
  ): void {
    HandlerRun.done(run);
    if (this.#state !== "open") return;
    if (order === "out of order") this.#beside?.delete(run);
    else this.#current = undefined;
    if (HandlerRun.isLate(run)) this.#work.settledLate();
    else this.#settle(letter, outcome, order);
    // What waits comes after it, also after one that ran beside others and outlived them.
    if (!this.isRunning) this.#batch();
  }

  #settle(
    letter: Letter,
    outcome: Outcome,
    order: "in order" | "out of order",
    then: "send" | "wait" = order === "out of order" ? "send" : "wait",
  ): void {
    this.#work.settled(letter, outcome, order);
    if (then === "send") this.#work.sendChanges();
  }

  /** A stop button that was pressed in the same batch must not wait for what it stops. */
  #letInterruptsPass(): void {
    for (const letter of this.#mailbox.takeEvents((event) => this.#work.isInterrupt(event))) {
      this.#begin(letter, "out of order");
    }
  }

  *#turns(): Iterable<HandlerRun> {
    if (this.#current) yield this.#current;
    if (this.#beside) yield* this.#beside;
  }
}
