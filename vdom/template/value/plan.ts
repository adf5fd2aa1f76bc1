/** What the engine knows of a template: marked HTML pieces, and slots. */

import { type Definition, NAMESPACE } from "../../../protocol/mod.ts";
import type { AttributePart, Namespace, Placed } from "../markup/mod.ts";
import type { BoundElement } from "./bound.ts";
import type { Statics } from "./template.ts";

/** What a slot is; small integers, for the diff looks at them for every change. */
export const KIND = {
  /** A child hole: text, block, list, raw HTML or nothing. */
  content: 0,
  /** The text of an element that can hold text only. */
  text: 1,
  attribute: 2,
  class: 3,
  style: 4,
  /** JSX's bare boolean: the value is the attribute's name, or empty. */
  toggle: 5,
  /** A value that gives several attributes of the element, and perhaps its text. */
  bound: 6,
} as const;

/** One dynamic part of a template. */
export interface Slot {
  /** Its template, to be shown in errors. */
  readonly statics: Statics;
  readonly kind: (typeof KIND)[keyof typeof KIND];
  readonly anchor: number;
  /** Name of the attribute; empty for content. */
  readonly name: string;
  /** The holes that fill it; several when an attribute mixes text and holes. */
  readonly holes: readonly number[];
  /** The first of them, mostly the only one. */
  readonly hole: number;
  /** Text and holes of a mixed value, or undefined for a single hole. */
  readonly parts: readonly AttributePart[] | undefined;
  /** `?name=` or a name that is present or absent. */
  readonly toggle: boolean;
  readonly url: boolean;
  /** The element the slot is of, or the parent of a child hole; empty at the root. */
  readonly element: string;
  /** Namespace of what a child hole brings. */
  readonly namespace: Namespace;
  /** The open elements around a child hole. */
  readonly within: readonly Placed[];
  /** Whether a text in a hole of its own is already what the tree holds. */
  readonly plain: boolean;
  /** Whether text may not stand in a child hole. */
  readonly strict: boolean;
  /** Whether a parser eats a line break that the hole begins with. */
  readonly eats: boolean;
  /** Whether any page has had more than a text in it: where none has, no block is looked for. */
  hasNodes: boolean;
  /** ` name="`, ready for the painter. */
  readonly open: string;
  /** The slot outside, whose element a hole at the root of a template fills: shown in errors. */
  readonly around?: Slot;
  /** What a bound value is told of its element; only where the slot takes one. */
  readonly bindsTo?: BoundElement;
  /** What is written there in place of a hole: the slot is read anew at each render all the same. */
  readonly written?: string;
  /** The hole that holds the `value` of the bound element. */
  readonly valueHole?: number;
}

/** A slot before it is known what it means where it stands. */
export type BareSlot = Omit<
  Slot,
  "statics" | "hole" | "plain" | "open" | "strict" | "eats" | "within" | "hasNodes"
>;

/** A form that can be sent without the page's script: where its first child stands in the marked HTML. */
export interface PostedForm {
  readonly piece: number;
  readonly at: number;
  /** The name of its handler, or the hole that holds it. */
  readonly handler: AttributePart;
}

/** A template's analysis. */
export interface Plan {
  readonly statics: Statics;
  /** Where it stands. */
  readonly namespace: Namespace;
  /** Marked HTML before each slot, and after the last. */
  readonly marked: readonly string[];
  /** The same without marks, for what never goes live. */
  readonly bare: readonly string[];
  readonly slots: readonly Slot[];
  /** Slot of each hole; undefined for the key's. */
  readonly slotOf: readonly (Slot | undefined)[];
  /** The slots that no hole of the template fills: they stand behind its holes. */
  readonly read: readonly Slot[];
  /** The hole that holds the key, or -1. */
  readonly keyHole: number;
  /** Tags of the root elements. */
  readonly rootTags: readonly string[];
  /** Whether text is written out at its root. */
  readonly hasRootText: boolean;
  /** What of it a layout may have, but no page that changes; else "". */
  readonly layoutOnly: string;
  /** Its forms that can be sent without the page's script. */
  readonly posted: readonly PostedForm[];
  /** Whether a `style` attribute is written out in it: a strict policy blocks those. */
  readonly hasInlineStyle: boolean;
}

/** Throws for what a layout may have, but no page that changes. */
export function checkLive({ layoutOnly, statics }: Plan): void {
  if (layoutOnly === "") return;
  throw new TypeError(
    `Cannot paint a template: ${layoutOnly}\n${statics.join("\${…}").slice(0, 200)}`,
  );
}

/** The template as the page learns it. */
export function definitionOf(plan: Plan): Definition {
  checkLive(plan);
  const definition: Definition = plan.namespace === NAMESPACE.html ? [] : [plan.namespace];
  definition.push(plan.marked.join(""));
  for (const slot of plan.slots) {
    const content = slot.kind === KIND.content || (slot.kind === KIND.text && slot.name === "");
    definition.push(slot.anchor, content ? 0 : slot.kind === KIND.toggle ? "?" : slot.name);
  }
  return definition;
}
