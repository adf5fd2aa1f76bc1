/** Markdown that grows: a parser that keeps what it has seen, and looks again at the last line only. */

import type { Child } from "@djust/live";
import { blocksOf, type Body, closed, EMPTY } from "./blocks.ts";
import { isInCode, mayBeTable, withLine } from "./lines.ts";
import { shown } from "./shown.ts";

/** A text in Markdown to which more may come. */
export class Markdown {
  /** What the whole lines came to. */
  #body: Body = EMPTY;
  /** The line that has not ended. */
  #line = "";
  #state: "open" | "ended" = "open";
  #content: Child | undefined = undefined;

  /** Adds what came. */
  append(text: string): void {
    if (text === "") return;
    if (this.#state === "ended") throw new Error("Cannot append: the text has ended; make another");
    this.#content = undefined;
    const lines = (this.#line + text).split("\n");
    this.#line = lines.pop() ?? "";
    for (const line of lines) this.#body = withLine(this.#body, tidy(line));
  }

  /** Nothing more comes: what is still open is what it is. */
  end(): void {
    if (this.#state === "ended") return;
    this.#state = "ended";
    this.#content = undefined;
    if (this.#line !== "") this.#body = withLine(this.#body, tidy(this.#line));
    this.#line = "";
    this.#body = closed(this.#body);
  }

  /** What is to be shown, for a hole of a template. */
  get content(): Child {
    return this.#content ??= blocksOf(this.#soFar, "open").showMany(shown);
  }

  /** The blocks with the line that has not ended, as if it had. */
  get #soFar(): Body {
    const line = tidy(this.#line);
    return isHeld(line, this.#body) ? this.#body : withLine(this.#body, line);
  }
}

/** A text in Markdown that is all there. */
export function markdown(text: string): Child {
  const all = new Markdown();
  all.append(text);
  all.end();
  return all.content;
}

/** A line without its end, tabs as blanks, and half a surrogate pair left out until its half comes. */
function tidy(line: string): string {
  return line.replace(/\r$/, "").replace(/^[\t ]+/, (blank) => blank.replaceAll("\t", "    "))
    .replace(/[\ud800-\udbff]$/, "");
}

/** Whether nobody can tell yet what a line is the beginning of. */
function isHeld(line: string, body: Body): boolean {
  const text = line.trim();
  if (text === "") return true;
  if (isInCode(body)) return /^(?:`+|~+)$/.test(text);
  if (mayBeTable(body) && /^[|:\-\s]+$/.test(text)) return true;
  return text.length < 12 && /^(?:[-*_>#`~+=|\s]+|\d+[.)]?)$/.test(text);
}
