/** Frames of one instance: renders, compares, and sends the difference with what waits. */

import { apartText, encodeDown, frameText } from "../../protocol/mod.ts";
import { ParserPending } from "../../vdom/mod.ts";
import type { Sender } from "./sender.ts";
import type { Outcome } from "./outcome.ts";
import { Answers, type Load } from "./answers.ts";
import type { Renderer, Update } from "./renderer.ts";
import type { Reporter } from "./reporter.ts";
import type { Feed } from "../view/mod.ts";
import type { World } from "../world/mod.ts";

/** Stands for the whole page among blocks. */
const PAGE = 0;

/** Bytes of a feed in one frame: a window's last frame still has room in the ring. */
const FED = 32_768;

/** What updates are made of and told to. */
export interface FramesOptions {
  readonly world: World;
  readonly sender: Sender;
  readonly renderer: Renderer;
  readonly reporter: Reporter;
  /** What a render had to wait for is there: frames are made again. */
  readonly ready: () => void;
}

/** The frames of one instance, as they come to be. */
export class Frames {
  /** What waits for the next frame. */
  readonly answers: Answers = new Answers();
  /** What an extension has for the page besides. */
  feed: Feed | undefined;
  readonly #options: FramesOptions;
  #isDirty = false;
  #isRendering = false;
  #isWaiting = false;
  #hasOverrun = false;
  #numbering = 0;
  /** The frame with which the page learns the numbering; 0 once it has. */
  #numberedBy = 0;
  #tookMs = 0;

  /** Updates for this renderer. */
  constructor(options: FramesOptions) {
    this.#options = options;
  }

  /** Which numbering of blocks counts. Rises with every full frame. */
  get numbering(): number {
    return this.#numbering;
  }

  /** Which numbering the page is known to have: what it clicked on is numbered so. */
  get pageNumbering(): number {
    return this.#numberedBy === 0 ? this.#numbering : this.#numbering - 1;
  }

  /** Whether nothing is to be sent, as far as is known. */
  get isIdle(): boolean {
    return !this.#isDirty && this.answers.isEmpty && !this.hasFed;
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.answers.bytes + (this.feed?.bytes ?? 0);
  }

  /** Whether a render waits for the parser of raw HTML: nothing is sent, and no closure is found. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Whether something waits at the feed. */
  get hasFed(): boolean {
    return this.feed !== undefined && !this.feed.isEmpty;
  }

  /** State may have changed: the next frame renders. */
  changed(): void {
    this.#isDirty = true;
  }

  /** The next frame is the whole page. */
  refreshNext(): void {
    this.#options.renderer.refreshNext();
    this.#isDirty = true;
  }

  /** A new page begins: it has what was painted, or will be sent all of it first. */
  restart(): void {
    this.#numberedBy = 0;
  }

  /** The page has the frames up to this one. */
  acked(got: number): void {
    if (got >= this.#numberedBy) this.#numberedBy = 0;
  }

  /** Bounds what waits: what cannot wait is given up, and the page gets all of it anew. */
  bound(): void {
    const { hardBuffer } = this.#options.world.limits;
    if (this.answers.bytes <= hardBuffer) return;
    this.answers.overrun(hardBuffer);
    this.#hasOverrun = true;
    this.refreshNext();
  }

  /** Sends a block anew, as it was last rendered. Of block 0 all comes, numbered anew. */
  heal(block: number, lost?: true): void {
    // A reader that is behind gets all of it at once, however often it asks.
    if (lost) this.feed?.lost(0);
    if (block === PAGE || this.#options.sender.isCongested) return this.refreshNext();
    const patch = this.#options.renderer.heal(block);
    if (!patch || !this.#options.sender.outlet) return;
    this.#post({ type: "patch", patch, head: undefined }, { answers: 0, extras: [], apart: [] });
  }

  /**
   * Renders when something changed, and sends one frame with all that waits. Does nothing while no
   * line is there or the line is full: one later frame brings the page up to date.
   */
  sendChanges(): void {
    const { sender } = this.#options;
    if (!sender.outlet || sender.isCongested || this.isIdle || this.#isRendering) return;
    if (this.#isWaiting) return;
    const update = this.#isDirty ? this.#render() : undefined;
    if (this.#isWaiting) return;
    if (this.#hasOverrun) {
      this.#hasOverrun = false;
      sender.tell(encodeDown({ type: "error", code: "overrun" }));
    }
    this.#send(update);
    while (this.hasFed && sender.outlet && !sender.isCongested) this.#send(undefined);
  }

  #render(): Update | undefined {
    const { world, renderer } = this.#options;
    this.#isDirty = false;
    this.#isRendering = true;
    const from = world.detail === "all" ? world.now() : 0;
    try {
      const update = renderer.update();
      this.#tookMs = world.detail === "all" ? world.now() - from : 0;
      return update;
    } catch (error) {
      if (error instanceof ParserPending) this.#wait(error.loaded);
      else this.#failed(error);
      return undefined;
    } finally {
      this.#isRendering = false;
    }
  }

  /** The last page stays. Who waits for an answer is told; else the page is. */
  #failed(error: unknown): void {
    const { reporter, sender } = this.#options;
    const outcome = reporter.failed("render", error, "render");
    if (this.answers.count > 0) this.answers.failAll(outcome);
    else sender.tell(errorText(outcome));
  }

  /** The tree is between two renders: the next one is a full one, and waits for this. */
  #wait(loaded: Promise<void>): void {
    this.#isWaiting = true;
    this.#isDirty = true;
    const done = (): void => {
      this.#isWaiting = false;
      this.#options.ready();
    };
    loaded.then(done, (error: unknown) => {
      this.#isDirty = false;
      this.#failed(error);
      done();
    });
  }

  #send(update: Update | undefined): void {
    const { feed } = this;
    if (!feed || feed.isEmpty) return this.#post(update, this.answers.take());
    this.#post(update, this.answers.take(feed.take(FED)));
    feed.sent(this.#options.sender.sent);
  }

  #post(update: Update | undefined, load: Load): void {
    const { sender, reporter, world } = this.#options;
    const { answers, apart } = load;
    // One answer out of order can share the frame with the ops. All others go before those in
    // order: "the oldest" is counted without the events that have their answer.
    const shared = answers === 0 && load.extras.length === 0 ? apart.at(-1) : undefined;
    for (const one of apart) {
      if (one !== shared) sender.send(apartText(one.extras));
    }
    const text = frameText(update, answers, shared?.extras ?? load.extras);
    if (text === undefined) return;
    if (update?.type === "full") {
      this.#numbering++;
      this.#numberedBy = sender.sent + 1;
    }
    sender.send(text);
    if (update && world.detail === "all") {
      reporter.tell({ type: "render", ms: this.#tookMs, bytes: text.length });
    }
  }
}

/** An error that is about no event. */
export function errorText({ code, request, detail }: Outcome & { type: "failed" }): string {
  return encodeDown({ type: "error", code, request, detail });
}
