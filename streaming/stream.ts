/** One stream of a view: what it is like, and what waits of it for the page. */

import { STREAM, STREAM_KEY, STREAM_PUSH } from "../protocol/mod.ts";
import { Apart, type BoundElement, type Rendered, type Scope } from "../vdom/mod.ts";
import { Beginning } from "./beginning.ts";
import { renderedRow, rowOf } from "./row.ts";
import { checkedKey, keyText } from "./key.ts";
import { ANEW, type Operation, written } from "./operations.ts";
import { checkedLimit, checkedPlace, checkEnd, shown } from "./options.ts";
import type { InsertOptions, StreamOptions, StreamPlace } from "./options.ts";

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

/** Items pass through: what waits for the page is all that is kept. */
export class Stream {
  readonly name: string;
  readonly #host: StreamHost;
  #options: StreamOptions<unknown> = {};
  #apart: Apart;
  /** Before a page is there: it is painted with this, or begins with it. */
  #beginning: Beginning | undefined;
  #isEnded = false;
  /** Whether a render has had its container. */
  isShown = false;
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
    this.scope = host.scope;
    this.#apart = new Apart(host.scope);
    this.#beginning = new Beginning(host.scope);
  }

  /** The surroundings of its rows. */
  readonly scope: Scope;

  /** Bytes that wait. */
  get bytes(): number {
    return this.#beginning?.bytes ?? this.#bytes;
  }

  /** What it is like from now on, and shows. */
  begin(options: StreamOptions<unknown>, items: Iterable<unknown>): void {
    const { name } = this;
    const limit = checkedLimit(options.limit, name);
    checkEnd(options.at, name);
    this.#options = options;
    this.#renew([{ type: "limit", limit }, ...this.#all(items)]);
  }

  /** All that it shows goes, and these come; where one of them cannot, nothing happens. */
  reset(items: Iterable<unknown>): void {
    this.#renew(this.#all(items));
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
    const row = { key: this.#keyOf(item), row: this.#rowOf(item) };
    if (most > 0) {
      this.#options = { ...this.#options, limit: most };
      this.#add({ type: "limit", limit: most });
    }
    this.#add({ type: "insert", at: place, ...row });
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
    this.#add({ type: "delete", key: keyText(key) });
  }

  /** Shows this, and nothing else. */
  show(content: unknown): void {
    const row = this.#checked(renderedRow(content, this));
    this.#renew([{ type: "insert", at: "append", key: STREAM_KEY.shown, row }]);
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
  paint(element: BoundElement): string {
    return this.#beginning?.paint(element) ?? "";
  }

  /** See {@link Beginning.rendered}. */
  rendered(): void {
    this.#beginning?.rendered();
  }

  /** A page is there: it has what was painted, or nothing. */
  began(page: "painted" | "empty"): void {
    if (!this.#beginning) return this.lose();
    const { from, rest } = this.#beginning.end(page);
    this.#beginning = undefined;
    if (from === "empty") this.#wait(ANEW);
    this.#owesLimit = from === "painted" && rest.length === 0;
    for (const operation of rest) this.#take([this.#written(operation)]);
  }

  /** Its view has ended: what is still asked of it reaches nobody. */
  end(): void {
    this.#beginning = undefined;
    this.#waiting = [];
    this.#bytes = 0;
    this.#isEnded = true;
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
    if (this.#beginning) this.#beginning.renew([this.#limited]);
    else this.#startOver(ANEW);
    if (this.#isLost) return;
    this.#isLost = true;
    this.#host.lost(this.name);
  }

  /** The page knows no templates any more. */
  #startOver(code: string): void {
    this.#owesLimit = false;
    this.#apart = new Apart(this.scope);
    this.#wait(`${code},${written(this.#limited, this.#apart)}`);
  }

  get #limited(): Operation {
    return { type: "limit", limit: this.#options.limit ?? 0 };
  }

  /** All goes, and these come, or nothing happens. */
  #renew(operations: readonly Operation[]): void {
    if (this.#beginning) this.#beginning.renew([this.#limited, ...operations]);
    else this.#send([{ type: "reset" }, ...operations]);
  }

  #add(operation: Operation): void {
    if (!this.#beginning) return this.#send([operation]);
    this.#beginning.add(operation);
    this.#host.soon();
    if (this.bytes > this.#host.most) this.lose();
  }

  /** What could never wait is refused: a view that is told of a loss might give it once more. */
  #send(operations: readonly Operation[]): void {
    if (this.#isEnded) return;
    const texts = operations.map((operation) => this.#written(operation));
    const bytes = texts.reduce((sum, { length }) => sum + length, 0);
    const { most } = this.#host;
    if (bytes > most) {
      // Its templates do not reach the page, either.
      this.#startOver(String(STREAM.forget));
      throw new RangeError(
        `Cannot stream ${bytes} bytes into "${this.name}" at once: no more than ${most} may wait ` +
          `for a page (limits.hardBuffer); give the stream a limit, or smaller items`,
      );
    }
    this.#take(texts);
  }

  #take(texts: readonly string[]): void {
    for (const text of texts) this.#wait(text);
    if (this.#bytes > this.#host.most) this.lose();
  }

  #written(operation: Operation): string {
    let before = "";
    if (this.#owesLimit) {
      this.#owesLimit = false;
      before = `${written(this.#limited, this.#apart)},`;
    }
    if (this.#apart.overgrown) {
      this.#apart = new Apart(this.scope);
      before += `${STREAM.forget},`;
    }
    return before + written(operation, this.#apart);
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
    return checkedKey(key, this.name);
  }

  #rowOf(item: unknown): Rendered {
    return this.#checked(rowOf(item, this.#options, this));
  }

  /** What a page cannot have is told where it was written, not when it goes. */
  #checked(row: Rendered): Rendered {
    if (this.#beginning) new Apart(this.scope).write(row);
    return row;
  }
}
