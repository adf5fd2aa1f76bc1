/** Wishes: what an element's attributes ask to see of events that are on their way. */

import { getAttribute, getAttributeNames } from "../platform/mod.ts";
import type { Look } from "./effect.ts";

/** One wish of an element. */
export interface Wish {
  /** Whose events it follows: those of the handlers named, those of the element or its form, or all. */
  readonly follows: "named" | "own" | "any";
  readonly names: readonly string[];
  /** How long an event has to be on its way before it is seen. */
  readonly delay: number;
  readonly look: Look;
}

/** A delay that is asked for without a number. */
const DELAY = 200;

const split = (text = ""): string[] => text.split(/\s+/).filter(Boolean);

/** Reads `dj-loading.*` and `dj-disable-with`, in both spellings. */
export function wishesOf(element: Element, isHandling: boolean): Wish[] {
  const wishes: Wish[] = [];
  const given = new Map<string, string>();
  for (const attribute of getAttributeNames(element)) {
    const value = getAttribute(element, attribute) ?? "";
    if (attribute === "dj-disable-with") {
      const look = { classes: [], isDisabled: true, hidden: undefined, text: value };
      wishes.push({ follows: "own", names: [], delay: 0, look });
    }
    const [, behind] = /^dj-loading((?:[.:].*)?)$/.exec(attribute) ?? [];
    if (behind === undefined) continue;
    for (const word of (behind || ".for").slice(1).split(/[.:-]/)) given.set(word, value);
  }
  if (given.size === 0) return wishes;
  const names = split(given.get("for"));
  const has = (word: string): boolean => given.has(word);
  const delay = given.get("delay");
  wishes.push({
    follows: names[0] ? "named" : isHandling ? "own" : "any",
    names,
    delay: delay === "" ? DELAY : parseInt(delay ?? "") || 0,
    look: {
      classes: ["loading", ...split(given.get("class"))],
      isDisabled: has("disable"),
      hidden: has("show") ? null : has("hide") || has("remove") ? "" : undefined,
      text: given.get("text") || (getAttribute(element, "data-loading-text") ?? undefined),
    },
  });
  return wishes;
}
