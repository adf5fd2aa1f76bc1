/** The part of a list whose rows came, went or moved: matched by key, rendered, and written as edits. */

import { CONTENT, type ContentArray, OP } from "../../protocol/mod.ts";
import { writeRun } from "./edits.ts";
import { growRow, type List, warnDuplicates } from "./list.ts";
import type { Slot } from "../template/mod.ts";
import { diffRow } from "./row_diff.ts";
import type { Source } from "./source.ts";
import { FRESH, Rows, spliced } from "./rows.ts";
import { stableOf } from "./stable.ts";
import type { Writer } from "./write.ts";

/** What lies between the equal ends of a list: rows from `start` to `oldEnd` become those to `newEnd`. */
export class Reorder {
  readonly #list: List;
  readonly #slot: Slot;
  readonly #block: number;
  readonly #writer: Writer;
  readonly #next: Source;
  readonly #start: number;
  readonly #oldEnd: number;
  readonly #newEnd: number;
  /** Old index of each new row, or FRESH where its template is another one, or it was not there. */
  #source: number[] = [];
  /** Rows go by place: none moves. */
  #placed = false;

  constructor(
    list: List,
    slot: Slot,
    block: number,
    writer: Writer,
    next: Source,
    start: number,
    oldEnd: number,
    newEnd: number,
  ) {
    this.#list = list;
    this.#slot = slot;
    this.#block = block;
    this.#writer = writer;
    this.#next = next;
    this.#start = start;
    this.#oldEnd = oldEnd;
    this.#newEnd = newEnd;
  }

  /** Makes the list what it is to be. */
  run(): void {
    const list = this.#list;
    const newKeys = this.#match();
    const fresh = this.#render();
    const gone = this.#gone();
    const survivors = this.#start + (list.rows.length - this.#oldEnd) +
      (this.#oldEnd - this.#start - gone.length);
    const goneIds = gone.map((index) => list.ids[index] as number);
    const oldIds = this.#source.map((index) => index < 0 ? 0 : list.ids[index] as number);
    const [start, end] = [this.#start, this.#oldEnd];
    if (list.keys && newKeys) list.keys = spliced(list.keys, start, end, newKeys);
    list.ids = spliced(list.ids, start, end, oldIds);
    list.rows.splice(start, end, list.rows.pick(this.#source, fresh));
    const writer = this.#writer;
    if (list.keys && writer.scope.development) warnDuplicates(list.keys, writer.scope);
    if (survivors === 0) {
      writer.op(this.#block, this.#slot.anchor, list.write(writer));
      return;
    }
    for (const id of goneIds) writer.bare(id, OP.remove);
    this.#writeEdits();
  }

  /** Finds the old row of each new one, by key or by place; returns the keys. */
  #match(): unknown[] | undefined {
    const start = this.#start;
    const count = this.#newEnd - start;
    const keys = this.#list.keys;
    const newKeys: unknown[] = new Array(keys ? count : 0);
    if (keys) {
      for (let i = 0; i < count; i++) newKeys[i] = this.#next.key(start + i);
    }
    if (this.#oldEnd === start || count === 0) {
      this.#placed = true;
      this.#source = new Array(count).fill(FRESH);
    } else if (!keys || !this.#matchAll(keys, newKeys)) {
      this.#placed = true;
      this.#source = Array.from(
        { length: count },
        (_, i) => start + i < this.#oldEnd ? start + i : FRESH,
      );
    }
    return keys && newKeys;
  }

  /** By a map of all keys; false when a key stands twice. */
  #matchAll(keys: readonly unknown[], newKeys: readonly unknown[]): boolean {
    const places = new Map<unknown, number>();
    for (let i = this.#start; i < this.#oldEnd; i++) places.set(keys[i], i);
    const unique = places.size === this.#oldEnd - this.#start &&
      new Set(newKeys).size === newKeys.length;
    if (!unique) {
      if (this.#writer.scope.development) {
        warnDuplicates(newKeys, this.#writer.scope);
      }
      return false;
    }
    this.#source = newKeys.map((key) => places.get(key) ?? FRESH);
    return true;
  }

  /** Renders every row: old ones are compared in place, fresh ones are grown and returned. */
  #render(): Rows {
    const list = this.#list;
    const writer = this.#writer;
    const source = this.#source;
    const fresh = new Rows();
    if (this.#oldEnd === this.#start) fresh.reserve(source.length);
    for (let i = 0; i < source.length; i++) {
      const row = this.#next.take(this.#start + i);
      const from = source[i] as number;
      if (from !== FRESH && diffRow(list, from, row, writer)) continue;
      source[i] = FRESH;
      growRow(fresh, row, this.#slot, writer.scope);
    }
    return fresh;
  }

  /** Old rows that no new one continues. */
  #gone(): number[] {
    const used = new Uint8Array(this.#oldEnd - this.#start);
    for (const from of this.#source) {
      if (from !== FRESH) used[from - this.#start] = 1;
    }
    const gone: number[] = [];
    for (let i = 0; i < used.length; i++) {
      if (used[i] === 0) gone.push(this.#start + i);
    }
    return gone;
  }

  /** Runs of rows that moved or came, each put before the stable row that follows it. */
  #writeEdits(): void {
    const source = this.#source;
    const stable = this.#placed ? undefined : stableOf(source);
    const stays = (i: number): boolean =>
      stable ? stable[i] === true : source[i] === this.#start + i;
    const edits: ContentArray = [CONTENT.edits];
    for (let i = 0; i < source.length; i++) {
      if (stays(i)) continue;
      let end = i + 1;
      while (end < source.length && !stays(end)) end++;
      const from = this.#start + i;
      writeRun(this.#list, from, this.#start + end, this.#writer, edits);
      i = end;
    }
    if (edits.length > 1) {
      this.#writer.op(this.#block, this.#slot.anchor, edits);
    }
  }
}
