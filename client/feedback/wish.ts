/** Wishes: what an element's attributes ask to see of events that are on their way. */

import type { Overlay } from "../overlay/mod.ts";
import { getAttribute, getAttributeNames } from "../platform/mod.ts";

/** One wish of an element. */
export interface Wish {
  readonly element: Element;
  /** Whose events: of the handlers named, of the element or its form, of the region it is, or all. */
  readonly follows: "named" | "own" | "region" | "any";
  readonly names: readonly string[];
  /** How long an event has to be on its way before it is seen. */
  readonly delay: number;
  readonly classes: readonly string[];
  readonly isDisabled: boolean;
  /** What the attribute `hidden` is; undefined where that stays as it is. */
  readonly hidden: string | null | undefined;
  readonly text: string | undefined;
  /** What lies over the element now. */
  laid: Pick<Overlay, "drop">[] | undefined;
}

/** A delay that is asked for without a number. */
const DELAY = 200;

const split = (text = ""): string[] => text.split(/\s+/).filter(Boolean);

/** Reads `dj-loading.*` and `dj-disable-with`, in both spellings; each element may be a region, too. */
export function wishesOf(element: Element, isHandling: boolean): Wish[] {
  const given = new Map<string, string>();
  const wishes: Wish[] = [];
  const wish = (follows: Wish["follows"], changes: Partial<Wish> = {}): void => {
    wishes.push({
      ...{ element, follows, names: [], delay: 0, classes: [], isDisabled: false },
      ...{ hidden: undefined, text: undefined, laid: undefined },
      ...changes,
    });
  };
  wish("region");
  for (const attribute of getAttributeNames(element)) {
    const value = getAttribute(element, attribute) ?? "";
    if (attribute === "dj-disable-with") wish("own", { isDisabled: true, text: value });
    const [, behind] = /^dj-loading((?:[.:].*)?)$/.exec(attribute) ?? [];
    if (behind === undefined) continue;
    for (const word of (behind || ".for").slice(1).split(/[.:-]/)) given.set(word, value);
  }
  if (given.size === 0) return wishes;
  const names = split(given.get("for"));
  const has = (word: string): boolean => given.has(word);
  const delay = given.get("delay");
  wish(names[0] ? "named" : isHandling ? "own" : "any", {
    names,
    delay: delay === "" ? DELAY : parseInt(delay ?? "") || 0,
    classes: ["loading", ...split(given.get("class"))],
    isDisabled: has("disable"),
    hidden: has("show") ? null : has("hide") || has("remove") ? "" : undefined,
    text: given.get("text") || (getAttribute(element, "data-loading-text") ?? undefined),
  });
  return wishes;
}
