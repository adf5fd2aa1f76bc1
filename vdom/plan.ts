/** What the engine knows of a template, worked out once per identity: marked HTML pieces and slots. */

import { COMMENT, type Definition, isUrlAttribute, MARK, NAMESPACE } from "../protocol/mod.ts";
import {
  type AttributeNode,
  type AttributePart,
  type ElementNode,
  isTextOnly,
  type MarkupNode,
  type Namespace,
  scan,
} from "./scan.ts";
import { decodeReferences } from "./raw_tree.ts";
import { isClosable, isStrictParent, isVoid, type Placed } from "./nesting.ts";
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
} as const;

/** One dynamic part of a template. */
export interface Slot {
  readonly kind: (typeof KIND)[keyof typeof KIND];
  readonly anchor: number;
  /** Name of the attribute; empty for content. */
  readonly name: string;
  /** The holes that fill it; several when an attribute mixes text and holes. */
  readonly holes: readonly number[];
  /** Text and holes of a mixed value, or undefined for a single hole. */
  readonly parts: readonly AttributePart[] | undefined;
  /** `?name=` or a name that is present or absent. */
  readonly toggle: boolean;
  readonly url: boolean;
  /** The element the slot is of, or the parent of a child hole; empty at the root. */
  readonly element: string;
  /** Namespace of what a child hole brings. */
  readonly namespace: Namespace;
  /** The open elements around it where some content would close one of them, else none. */
  readonly within: readonly Placed[];
  /** Whether text may not stand in a child hole. */
  readonly strict: boolean;
  /** Whether a parser eats a line break that the hole begins with. */
  readonly eats: boolean;
  /** ` name="`, ready for the painter. */
  readonly open: string;
}

/** A template's analysis. */
export interface Plan {
  readonly statics: Statics;
  /** Marked HTML before each slot, and after the last. */
  readonly marked: readonly string[];
  /** The same without marks, for what never goes live. */
  readonly bare: readonly string[];
  readonly slots: readonly Slot[];
  /** Slot of each hole; undefined for the key's. */
  readonly slotOf: readonly (Slot | undefined)[];
  /** The hole that holds the key, or -1. */
  readonly keyHole: number;
  /** Tags of the root elements. */
  readonly rootTags: readonly string[];
}

const PRESENT_OR_ABSENT = new Set(
  ("allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate " +
    "hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly " +
    "required reversed selected").split(" "),
);

/** Elements at whose start a parser drops one line break. */
const EATS = /^(?:pre|listing)$/;

const plans = new WeakMap<Statics, Plan>();

/** The plan of a template. Throws {@link TemplateError} when the template cannot work. */
export function planOf(statics: Statics): Plan {
  return plans.get(statics) ?? learn(statics, undefined);
}

/** Makes and keeps a plan; JSX gives the names of the attributes whose statics have none. */
export function learn(statics: Statics, names: readonly (string | undefined)[] | undefined): Plan {
  const plan = new Planner(statics).run(scan(statics, names));
  plans.set(statics, plan);
  return plan;
}

/** Whether a plan exists already. */
export function isKnown(statics: Statics): boolean {
  return plans.has(statics);
}

/** The template as the page learns it, in the namespace where it is to stand. */
export function definitionOf(plan: Plan, namespace: Namespace): Definition {
  const definition: Definition = namespace === NAMESPACE.html ? [] : [namespace];
  definition.push(plan.marked.join(""));
  for (const slot of plan.slots) {
    const content = slot.kind === KIND.content || (slot.kind === KIND.text && slot.name === "");
    definition.push(slot.anchor, content ? 0 : slot.kind === KIND.toggle ? "?" : slot.name);
  }
  return definition;
}

/** Walks a template's nodes in document order and lays down pieces and slots. */
class Planner {
  readonly #statics: Statics;
  readonly #marked: string[] = [""];
  readonly #bare: string[] = [""];
  readonly #slots: Slot[] = [];
  readonly #slotOf: (Slot | undefined)[];
  #keyHole = -1;
  #anchors = 0;
  readonly #open: ElementNode[] = [];
  /** White space counts here. */
  #isPre = false;

  constructor(statics: Statics) {
    this.#statics = statics;
    this.#slotOf = new Array(Math.max(0, statics.length - 1)).fill(undefined);
  }

  run(nodes: MarkupNode[]): Plan {
    const roots = trimEdges(nodes);
    const only = roots.length === 1 ? roots[0] : undefined;
    if (only?.type === "element") this.#element(only, true);
    else {
      this.#write(comment(COMMENT.block), "");
      this.#children(roots, "", NAMESPACE.html);
    }
    return {
      statics: this.#statics,
      marked: this.#marked,
      bare: this.#bare,
      slots: this.#slots,
      slotOf: this.#slotOf,
      keyHole: this.#keyHole,
      rootTags: roots.flatMap((node) => node.type === "element" ? [node.tag] : []),
    };
  }

  #write(marked: string, bare: string = marked): void {
    this.#marked[this.#marked.length - 1] += marked;
    this.#bare[this.#bare.length - 1] += bare;
  }

  #slot(slot: Omit<Slot, "open" | "strict" | "eats" | "within">): void {
    const content = slot.kind === KIND.content;
    const whole: Slot = {
      ...slot,
      within: content && isClosable(this.#open) ? this.#open.slice() : [],
      strict: content && isStrictParent(slot.element),
      eats: content && EATS.test(slot.element) && !this.#marked.at(-1)?.endsWith("-->"),
      open: slot.name === "" ? "" : ` ${slot.name}="`,
    };
    this.#slots.push(whole);
    for (const hole of slot.holes) this.#slotOf[hole] = whole;
    this.#marked.push("");
    this.#bare.push("");
  }

  #element(element: ElementNode, root: boolean): void {
    const given = element.attributes.filter((attribute) => !this.#isKey(attribute));
    // JSX authors write a textarea's text as its value; browsers read no such attribute.
    const own = element.tag === "textarea" && element.children.length === 0
      ? given.find((attribute) => attribute.name === "value" && isDynamic(attribute))
      : undefined;
    const attributes = given.filter((attribute) => attribute !== own);
    const dynamic = attributes.filter(isDynamic);
    const children = own?.parts.map(asChild) ?? soleHole(element, this.#isPre) ?? element.children;
    const sole = children.length === 1 && children[0]?.type === "hole";
    const text = isTextOnly(element) && children.some((child) => child.type === "hole");
    const isAnchor = dynamic.length > 0 || sole || text;
    const anchor = isAnchor ? this.#anchors++ : -1;
    this.#write(`<${element.tag}`);
    this.#write(mark(root, isAnchor, holdsValue(element, dynamic, text)), "");
    for (const attribute of attributes) {
      if (isDynamic(attribute)) this.#attribute(attribute, element, anchor);
      else this.#write(staticAttribute(attribute));
    }
    this.#write(">");
    if (element.namespace === NAMESPACE.html && isVoid(element.tag)) return;
    const outside = this.#isPre;
    this.#isPre ||= element.tag === "pre";
    this.#open.push(element);
    if (text) this.#textContent(element, children, anchor);
    else if (sole) this.#content((children[0] as { hole: number }).hole, anchor, element);
    else this.#children(children, element.tag, childNamespace(element));
    this.#isPre = outside;
    this.#open.pop();
    this.#write(`</${element.tag}>`);
  }

  #children(nodes: readonly MarkupNode[], element: string, namespace: Namespace): void {
    for (const node of nodes) {
      if (node.type === "element") this.#element(node, false);
      else if (node.type === "hole") {
        this.#write(comment(COMMENT.open), "");
        this.#slot({
          kind: KIND.content,
          anchor: this.#anchors++,
          name: "",
          holes: [node.hole],
          parts: undefined,
          toggle: false,
          url: false,
          element,
          namespace,
        });
        this.#write(comment(COMMENT.close), "");
      } else this.#write(node.text);
    }
  }

  #content(hole: number, anchor: number, element: ElementNode): void {
    this.#slot({
      kind: KIND.content,
      anchor,
      name: "",
      holes: [hole],
      parts: undefined,
      toggle: false,
      url: false,
      element: element.tag,
      namespace: childNamespace(element),
    });
  }

  /** Text and holes of `<textarea>` (its value) or `<title>`. */
  #textContent(element: ElementNode, children: readonly MarkupNode[], anchor: number): void {
    const parts = children.flatMap((child): AttributePart[] =>
      child.type === "hole"
        ? [child.hole]
        : child.type === "text"
        ? [decodeReferences(child.text)]
        : []
    );
    this.#slot({
      kind: KIND.text,
      anchor,
      name: element.tag === "textarea" ? "value" : "",
      holes: parts.filter((part) => typeof part === "number"),
      parts: parts.length === 1 ? undefined : parts,
      toggle: false,
      url: false,
      element: element.tag,
      namespace: NAMESPACE.html,
    });
  }

  #attribute(attribute: AttributeNode, element: ElementNode, anchor: number): void {
    const { name, parts } = attribute;
    const single = parts.length === 1;
    this.#slot({
      kind: name === ""
        ? KIND.toggle
        : name === "class"
        ? KIND.class
        : name === "style"
        ? KIND.style
        : KIND.attribute,
      anchor,
      name,
      holes: parts.filter((part) => typeof part === "number"),
      parts: single
        ? undefined
        : parts.map((part) => typeof part === "string" ? decodeReferences(part) : part),
      toggle: attribute.toggle || (single && PRESENT_OR_ABSENT.has(name)),
      url: isUrlAttribute(name, element.tag),
      element: element.tag,
      namespace: element.namespace,
    });
  }

  /** Takes the key out: it is the list's, not the page's. */
  #isKey(attribute: AttributeNode): boolean {
    if (attribute.name === "ref") return isDynamic(attribute);
    if (attribute.name !== "key" && attribute.name !== "dj-key") return false;
    const hole = attribute.parts[0];
    if (typeof hole === "number") this.#keyHole = hole;
    return true;
  }
}

const asChild = (part: AttributePart): MarkupNode =>
  typeof part === "number" ? { type: "hole", hole: part } : { type: "text", text: part };

const isDynamic = (attribute: AttributeNode): boolean =>
  attribute.parts.some((part) => typeof part === "number");

const comment = (data: string): string => `<!--${data}-->`;

/** Namespace of an element's children. */
function childNamespace(element: ElementNode): Namespace {
  return element.namespace === NAMESPACE.svg && element.tag === "foreignObject"
    ? NAMESPACE.html
    : element.namespace;
}

/** Whether a control's value is the template's: the page resets such controls after a submit. */
function holdsValue(element: ElementNode, dynamic: AttributeNode[], text: boolean): boolean {
  if (element.tag === "textarea") return text;
  if (!/^(?:input|select|option)$/.test(element.tag)) return false;
  const type = String(element.attributes.find(({ name }) => name === "type")?.parts[0]);
  // JSX's bare boolean hides its name: on these it is nearly always checked or selected.
  const bare = element.tag === "option" || /^(?:checkbox|radio)$/i.test(type);
  return dynamic.some(({ name }) =>
    name === "value" || name === "checked" || name === "selected" || (bare && name === "")
  );
}

/** The `dj` attribute of an element, or nothing. */
function mark(root: boolean, anchor: boolean, value: boolean): string {
  if (!root && !anchor) return "";
  const letters = (root ? MARK.block : "") + (anchor ? "" : MARK.noAnchor) +
    (value ? MARK.value : "");
  return letters === "" ? ` ${MARK.attribute}` : ` ${MARK.attribute}=${letters}`;
}

/** An attribute as it was written, in double quotes. */
function staticAttribute({ name, parts }: AttributeNode): string {
  const value = parts.join("");
  if (value === "") return ` ${name}`;
  return ` ${name}="${value.replaceAll('"', "&quot;")}"`;
}

/** The children when white space with line breaks around a single hole is left out. */
function soleHole(element: ElementNode, pre: boolean): MarkupNode[] | undefined {
  if (pre || element.tag === "pre" || isTextOnly(element)) return undefined;
  const rest = element.children.filter((child) =>
    !(child.type === "text" && child.text.includes("\n") && child.text.trim() === "")
  );
  return rest.length === 1 && rest[0]?.type === "hole" ? rest : undefined;
}

/** A template's roots without the line breaks that only lay out its source. */
function trimEdges(nodes: MarkupNode[]): MarkupNode[] {
  const trimmed = nodes.map((node, i) => {
    if (node.type !== "text") return node;
    let text = node.text;
    if (i === 0) text = text.replace(/^\s*\n\s*/, "");
    if (i === nodes.length - 1) text = text.replace(/\s*\n\s*$/, "");
    return { ...node, text };
  });
  return trimmed.filter((node) => node.type !== "text" || node.text !== "");
}
