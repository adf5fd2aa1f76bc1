/** A directive: what a `dj-*` attribute that is no plain event means. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { Scene } from "../dom/mod.ts";
import type { Called, EventView, Stage } from "../events/mod.ts";
import type { Settle } from "../line/mod.ts";
import type { Hooks } from "./hook.ts";

/**
 * Where a directive is at work: an element with its attribute.
 *
 * @category Client
 */
export interface Place {
  /** The element. */
  readonly element: HTMLElement;
  /** The attribute's value. */
  readonly value: string;
  /** What stands behind the directive's name: `dj-keydown.enter` has `enter`. */
  readonly words: readonly string[];
  /** Whether a patch has just brought the element: nobody has seen it yet. */
  readonly isNew: boolean;
  /** Whose element it is. */
  readonly view: EventView;
  /** The page's hooks. */
  readonly hooks: Hooks;
  /** Calls a handler of the view; resolves with what it returns. */
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Calls the handler that the attribute itself holds, for a directive of the kind `event`. */
  emit(params?: Params, ...settled: Settle[]): void;
  /** Reports what threw in code that is not the directive's own. */
  fail(error: unknown): void;
}

/** The same for directives that are the framework's own. */
export interface InnerPlace extends Place {
  /** The DOM of its view. */
  readonly scene: Scene;
}

/**
 * One row of the registry. An element is mounted once it is in the page and live; what `mounted`
 * returns is given to the other members. What one throws harms nothing else.
 *
 * @category Client
 */
export interface Directive<Kept = unknown> {
  /**
   * `event`: the attribute holds a handler, and the directive says when it runs. `element`: it acts on
   * its element. `modifier`: something else reads the attribute. `mark`: the browser half of a channel
   * does, and nothing before it. `decorator`: no attribute has the name, a handler's decorator does.
   */
  readonly kind: "event" | "modifier" | "element" | "mark" | "decorator";
  /** The module that is needed where it stands. */
  readonly module?: string;
  /** Its part in the way of every event: it looks itself whether its attribute stands there. */
  readonly stage?: Stage;
  /** The view shows a frame, or is live, or the directive has come: for what is at no attribute. */
  shown?(view: EventView): void;
  /** Begins; `false` says that it cannot yet: it is tried again when something new has come. */
  mounted?(place: Place): Kept | false;
  /** The element or its subtree is about to change. */
  changing?(kept: Kept): void;
  /** The element or its subtree changed. */
  changed?(kept: Kept): void;
  /** What stands beside the element is about to change: it may be moved, or taken out. */
  parting?(kept: Kept): void;
  /** That changed, and the element is still there. */
  arranged?(kept: Kept): void;
  /** The element left the page, or its attribute is another. */
  removed?(kept: Kept): void;
  /** The line is lost, or back. */
  told?(kept: Kept, moment: "disconnected" | "reconnected"): void;
  /** The view pushed something by the directive's own name, or another directive asks for something. */
  called?: Called;
  /** The view pushed something. */
  pushed?(kept: Kept, name: string, payload: Json): void;
}

/**
 * Directives by their names, without `dj-`.
 *
 * @category Client
 */
export type Directives = Record<string, Directive>;

/** The name of a directive in an attribute's; empty where it is none. */
export function nameOf(attribute: string): string {
  return /^dj-([^.:]+)/.exec(attribute)?.[1] ?? "";
}

/** What stands behind a directive's name: words, where a number belongs to the one before it. */
export function wordsOf(attribute: string): string[] {
  const [, ...words] = attribute.split(/[.:]/);
  // JSX has one colon, and hyphens.
  return attribute.includes(":") ? words.join("-").split(/-(?!\d+(?!\w))/) : words;
}
