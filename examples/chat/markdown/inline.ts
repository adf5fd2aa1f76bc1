/** Inline Markdown: emphasis, code, links. What is not finished at the end of a text is text, or goes on. */

import { type Bracket, emphasised, type Piece, pushInline } from "./emphasis.ts";
import { safeAddress } from "./urls.ts";

/** A piece of a line. */
export type Inline =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "code"; readonly text: string }
  | { readonly type: "break" }
  | { readonly type: "strong" | "emphasis" | "deleted"; readonly children: readonly Inline[] }
  | { readonly type: "link"; readonly href: string; readonly children: readonly Inline[] };

/** Whether more of the text may come: what is open at its end is shown as if it were closed there. */
export type Ending = "open" | "closed";

/** Longer than this nobody emphasises: it is shown as it is. */
const LONGEST = 16_000;

const PLAIN = /[^\\`*_~[\]!<h\n&]+/y;
const WEB = /https?:\/\/[^\s<>"'`\])]*[^\s<>"'`\]).,:;!?*_~]/y;
const WEB_OPEN = /https?:\/\/[^\s<>"'`\])]*$/y;
const POINTED = /<([a-z][a-z0-9+.-]*:[^\s<>]*)>/iy;
/** White space in it is counted: where it may go to several parts, long runs would be tried in all ways. */
const TARGET =
  /\(\s{0,9}(?:<([^<>\n]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))(?:\s{1,9}(?:"[^"]*"|'[^']*'))?\s{0,9}\)/y;
/** A target of which the end has not come. */
const TARGET_OPEN =
  /\(\s{0,9}<?[^\s()]*(?:\([^\s()]*\)[^\s()]*)*(?:\([^\s()]*)?(?:\s{1,9}["'][^\n]*)?$/y;
const ESCAPED = /[!-/:-@[-`{-~]/;
const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&nbsp;": "\u00a0",
};
const ENTITY = /&(?:amp|lt|gt|quot|nbsp);/y;

/** Parses the inside of a block. */
export function parseInline(text: string, ending: Ending): Inline[] {
  if (text.length > LONGEST) return [{ type: "text", text }];
  return new Scan(text, ending).run();
}

/** One way through a text. */
class Scan {
  readonly #text: string;
  readonly #ending: Ending;
  readonly #pieces: Piece[] = [];
  /** Where in the pieces brackets stand that nothing has closed. */
  #brackets: number[] = [];
  #at = 0;

  constructor(text: string, ending: Ending) {
    this.#text = text;
    this.#ending = ending;
  }

  run(): Inline[] {
    while (this.#at < this.#text.length) this.#step();
    return emphasised(this.#pieces, this.#ending);
  }

  #step(): void {
    const char = this.#text[this.#at] as string;
    switch (char) {
      case "\\":
        return this.#escape();
      case "`":
        return this.#code();
      case "*":
      case "_":
      case "~":
        return this.#mark(char);
      case "[":
        return this.#bracket(1, false);
      case "!":
        return this.#text[this.#at + 1] === "[" ? this.#bracket(2, true) : this.#put("!", 1);
      case "]":
        return this.#close();
      case "<":
      case "h":
        return this.#address();
      case "\n":
        return this.#line();
      case "&": {
        const [entity] = this.#match(ENTITY) ?? [];
        return entity ? this.#put(ENTITIES[entity] ?? entity, entity.length) : this.#put("&", 1);
      }
      default: {
        const [plain = char] = this.#match(PLAIN) ?? [];
        return this.#put(plain, plain.length);
      }
    }
  }

  /** Adds a text, and goes on behind so many characters. */
  #put(text: string, length: number): void {
    this.#at += length;
    pushInline(this.#pieces, { type: "text", text });
  }

  #add(piece: Piece, length: number): void {
    this.#at += length;
    this.#pieces.push(piece);
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    return pattern.exec(this.#text);
  }

  #escape(): void {
    const next = this.#text[this.#at + 1];
    if (next === "\n") return this.#add({ type: "break" }, 2);
    if (next !== undefined && ESCAPED.test(next)) this.#put(next, 2);
    // What it escapes may be still to come.
    else if (next === undefined && this.#ending === "open") this.#at++;
    else this.#put("\\", 1);
  }

  #code(): void {
    const [ticks = "`"] = this.#match(/`+/y) ?? [];
    const from = this.#at + ticks.length;
    const closing = new RegExp(`(?<!\`)${ticks}(?!\`)`, "g");
    closing.lastIndex = from;
    const end = closing.exec(this.#text)?.index;
    if (end === undefined && (this.#ending === "closed" || from === this.#text.length)) {
      // At the open end they are held back: more of them may come, or code.
      return this.#put(this.#ending === "open" ? "" : ticks, ticks.length);
    }
    let code = this.#text.slice(from, end).replaceAll("\n", " ");
    // Ticks at the open end belong to the mark that closes it, or are more of the code.
    if (end === undefined) code = code.replace(/`+$/, "");
    else if (/^ .*[^ ].* $/.test(code)) code = code.slice(1, -1);
    this.#add({ type: "code", text: code }, 0);
    this.#at = end === undefined ? this.#text.length : end + ticks.length;
  }

  #mark(char: string): void {
    const start = this.#at;
    let end = start;
    while (this.#text[end] === char) end++;
    const before = this.#text[start - 1] ?? " ";
    const after = this.#text[end] ?? " ";
    const left = !/\s/.test(after) &&
      (!isPunctuation(after) || /\s/.test(before) || isPunctuation(before));
    const right = !/\s/.test(before) &&
      (!isPunctuation(before) || /\s/.test(after) || isPunctuation(after));
    const isWord = char === "_";
    const opens = left && (!isWord || !right || isPunctuation(before));
    const closes = right && (!isWord || !left || isPunctuation(after));
    const count = end - start;
    // At the open end a mark says nothing yet: it closes what is open, or waits for what follows.
    const isLast = end === this.#text.length && this.#ending === "open";
    if (isLast && !closes) this.#at = end;
    else if (char === "~" && count !== 2) this.#put("~".repeat(count), count);
    else this.#add({ type: "mark", char, count, opens, closes, isLast }, count);
  }

  #bracket(length: number, isImage: boolean): void {
    this.#brackets.push(this.#pieces.length);
    this.#add({ type: "bracket", isImage }, length);
  }

  #close(): void {
    const from = this.#brackets.pop();
    if (from === undefined) return this.#put("]", 1);
    this.#at++;
    const target = this.#match(TARGET);
    const isOpen = !target && this.#ending === "open" && this.#match(TARGET_OPEN) !== null;
    if (!target && !isOpen) return this.#put("]", 0);
    const inside = emphasised(this.#pieces.splice(from + 1), "closed");
    const bracket = this.#pieces.pop() as Bracket;
    const children = inside.length > 0 || !bracket.isImage
      ? inside
      : [{ type: "text", text: "image" } as const];
    if (isOpen) {
      this.#pieces.push(...children);
      this.#at = this.#text.length;
      return;
    }
    const href = safeAddress(target?.[1] ?? target?.[2] ?? "");
    // A picture is not loaded from where a text says: it would tell that place what was asked.
    if (href === undefined) this.#pieces.push(...children);
    else this.#pieces.push({ type: "link", href, children });
    this.#at += target?.[0].length ?? 0;
    // A link in a link there is not.
    if (!bracket.isImage) this.#brackets = [];
  }

  #address(): void {
    const pointed = this.#match(POINTED);
    const isWord = /\w/.test(this.#text[this.#at - 1] ?? " ");
    // At the open end it may grow with every token: so far it is text, all of it.
    const growing = isWord || this.#ending === "closed" ? null : this.#match(WEB_OPEN);
    if (growing) return this.#put(growing[0], growing[0].length);
    const bare = isWord ? null : this.#match(WEB);
    const given = pointed?.[1] ?? bare?.[0];
    const href = given === undefined ? undefined : safeAddress(given);
    const length = (pointed ?? bare)?.[0].length ?? 1;
    if (given === undefined || href === undefined || this.#brackets.length > 0) {
      return this.#put(this.#text.slice(this.#at, this.#at + length), length);
    }
    const text = given.replace(/^mailto:/i, "");
    this.#add({ type: "link", href, children: [{ type: "text", text }] }, length);
  }

  #line(): void {
    const last = this.#pieces.at(-1);
    const isHard = last?.type === "text" && last.text.endsWith("  ");
    if (last?.type === "text") {
      this.#pieces[this.#pieces.length - 1] = { type: "text", text: last.text.trimEnd() };
    }
    if (isHard) this.#add({ type: "break" }, 1);
    else this.#put("\n", 1);
  }
}

function isPunctuation(char: string): boolean {
  return /[\p{P}\p{S}]/u.test(char);
}
