/** One view's instance in the page: joins, applies what comes, sends what happens, never loses an event. */

import {
  ACK_AFTER,
  ACK_EVERY,
  CODE,
  type EventFacts,
  type Extras,
  type Frame,
  JOIN_DEFAULTS,
  type JoinOptions,
  type Json,
  type Params,
  RESUMED,
  VERSION,
} from "../protocol/mod.ts";
import { extrasOf, PAGE } from "./apply.ts";
import { type Clock, guarded, type Page } from "./clock.ts";
import type { Companion } from "./companion.ts";
import { clickOf } from "./data.ts";
import { getAttribute, matches } from "./dom.ts";
import { Events } from "./events.ts";
import type { Hooks } from "./hook.ts";
import type * as More from "./more.ts";
import { EVENT, type Loader } from "./loader.ts";
import { type Failure, Outbox, type Settle } from "./outbox.ts";
import type { Bucket } from "./rate.ts";
import type { Scene } from "./scene.ts";
import { Surface } from "./surface.ts";

/** Where an instance is: it is joining until the server said what the page is to show. */
type State =
  | { type: "idle" }
  | { type: "joining" }
  | { type: "live" }
  | { type: "lost" }
  | { type: "ended" };

/** What instances share: the page, and the line. */
export interface LiveHost {
  readonly window: Page;
  readonly clock: Clock;
  readonly bucket: Bucket;
  readonly build: string;
  readonly parse: Scene["parse"] | undefined;
  /** What is loaded when it is needed first. */
  readonly more: typeof More | undefined;
  readonly want: Loader["want"];
  readonly need: Loader["need"];
  hooks(): Hooks;
  /** Runs what changes the document. */
  away<Result>(run: () => Result): Result;
  /** A number that was never given before. */
  attempt(): number;
  send(text: string): void;
  /** Joins, or resumes. */
  hello(joining: Live[]): void;
  /** The server answers. */
  settle(): void;
  /** Gives up the socket and joins or resumes on another one. */
  renew(): void;
  /** Nothing helps any more. */
  end(failure: Failure): void;
  leave(to: string): void;
  /** An instance went live, or is live no more. */
  changed(): void;
}

/** How long a view waits that could not be mounted, on a line that others need. */
const PAUSE = 10_000;
/** What a click alone cannot tell, or may not do at once. */
const PACED = "[dj-debounce],[dj-throttle],input,select,textarea";
/** What needs care from the beginning. */
const RICH = "input,select,textarea,[dj-hook],[data-dj-style],[data-dj-raw]";

/** One instance. */
export class Live {
  readonly root: HTMLElement;
  readonly #host: LiveHost;
  /** Instances are counted in the order in which they joined. */
  readonly rank: number;
  readonly regions: readonly Element[];
  readonly #surface: Surface;
  readonly #outbox: Outbox;
  readonly #events: Events;
  #companion: Companion | undefined;
  #state: State = { type: "idle" };
  #token = "";
  #isPristine = true;
  /** Whether the next full frame is another instance's. */
  #isFresh = false;
  #wasLive = false;
  /** Whether the server's instance is new, and has not heard what stands in the controls. */
  #retells = false;
  /** Blocks to ask for, once they can be shown. */
  readonly #lost = new Set<number>();
  /** Whether the page was mounted afresh because it could not be shown. */
  #hasBegunAnew = false;
  /** Counted frames. */
  #got = 0;
  #acked = 0;
  #stopAck: (() => void) | undefined;

  constructor(host: LiveHost, rank: number, root: HTMLElement, flash: Element | undefined) {
    const { window, clock } = host;
    this.#host = host;
    this.rank = rank;
    this.root = root;
    const regions = this.regions = flash ? [root, flash] : [root];
    this.#outbox = new Outbox(clock, host.bucket, (text) => this.#send(text));
    this.#events = new Events({
      window,
      regions,
      emit: (element, on, event) => {
        // A click that has to wait still tells what the user saw.
        const params = event.type === "click" && !matches(element, PACED) && clickOf(element);
        host.need(!params, EVENT, () => {
          if (params) {
            this.#companion?.flush();
            this.#emit(element, on, params, () => {});
          } else if (this.#companion) this.#companion.handle(element, on, event);
          else this.fail({ code: "script" });
        });
      },
    });
    this.#surface = new Surface({
      document: window.document,
      regions,
      see: (_, names) => {
        if (names.includes("dj-hook")) this.#companion?.fresh();
        this.#events.see(names);
      },
      hold: (element) => this.#companion?.hold(element),
      touch: (node) => this.#companion?.touch(node),
    });
    host.away(() => this.#surface.attach());
    this.equip();
    // All that only a companion can do with what was painted.
    if (regions.some((region) => region.querySelector(RICH))) host.want();
  }

  /** Takes its companion, once that is loaded. */
  equip(): void {
    const { window, clock, hooks, away, more, parse } = this.#host;
    if (!more || !parse || this.#companion) return;
    this.#surface.parse = parse;
    this.#companion = new more.Companion({
      window,
      clock,
      hooks,
      away,
      regions: this.regions,
      surface: this.#surface,
      lost: this.#lost,
      events: this.#events,
      pushEvent: (...call) => this.pushEvent(...call),
      emit: (...event) => this.#emit(...event),
      fail: (failure) => this.fail(failure),
      ask: (block) => this.#send(`[${CODE.heal},${block}]`),
    });
    // What the user did before it was there is told by the events that waited for it.
    this.#host.need(false, EVENT, () => this.attend());
  }

  get isLive(): boolean {
    return this.#state.type === "live";
  }

  /** Joins, or resumes where there is something to resume. */
  hello(): Json {
    this.#state = { type: "joining" };
    const { rank } = this;
    const facts = {
      v: VERSION,
      b: this.#host.build,
      try: this.#host.attempt(),
      queued: this.#outbox.declare(),
    };
    if (this.#token) {
      const seen = { got: this.#got, ...this.#outbox.seen };
      return [CODE.resume, rank, { ...facts, token: this.#token, ...seen }];
    }
    const { djust: claim = "", ticket = "" } = this.root.dataset;
    // A claim that was adopted once is used up.
    const page = { claim: this.#wasLive ? "" : claim, ticket, pristine: this.#isPristine ? 1 : 0 };
    return [CODE.join, rank, { ...facts, ...page }];
  }

  /** What the server says to this instance. */
  receive(message: readonly Json[]): void {
    const [code, first, second, third, fourth, fifth] = message as [number, ...Json[]];
    if (code >= 0) return this.#frame(message as unknown as Frame);
    switch (code) {
      case CODE.join:
        return this.#joined(second === 1, third as string, (fourth ?? {}) as JoinOptions);
      case CODE.resume:
        return this.#resumed(second as number, third as number, fourth as string, fifth as number);
      case CODE.credit:
        return this.#outbox.grant(first as number);
      case CODE.full:
        return this.#full(message);
      case CODE.error:
        return this.#error(first as string, second as string, third);
      case CODE.ticket:
        this.root.dataset.ticket = first as string;
        return;
      case CODE.warning:
        return this.#tell("development", [first, second]);
      case CODE.ack:
        return;
      default:
        throw new Error(`Unknown code ${code}`);
    }
  }

  /** Calls a handler; resolves with what it returns. */
  pushEvent(name: string, params?: Params): Promise<Json | undefined> {
    const reply = new Promise<Json | undefined>((resolve, reject) => {
      // Scripts give anything; the server wants an object.
      this.#outbox.push([name, { ...params }, 1], (failure, value) => {
        if (!failure) return resolve(value);
        this.fail(failure);
        reject(Object.assign(new Error(`${name}: ${failure.code}`), failure));
      });
    });
    // Who does not wait for the reply hears of failures by the event.
    reply.catch(() => {});
    return reply;
  }

  /** The server wants nothing of this page any more. */
  refuse(failure: Failure): void {
    this.#outbox.refuse(failure);
    this.fail(failure);
  }

  /** Tells the page of a failure. */
  fail(failure: Failure): void {
    this.#tell("error", failure);
  }

  /** Learns what others changed in the page. */
  note(records: readonly MutationRecord[]): void {
    const own = records.filter(({ target }) => this.regions.some((one) => one.contains(target)));
    this.#surface.foreign.note(own);
  }

  /** What a companion does once it is there, and the page is live. Hooks may have come, too. */
  attend(): void {
    if (!this.isLive || !this.#companion) return;
    this.#companion.attend(this.#retells);
    this.#retells = false;
  }

  /** The line is gone. */
  lost(isOrderly = false): void {
    const { type } = this.#state;
    this.#outbox.pause(isOrderly);
    this.#stopAck?.();
    this.#stopAck = undefined;
    if (type === "ended") return;
    this.#state = { type: "lost" };
    if (type !== "live") return;
    this.#companion?.tell("disconnected");
    this.#tell("disconnected");
  }

  /** The page, or this part of it, is left. */
  end(): void {
    if (this.isLive) this.#send(`[${CODE.bye}]`);
    this.lost();
    this.#state = { type: "ended" };
    this.#companion?.tell("destroyed");
    this.#outbox.refuse({ code: "gone" });
    this.#events.stop();
  }

  #joined(isFull: boolean, token: string, options: JoinOptions): void {
    const { credit, rate, burst } = { ...JOIN_DEFAULTS, ...options };
    const process = token.slice(0, 4);
    this.#token = token;
    this.#got = this.#acked = 0;
    this.#host.bucket.fill(rate, burst);
    if (isFull || !this.#isPristine) this.#outbox.dropClosures();
    this.#companion?.forget();
    this.#retells = true;
    this.#outbox.resume(undefined, credit, process);
    // In the other mode the page goes live with the full frame.
    if (isFull) this.#isFresh = true;
    else this.#goLive();
  }

  #resumed(got: number, credit: number, process?: string, news = 0): void {
    if (news & RESUMED.lives) this.#outbox.absolve();
    if (!this.#outbox.resume(got, credit, process)) this.#restart();
    else if (news & RESUMED.isBehind) {
      // The server does not know all that was typed; the page goes live with the full frame.
      this.#isFresh = this.#retells = true;
      this.#companion?.forget();
    } else this.#goLive();
  }

  #goLive(): void {
    this.#state = { type: "live" };
    if (this.#wasLive) this.#companion?.tell("reconnected");
    this.#wasLive = true;
    this.#tell("connected");
    this.#host.changed();
    this.attend();
  }

  /** What cannot be shown has run all the same: every frame counts, and answers what it answers. */
  #frame(frame: Frame): void {
    const extras = extrasOf(frame);
    let lost: Iterable<number> = [PAGE];
    guarded(() => {
      const apply = () => this.#host.away(() => this.#surface.apply(frame));
      lost = this.#companion ? this.#companion.guard(apply) : apply();
    })();
    this.#isPristine = false;
    this.#applied(frame[0], extras);
    this.#ask(lost);
  }

  #full(message: readonly Json[]): void {
    const [, answers, content, flash] = message;
    const extras = extrasOf(message);
    // What stands there has other numbers from now on.
    this.#surface.blocks.reset(this.regions);
    const isShown = this.#companion?.repaint(this.#isFresh, [content, flash], extras.t ?? []);
    this.#isPristine = false;
    if (isShown) this.#isFresh = false;
    if (!this.isLive) this.#goLive();
    this.#applied(answers as number, extras);
    // Until the server knows that blocks are numbered anew, it must take every click for an old one.
    this.#ack();
    if (isShown) return;
    if (!this.#companion) return this.#ask([PAGE]);
    if (this.#hasBegunAnew) return this.#host.end({ code: "broken" });
    this.#hasBegunAnew = true;
    this.#restart();
  }

  /** Asks for what could not be shown, as soon as it can be. */
  #ask(blocks: Iterable<number>): void {
    for (const block of blocks) this.#lost.add(block);
    if (this.#lost.size > 0) this.#host.want();
    this.#companion?.heal();
  }

  /** A counted frame: what it carries besides. */
  #applied(answers: number, { e, x, r, n, h, to }: Extras): void {
    const { clock, window, more } = this.#host;
    if (++this.#got - this.#acked >= ACK_EVERY) this.#ack();
    else this.#stopAck ??= clock.after(ACK_AFTER, () => this.#ack());
    let failures = new Map<number, Failure>();
    let replies = new Map<number, Json>();
    guarded(() => {
      failures = new Map(
        x?.map((
          [offset, code, request, detail],
        ) => [offset, { code, request: request || undefined, detail }]),
      );
      replies = new Map(r);
    })();
    this.#outbox.answer(answers, n, failures, replies);
    if (answers > 0) this.#host.settle();
    this.#companion?.settle();
    // Of the head, too, the whole page has all.
    if (h) more ? more.writeHead(window.document, h) : this.#ask([PAGE]);
    guarded(() => {
      for (const [name, payload] of e ?? []) {
        this.#tell(name, payload);
        this.#companion?.push(name, payload);
      }
    })();
    this.#tell("patched");
    if (to !== undefined) this.#host.leave(to);
  }

  #ack(): void {
    this.#stopAck?.();
    this.#stopAck = undefined;
    this.#acked = this.#got;
    this.#send(`[${CODE.ack},${this.#got}]`);
  }

  #error(code: string, request?: string, detail?: Json): void {
    const again = () => this.#host.hello([this]);
    // The instance is no more: begin anew, by the ticket.
    if (code === "gone") {
      if (detail) this.#outbox.absolve();
      if (this.isLive || !this.#token) return this.#restart();
      this.#token = "";
      return again();
    }
    this.fail({ code, request: request || undefined, detail });
    const state = this.#state;
    if (state.type !== "joining") return;
    this.#host.clock.after(PAUSE, () => state === this.#state && again());
  }

  /** Nothing fits any more: the server shall mount afresh and send all. */
  #restart(): void {
    this.#token = "";
    this.#host.renew();
  }

  #emit(
    element: Element,
    on: string,
    params: Params,
    settle: Settle,
    facts?: EventFacts,
  ): void {
    const name = getAttribute(element, "dj-" + on);
    const given = Object.keys(params).length > 0 ? params : 0;
    const message = name
      ? namedMessage(name, given, facts)
      : this.#closureMessage(element, on, given, facts);
    const told: Settle = (failure) => {
      settle(failure);
      if (failure) this.fail(failure);
    };
    // A patch took the handler, or the element, before its time had come.
    if (name === null || !message) told({ code: "stale" });
    else this.#outbox.push(message, told);
  }

  #closureMessage(
    element: Element,
    on: string,
    params: Params | 0,
    facts?: EventFacts,
  ): Json | undefined {
    const place = this.#surface.blocks.find(element);
    if (!place) return undefined;
    if (facts) return [...place, params, on, facts as Json];
    if (on !== "click") return [...place, params, on];
    return params ? [...place, params] : place;
  }

  #tell(name: string, detail?: unknown): void {
    const { CustomEvent } = this.#host.window;
    this.root.dispatchEvent(new CustomEvent("djust:" + name, { bubbles: true, detail }));
  }

  #send(text: string): void {
    this.#host.send(this.rank ? `[${CODE.instance},${this.rank},${text}]` : text);
  }
}

function namedMessage(name: string, params: Params | 0, facts?: EventFacts): Json {
  if (facts) return [name, params || {}, 0, facts as Json];
  return params ? [name, params] : name;
}
