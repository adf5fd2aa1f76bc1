/** One view's part of the page: shows frames, hears events, and learns the rest with its companion. */

import { type EventFacts, eventLetters, type Params } from "../../protocol/mod.ts";
import { PAGE, Surface } from "../dom/mod.ts";
import { clickOf, Events } from "../events/mod.ts";
import type { Settle } from "../line/mod.ts";
import { getAttribute, guarded, matches } from "../platform/mod.ts";
import type { Companion } from "./companion.ts";
import type { CompanionHost, Displayed } from "./companion_host.ts";
import type { LiveHost } from "./live_host.ts";
import { EVENT } from "./loader.ts";

/** What a click alone cannot tell, or may not do at once. */
const PACED = "[dj-debounce],[dj-throttle],input,select,textarea";
/** What needs care from the beginning. */
const RICH = "input,select,textarea,[dj-hook],[data-dj-style],[data-dj-raw]";

/** The display of one instance. */
export class Display implements CompanionHost {
  readonly page: LiveHost;
  readonly instance: Displayed;
  readonly surface: Surface;
  readonly events: Events;
  /** Blocks to ask for, once they can be shown. */
  readonly lostBlocks: Set<number> = new Set();
  /** What takes care of the user's side, once it is loaded. */
  companion: Companion | undefined;

  constructor(page: LiveHost, instance: Displayed) {
    this.page = page;
    this.instance = instance;
    const { window } = page;
    const { regions } = instance;
    this.events = new Events({
      window,
      regions,
      emit: (element, on, event) => this.#hear(element, on, event),
    });
    this.surface = new Surface({
      document: window.document,
      regions,
      see: (_, names) => {
        if (names.includes("dj-hook")) this.companion?.fresh();
        this.events.see(names);
      },
      hold: (element) => this.companion?.hold(element),
      touch: (node) => this.companion?.touch(node),
    });
    page.watcher.away(() => this.surface.attach());
  }

  /** Takes its companion, or wants it loaded where that is needed; whether it has just come. */
  equip(): boolean {
    const { more, parse, loader } = this.page;
    if (this.companion) return false;
    if (!more || !parse) {
      // All that only a companion can do with what was painted.
      if (this.instance.regions.some((region) => region.querySelector(RICH))) loader.want();
      return false;
    }
    this.surface.parse = parse;
    this.companion = new more.Companion(this);
    return true;
  }

  /** Learns what others changed in the page. */
  note(records: readonly MutationRecord[]): void {
    const { regions } = this.instance;
    const own = records.filter(({ target }) => regions.some((one) => one.contains(target)));
    this.surface.foreign.note(own);
  }

  /** Shows a frame; returns the blocks that could not be shown. */
  apply(frame: readonly unknown[]): Iterable<number> {
    let lost: Iterable<number> = [PAGE];
    guarded(() => {
      const apply = () => this.page.watcher.away(() => this.surface.apply(frame));
      lost = this.companion ? this.companion.guard(apply) : apply();
    })();
    return lost;
  }

  /** Shows all of the page anew, where that can be: content, flash, and their templates. */
  repaint(...painted: Parameters<Companion["repaint"]>): boolean {
    // What stands there has other numbers from now on.
    this.surface.blocks.reset(this.instance.regions);
    return !!this.companion?.repaint(...painted);
  }

  /** Asks for what could not be shown, as soon as it can be. */
  ask(blocks: Iterable<number>): void {
    for (const block of blocks) this.lostBlocks.add(block);
    if (this.lostBlocks.size > 0) this.page.loader.want();
    this.companion?.heal();
  }

  /** Hears no events any more. */
  stop(): void {
    this.events.stop();
  }

  #hear(element: Element, on: string, event: Event): void {
    // A click that has to wait still tells what the user saw.
    const params = event.type === "click" && !matches(element, PACED) && clickOf(element);
    this.page.loader.need(!params, EVENT, () => {
      if (params) {
        this.companion?.flush();
        this.emit(element, on, params, () => {});
      } else if (this.companion) this.companion.handle(element, on, event);
      else this.instance.fail({ code: "script" });
    });
  }

  /** Sends an event of an element up. */
  emit(element: Element, on: string, params: Params, settle: Settle, facts?: EventFacts): void {
    const told: Settle = (failure) => {
      settle(failure);
      if (failure) this.instance.fail(failure);
    };
    const name = getAttribute(element, "dj-" + on);
    const handler = name || this.surface.blocks.find(element);
    // A patch took the handler, or the element, before its time had come.
    if (name === null || !handler) told({ code: "stale" });
    else this.instance.push(eventLetters(handler, on, params, facts), told);
  }
}
