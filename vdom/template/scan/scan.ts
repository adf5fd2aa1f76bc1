/** Reads a template's statics into a tree of elements, once per identity, and refuses what cannot work. */

import { Cursor } from "./cursor.ts";
import {
  checkPlace,
  childNamespace,
  type ElementNode,
  isRawText,
  isTextOnly,
  isVoid,
  type MarkupNode,
  type Namespace,
} from "../markup/mod.ts";
import { type HoleNames, readAttributes } from "./tag.ts";
import type { Statics } from "../value/mod.ts";

/**
 * The root nodes of a template that stands in a namespace. `names` are those of holes that stand
 * without one (JSX).
 */
export function scan(
  statics: Statics,
  names: HoleNames = undefined,
  namespace: Namespace = 0,
): MarkupNode[] {
  return new Scanner(new Cursor(statics), names, namespace).run();
}

/** One pass, with the elements that are open. */
class Scanner {
  readonly #cursor: Cursor;
  readonly #names: HoleNames;
  readonly #namespace: Namespace;
  readonly #roots: MarkupNode[] = [];
  readonly #stack: ElementNode[] = [];

  constructor(cursor: Cursor, names: HoleNames, namespace: Namespace) {
    this.#cursor = cursor;
    this.#names = names;
    this.#namespace = namespace;
  }

  run(): MarkupNode[] {
    const cursor: Cursor = this.#cursor;
    for (;;) {
      const open = this.#stack.at(-1);
      if (cursor.isAtEnd) {
        if (cursor.isLast) break;
        if (open && isRawText(open)) this.#refuseHole(open);
        this.#refuseIgnored();
        this.#push({ type: "hole", hole: cursor.passHole() });
      } else if (open && isRawText(open)) this.#rawText(open);
      else if (open && isTextOnly(open) && !cursor.startsWith("</")) {
        // Text and holes, no elements.
        open.children.push({ type: "text", text: cursor.upTo(`</${open.tag}`) });
      } else if (cursor.peek() === "<") this.#markup();
      else this.#push({ type: "text", text: cursor.upTo("<") });
    }
    const unclosed = this.#stack.at(-1);
    if (unclosed) cursor.fail(`<${unclosed.tag}> is never closed`, `write </${unclosed.tag}>`);
    return this.#roots;
  }

  #push(node: MarkupNode): void {
    const parent = this.#stack.at(-1);
    const problem = checkPlace(node, this.#stack);
    if (problem) this.#cursor.fail(problem.what, problem.mend);
    (parent ? parent.children : this.#roots).push(node);
  }

  /** Content of script and style: verbatim, and no holes. */
  #rawText(open: ElementNode): void {
    const text = this.#cursor.until(`</${open.tag}`);
    if (text === undefined) this.#refuseHole(open);
    if (text !== "") open.children.push({ type: "verbatim", text });
    this.#closeTag();
  }

  /** Text of a script or style cannot be escaped: no hole may stand in it. */
  #refuseHole(open: ElementNode): never {
    const { isLast } = this.#cursor;
    this.#cursor.fail(
      isLast ? `<${open.tag}> is never closed` : `a hole stands in <${open.tag}>`,
      isLast
        ? `write </${open.tag}>`
        : open.tag === "style"
        ? "write class=${{ … }} or style=${{ … }} on the elements"
        : "write data-…=${value} on an element and read it there",
    );
  }

  /** What a page's scripts have made of it nobody knows: a hole's place could not be found again. */
  #refuseIgnored(): void {
    const ignored = this.#stack.find(({ attributes }) =>
      attributes.some(({ name }) => name === "dj-ignore")
    );
    if (!ignored) return;
    this.#cursor.fail(
      `a hole stands in <${ignored.tag} dj-ignore>, whose content belongs to the page's scripts`,
      `write data-…=\${value} on <${ignored.tag}> itself and read it there, or take dj-ignore out`,
    );
  }

  #markup(): void {
    const cursor: Cursor = this.#cursor;
    if (cursor.startsWith("<!--")) return this.#comment();
    if (cursor.startsWith("</")) return this.#closeTag();
    if (cursor.startsWith("<!")) return this.#doctype();
    const next = cursor.peek(1);
    if (next === undefined && !cursor.isLast) {
      cursor.skip(1);
      cursor.fail(
        "a hole stands in a tag name",
        "write one template per tag and choose between them",
      );
    }
    if (next === undefined || !/[a-z]/i.test(next)) {
      cursor.fail("a bare < stands in text", "write &lt;");
    }
    this.#openTag();
  }

  /** Comments are not painted: they would only cost bytes. */
  #comment(): void {
    const cursor: Cursor = this.#cursor;
    cursor.skip(4);
    if (cursor.until("-->") === undefined) {
      cursor.fail(
        cursor.isLast ? "a comment is never closed" : "a hole stands in a comment",
        "take it out, or close the comment before it",
      );
    }
    cursor.skip(3);
  }

  #doctype(): void {
    if (!this.#cursor.match(/(?=<!doctype\b)/iy)) {
      this.#cursor.fail("a bare <! stands in text", "write &lt;!");
    }
    const text = this.#cursor.until(">");
    if (text === undefined) {
      this.#cursor.fail("a hole stands in <!doctype>", "write <!doctype html>");
    }
    this.#cursor.skip(1);
    this.#push({ type: "verbatim", text: text + ">" });
  }

  #closeTag(): void {
    const cursor: Cursor = this.#cursor;
    if (!/[a-z]/i.test(cursor.peek(2) ?? "")) {
      cursor.fail("a closing tag is not finished", "write </name>");
    }
    const open = this.#stack.at(-1);
    const written = cursor.match(/<\/([^\s>]*)\s*>/y)?.[1];
    if (written === undefined) cursor.fail("a closing tag is not finished", "write </name>");
    if (open?.tag.toLowerCase() !== written.toLowerCase()) {
      cursor.skip(-`</${written}>`.length);
      cursor.fail(
        open ? `</${written}> closes <${open.tag}>` : `</${written}> closes nothing`,
        open ? `close <${open.tag}> first` : "take it out",
      );
    }
    this.#stack.pop();
  }

  #openTag(): void {
    const cursor: Cursor = this.#cursor;
    cursor.skip(1);
    const written = cursor.word();
    if (cursor.isAtHole) {
      cursor.fail(
        "a hole stands in a tag name",
        "write one template per tag and choose between them, or a space before an attribute",
      );
    }
    const tag = written.toLowerCase();
    const parent = this.#stack.at(-1);
    const namespace: Namespace = tag === "svg"
      ? 1
      : tag === "math"
      ? 2
      : parent
      ? childNamespace(parent)
      : this.#namespace;
    const element: ElementNode = {
      type: "element",
      tag: namespace === 0 ? tag : tag === "foreignobject" ? "foreignObject" : written,
      namespace,
      attributes: [],
      children: [],
    };
    const selfClosed = readAttributes(cursor, element, this.#names);
    const holds = element.attributes.some(({ parts }) =>
      parts.some((part) => typeof part === "number")
    );
    if (holds) this.#refuseIgnored();
    this.#push(element);
    if (!selfClosed && !(namespace === 0 && isVoid(tag))) this.#stack.push(element);
  }
}
