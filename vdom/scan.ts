/** Reads a template's statics into a tree of elements, once per identity, and refuses what cannot work. */

import { isUrlAttribute } from "../protocol/mod.ts";
import { TemplateError } from "./template_error.ts";
import { SVG_CAPITALS } from "./svg_names.ts";
import type { Statics } from "./template.ts";
import { checkPlace, isVoid } from "./nesting.ts";

/** A number stands for the hole of that index. */
export type AttributePart = string | number;

/** An attribute; `parts` is empty for a bare one. */
export interface AttributeNode {
  name: string;
  /** `?name=` was written: present or absent. */
  toggle: boolean;
  parts: AttributePart[];
}

/** Namespace of an element's children: 0 HTML, 1 SVG, 2 MathML. */
export type Namespace = 0 | 1 | 2;

/** An element of a template. */
export interface ElementNode {
  type: "element";
  tag: string;
  namespace: Namespace;
  attributes: AttributeNode[];
  children: MarkupNode[];
}

/** Anything in a template. */
export type MarkupNode =
  | ElementNode
  | { type: "text"; text: string }
  | { type: "hole"; hole: number }
  | { type: "verbatim"; text: string };

const RAW_TEXT = new Set(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"]);
const RCDATA = new Set(["textarea", "title"]);
const NAME = /[^\s"'<>/=?]/;

/** Whether an element's content is text that cannot be escaped. */
function isRawText(element: ElementNode): boolean {
  return element.namespace === 0 && RAW_TEXT.has(element.tag);
}

/** Whether an element's content is text only, with character references. */
export function isTextOnly(element: ElementNode): boolean {
  return element.namespace === 0 && RCDATA.has(element.tag);
}

/** The root nodes of a template. `attributeNames` gives names of holes that stand without one (JSX). */
export function scan(
  statics: Statics,
  attributeNames?: readonly (string | undefined)[],
): MarkupNode[] {
  return new Scanner(statics, attributeNames).run();
}

/** One pass over the statics; `index` is the static, `at` the place in it. */
class Scanner {
  readonly #statics: Statics;
  readonly #names: readonly (string | undefined)[] | undefined;
  #index = 0;
  #at = 0;
  #text = "";
  readonly #roots: MarkupNode[] = [];
  readonly #stack: ElementNode[] = [];

  constructor(statics: Statics, names: readonly (string | undefined)[] | undefined) {
    this.#statics = statics;
    this.#names = names;
    this.#text = statics[0] ?? "";
  }

  run(): MarkupNode[] {
    for (;;) {
      if (this.#at >= this.#text.length) {
        if (this.#index === this.#statics.length - 1) break;
        const open = this.#stack.at(-1);
        if (open && isRawText(open)) this.#refuseHole(open);
        this.#push({ type: "hole", hole: this.#nextStatic() });
        continue;
      }
      const open = this.#stack.at(-1);
      if (open && isRawText(open)) this.#rawText(open);
      else if (open && isTextOnly(open) && !this.#startsWith("</")) this.#rcdata(open);
      else if (this.#text[this.#at] === "<") this.#markup();
      else this.#characters();
    }
    const unclosed = this.#stack.at(-1);
    if (unclosed) {
      this.#fail(`<${unclosed.tag}> is never closed`, `write </${unclosed.tag}>`);
    }
    return this.#roots;
  }

  /** Goes behind the hole at the end of this static and returns the hole's index. */
  #nextStatic(): number {
    const hole = this.#index++;
    this.#text = this.#statics[this.#index] ?? "";
    this.#at = 0;
    return hole;
  }

  #startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  #push(node: MarkupNode): void {
    const parent = this.#stack.at(-1);
    const problem = checkPlace(node, this.#stack);
    if (problem) this.#fail(problem.what, problem.mend);
    (parent ? parent.children : this.#roots).push(node);
  }

  #characters(): void {
    const end = this.#text.indexOf("<", this.#at);
    const text = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end;
    this.#push({ type: "text", text });
  }

  /** Content of textarea and title: text and holes, no elements. */
  #rcdata(open: ElementNode): void {
    const end = this.#text.toLowerCase().indexOf(`</${open.tag}`, this.#at);
    const text = this.#text.slice(this.#at, end < 0 ? undefined : end);
    this.#at = end < 0 ? this.#text.length : end;
    open.children.push({ type: "text", text });
  }

  /** Content of script and style: verbatim, and no holes. */
  #rawText(open: ElementNode): void {
    const end = this.#text.toLowerCase().indexOf(`</${open.tag}`, this.#at);
    if (end < 0) {
      this.#at = this.#text.length;
      this.#refuseHole(open);
    }
    if (end > this.#at) {
      open.children.push({ type: "verbatim", text: this.#text.slice(this.#at, end) });
    }
    this.#at = end;
    this.#closeTag();
  }

  /** Text of a script or style cannot be escaped: no hole may stand in it. */
  #refuseHole(open: ElementNode): never {
    const last = this.#index === this.#statics.length - 1;
    this.#fail(
      last ? `<${open.tag}> is never closed` : `a hole stands in <${open.tag}>`,
      last
        ? `write </${open.tag}>`
        : open.tag === "style"
        ? "write class=${{ … }} or style=${{ … }} on the elements"
        : "write data-…=${value} on an element and read it there",
    );
  }

  #markup(): void {
    if (this.#startsWith("<!--")) return this.#comment();
    if (this.#startsWith("</")) return this.#closeTag();
    if (this.#startsWith("<!")) return this.#doctype();
    const next = this.#text[this.#at + 1];
    if (next === undefined && this.#index < this.#statics.length - 1) {
      this.#at++;
      this.#fail(
        "a hole stands in a tag name",
        "write one template per tag and choose between them",
      );
    }
    if (next === undefined || !/[a-z]/i.test(next)) {
      this.#fail("a bare < stands in text", "write &lt;");
    }
    this.#openTag();
  }

  #comment(): void {
    const end = this.#text.indexOf("-->", this.#at + 4);
    if (end < 0) {
      this.#at = this.#text.length;
      this.#fail(
        this.#index < this.#statics.length - 1
          ? "a hole stands in a comment"
          : "a comment is never closed",
        "take it out, or close the comment before it",
      );
    }
    this.#at = end + 3; // comments are not painted: they would only cost bytes
  }

  #doctype(): void {
    const end = this.#text.indexOf(">", this.#at);
    if (end < 0) this.#fail("a hole stands in <!doctype>", "write <!doctype html>");
    this.#push({ type: "verbatim", text: this.#text.slice(this.#at, end + 1) });
    this.#at = end + 1;
  }

  #closeTag(): void {
    const match = /^<\/([a-z][^\s>]*)\s*>/i.exec(this.#text.slice(this.#at, this.#at + 200));
    if (!match) this.#fail("a closing tag is not finished", "write </name>");
    const open = this.#stack.pop();
    const written = match[1] ?? "";
    if (!open || open.tag.toLowerCase() !== written.toLowerCase()) {
      if (open) this.#stack.push(open);
      this.#fail(
        open ? `</${written}> closes <${open.tag}>` : `</${written}> closes nothing`,
        open ? `close <${open.tag}> first` : "take it out",
      );
    }
    this.#at += match[0].length;
  }

  #openTag(): void {
    this.#at++;
    const written = this.#word();
    if (this.#at >= this.#text.length && this.#index < this.#statics.length - 1) {
      this.#fail(
        "a hole stands in a tag name",
        "write one template per tag and choose between them, or a space before an attribute",
      );
    }
    const parent = this.#stack.at(-1);
    const tag = written.toLowerCase();
    const namespace: Namespace = tag === "svg"
      ? 1
      : tag === "math"
      ? 2
      : parent && !(parent.namespace === 1 && parent.tag === "foreignObject")
      ? parent.namespace
      : 0;
    const element: ElementNode = {
      type: "element",
      tag: namespace === 0 ? tag : tag === "foreignobject" ? "foreignObject" : written,
      namespace,
      attributes: [],
      children: [],
    };
    const selfClosed = this.#attributes(element);
    this.#push(element);
    if (!selfClosed && !(namespace === 0 && isVoid(tag))) this.#stack.push(element);
  }

  /** Reads attributes up to the tag's end; true when it closes itself. */
  #attributes(element: ElementNode): boolean {
    for (;;) {
      this.#space();
      if (this.#at >= this.#text.length) {
        if (this.#index === this.#statics.length - 1) {
          this.#fail(`<${element.tag}> is never finished`, "write >");
        }
        this.#nakedHole(element);
        continue;
      }
      const character = this.#text[this.#at];
      if (character === ">") {
        this.#at++;
        return false;
      }
      if (character === "/") {
        if (this.#text[this.#at + 1] !== ">") this.#fail("a stray / stands in a tag", "write />");
        this.#at += 2;
        return true;
      }
      this.#attribute(element);
    }
  }

  /** A hole where an attribute would stand: JSX gives the name, `html` cannot. */
  #nakedHole(element: ElementNode): void {
    if (!this.#names) {
      this.#fail("a hole stands where an attribute's name should", "write name=${value}");
    }
    const name = this.#names[this.#index];
    const hole = this.#nextStatic();
    // Without a name it is JSX's bare boolean: "disabled" or "", trusted by the compiler's own list.
    this.#add(
      name === undefined
        ? { name: "", toggle: true, parts: [hole] }
        : this.#named({ name, toggle: false, parts: [hole] }, element),
      element,
    );
  }

  #attribute(element: ElementNode): void {
    const toggle = this.#text[this.#at] === "?";
    if (toggle) this.#at++;
    const name = this.#word();
    if (name === "") this.#fail("an attribute has no name", "write name=${value}");
    if (this.#at >= this.#text.length && this.#index < this.#statics.length - 1) {
      this.#fail("a hole stands in an attribute's name", "write name=${value}");
    }
    this.#space();
    const attribute: AttributeNode = { name, toggle, parts: [] };
    if (this.#text[this.#at] === "=") {
      this.#at++;
      this.#space();
      this.#value(attribute);
    }
    this.#add(this.#named(attribute, element), element);
  }

  /** A parser keeps only the first of two; JSX's class and className are one. */
  #add(attribute: AttributeNode, element: ElementNode): void {
    const twin = attribute.name === ""
      ? undefined
      : element.attributes.find(({ name }) => name === attribute.name);
    if (!twin) element.attributes.push(attribute);
    else if (this.#names && attribute.name === "class") twin.parts.push(" ", ...attribute.parts);
    else {
      this.#fail(
        `${attribute.name} stands twice in <${element.tag}>`,
        "write it once: a parser keeps only the first",
      );
    }
  }

  /** The attribute under the name that the page will have; refuses names that may not hold a hole. */
  #named(attribute: AttributeNode, element: ElementNode): AttributeNode {
    const lower = attribute.name.toLowerCase();
    const holds = attribute.parts.some((part) => typeof part === "number");
    if (holds && lower.startsWith("on")) {
      this.#fail(`a hole stands in ${attribute.name}`, `write dj-${lower.slice(2)}=\${handler}`);
    }
    if (holds && lower === "srcdoc") this.#fail("a hole stands in srcdoc", "use src");
    if (holds && lower === "style" && attribute.parts.length > 1) {
      this.#fail("a hole is a part of style", "write style=${{ property: value }}");
    }
    if (lower === "dj" || lower.startsWith("data-djust")) {
      this.#fail(`${lower} is the framework's own attribute`, "choose another");
    }
    // The page has these in lower case, whatever was written; SVG keeps the capitals of its own.
    // A template of SVG's does not know yet that it will stand there.
    const keeps = element.namespace !== 0 || SVG_CAPITALS.test(attribute.name);
    if (!keeps || lower.startsWith("dj-") || isUrlAttribute(lower, "")) attribute.name = lower;
    return attribute;
  }

  #value(attribute: AttributeNode): void {
    const quote = this.#text[this.#at];
    if (quote === '"' || quote === "'") {
      this.#at++;
      for (;;) {
        const end = this.#text.indexOf(quote, this.#at);
        if (end >= 0) {
          if (end > this.#at) attribute.parts.push(this.#text.slice(this.#at, end));
          this.#at = end + 1;
          if (attribute.parts.length === 0) attribute.parts.push("");
          return;
        }
        if (this.#index === this.#statics.length - 1) {
          this.#fail(`the value of ${attribute.name} is never closed`, `write ${quote}`);
        }
        if (this.#at < this.#text.length) attribute.parts.push(this.#text.slice(this.#at));
        attribute.parts.push(this.#nextStatic());
      }
    }
    if (this.#at >= this.#text.length && this.#index < this.#statics.length - 1) {
      attribute.parts.push(this.#nextStatic());
      if (this.#at < this.#text.length && !/[\s/>]/.test(this.#text[this.#at] ?? "")) {
        this.#fail(`the value of ${attribute.name} goes on behind a hole`, "put it into quotes");
      }
      return;
    }
    const match = /^[^\s"'=<>`]+/.exec(this.#text.slice(this.#at));
    if (!match) this.#fail(`${attribute.name} has no value`, "put it into quotes");
    const value = match[0];
    this.#at += value.length;
    if (this.#at >= this.#text.length && this.#index < this.#statics.length - 1) {
      this.#fail(`the value of ${attribute.name} mixes text and a hole`, "put it into quotes");
    }
    attribute.parts.push(value);
  }

  #word(): string {
    const from = this.#at;
    while (this.#at < this.#text.length && NAME.test(this.#text[this.#at] ?? "")) this.#at++;
    return this.#text.slice(from, this.#at);
  }

  #space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  #fail(what: string, mend: string): never {
    throw new TemplateError(this.#statics, this.#index, this.#at, what, mend);
  }
}
