/** Virtual list: rows of one height, of which view and page have only those in sight. */

import {
  type FieldEvent,
  type FieldHost,
  type FieldObject,
  unboundField,
  UnknownOperation,
} from "../server/view/mod.ts";
import { type Bindable, BOUND, type BoundAttributes, type BoundElement } from "../vdom/mod.ts";

/**
 * What a virtual list is told.
 *
 * @category Views
 */
export interface VirtualOptions<Item> {
  /** How many rows there are; a function is asked at each render. */
  readonly total: number | (() => number);
  /** Pixels of each row: all have one height. */
  readonly rowHeight: number;
  /** Rows before and behind those in sight; 10 by default. */
  readonly overscan?: number;
  /** Gives the rows from `from` to before `to`, at once or by a promise. */
  readonly load: (from: number, to: number) => readonly Item[] | Promise<readonly Item[]>;
}

/** Rows that a page has at most, whatever it asks for; one of them may be the one with the focus. */
const MOST = 200;
/** Rows before the page has told what is in sight. */
const FIRST = 40;

/** Which rows are asked for. */
interface Range {
  readonly from: number;
  readonly to: number;
  /** A row elsewhere that has the focus: it stays. */
  readonly keep: number | undefined;
}

/** What of the options cannot be; undefined where all of it can. */
function wrongOf(options: VirtualOptions<unknown>): string | undefined {
  const { total, rowHeight, overscan = 10, load, ...others } = options ?? {};
  const [other] = Object.keys(others);
  if (other !== undefined) {
    return `"${other}" is no option; known are "total", "rowHeight", "overscan", "load"`;
  }
  if (!(rowHeight > 0)) return "rowHeight is the height of every row in pixels";
  if (!(overscan >= 0 && overscan <= 50)) return "overscan is 0 to 50 rows";
  if (typeof load !== "function") return "load gives the rows: (from, to) => rows.slice(from, to)";
  const isCount = typeof total === "function" || (Number.isFinite(total) && total >= 0);
  return isCount ? undefined : "total is how many rows there are, or a function that says it";
}

/** Rows that are there. */
interface Loaded<Item> extends Range {
  readonly items: readonly Item[];
}

/**
 * A list that belongs to a view: made by {@linkcode virtual}.
 *
 * @category Views
 */
export class Virtual<Item> implements FieldObject, Bindable {
  readonly #options: VirtualOptions<Item>;
  #bound: { readonly host: FieldHost; readonly name: string } | undefined;
  #wanted: Range = { from: 0, to: FIRST, keep: undefined };
  /** What is loaded, or being loaded: the newest wins. */
  #asked: Range | undefined;
  #isLoading = false;
  #loaded: Loaded<Item> = { from: 0, to: 0, keep: undefined, items: [] };

  /** A list of these rows. */
  constructor(options: VirtualOptions<Item>) {
    const mend = wrongOf(options);
    if (mend) throw new RangeError(`Cannot make a virtual list: ${mend}`);
    this.#options = options;
  }

  /** The rows that are there now: those in sight, some around them, and one that has the focus. */
  get items(): readonly Item[] {
    if (!this.#bound) throw unboundField(this);
    this.#load();
    return this.#loaded.items;
  }

  /** How many rows there are in all. */
  get total(): number {
    const { total } = this.#options;
    const count = Math.floor(typeof total === "function" ? total() : total);
    return count > 0 ? count : 0;
  }

  /** Loads what is in sight anew: the rows are others now. */
  reload(): void {
    this.#asked = undefined;
    this.#bound?.host.changed();
  }

  /** See {@linkcode FieldObject}. */
  bind(host: FieldHost, name: string): void {
    this.#bound = { host, name };
  }

  /** See {@linkcode FieldObject}: where it is, not what is there. */
  snapshot(): unknown {
    return { from: this.#wanted.from, to: this.#wanted.to };
  }

  /** See {@linkcode FieldObject}. */
  restore({ from, to }: { from?: unknown; to?: unknown }): void {
    this.#want({ from, to });
  }

  /** See {@linkcode FieldObject}. */
  ended(): void {
    this.#bound = undefined;
  }

  /** See {@linkcode FieldObject}: the page tells which rows are in sight. Anybody may tell anything. */
  event({ operation, params }: FieldEvent): void {
    if (operation !== "range") {
      throw new UnknownOperation(
        `Cannot do "${String(operation).slice(0, 60)}" to a virtual list: it knows "range" only`,
      );
    }
    this.#want(params);
  }

  /** See {@linkcode Bindable}. */
  [BOUND]({ attribute, tag }: BoundElement): BoundAttributes {
    if (!this.#bound) throw unboundField(this);
    if (attribute !== "dj-virtual") {
      throw new TypeError(
        `Cannot bind a virtual list in ${attribute} of <${tag}>: write dj-virtual`,
      );
    }
    this.#load();
    const { from, keep } = this.#loaded;
    const { rowHeight, overscan = 10 } = this.#options;
    return {
      "dj-virtual": this.#bound.name,
      "data-dj-rows": [from, this.total, rowHeight, overscan, keep ?? -1].join(" "),
      "aria-busy": this.#isLoading && "true",
    };
  }

  #want({ from, to, keep }: { from?: unknown; to?: unknown; keep?: unknown }): void {
    const isRow = (row: unknown): row is number =>
      Number.isSafeInteger(row) && (row as number) >= 0;
    if (!isRow(from) || !isRow(to) || from >= to) return;
    const first = Math.min(from, Math.max(0, this.total - 1));
    const last = Math.min(to, first + MOST - 1, this.total);
    const isElsewhere = isRow(keep) && keep < this.total && (keep < first || keep >= last);
    this.#wanted = { from: first, to: last, keep: isElsewhere ? keep : undefined };
  }

  /** Loads what is wanted and not there. A slow answer that came too late is left. */
  #load(): void {
    const { total } = this;
    const { from, to: end } = this.#wanted;
    const to = Math.min(end, total);
    const keep = (this.#wanted.keep ?? total) < total ? this.#wanted.keep : undefined;
    const last = this.#asked;
    if (last && last.from === from && last.to === to && last.keep === keep) return;
    const asked: Range = this.#asked = { from, to, keep };
    const { load } = this.#options;
    const parts = [from < to ? load(from, to) : [], keep === undefined ? [] : load(keep, keep + 1)];
    const take = ([rows = [], kept = []]: (readonly Item[])[]): void => {
      const inRange = rows.slice(0, to - from);
      const one = kept.slice(0, 1);
      const items = (keep ?? 0) < from ? [...one, ...inRange] : [...inRange, ...one];
      this.#loaded = { ...asked, items, keep: one.length > 0 ? keep : undefined };
    };
    this.#isLoading = parts.some((part) => part instanceof Promise);
    if (!this.#isLoading) return take(parts as (readonly Item[])[]);
    const settle = (tell: () => void): void => {
      if (this.#asked !== asked) return;
      this.#isLoading = false;
      tell();
      this.#bound?.host.changed();
    };
    // What cannot be loaded is not asked for again before the page is elsewhere.
    Promise.all(parts).then(
      (parts) => settle(() => take(parts)),
      (error: unknown) => settle(() => this.#bound?.host.failed(error)),
    );
  }
}

/**
 * A list for a public field of a view, of which only the rows in sight are in the page, and in the
 * view: `dj-virtual` on the element that has them.
 *
 * @example
 * ```ts
 * import { each, html, LiveView, virtual } from "@djust/live";
 *
 * class Numbers extends LiveView {
 *   rows = virtual({
 *     total: 100_000,
 *     rowHeight: 44,
 *     load: (from, to) => Array.from({ length: to - from }, (_, i) => from + i),
 *   });
 *   render() {
 *     return html`<ul class="rows" dj-virtual=${this.rows}>
 *       ${each(this.rows.items, (n) => n, (n) => html`<li>row ${n}</li>`)}
 *     </ul>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function virtual<Item>(options: VirtualOptions<Item>): Virtual<Item> {
  return new Virtual(options);
}
