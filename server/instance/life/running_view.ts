/** Runs one view's letters: calls handlers, renders, reports failures. */

import {
  CLOSE,
  type ClosureEvent,
  Counting,
  type NamedEvent,
  type Seen,
} from "../../../protocol/mod.ts";
import {
  DONE,
  errorText,
  Frames,
  type Outcome,
  refused,
  Renderer,
  Reporter,
  Sender,
  warningText,
} from "../../frame/mod.ts";
import { PageViews } from "../../embed/mod.ts";
import { type Departure, urlOf } from "../../security/mod.ts";
import {
  type Anything,
  type Extension,
  type Extensions,
  type Feed,
  type FeedHost,
  Flash,
  isPosted,
  type Lifecycle,
  type LiveView,
  mannersOf,
  type Registry,
  registryOf,
  type ViewClass,
} from "../../view/mod.ts";
import type {
  MountFacts,
  PageLocation,
  Restored,
  SessionData,
  VisitFacts,
  World,
} from "../../world/mod.ts";
import { FieldObjects } from "./field_objects.ts";
import {
  called,
  FlushPace,
  type HandlerRun,
  Handlers,
  labelOf,
  labelOfLetter,
  type Work,
  Worker,
} from "../events/mod.ts";
import { inform } from "./inform.ts";
import { type Letter, Mailbox } from "../mailbox/mod.ts";
import { rendered } from "./lifecycle.ts";
import { type MountContext, targetOf } from "./mount_context.ts";
import { feedHost, type Keeping, ViewHost } from "../host/mod.ts";
import type { Remembered } from "./remembered.ts";

/** What a running view needs to be told about the instance it belongs to. */
export interface RunningViewOptions {
  readonly world: World;
  readonly id: string;
  readonly facts: MountFacts;
  /** Those of its class and its hub, where there are any. */
  readonly extensions: Extensions | undefined;
  /** Set while the view mounts. */
  readonly context: MountContext;
  /** Of a view in a view: the page's own. */
  readonly page: RunningView | undefined;
  /** Of a view in a view: its id in the page; else "". */
  readonly place: string;
  /** Other views stand in it than before. */
  readonly viewsChanged: () => void;
  /** A snapshot should know what was handled. */
  readonly changed: () => void;
  /** A handler never settles. */
  readonly stuck: () => void;
}

const NOBODY: Extensions["atEvent"] = [];

/** One view at work. */
export class RunningView implements Keeping, Work {
  readonly world: World;
  readonly view: LiveView & Lifecycle;
  readonly flash: Flash;
  readonly counting: Counting = new Counting();
  readonly mailbox: Mailbox;
  readonly worker: Worker;
  readonly sender: Sender;
  readonly frames: Frames;
  readonly renderer: Renderer;
  readonly host: ViewHost;
  readonly objects: FieldObjects;
  /** Its session fields, where it has any. */
  remembered: Remembered | undefined;
  readonly reporter: Reporter;
  readonly extensions: Extensions | undefined;
  /** The extensions that were mounted, or have begun to. */
  readonly reached: Extension<Anything>[] = [];
  /** What `mount` was given; the user is replaced at every join. */
  facts: VisitFacts;
  /** Where its page is: nobody else keeps it. */
  readonly location: PageLocation;
  /** Set while the view mounts. */
  context: MountContext | undefined;
  /** See {@link Keeper}. */
  isMute = false;
  readonly ownRoom: string;
  /** Of a view in a view: the page's own, which shows the messages of both. */
  readonly page: RunningView | undefined;
  /** Its id in the page, where it is in another one. */
  readonly place: string;
  /** The ids of the views of its page. */
  readonly pageViews: PageViews;
  readonly #options: RunningViewOptions;
  readonly #registry: Registry;
  readonly #handlers: Handlers;
  readonly #pace: FlushPace;
  /** Calls beside the mailbox that have not settled. */
  #calls = 0;
  #isEnded = false;
  #hasOtherViews = false;
  #leaving: Departure | undefined;

  /** A view that has been constructed. */
  constructor(view: LiveView & Lifecycle, options: RunningViewOptions) {
    const { world, facts } = options;
    this.view = view;
    this.world = world;
    const { location, ...visit } = facts;
    this.facts = visit;
    this.location = location;
    this.extensions = options.extensions;
    this.ownRoom = options.id;
    this.context = options.context;
    this.#options = options;
    this.reporter = new Reporter(world, { instance: options.id, view: view.constructor.name });
    this.page = options.page;
    this.place = options.place;
    this.flash = this.page?.flash ?? new Flash(facts.flash);
    this.pageViews = this.page?.pageViews ?? new PageViews(world.limits.views);
    this.#registry = registryOf(view.constructor as ViewClass);
    this.mailbox = new Mailbox(world.limits.mailbox);
    this.worker = new Worker(this.mailbox, this, world);
    this.sender = new Sender(world, () => this.sendChanges());
    this.renderer = new Renderer(view, {
      registry: this.#registry,
      flash: this.flash,
      development: world.development,
      strictStyles: world.strictStyles,
      events: world.events,
      reporter: this.reporter,
      isPosted: isPosted(view.constructor),
      page: { views: this.pageViews, place: this.page ? "embedded" : "own" },
      secret: () => world.random(9),
      viewsChanged: () => this.#hasOtherViews = true,
      manners: () => mannersOf(view, this.#registry, this.extensions),
      rendered: this.extensions && (() => rendered(this)),
    });
    this.frames = new Frames({
      world,
      sender: this.sender,
      renderer: this.renderer,
      reporter: this.reporter,
      ready: () => this.#goOn(),
    });
    this.#handlers = new Handlers({
      view,
      registry: this.#registry,
      slot: ({ block, anchor, on }) => this.renderer.handler(block, anchor, on),
      reporter: this.reporter,
      objects: {
        hear: (name, told) => this.objects.hear(name, told),
        operation: (name) => this.objects.operation(name),
      },
      models: this.renderer.models,
      now: () => world.now(),
      extensions: this.extensions?.atEvent ?? NOBODY,
    });
    this.#pace = new FlushPace(world, () => this.#hasSent());
    this.host = new ViewHost(this);
    this.objects = new FieldObjects(this);
  }

  /** Whether the state is between two states: a handler runs, or `disconnected()` does. */
  get isHalfDone(): boolean {
    return this.worker.isRunning || this.#calls > 0;
  }

  /** See {@link Keeper}. */
  get isMounting(): boolean {
    return this.context !== undefined;
  }

  /** See {@link Keeper}. */
  get isEnded(): boolean {
    return this.#isEnded;
  }

  /** See {@link Keeper}. */
  get isRendering(): boolean {
    return this.renderer.isRendering;
  }

  /** See {@link Work}. */
  get hasAnswers(): boolean {
    return this.frames.answers.count > 0;
  }

  /** See {@link Work}. */
  get isWaiting(): boolean {
    return this.frames.isWaiting;
  }

  /** Counters start over, or go on where a snapshot was taken. */
  restart(restored?: Restored): void {
    if (restored) this.counting.restore(restored, restored.seen);
    else this.counting.restart();
    this.sender.restart();
  }

  /** Frames are lost to a page that has seen so much: one full frame stands for all of them. */
  repaint(seen: Seen): void {
    const { answers, feed } = this.frames;
    this.sender.restart(seen.got);
    if (this.facts.restored) feed?.began("empty");
    else feed?.lost(seen.got);
    answers.owe(this.counting.owed(seen, answers.apart));
    this.frames.refreshNext();
  }

  /** Lets everything go; running handlers are told to stop. */
  end(reason: string): void {
    this.#isEnded = true;
    this.isMute = reason === "disconnected";
    this.context = undefined;
    this.#pace.end();
    this.host.end();
    this.worker.end(new DOMException(`The view ended: ${reason}`, "AbortError"));
    this.frames.answers.clear();
    this.renderer.views.end();
    this.sender.end();
  }

  /** Calls a lifecycle member; what goes wrong is reported. */
  call(name: string, run: () => unknown): Outcome | Promise<Outcome> {
    return called(run, (error) => this.report(name, error));
  }

  /** Calls one that waits for no turn; until it has settled the state is half done. */
  callBeside(name: string, run: () => unknown): void {
    const outcome = this.call(name, run);
    if (!(outcome instanceof Promise)) return;
    this.#calls++;
    outcome.then(() => {
      this.#calls--;
      if (!this.#isEnded) this.settledLate();
    });
  }

  /** See {@link Work}. */
  perform(letter: Letter, run: HandlerRun): Outcome | Promise<Outcome> {
    switch (letter.type) {
      case "event":
        return this.#event(letter.event, letter.numbering, run);
      case "refused":
        return refused(letter.code);
      case "past":
        return DONE;
      case "message":
      case "gap":
      case "result":
        return inform(this, letter);
      case "call":
        return this.call(letter.name, letter.run);
      default:
        return letter satisfies never;
    }
  }

  /** See {@link Work}. */
  settled(letter: Letter, outcome: Outcome, order: "in order" | "out of order"): void {
    const { answers } = this.frames;
    if (letter.type === "refused") {
      this.counting.handle(letter.number);
      for (let i = 0; i < letter.count; i++) answers.answer(outcome);
    } else if (letter.type === "past") {
      this.counting.handle(letter.number);
      answers.answer(outcome);
    } else {
      if (outcome.state !== "unchanged") this.frames.changed();
      if (outcome.type === "failed" && outcome.code === "timeout") {
        const error = new Error(`"${labelOfLetter(letter)}" took too long`);
        outcome = this.reporter.failed(labelOfLetter(letter), error, "timeout");
      }
      if (letter.type !== "event") {
        if (outcome.type === "failed") this.sender.tell(errorText(outcome));
      } else if (order === "out of order") {
        this.counting.handleApart(letter.number);
        answers.answerApart(letter.number, outcome);
      } else {
        this.counting.handle(letter.number);
        answers.answer(outcome);
      }
    }
    this.frames.bound();
    this.#options.changed();
  }

  /** See {@link Work}. */
  settledLate(): void {
    this.frames.changed();
    this.#options.changed();
  }

  /** See {@link Work}. */
  sendChanges(): void {
    const leaving = this.#leaving;
    if (leaving && this.sender.outlet) {
      this.#leaving = undefined;
      this.#leave(leaving);
    }
    this.frames.sendChanges();
    // After the frame: a page that takes a view out of itself is not told that it is gone.
    if (this.#hasOtherViews) {
      this.#hasOtherViews = false;
      this.#options.viewsChanged();
    }
    if (!this.sender.outlet) return;
    for (const warning of this.reporter.takeWarnings()) this.sender.tell(warningText(warning));
  }

  /** Sends, and tells whether there was something. */
  #hasSent(): boolean {
    const before = this.sender.sent;
    this.sendChanges();
    return this.sender.sent !== before;
  }

  /** See {@link Work}. */
  sendSoon(): void {
    this.#pace.send();
  }

  /** See {@link Work}. */
  sendFed(): void {
    if (this.frames.hasFed) this.#pace.soon();
  }

  /** See {@link Work}. */
  isInterrupt(event: NamedEvent | ClosureEvent): boolean {
    return event.type === "event" && this.#registry.find(event.name)?.interrupt === true;
  }

  /** See {@link Work}. */
  blocked(letter: Letter, ms: number, when: "at once" | "later"): void {
    this.reporter.blocked({ name: labelOfLetter(letter), ms, when });
  }

  /** See {@link Work}. */
  stuck(letter: Letter): void {
    const error = new Error(`"${labelOfLetter(letter)}" did not settle; the view ends`);
    this.reporter.failed(labelOfLetter(letter), error, "timeout");
    this.sender.outlet?.close(CLOSE.restart, "a handler did not settle");
    this.#options.stuck();
  }

  /** See {@link Keeper}. */
  wake(): void {
    this.worker.wake();
  }

  /** See {@link Keeper}. */
  changed(): void {
    this.frames.changed();
    this.wake();
  }

  /** See {@link Keeper}. */
  pushText(name: string, payload: string): void {
    this.frames.answers.push(name, payload);
    this.frames.bound();
    this.wake();
  }

  /** See {@link Keeper}. */
  flushNow(): Promise<void> {
    if (this.#isEnded || this.isMounting) return Promise.resolve();
    this.frames.changed();
    this.worker.touch();
    // What a task shows is whole: a process that goes takes no more of it along than of what was clicked.
    if (!this.isHalfDone) this.#options.changed();
    const breath = this.#pace.flush();
    if (!this.sender.isHeld) return breath ?? Promise.resolve();
    // Who waits for the reader takes no time.
    const go = this.worker.hold();
    return this.sender.whenFree().then(go);
  }

  /** See {@link Keeper}. */
  openFeed(feed: Feed): FeedHost {
    this.frames.feed = feed;
    return feedHost(this);
  }

  /** Sends what waits at the feed, after who is at work now. */
  soon(): void {
    if (!this.#isEnded && !this.worker.isWoken) this.#pace.soon();
  }

  /** See {@link Keeper}. */
  redirect(to: string, options: { session?: SessionData }): void {
    if (this.context) return this.context.redirect(to, options);
    if (options.session && !this.world.leave) {
      throw new Error(`Cannot redirect with a session: this server cannot write one`);
    }
    this.#leaving = { to: targetOf(to, this.location.url), ...options };
    this.changed();
  }

  /** Where it was led, for one who leads it there without a line. */
  takeDeparture(): Departure | undefined {
    const leaving = this.#leaving;
    this.#leaving = undefined;
    return leaving;
  }

  /** See {@link Keeper}. */
  report(phase: string, error: unknown): void {
    this.sender.tell(errorText(this.reporter.failed(phase, error, "handler")));
  }

  /** The page has caught up, or its line is back: what waited goes. */
  #goOn(): void {
    this.sendChanges();
    this.wake();
  }

  #event(
    event: NamedEvent | ClosureEvent,
    numbering: number,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    // The block that was clicked has another number by now, or its number another block.
    const isStale = event.type === "closure" && numbering !== this.frames.numbering;
    if (this.world.detail !== "all") {
      return isStale ? refused("stale") : this.#handle(event, run);
    }
    const from = this.world.now();
    const outcome = isStale ? refused("stale") : this.#handle(event, run);
    if (!(outcome instanceof Promise)) return this.#observed(event, outcome, from);
    return outcome.then((outcome) => this.#observed(event, outcome, from));
  }

  #handle(event: NamedEvent | ClosureEvent, run: HandlerRun): Outcome | Promise<Outcome> {
    const outcome = this.#handlers.run(event, run);
    const { objects } = this;
    return outcome instanceof Promise
      ? outcome.then((outcome) => objects.judged(outcome))
      : objects.judged(outcome);
  }

  #observed(event: NamedEvent | ClosureEvent, outcome: Outcome, from: number): Outcome {
    this.reporter.tell({
      type: "event",
      name: labelOf(event),
      ms: this.world.now() - from,
      outcome: outcome.type === "done" ? "ok" : outcome.code,
    });
    return outcome;
  }

  #leave(departure: Departure): void {
    const { world, flash, facts } = this;
    const { base, session: visitor } = facts;
    const url = urlOf(departure, { world, base, flash: flash.carried, visitor });
    if (typeof url === "string") return this.frames.answers.leave(JSON.stringify(url));
    url.then((url) => {
      this.frames.answers.leave(JSON.stringify(url));
      this.frames.sendChanges();
    }).catch((error: unknown) => this.report("redirect", error));
  }
}
