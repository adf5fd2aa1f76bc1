/** Makes a template's plan: walks its nodes in document order and lays down pieces and slots. */

import { COMMENT, isUrlAttribute, NAMESPACE } from "../../../protocol/mod.ts";
import {
  boundElement,
  holdsValue,
  isBlank,
  isBound,
  isDynamic,
  isRendered,
  valueIn,
} from "./bound_element.ts";
import { holdsOthers, isModel } from "../directives/mod.ts";
import { elementOnlyInLayout, holeOnlyInLayout } from "./layout_only.ts";
import { soleHole, trimEdges } from "./white_space.ts";
import { copies, mark, staticAttribute } from "./written.ts";
import {
  type AttributeNode,
  type AttributePart,
  childNamespace,
  decodeReferences,
  type ElementNode,
  isPosted,
  isStrictParent,
  isTextOnly,
  isVoid,
  lacksHidden,
  lacksMethod,
  type MarkupNode,
  type Namespace,
} from "../markup/mod.ts";
import {
  type BareSlot,
  KIND,
  type Plan,
  type PostedForm,
  type Slot,
  type Statics,
} from "../value/mod.ts";

const PRESENT_OR_ABSENT = new Set(
  ("allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate " +
    "hidden inert ismap itemscope loop multiple muted nomodule novalidate open playsinline readonly " +
    "required reversed selected").split(" "),
);

/** Elements at whose start a parser drops one line break. */
const EATS = /^(?:pre|listing)$/;

/** The plan of a template that was read into these nodes. */
export function makePlan(statics: Statics, nodes: MarkupNode[], namespace: Namespace): Plan {
  return new Planner(statics, namespace).run(nodes);
}

/** One walk. */
class Planner {
  readonly #statics: Statics;
  readonly #namespace: Namespace;
  readonly #marked: string[] = [""];
  readonly #bare: string[] = [""];
  readonly #slots: Slot[] = [];
  readonly #slotOf: (Slot | undefined)[];
  #keyHole = -1;
  #anchors = 0;
  #hasInlineStyle = false;
  #layoutOnly = "";
  readonly #posted: PostedForm[] = [];
  readonly #open: ElementNode[] = [];
  /** White space counts here. */
  #isPre = false;

  constructor(statics: Statics, namespace: Namespace) {
    this.#statics = statics;
    this.#namespace = namespace;
    this.#slotOf = new Array(Math.max(0, statics.length - 1)).fill(undefined);
  }

  run(nodes: MarkupNode[]): Plan {
    const roots = trimEdges(nodes);
    const only = roots.length === 1 ? roots[0] : undefined;
    if (only?.type === "element") this.#element(only, true);
    else {
      this.#write(comment(COMMENT.block), "");
      this.#children(roots, "", this.#namespace);
    }
    return {
      statics: this.#statics,
      namespace: this.#namespace,
      marked: this.#marked.map(flat),
      bare: this.#bare.map(flat),
      slots: this.#slots,
      slotOf: this.#slotOf,
      read: this.#slots.filter(({ written }) => written !== undefined),
      keyHole: this.#keyHole,
      hasRootText: roots.some((node) => node.type === "text" && node.text.trim() !== ""),
      rootTags: roots.flatMap((node) => node.type === "element" ? [node.tag] : []),
      layoutOnly: this.#layoutOnly,
      posted: this.#posted,
      hasInlineStyle: this.#hasInlineStyle,
    };
  }

  #write(marked: string, bare: string = marked): void {
    this.#marked[this.#marked.length - 1] += marked;
    this.#bare[this.#bare.length - 1] += bare;
  }

  #slot(slot: BareSlot): void {
    const content = slot.kind === KIND.content;
    const strict = content && isStrictParent(slot.element);
    const whole: Slot = {
      ...slot,
      statics: this.#statics,
      hole: slot.holes[0] as number,
      // What says its type behind a colon is looked at.
      plain: !strict && !slot.parts && !slot.toggle && !slot.url && !slot.name.includes(":") &&
        !NEVER_PLAIN.has(slot.kind),
      within: content ? this.#open.slice() : [],
      strict,
      hasNodes: false,
      eats: content && EATS.test(slot.element) && !this.#marked.at(-1)?.endsWith("-->"),
      open: slot.name === "" ? "" : flat(` ${slot.name}="`),
    };
    this.#slots.push(whole);
    this.#layoutOnly ||= holeOnlyInLayout(slot.name, this.#open, slot.element);
    for (const hole of slot.holes) this.#slotOf[hole] = whole;
    this.#marked.push("");
    this.#bare.push("");
  }

  #element(element: ElementNode, root: boolean): void {
    this.#layoutOnly ||= elementOnlyInLayout(element);
    const given = element.attributes.filter((attribute) => !this.#isKey(attribute));
    // JSX authors write a textarea's text as its value; browsers read no such attribute.
    const own = element.tag === "textarea" && element.children.length === 0
      ? given.find((attribute) => attribute.name === "value" && isDynamic(attribute))
      : undefined;
    const attributes = given.filter((attribute) => attribute !== own);
    // Last, so that the text that one gives stands right behind the tag.
    if (attributes.some(isBound)) {
      attributes.sort((a, b) => Number(isBound(a)) - Number(isBound(b)));
    }
    const names = attributes.map(({ name }) => name);
    if (lacksMethod(element.tag, names)) attributes.push(POST);
    if (lacksHidden(names)) attributes.push(HIDDEN);
    const dynamic = attributes.filter(isRendered);
    const children = own?.parts.map(asChild) ?? soleHole(element, this.#isPre) ??
      (dynamic.some(isBound) && isBlank(element) ? [] : element.children);
    const posted = isPosted(element);
    // What is painted into a form besides must not stand in the region of a hole.
    const sole = children.length === 1 && children[0]?.type === "hole" && !posted &&
      !names.some(holdsOthers);
    const text = isTextOnly(element) && children.some((child) => child.type === "hole");
    const isAnchor = dynamic.length > 0 || sole || text;
    const anchor = isAnchor ? this.#anchors++ : -1;
    this.#write(`<${element.tag}`);
    this.#write(mark(root, isAnchor, holdsValue(element, dynamic, text)), "");
    for (const attribute of attributes) {
      if (isRendered(attribute)) this.#attribute(attribute, element, anchor);
      else {
        this.#hasInlineStyle ||= attribute.name === "style";
        this.#write(staticAttribute(attribute));
      }
    }
    if (copies(attributes)) this.#write(" dj-copy-feedback");
    this.#write(">");
    if (posted) this.#post(element);
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

  /** Notes where a form begins that can be sent without the script, and by which handler. */
  #post({ attributes }: ElementNode): void {
    const submit = attributes.find(({ name }) => name.startsWith("dj-submit"));
    const [handler = ""] = submit?.parts ?? [];
    const piece = this.#marked.length - 1;
    this.#posted.push({ piece, at: this.#marked[piece]?.length ?? 0, handler });
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
        ? [decodeReferences(child.text, "text")]
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
    const { name } = attribute;
    const isWritten = !isDynamic(attribute);
    const parts = isWritten ? [this.#slotOf.push(undefined) - 1] : attribute.parts;
    const single = parts.length === 1;
    this.#slot({
      ...(isBound(attribute) && { bindsTo: boundElement(attribute, element) }),
      ...(isWritten && { written: decodeReferences(attribute.parts.join(""), "attribute") }),
      ...(isModel(name) && valueIn(element)),
      kind: isBound(attribute)
        ? KIND.bound
        : name === ""
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
        : parts.map((part) =>
          typeof part === "string" ? decodeReferences(part, "attribute") : part
        ),
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

/** Slots whose texts mean something else: `kind` says what. */
const NEVER_PLAIN: ReadonlySet<number> = new Set([KIND.style, KIND.toggle, KIND.bound]);

/** A text in one piece: what was added up is kept in pieces, which every paint would walk again. */
const flat = (text: string): string => Array.from(text).join("");

const asChild = (part: AttributePart): MarkupNode =>
  typeof part === "number" ? { type: "hole", hole: part } : { type: "text", text: part };

const POST: AttributeNode = { name: "method", toggle: false, parts: ["post"] };
const HIDDEN: AttributeNode = { name: "hidden", toggle: false, parts: [""] };
const comment = (data: string): string => `<!--${data}-->`;
