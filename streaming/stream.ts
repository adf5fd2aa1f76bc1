/** One stream of a view: what it is like, and what waits of it for the page. */

import { ROW_KEY, STREAM, STREAM_KEY, STREAM_PUSH } from "../protocol/mod.ts";
import { Apart, type BoundElement, escape, type Rendered, type Scope } from "../vdom/mod.ts";
import { ANEW, isItemKey, type Operation, Preview, written } from "./operations.ts";
import { checkedLimit, checkedRow, type InsertOptions, shown } from "./options.ts";
import { checkedPlace, type StreamOptions, type StreamPlace } from "./options.ts";

/** What a stream needs of its view. */
export interface StreamHost {
  readonly scope: Scope;
  /** How many bytes may wait. */
  readonly most: number;
  /** More waits. */
  soon(): void;
  /** Its page could not be sent all of it. */
  lost(name: string): void;
}

/** The page's share of what a stream knows: how far it is. */
type Page = "none" | "live";

/** Items pass through: what waits for the page is all that is kept. */
export class Stream {
  readonly name: string;
  readonly #host: StreamHost;
  #options: StreamOptions<unknown> = {};
  #apart: Apart;
  #page: Page = "none";
  /** Before a page is there: it is painted with these, or begins with them. */
  #first: Operation[] = [];
  /** How many of these were painted. */
  #painted = 0;
  /** What a page lacks, in JSON. */
  #waiting: string[] = [];
  #bytes = 0;
  /** The frame with which the page was last sent something. */
  #frame = 0;
  /** Whether its view knows that some of it was lost, and the page does not yet. */
  #isLost = false;
  /** Whether its page has painted rows, and was not told how many there may be. */
  #owesLimit = false;
  /** How many items came without an id. */
  #unnamed = 0;

  constructor(name: string, host: StreamHost) {
    this.name = name;
    this.#host = host;
    this.#apart = new Apart(host.scope);
  }

  /** Bytes that wait. */
  get bytes(): number {
    return this.#bytes;
  }

  /** What it is like from now on, and shows. */
  begin(options: StreamOptions<unknown>, items: Iterable<unknown>): void {
    const { name } = this;
    const limit = checkedLimit(options.limit, name);
    if (options.at !== undefined && typeof checkedPlace(options.at, "stream", name) === "number") {
      throw new RangeError(
        `Cannot stream "${name}" at ${shown(options.at)}: items come at an end; ` +
          `write "append" or "prepend", or give streamInsert() a place`,
      );
    }
    this.#options = options;
    const come = this.#all(items);
    this.#add({ type: "reset" });
    this.#add({ type: "limit", limit });
    for (const operation of come) this.#add(operation);
  }

  /** All that it shows goes, and these come; where one of them cannot, nothing happens. */
  reset(items: Iterable<unknown>): void {
    const come = this.#all(items);
    this.#add({ type: "reset" });
    for (const operation of come) this.#add(operation);
  }

  /** What brings these items. What the page would let go at once is not rendered. */
  #all(items: Iterable<unknown>): Operation[] {
    const { limit = Infinity, at = "append" } = this.#options;
    const all = Array.isArray(items) ? items as readonly unknown[] : [...items];
    const keys = new Set<string>();
    return all.slice(Math.max(0, all.length - limit)).map((item) => {
      const key = this.#keyOf(item);
      if (keys.has(key)) {
        throw new TypeError(
          `Cannot stream "${this.name}": two items have the key ${shown(key)}; ` +
            `give { key: (item) => … } what only one of them has`,
        );
      }
      keys.add(key);
      return { type: "insert", at, key, row: this.#rowOf(item) };
    });
  }

  /** One item comes, or another takes its place. */
  insert(item: unknown, { at, limit }: InsertOptions): void {
    const place: StreamPlace = at === undefined
      ? this.#options.at ?? "append"
      : checkedPlace(at, "streamInsert into", this.name);
    const most = checkedLimit(limit, this.name);
    const key = this.#keyOf(item);
    const row = this.#rowOf(item);
    if (most > 0) {
      this.#options = { ...this.#options, limit: most };
      this.#add({ type: "limit", limit: most });
    }
    this.#add({ type: "insert", at: place, key, row });
  }

  /** An item is another now; it comes where it was not there. */
  update(item: unknown): void {
    const { at = "append" } = this.#options;
    const key = this.#keyOf(item);
    const row = this.#rowOf(item);
    // A page updates what it has, wherever the rest would go.
    this.#add(at === "append" ? { type: "update", key, row } : { type: "insert", at, key, row });
  }

  /** An item goes. */
  delete(key: unknown): void {
    if (typeof key !== "string" && typeof key !== "number") {
      throw new TypeError(
        `Cannot streamDelete from "${this.name}": ${shown(key)} is no key; ` +
          `give the key of the item, as in streamDelete("${this.name}", item.id)`,
      );
    }
    this.#add({ type: "delete", key: String(key) });
  }

  /** Shows this, and nothing else. */
  show(content: unknown): void {
    const row = this.#rendered(content);
    this.#add({ type: "reset" });
    this.#add({ type: "insert", at: "append", key: STREAM_KEY.shown, row });
  }

  /** Its text becomes another, or more. */
  text(chunk: unknown, mode: unknown): void {
    if (mode !== "append" && mode !== "prepend" && mode !== "replace") {
      throw new TypeError(
        `Cannot streamText into "${this.name}" by ${shown(mode)}: ` +
          `write { mode: "append" }, "prepend" or "replace"`,
      );
    }
    if (typeof chunk !== "string") {
      throw new TypeError(
        `Cannot streamText into "${this.name}": the chunk is ${shown(chunk)}; give a text, ` +
          `and markup to streamInsert() or streamTo()`,
      );
    }
    this.#add({ type: "text", mode, text: chunk });
  }

  /** HTML of what waits, painted into its container. */
  paint({ tag }: BoundElement): string {
    if (this.#page === "live") return "";
    this.#painted = this.#first.length;
    const { rows, text } = new Preview(this.#first);
    const html = rows.map(({ key, row }) => this.#paintRow(key, row, tag)).join("");
    if (text === undefined) return html;
    const inner = isList(tag) ? "li" : "span";
    return `${html}<${inner} ${ROW_KEY}="${STREAM_KEY.text}">${escape(text)}</${inner}>`;
  }

  /** A page is there: it has what was painted, or nothing. */
  began(page: "painted" | "empty"): void {
    if (this.#page === "live") return this.lose();
    this.#page = "live";
    const rest = page === "painted" ? this.#first.slice(this.#painted) : this.#first;
    this.#first = [];
    if (page === "empty") this.#wait(ANEW);
    this.#owesLimit = page === "painted";
    for (const operation of rest) this.#add(operation);
  }

  /** A push of about so many bytes, and what is in it is forgotten; undefined where nothing waits. */
  take(most: number): string | undefined {
    if (this.#waiting.length === 0) return undefined;
    let bytes = 0;
    let count = 0;
    while (count < this.#waiting.length && (count === 0 || bytes < most)) {
      bytes += this.#waiting[count++]?.length ?? 0;
    }
    const taken = this.#waiting.splice(0, count);
    for (const text of taken) this.#bytes -= text.length;
    this.#isLost = false;
    return `["${STREAM_PUSH}",[${JSON.stringify(this.name)},${taken.join()}]]`;
  }

  /** What was taken went with this frame. */
  sent(frame: number): void {
    this.#frame = frame;
  }

  /** The frames after this one are lost to the page. */
  lost(got: number): void {
    if (this.#frame > got) this.lose();
    this.#frame = 0;
  }

  /** The page cannot be sent all of it: it is empty there from now on, and the view is told. */
  lose(): void {
    this.#waiting = [];
    this.#bytes = 0;
    this.#apart = new Apart(this.#host.scope);
    this.#owesLimit = false;
    this.#wait(`${ANEW},${STREAM.limit},${this.#options.limit ?? 0}`);
    if (this.#isLost) return;
    this.#isLost = true;
    this.#host.lost(this.name);
  }

  #add(operation: Operation): void {
    if (this.#page === "none") {
      if (operation.type === "reset") {
        // What it would take away need not be there; what is painted is looked at anew.
        this.#first = [{ type: "limit", limit: this.#options.limit ?? 0 }];
        this.#painted = 0;
        return;
      }
      this.#first.push(operation);
      return;
    }
    let before = "";
    if (this.#owesLimit) {
      this.#owesLimit = false;
      before = `${STREAM.limit},${this.#options.limit ?? 0},`;
    }
    if (this.#apart.overgrown) {
      this.#apart = new Apart(this.#host.scope);
      before += `${STREAM.forget},`;
    }
    this.#wait(before + written(operation, this.#apart));
    if (this.#bytes > this.#host.most) this.lose();
  }

  #wait(text: string): void {
    this.#waiting.push(text);
    this.#bytes += text.length;
    this.#host.soon();
  }

  #keyOf(item: unknown): string {
    const { key: given } = this.#options;
    const isObject = typeof item === "object" && item !== null;
    const key = given
      ? given(item)
      : isObject
      ? (item as { id?: unknown }).id
      : `~${++this.#unnamed}`;
    const isKey = (typeof key === "string" && isItemKey(key)) ||
      (typeof key === "number" && !Number.isNaN(key));
    if (isKey) return String(key);
    throw new TypeError(
      `Cannot stream an item into "${this.name}": its key is ${shown(key)}; ` +
        `write stream("${this.name}", items, { key: (item) => item.id })`,
    );
  }

  #rowOf(item: unknown): Rendered {
    const { row } = this.#options;
    if (!row && typeof item === "object" && item !== null) {
      throw new TypeError(
        `Cannot stream an object into "${this.name}": nothing says what its row is; ` +
          `write stream("${this.name}", items, { row: (item) => html\`<li>…</li>\` })`,
      );
    }
    return this.#rendered(row ? checkedRow(row(item), this.name) : item);
  }

  #rendered(value: unknown): Rendered {
    const row = Apart.render(value, this.#host.scope);
    if (row.isTemplate && !row.isElement) {
      throw new TypeError(
        `Cannot stream a row into "${this.name}": its template is not exactly one element; ` +
          "put one around it, as in html`<li>…</li>`",
      );
    }
    // What a page cannot have is told where it was written, not when it goes.
    if (this.#page === "none") new Apart(this.#host.scope).write(row);
    return row;
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
