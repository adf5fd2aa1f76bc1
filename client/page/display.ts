/** One view's part of the page: shows frames, hears events, and learns the rest with its companion. */

import { callLetters, eventLetters } from "../../protocol/mod.ts";
import type { Companion, CompanionHost, Displayed } from "../companion/mod.ts";
import { PAGE, Surface } from "../dom/mod.ts";
import { IDLE, nameOf } from "../directives/mod.ts";
import { clickOf, Events, settle, type Trip } from "../events/mod.ts";
import type { Settle } from "../line/mod.ts";
import {
  EVENT,
  getAttribute,
  getAttributeNames,
  guarded,
  hasAttribute,
  matches,
  querySelectorAll,
} from "../platform/mod.ts";
import type { LiveHost } from "./live_host.ts";

/** Whose clicks alone do not tell all, or are for another view. */
const CONTROLS = "input,select,textarea,[dj-target] *,[dj-view] *";
/** What needs care from the beginning, besides directives. */
const RICH = CONTROLS + ",[data-dj-style],[data-dj-raw]";

/** The display of one instance. */
export class Display implements CompanionHost {
  readonly page: LiveHost;
  readonly instance: Displayed;
  readonly surface: Surface;
  readonly events: Events;
  /** Blocks to ask for, once they can be shown. */
  readonly lostBlocks: Set<number> = new Set();
  readonly attributes: Set<string> = new Set();
  /** Whether decorators say something of its handlers. */
  readonly #isMannered: boolean;
  /** What takes care of the user's side, once it is loaded. */
  companion: Companion | undefined;

  constructor(page: LiveHost, instance: Displayed) {
    this.page = page;
    this.instance = instance;
    const { window } = page;
    const { regions, root } = instance;
    this.#isMannered = hasAttribute(root, "data-manners");
    this.events = new Events({
      window,
      regions,
      // What knows of them comes with the companion.
      rare: (run) =>
        page.loader.need(!page.more, EVENT, () => {
          if (page.more) run(page.more);
        }),
      emit: (element, on, event) => this.#hear(element, on, event),
    });
    this.surface = new Surface({
      document: window.document,
      regions,
      see: (element, names) => this.see(element, names),
      hold: (element) => this.companion?.hold(element),
      touch: (node) => this.companion?.touch(node),
    });
    page.watcher.away(() => this.surface.attach());
  }

  /**
   * An element with attributes that begin with `dj`: painted, patched and cloned ones come here alike.
   * Whether each clone of it has to come, too.
   */
  see(_: Element, names: readonly string[]): boolean {
    const { loader, window: { document } } = this.page;
    let isSeen = false;
    for (const name of names) {
      const type = nameOf(name);
      if (!type || IDLE.test(type)) continue;
      // What browsers do not fire is a directive, or an event of scripts: nobody fires the former.
      this.events.see(name);
      if ("on" + type in document) continue;
      isSeen = true;
      this.attributes.add(name);
      loader.want();
      this.companion?.fresh(name);
    }
    return isSeen;
  }

  /** Takes its companion, or wants it loaded where that is needed; whether it has just come. */
  equip(): boolean {
    const { more, parse, loader } = this.page;
    if (this.companion) return false;
    if (!more || !parse) {
      // All that only a companion can do with what was painted.
      if (
        this.#isMannered ||
        this.instance.regions.some((region) => querySelectorAll(region, RICH)[0])
      ) loader.want();
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
    const isClick = event.type === "click";
    // A click that has to wait still tells what the user saw.
    const trip: Trip = { element, on, event, params: isClick ? clickOf(element) : {}, settled: [] };
    const isPlain = isClick && !matches(element, CONTROLS) &&
      !getAttributeNames(element).some((name) => this.attributes.has(name));
    this.page.loader.need(!isPlain, EVENT, () => {
      if (isPlain || this.companion) this.run(trip);
      else this.instance.fail({ code: "script" });
    });
  }

  /** An event begins its way: without stages, and what decorators say, it goes as it is. */
  run(trip: Trip): void {
    this.page.loader.need(this.#isMannered && !this.companion, EVENT, () => {
      if (this.companion) this.companion.run(trip);
      else this.post(trip);
    });
  }

  /** Sends an event up: the end of its way in the page. */
  post(trip: Trip): void {
    const { element, on, event, params, facts } = trip;
    // Computed, since tools read it: the build gives our own members other names.
    this.page.tell("event", { ["element"]: element, on, event, params }, this.instance.root);
    const told: Settle = (failure, reply) => {
      settle(trip, failure, reply);
      if (failure) this.instance.fail(failure);
    };
    // With a reply for those who call.
    if (!element) return this.instance.push(callLetters(on, params), told);
    const name = getAttribute(element, "dj-" + on);
    const handler = name || this.surface.blocks.find(element);
    // A patch took the handler, or the element, before its time had come.
    if (name === null || !handler) told({ code: "stale" });
    else this.instance.push(eventLetters(handler, on, params, facts), told);
  }
}
