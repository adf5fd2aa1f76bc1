/** A stream in the page: its rows by their keys, and where they stand; only the page has them. */

import { type Definition, ROW_KEY, STREAM, STREAM_KEY, STREAM_TEXT } from "../../protocol/mod.ts";
import { isElement, isText, rich, type Scene } from "../dom/mod.ts";
import {
  childNodes,
  createDocumentFragment,
  firstChild,
  getAttribute,
  inherited,
  insertBefore,
  nextSibling,
  parentNode,
  previousSibling,
  remove,
} from "../platform/mod.ts";
import { makeRow, renewRow, type Row, type RowScene } from "./row.ts";

const lastChild = (parent: Node): Node | null => inherited(parent, "lastChild");

/** One stream of one view. */
export class PageStream {
  readonly #scene: RowScene;
  readonly #rows = new Map<string, Row>();
  /** The container; what stands for it while there is none. */
  home: Element | DocumentFragment;
  /** What stands behind the rows; null at the end. */
  #end: Node | null = null;
  #limit = 0;
  /** Whether all of it went since somebody looked: what comes then is begun at its end. */
  isAnew = false;

  constructor(scene: Scene) {
    // Nobody outside knows their blocks and templates by numbers.
    this.#scene = Object.create(scene, {
      blocks: { value: { open: (start: Node) => this.#open(start) } },
      templates: { value: [], writable: true },
      rich: { value: rich, writable: true },
    });
    this.home = createDocumentFragment(scene.document);
  }

  #open(start: Node): Node[] {
    const block = [start];
    this.#scene.opened ??= block;
    return block;
  }

  /** Takes its place in a container: with the rows that stand there, and those that waited. */
  enter(container: Element): void {
    const there = [...childNodes(container)].filter((node): node is Element =>
      isElement(node) && getAttribute(node, ROW_KEY) !== null
    );
    const last = there.at(-1);
    for (const element of there) {
      const key = getAttribute(element, ROW_KEY) as string;
      if (this.#rows.get(key)?.element !== element) this.#rows.set(key, { element });
    }
    this.#end = last ? nextSibling(last) : firstChild(container);
    if (this.home !== container) {
      const rows = [...childNodes(this.home)].filter((node) => this.#isRow(node));
      for (const row of rows) insertBefore(container, row, this.#end);
    }
    this.home = container;
  }

  /** Leaves its container: rows wait for another one. */
  leave(): void {
    const { home } = this;
    this.home = createDocumentFragment(this.#scene.document);
    this.#end = null;
    for (const node of [...childNodes(home)]) {
      if (this.#isRow(node)) insertBefore(this.home, node, null);
    }
  }

  /** Does what the server asks for: `code, …` in turn. */
  take(operations: readonly unknown[]): void {
    let at = 0;
    const next = (): unknown => operations[at++];
    while (at < operations.length) this.#do(next() as number, next);
  }

  #do(code: number, next: () => unknown): void {
    switch (code) {
      case STREAM.reset:
        for (const key of [...this.#rows.keys()]) this.#drop(key);
        this.isAnew = true;
        break;
      case STREAM.remove:
        this.#drop(next() as string);
        break;
      case STREAM.limit:
        this.#limit = next() as number;
        this.#prune(true);
        break;
      case STREAM.define:
        rich.define(this.#scene, next() as Definition[]);
        break;
      case STREAM.forget:
        this.#scene.templates = [];
        break;
      case STREAM.text:
        this.#write(next() as number, next() as string);
        break;
      default: {
        const place = code === STREAM.insert ? next() as number : code === STREAM.prepend ? 0 : -1;
        this.#put(next() as string, next(), place);
      }
    }
  }

  /** A row comes at a place, -1 for the end; one that is there becomes this. */
  #put(key: string, content: unknown, place: number): void {
    const row = this.#found(key);
    if (row && renewRow(this.#scene, row, content)) return;
    const made = makeRow(this.#scene, this.home, key, content);
    this.#rows.set(key, made);
    if (row) {
      insertBefore(this.home, made.element, row.element);
      return remove(row.element);
    }
    insertBefore(this.home, made.element, place < 0 ? this.#behind : this.#at(place));
    this.#prune(place !== 0);
  }

  /** The node before which a row of this place stands. */
  #at(place: number): Node | null {
    const behind = this.#behind;
    let node = firstChild(this.home);
    for (; node && node !== behind; node = nextSibling(node)) {
      if (this.#isRow(node) && place-- === 0) return node;
    }
    return behind;
  }

  /** Lets go of rows that are too many, at one end. */
  #prune(isFromStart: boolean): void {
    const { home } = this;
    while (this.#limit && this.#count > this.#limit) {
      const end = this.#behind;
      let node = isFromStart ? firstChild(home) : end ? previousSibling(end) : lastChild(home);
      while (node && !this.#keyOf(node)) {
        node = isFromStart ? nextSibling(node) : previousSibling(node);
      }
      if (node) this.#drop(this.#keyOf(node) as string);
      // Others took some of them out.
      else return [...this.#rows.keys()].forEach((key) => this.#found(key));
    }
  }

  /** How many rows there are, without the text. */
  get #count(): number {
    return this.#rows.size - Number(this.#rows.has(STREAM_KEY.text));
  }

  #write(way: number, text: string): void {
    let row = this.#found(STREAM_KEY.text);
    if (!row) {
      row = makeRow(this.#scene, this.home, STREAM_KEY.text, "");
      this.#rows.set(STREAM_KEY.text, row);
      insertBefore(this.home, row.element, this.#endNow);
    }
    const { element } = row;
    // A parser may have cut it into several.
    const node = way === STREAM_TEXT.append ? lastChild(element) : firstChild(element);
    if (way === STREAM_TEXT.replace || !isText(node)) element.textContent = text;
    else if (way === STREAM_TEXT.append) node.appendData(text);
    else node.insertData(0, text);
  }

  #drop(key: string): void {
    const row = this.#rows.get(key);
    this.#rows.delete(key);
    if (row) remove(row.element);
  }

  /** A row that is in its place; others may have taken it out. */
  #found(key: string): Row | undefined {
    const row = this.#rows.get(key);
    if (row && parentNode(row.element) === this.home) return row;
    this.#rows.delete(key);
    return undefined;
  }

  /** The key of a node that is a row of this stream. */
  #keyOf(node: Node): string | null {
    const key = isElement(node) ? getAttribute(node, ROW_KEY) : null;
    return key !== null && this.#rows.get(key)?.element === node ? key : null;
  }

  #isRow(node: Node): boolean {
    return this.#keyOf(node) !== null;
  }

  /** What stands behind the rows: its text, or what the template has there. */
  get #behind(): Node | null {
    return this.#found(STREAM_KEY.text)?.element ?? this.#endNow;
  }

  get #endNow(): Node | null {
    return this.#end && parentNode(this.#end) === this.home ? this.#end : null;
  }
}
