/** Beginning of a stream: what is asked for before a page is there, which is painted with it. */

import { ROW_KEY, STREAM_KEY } from "../protocol/mod.ts";
import { Apart, type BoundElement, escape, type Rendered, type Scope } from "../vdom/mod.ts";
import { type Operation, Preview, written } from "./operations.ts";

/** What waits for the first page. */
export class Beginning {
  #operations: Operation[] = [];
  /** How many of these were painted. */
  #painted = 0;
  /** Bytes of those that came one by one. What was given at once is as long as its view wanted it. */
  #bytes = 0;
  /** Whether a page was painted with what has gone since. */
  #isStale = false;
  /** Whether the last render has had its container. */
  #isShown = false;
  readonly #apart: Apart;

  /** Nothing was asked for. */
  constructor(scope: Scope) {
    this.#apart = new Apart(scope);
  }

  /** Bytes that wait, without those that were given at once. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What was there goes, and these come. */
  renew(operations: readonly Operation[]): void {
    this.#isStale ||= this.#painted > 0;
    this.#painted = 0;
    this.#bytes = 0;
    this.#operations = [...operations];
  }

  /** One more comes. */
  add(operation: Operation): void {
    this.#bytes += written(operation, this.#apart).length;
    this.#operations.push(operation);
  }

  /** HTML of all there is, for its container. */
  paint({ tag }: BoundElement): string {
    this.#painted = this.#operations.length;
    this.#isStale = false;
    this.#isShown = true;
    const { rows, text } = new Preview(this.#operations);
    const html = rows.map(({ key, row }) => this.#paintRow(key, row, tag)).join("");
    if (text === undefined) return html;
    const inner = isList(tag) ? "li" : "span";
    return `${html}<${inner} ${ROW_KEY}="${STREAM_KEY.text}">${escape(text)}</${inner}>`;
  }

  /** It was painted into its container, or there is none any more: then nothing of it is. */
  rendered(): void {
    if (!this.#isShown) this.#painted = 0;
    this.#isShown = false;
  }

  /** A page is there: what it lacks, and whether it begins with nothing. */
  end(page: "painted" | "empty"): { from: "painted" | "empty"; rest: readonly Operation[] } {
    const from = this.#isStale ? "empty" : page;
    if (from === "empty") return { from, rest: this.#operations };
    const rest = this.#operations.slice(this.#painted);
    // What came later is done to what was painted, under the limit of that time.
    const painted = this.#operations.slice(0, this.#painted);
    const limit = rest.length > 0 ? painted.filter(({ type }) => type === "limit").slice(-1) : [];
    return { from, rest: [...limit, ...rest] };
  }
  #paintRow(key: string, row: Rendered, tag: string): string {
    const html = this.#apart.paint(row);
    const mark = ` ${ROW_KEY}="${escape(key)}"`;
    if (row.isElement) return html.replace(/^<[^\s/>]+/, (start) => start + mark);
    const around = isList(tag) ? "li" : "div";
    return `<${around}${mark}>${html}</${around}>`;
  }
}

/** Whether what stands in an element has to be an item of a list. */
function isList(tag: string): boolean {
  return tag === "ul" || tag === "ol";
}
