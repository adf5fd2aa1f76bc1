/** Script of a model: answers that it has by heart, a few letters at a time. */

import { type Model, ModelError, type Turn } from "./model.ts";
import { ANSWERS, OTHER } from "./answers.ts";

/** How a script speaks. */
export interface ScriptOptions {
  /** Milliseconds from one piece to the next. */
  readonly pause?: number;
}

/** A model that needs no address. */
export class Script implements Model {
  readonly name = "a script";
  readonly #pause: number;
  /** A page that asks again gets an answer. */
  #hasFailed = false;

  constructor({ pause = 30 }: ScriptOptions = {}) {
    this.#pause = pause;
  }

  async *answer(turns: readonly Turn[], signal: AbortSignal): AsyncGenerator<string> {
    const question = turns.findLast(({ role }) => role === "user")?.text.toLowerCase() ?? "";
    const { text } = ANSWERS.find(({ words }) => words.test(question)) ?? OTHER;
    const pieces = tokensOf(text);
    const fails = /\bfail\b/.test(question) && (this.#hasFailed = !this.#hasFailed);
    for (const [index, piece] of pieces.entries()) {
      await pause(this.#pause, signal);
      if (signal.aborted) return;
      if (fails && index === 20) throw new ModelError("You asked for it: try again");
      yield piece;
    }
  }
}

/** A text in pieces such as models have: some letters, with the white space before them. */
export function tokensOf(text: string): string[] {
  return text.match(/\s*[^\s]{1,5}|\s+$/g) ?? [];
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal.addEventListener("abort", end);
  });
}
