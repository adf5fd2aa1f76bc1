/** One view's part of the page: shows frames, hears events, and learns the rest with its companion. */

import { CODE, type EventFacts, type Json, type Params } from "../../protocol/mod.ts";
import { PAGE, Surface } from "../dom/mod.ts";
import { clickOf, Events, messageOf } from "../events/mod.ts";
import type { Failure, Settle } from "../line/mod.ts";
import { getAttribute, guarded, matches } from "../platform/mod.ts";
import type { Companion } from "./companion.ts";
import type { LiveHost } from "./live_host.ts";
import { EVENT } from "./loader.ts";

/** What a click alone cannot tell, or may not do at once. */
const PACED = "[dj-debounce],[dj-throttle],input,select,textarea";
/** What needs care from the beginning. */
const RICH = "input,select,textarea,[dj-hook],[data-dj-style],[data-dj-raw]";

/** What a display uses of its instance. */
export interface Displayed {
  readonly regions: readonly Element[];
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Sends the message of an event up. */
  emit(message: Json, settle: Settle): void;
  tell(text: string): void;
  fail(failure: Failure): void;
}

/** The display of one instance. */
export class Display {
  readonly #host: LiveHost;
  readonly #live: Displayed;
  readonly #surface: Surface;
  readonly #events: Events;
  /** Blocks to ask for, once they can be shown. */
  readonly #lost = new Set<number>();
  /** What takes care of the user's side, once it is loaded. */
  companion: Companion | undefined;

  constructor(host: LiveHost, live: Displayed) {
    this.#host = host;
    this.#live = live;
    const { window } = host;
    const { regions } = live;
    this.#events = new Events({
      window,
      regions,
      emit: (element, on, event) => this.#hear(element, on, event),
    });
    this.#surface = new Surface({
      document: window.document,
      regions,
      see: (_, names) => {
        if (names.includes("dj-hook")) this.companion?.fresh();
        this.#events.see(names);
      },
      hold: (element) => this.companion?.hold(element),
      touch: (node) => this.companion?.touch(node),
    });
    host.watcher.away(() => this.#surface.attach());
  }

  /** Whether only a companion can do all with what was painted. */
  get isRich(): boolean {
    return this.#live.regions.some((region) => region.querySelector(RICH));
  }

  /** Takes its companion, if that is loaded; whether it has just come. */
  equip(): boolean {
    const host = this.#host;
    const live = this.#live;
    const { window, clock, more, parse } = host;
    if (!more || !parse || this.companion) return false;
    this.#surface.parse = parse;
    this.companion = new more.Companion({
      window,
      clock,
      hooks: () => host.hooks,
      away: (run) => host.watcher.away(run),
      regions: live.regions,
      surface: this.#surface,
      lost: this.#lost,
      events: this.#events,
      pushEvent: (...call) => live.pushEvent(...call),
      emit: (...event) => this.#emit(...event),
      fail: (failure) => live.fail(failure),
      ask: (block) => live.tell(`[${CODE.heal},${block}]`),
    });
    return true;
  }

  /** Learns what others changed in the page. */
  note(records: readonly MutationRecord[]): void {
    const { regions } = this.#live;
    const own = records.filter(({ target }) => regions.some((one) => one.contains(target)));
    this.#surface.foreign.note(own);
  }

  /** Shows a frame; returns the blocks that could not be shown. */
  apply(frame: readonly unknown[]): Iterable<number> {
    let lost: Iterable<number> = [PAGE];
    guarded(() => {
      const apply = () => this.#host.watcher.away(() => this.#surface.apply(frame));
      lost = this.companion ? this.companion.guard(apply) : apply();
    })();
    return lost;
  }

  /** Shows all of the page anew, where that can be: content, flash, and their templates. */
  repaint(...painted: Parameters<Companion["repaint"]>): boolean {
    // What stands there has other numbers from now on.
    this.#surface.blocks.reset(this.#live.regions);
    return !!this.companion?.repaint(...painted);
  }

  /** Asks for what could not be shown, as soon as it can be. */
  ask(blocks: Iterable<number>): void {
    for (const block of blocks) this.#lost.add(block);
    if (this.#lost.size > 0) this.#host.loader.want();
    this.companion?.heal();
  }

  /** Hears no events any more. */
  stop(): void {
    this.#events.stop();
  }

  #hear(element: Element, on: string, event: Event): void {
    // A click that has to wait still tells what the user saw.
    const params = event.type === "click" && !matches(element, PACED) && clickOf(element);
    this.#host.loader.need(!params, EVENT, () => {
      if (params) {
        this.companion?.flush();
        this.#emit(element, on, params, () => {});
      } else if (this.companion) this.companion.handle(element, on, event);
      else this.#live.fail({ code: "script" });
    });
  }

  #emit(element: Element, on: string, params: Params, settle: Settle, facts?: EventFacts): void {
    const told: Settle = (failure) => {
      settle(failure);
      if (failure) this.#live.fail(failure);
    };
    const name = getAttribute(element, "dj-" + on);
    const handler = name || this.#surface.blocks.find(element);
    // A patch took the handler, or the element, before its time had come.
    if (name === null || !handler) told({ code: "stale" });
    else this.#live.emit(messageOf(handler, { on, params, facts }), told);
  }
}
