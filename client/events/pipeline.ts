/** The pipeline of events: gather, before, pace, publish, send, settled, for every event of a view. */

import type { EventFacts, Manner, Params } from "../../protocol/mod.ts";
import type { Settle } from "../line/mod.ts";
import type { Overlays } from "../overlay/mod.ts";
import { type Clock, guarded, type Page } from "../platform/mod.ts";

/**
 * What a directive does for others, or for the view's own pushes; these come with the view's DOM,
 * which is the framework's own.
 *
 * @category Client
 */
export type Called = (view: EventView, asked: unknown, dom?: unknown) => void;

/**
 * Something that nobody reads, and its mend. Without a message development has a sentence for it, and
 * puts the facts in.
 *
 * @category Client
 */
export type Warned = readonly [name: string, message: string, ...facts: unknown[]];

/**
 * A view, as those see it who take part in its events.
 *
 * @category Client
 */
export interface EventView {
  /** Where it stands. */
  readonly root: Element;
  /** The same, and where its flash is. */
  readonly regions: readonly Element[];
  /** Its page. */
  readonly window: Page;
  /** The time there. */
  readonly clock: Clock;
  /** What lies over its nodes until it is taken away, whatever patches say of them. */
  readonly overlays: Overlays;
  /** Whether an element has a handler. */
  hears(element: Element): boolean;
  /** What decorators say of its handlers, by their names; `""` is the view itself. */
  readonly manners: ReadonlyMap<string, Manner>;
  /** Whether the line was there, and is lost. */
  readonly isAway: boolean;
  /** All views of the page, this one too. */
  peers(): Iterable<EventView>;
  /** An event begins its way, or begins it once more. */
  run(trip: Trip): void;
  /** The server knows what a control shows now. */
  know(control: Element): void;
  /** Moves focus without a word: what happens by it is nothing the user did. */
  calmly(move: () => void): void;
  /** Takes what these controls show for typed, and tells the server of it. */
  retell(controls: Iterable<Element>): void;
  /** Changes the document itself: what is done here is nobody else's doing. */
  away<Result>(change: () => Result): Result;
  /** Shows a flash of the page's own for a while. */
  flash(word: "undone"): void;
  /** Tells those who listen for tools what was done, and the console under `djust.debug`. */
  tell(type: "optimistic" | "cache", text: string): void;
  /** Writes an attribute, or takes it away, by the rules of patches. */
  write(element: Element, name: string, value: string | null): void;
  /**
   * Puts a node where it is nobody's: patches go on around it as around what others have put there.
   * Returns what takes it out.
   */
  lodge(node: Node, parent: Node, before: Node | null): () => void;
  /** Runs with another directive once that is there; without its functions where it cannot be had. */
  summon(attribute: string, use: (called: Called | undefined) => void): void;
  /** Tells development of something that nobody reads. */
  warned(warning: Warned): void;
}

/**
 * One event on its way from the page to the server.
 *
 * @category Client
 */
export interface Trip {
  /** Whose handler it is for; undefined for `pushEvent`. */
  readonly element?: Element;
  /** Whose event it is; stages always find it. */
  view?: EventView;
  /** The name of its handler; undefined for a closure. */
  handler?: string;
  /** What decorators say of its handler. */
  manner?: Manner | undefined;
  /** It goes at once, in place of what waits at its element. */
  isUrgent?: boolean;
  /** It brings a value that another handler has shared. */
  readonly isShared?: boolean;
  /** The handler's attribute without `dj-`, or the name that `pushEvent` was given. */
  on: string;
  /** What happened; undefined where nothing did but a call. */
  readonly event?: Event;
  /** What the handler is given. */
  params: Params;
  /** Names of controls that take part. */
  facts?: EventFacts | undefined;
  /** Told once what became of it: each step may add to them. */
  readonly settled: Settle[];
}

/**
 * What takes part in the way of events. It adds to `settled` what has to be undone.
 *
 * @category Client
 */
export interface Stage {
  /** Learns what is told. False: there is nothing to tell. */
  gather?(trip: Trip): boolean;
  /** Asks, locks, shows before the answer. False: it does not go. */
  before?(trip: Trip): boolean;
  /** Lets it go on in its time: now, later, or never where a later one stands for it. */
  pace?(trip: Trip, go: () => void): void;
  /** It goes: what the server has to know with it is noted. */
  publish?(trip: Trip): void;
}

/** The way of one view's events, from their first step to their sending. */
export class Pipeline {
  readonly #stages: () => readonly Stage[];
  readonly #send: (trip: Trip) => void;

  /** Stages may come at any time, with modules; without any of them an event is sent as it is. */
  constructor(stages: () => readonly Stage[], send: (trip: Trip) => void) {
    this.#stages = stages;
    this.#send = send;
  }

  /** An event begins its way. */
  run(trip: Trip): void {
    const stages = this.#stages();
    const go = (at: number): void => {
      const stage = stages[at++];
      if (!stage) this.post(trip);
      else if (stage.pace) stage.pace(trip, () => go(at));
      else go(at);
    };
    if (
      stages.every((stage) => stage.gather?.(trip) ?? true) &&
      stages.every((stage) => stage.before?.(trip) ?? true)
    ) go(0);
  }

  /** The rest of the way, for one that was gathered and is no new event of the user's. */
  post(trip: Trip): void {
    for (const stage of this.#stages()) stage.publish?.(trip);
    this.#send(trip);
  }
}

/** Tells all who wait for it what became of an event; one who throws keeps it from no other. */
export function settle({ settled }: Trip, ...outcome: Parameters<Settle>): void {
  for (const one of settled) guarded(one)(...outcome);
}
