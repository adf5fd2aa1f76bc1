/** A place in a template's statics: moves on, and says what is wrong where it stands. */

import { type Statics, TemplateError } from "../value/mod.ts";

const NAME = /[^\s"'<>/=?]/;

/** One pass over the statics. */
export class Cursor {
  readonly #statics: Statics;
  #index = 0;
  #at = 0;
  #text: string;

  constructor(statics: Statics) {
    this.#statics = statics;
    this.#text = statics[0] ?? "";
  }

  /** Whether a hole, or the template's end, comes next. */
  get isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Whether no hole follows. */
  get isLast(): boolean {
    return this.#index === this.#statics.length - 1;
  }

  /** Whether a hole stands right here. */
  get isAtHole(): boolean {
    return this.isAtEnd && !this.isLast;
  }

  /** The index of the next hole. */
  get hole(): number {
    return this.#index;
  }

  /** The character `ahead` of here, or undefined. */
  peek(ahead: number = 0): string | undefined {
    return this.#text[this.#at + ahead];
  }

  startsWith(text: string): boolean {
    return this.#text.startsWith(text, this.#at);
  }

  skip(length: number): void {
    this.#at += length;
  }

  /** Goes behind the hole at the end of this static and returns the hole's index. */
  passHole(): number {
    const hole = this.#index++;
    this.#text = this.#statics[this.#index] ?? "";
    this.#at = 0;
    return hole;
  }

  /** The text up to another, which may be in any case; undefined, and at the end, without it. */
  until(end: string): string | undefined {
    const at = this.#text.toLowerCase().indexOf(end, this.#at);
    if (at < 0) {
      this.#at = this.#text.length;
      return undefined;
    }
    return this.#take(at);
  }

  /** The text up to another, or all that is left before the next hole. */
  upTo(end: string): string {
    const at = this.#text.toLowerCase().indexOf(end, this.#at);
    return this.#take(at < 0 ? this.#text.length : at);
  }

  /** What a sticky expression matches here. */
  match(expression: RegExp): RegExpExecArray | null {
    expression.lastIndex = this.#at;
    const match = expression.exec(this.#text);
    if (match) this.#at += match[0].length;
    return match;
  }

  /** A name, which may be empty. */
  word(): string {
    let end = this.#at;
    while (end < this.#text.length && NAME.test(this.#text[end] ?? "")) end++;
    return this.#take(end);
  }

  space(): void {
    while (/\s/.test(this.#text[this.#at] ?? "")) this.#at++;
  }

  /** Throws with the template and this spot. */
  fail(what: string, mend: string): never {
    throw new TemplateError(this.#statics, this.#index, this.#at, what, mend);
  }

  #take(end: number): string {
    const text = this.#text.slice(this.#at, end);
    this.#at = end;
    return text;
  }
}
