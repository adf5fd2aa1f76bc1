/** One view's instance in the page: joins, takes what comes, sends what happens, never loses an event. */

import {
  CLOSE,
  type Content,
  type Extras,
  extrasOf,
  forInstance,
  helloLetters,
  type InstanceReader,
  JOIN_DEFAULTS,
  type JoinOptions,
  type Json,
  type Letters,
  type Params,
  RESUMED,
  UP_TEXT,
  VERSION,
} from "../../protocol/mod.ts";
import { PAGE } from "../dom/mod.ts";
import type { Warned } from "../events/mod.ts";
import { Acks, answersIn, type Failure, Outbox, type Settle } from "../line/mod.ts";
import { body, EVENT, guarded, MESSAGE, querySelectorAll } from "../platform/mod.ts";
import { call } from "./call.ts";
import { Display } from "./display.ts";
import type { LiveHost, LiveState } from "./live_host.ts";

/** How long a view waits that could not be mounted, on a line that others need. */
const PAUSE = 10_000;

/** One instance. */
export class Live implements InstanceReader {
  readonly root: HTMLElement;
  readonly #host: LiveHost;
  readonly rank: number;
  readonly regions: readonly Element[];
  /** Whether it is in another one's: then the page is up without it. */
  declare readonly isInner?: boolean;
  readonly #display: Display;
  readonly #outbox: Outbox;
  readonly #acks: Acks;
  #state: LiveState = { type: "idle" };
  /** What it is resumed by; "" where there is nothing to resume. */
  tokenNow = "";
  #isPristine: boolean;
  /** Whether the next full frame is another instance's. */
  #isFresh = false;
  wasLive = false;
  /** Whether the server's instance is new, and has not heard what stands in the controls. */
  #retells = false;
  /** Whether the page was mounted afresh because it could not be shown. */
  #hasBegunAnew = false;

  constructor(host: LiveHost, rank: number, root: HTMLElement, flash: Element | undefined) {
    this.#host = host;
    this.rank = rank;
    this.root = root;
    this.regions = flash ? [root, flash] : [root];
    // A late part that this browser could not put in its place: the server counts it as shown.
    this.#isPristine = !querySelectorAll(body(root.ownerDocument), "template[for]")[0];
    const tell = (text: string): void => this.tell(text);
    this.#outbox = new Outbox(host.clock, host.bucket, tell);
    this.#acks = new Acks(host.clock, tell);
    this.#display = new Display(host, this);
    this.equip();
  }

  /** Takes its companion, once that is loaded. */
  equip(): void {
    // What the user did before it was there is told by the events that waited for it.
    if (this.#display.equip()) this.#host.loader.need(false, EVENT, () => this.attend());
  }

  get isLive(): boolean {
    return this.#state.type === "live";
  }

  /** Whether it will not be live again. */
  get isOver(): boolean {
    return this.#state.type === "ended";
  }

  /** Joins, or resumes where there is something to resume. */
  hello(): Json {
    this.#state = { type: "joining" };
    const facts = {
      v: VERSION,
      b: this.#host.build,
      try: this.#host.attempt(),
      queued: this.#outbox.tally(),
    };
    const { djust = "", ticket = "" } = this.root.dataset;
    // A claim that was adopted once is used up.
    const claim = this.wasLive ? "" : djust;
    const page = this.tokenNow
      ? { token: this.tokenNow, got: this.#acks.got, ...this.#outbox.seen }
      : { claim, ticket, pristine: this.#isPristine ? 1 : 0 } as const;
    return helloLetters(this.rank, { ...facts, ...page });
  }

  ticketed(ticket: string): void {
    this.root.dataset.ticket = ticket;
  }

  warned(warning: Warned): void {
    this.#notify("development", warning);
  }

  granted(count: number): void {
    this.#outbox.grant(count);
  }

  /** Calls a handler; resolves with what it returns. */
  pushEvent(name: string, params?: Params): Promise<Json | undefined> {
    return call((trip) => this.#display.run(trip), name, params);
  }

  /** Sends the message of an event up. */
  push(message: Json, settle: Settle): void {
    this.#outbox.push(message, settle);
  }

  /** The server wants nothing of this page any more. */
  refuse(failure: Failure): void {
    this.#outbox.refuse(failure);
    this.fail(failure);
  }

  /** Tells the page of a failure. */
  fail(failure: Failure): void {
    this.#notify("error", failure);
  }

  /** Learns what others changed in the page. */
  note(records: readonly MutationRecord[]): void {
    this.#display.note(records);
  }

  /** What a companion does once it is there, and the page is live. Hooks may have come, too. */
  attend(): void {
    const { companion } = this.#display;
    if (!this.isLive || !companion) return;
    companion.attend(this.#retells);
    this.#retells = false;
  }

  /** The line is gone. */
  lost(isOrderly = false): void {
    const { type } = this.#state;
    this.#outbox.pause(isOrderly);
    this.#acks.pause();
    if (type === "ended") return;
    this.#state = { type: "lost" };
    if (type !== "live") return;
    this.#display.companion?.tell("disconnected");
    this.#notify("disconnected");
  }

  /** The page, or this part of it, is left. */
  end(): void {
    if (this.isLive) this.tell(UP_TEXT.bye);
    this.lost();
    this.#state = { type: "ended" };
    this.#display.companion?.tell("destroyed");
    this.#outbox.refuse({ code: "gone" });
    this.#display.stop();
  }

  joined(isFull: boolean, token: string, options?: JoinOptions): void {
    const { credit, rate = JOIN_DEFAULTS.rate, burst = JOIN_DEFAULTS.burst } = options ?? {};
    const process = token.slice(0, 4);
    this.tokenNow = token;
    this.#acks.reset();
    this.#host.bucket.fill(rate, burst);
    const { companion } = this.#display;
    this.#outbox.anew(isFull || !this.#isPristine, () => companion?.forget());
    this.#retells = true;
    this.#outbox.resume(undefined, credit, process);
    // In the other mode the page goes live with the full frame.
    if (isFull) this.#isFresh = true;
    else this.#goLive();
  }

  resumed(got: number, credit: number, process?: string, news = 0): void {
    if (news & RESUMED.lives) this.#outbox.absolve();
    if (!this.#outbox.resume(got, credit, process)) this.restart();
    else if (news & RESUMED.isBehind) {
      // The server does not know all that was typed; the page goes live with the full frame.
      this.#isFresh = this.#retells = true;
      this.#display.companion?.forget();
    } else this.#goLive();
  }

  #goLive(): void {
    this.#state = { type: "live" };
    if (this.wasLive) this.#display.companion?.tell("reconnected");
    this.wasLive = true;
    this.#notify("connected");
    this.#host.changed();
    this.attend();
  }

  /** What cannot be shown has run all the same: every frame counts, and answers what it answers. */
  framed(frame: Letters): void {
    const extras = extrasOf(frame);
    const lost = this.#display.apply(frame);
    this.#isPristine = false;
    this.#host.tell("patched", frame as unknown as Json[], this.root);
    this.#applied(frame[0], extras);
    this.#display.ask(lost);
  }

  full(frame: Letters, answers: number, contents: readonly Content[]): void {
    const extras = extrasOf(frame);
    const isShown = this.#display.repaint(this.#isFresh, contents, extras);
    this.#isPristine = false;
    // What is left of the user's is news to that instance, even if it was told what stood there before.
    if (isShown) this.#retells ||= this.#isFresh;
    if (isShown) this.#isFresh = false;
    this.#host.tell("patched", frame as unknown as Json[], this.root);
    if (!this.isLive) this.#goLive();
    else if (this.#retells) this.attend();
    this.#applied(answers, extras);
    // Until the server knows that blocks are numbered anew, it must take every click for an old one.
    this.#acks.tell();
    if (isShown) return;
    if (!this.#display.companion) return this.#display.ask([PAGE]);
    if (this.#hasBegunAnew) return this.#host.line.end({ code: "broken" });
    this.#hasBegunAnew = true;
    this.restart();
  }

  /** A counted frame: what it carries besides. */
  #applied(answers: number, extras: Extras): void {
    this.#acks.count(extras.a);
    this.#outbox.answer(answers, extras.n, ...answersIn(extras));
    if (answers > 0) this.#host.line.settle();
    // A directive that came with it hears what came with it.
    const { arrivals } = this.#host;
    if (arrivals) arrivals.wait(MESSAGE, () => this.#settled(extras));
    else this.#settled(extras);
  }

  /** The page shows a frame: whoever waits for that hears of it. */
  #settled({ e, h, to }: Extras): void {
    const { window, more } = this.#host;
    const { companion } = this.#display;
    companion?.settle();
    // Of the head, too, the whole page has all.
    if (h) more ? more.writeHead(window.document, h) : this.#display.ask([PAGE]);
    guarded(() => {
      for (const [name, payload] of e ?? []) {
        this.#notify(name, payload);
        companion?.push(name, payload);
      }
    })();
    this.#notify("patched");
    if (to !== undefined) this.#host.leave(to);
  }

  failed(code: string, request?: string, detail?: Json): void {
    const again = () => this.#host.hello([this]);
    // The instance is no more: begin anew, by the ticket.
    if (code === "gone") {
      if (detail) this.#outbox.absolve();
      if (this.isLive || !this.tokenNow) return this.restart();
      this.tokenNow = "";
      return again();
    }
    const failure = { code, request: request || undefined, detail };
    this.fail(failure);
    const state = this.#state;
    if (state.type !== "joining") return;
    if (code !== "refused" || detail as number >= 500 || detail === 429) {
      this.#host.clock.after(PAUSE, () => state === this.#state && again());
    } else if (this.wasLive) this.#host.line.end({ code, detail: CLOSE.refused });
    else {
      // What is painted was allowed; whoever asked for more is told, and the other views go on.
      this.#state = { type: "ended" };
      this.#outbox.refuse(failure);
      this.#host.changed();
    }
  }

  /** Nothing fits any more: the server shall mount afresh and send all. */
  restart(): void {
    this.tokenNow = "";
    this.#host.line.renew();
  }

  #notify(name: string, detail?: unknown): void {
    const { CustomEvent } = this.#host.window;
    this.root.dispatchEvent(new CustomEvent("djust:" + name, { bubbles: true, detail }));
  }

  /** Sends a message of this instance up. */
  tell(text: string): void {
    this.#host.send(forInstance(this.rank, text));
  }
}
