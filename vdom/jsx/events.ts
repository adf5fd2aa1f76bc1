/** Events in JSX: what a `dj-<event>` attribute may hold, and the params of its handler. */

// deno-lint-ignore-file no-explicit-any -- data-* attributes and fields of forms are the page's own

import type { Commands } from "../template/mod.ts";
import type { EventInfo } from "./event_info.ts";

/**
 * What a `dj-<event>` attribute holds: a function, the name of an `@event`, commands, or nothing. A function
 * written there has its params inferred; one with params of its own fits, too.
 *
 * @category JSX
 */
export type EventHole<Params> =
  | ((params: Params, info: EventInfo) => unknown)
  // deno-lint-ignore ban-types -- has no signature that would keep the one above from inferring
  | Function
  | Commands
  | string
  | false
  | null
  | undefined;

/**
 * Params of any event: `data-*` and `dj-value-*` of the element; those of a submit are the fields.
 *
 * @category JSX
 */
export interface EventParams {
  /** Data of the element, a field of the form. */
  readonly [name: string]: any;
}

/**
 * Params of `input` and `change`.
 *
 * @category JSX
 */
export interface ValueParams extends EventParams {
  /** A text; of a checkbox a boolean, of a number a number, of a list with `multiple` an array. */
  readonly value: any;
  /** The control's name, or its id. */
  readonly field?: string;
}

/**
 * Params of the keyboard.
 *
 * @category JSX
 */
export interface KeyParams extends EventParams {
  /** What the key means: `"Enter"`, `"a"`. */
  readonly key: string;
  /** Which key it is: `"KeyA"`. */
  readonly code: string;
  /** What stands in the control. */
  readonly value?: string;
  /** The control's name, or its id. */
  readonly field?: string;
}

/**
 * Params of mouse, pointer, drag and wheel.
 *
 * @category JSX
 */
export interface PointerParams extends EventParams {
  /** From the element's left edge. */
  readonly x: number;
  /** From the element's top edge. */
  readonly y: number;
  /** From the page's left edge. */
  readonly pageX: number;
  /** From the page's top edge. */
  readonly pageY: number;
}

/**
 * Params of `scroll`.
 *
 * @category JSX
 */
export interface ScrollParams extends EventParams {
  /** How far it is scrolled down. */
  readonly top: number;
  /** How far it is scrolled to the right. */
  readonly left: number;
}

/**
 * Names of events by their params.
 *
 * @internal
 */
interface EventNames {
  value: "change" | "input";
  key: "keydown" | "keypress" | "keyup";
  pointer:
    | `mouse${"down" | "enter" | "leave" | "move" | "out" | "over" | "up"}`
    | `pointer${"cancel" | "down" | "enter" | "leave" | "move" | "out" | "over" | "up"}`
    | `drag${"" | "end" | "enter" | "leave" | "over" | "start"}`
    | "drop"
    | "wheel";
  scroll: "scroll" | "scrollend";
  other:
    | ("auxclick" | "blur" | "click" | "contextmenu" | "copy" | "cut" | "dblclick" | "focus")
    | ("focusin" | "focusout" | "paste" | "select" | "selectionchange" | "submit")
    | ("beforeinput" | "beforematch" | "beforetoggle" | "cancel" | "close" | "command" | "invalid")
    | ("fullscreenchange" | "load" | "resize" | "slotchange" | "toggle")
    | `animation${"cancel" | "end" | "iteration" | "start"}`
    | `transition${"cancel" | "end" | "run" | "start"}`
    | `composition${"end" | "start" | "update"}`
    | `touch${"cancel" | "end" | "move" | "start"}`
    | ("mounted" | "viewport" | "viewport-bottom" | "viewport-top")
    | ("canplay" | "durationchange" | "ended" | "loadeddata" | "loadedmetadata" | "pause")
    | ("play" | "playing" | "progress" | "ratechange" | "seeked" | "seeking" | "stalled")
    | ("suspend" | "timeupdate" | "volumechange" | "waiting");
}

/**
 * Names of events that modifiers follow, by their params: few, for each costs time at every element.
 *
 * @internal
 */
interface Modified {
  value: "change" | "input";
  key: `key${string}`;
  pointer: `mouse${string}` | `pointer${string}`;
  scroll: "scroll";
  other: "click" | "submit";
}

/** @internal */
interface ParamsOf {
  value: ValueParams;
  key: KeyParams;
  pointer: PointerParams;
  scroll: ScrollParams;
  other: EventParams;
}

/**
 * Events of one kind alone, and with modifiers behind a colon: `dj-keydown:ctrl-s`.
 *
 * @internal
 */
type On<Kind extends keyof ParamsOf> =
  & { [Name in EventNames[Kind] as `dj-${Name}`]?: EventHole<ParamsOf[Kind]> }
  & { [Name in `dj-${Modified[Kind]}:${string}`]?: EventHole<ParamsOf[Kind]> };

/**
 * The events of every element. Others than these, and others with modifiers, can be written as well;
 * closures there have to name the type of their params.
 *
 * @internal
 */
export type EventAttributes =
  & (On<"value"> & On<"key"> & On<"pointer"> & On<"scroll"> & On<"other">)
  & { "dj-recover"?: EventHole<ParamsOf["other"]> };
