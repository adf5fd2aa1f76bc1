/** A tap: hears what goes on in a page, for tools. */

import type { Json } from "../../protocol/mod.ts";
import type { Trip } from "../events/mod.ts";

/**
 * What a tap hears, each with the root of its view where it is of one: a message as it goes or comes,
 * an event as it goes, a frame that is in the page. And what the page does before there is an answer.
 *
 * @category Client
 */
export type TapRecord =
  | [type: "sent" | "received" | "optimistic" | "cache", text: string]
  | [
    type: "event",
    event: { readonly [Name in "on" | "element" | "event" | "params"]: Trip[Name] | undefined },
    view: Element,
  ]
  | [type: "patched", frame: readonly Json[], view: Element];

/**
 * Hears what goes on in a page. What it throws is reported, and harms nothing.
 *
 * @category Client
 */
export type Tap = (...record: TapRecord) => void;
