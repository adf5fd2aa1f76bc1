/** A model that says what a test has it say. */

import type { Model, Turn } from "../../examples/chat/models/model.ts";

/** One answer under way. */
export interface Saying {
  readonly turns: readonly Turn[];
  readonly signal: AbortSignal;
  say(piece: string): void;
  end(): void;
  fail(error: Error): void;
}

/** The model. */
export class Hand implements Model {
  readonly name = "a hand";
  /** All answers that it was asked for. */
  readonly answers: Saying[] = [];

  get last(): Saying {
    const last = this.answers.at(-1);
    if (!last) throw new Error("Nobody has asked for an answer");
    return last;
  }

  async *answer(turns: readonly Turn[], signal: AbortSignal): AsyncGenerator<string> {
    const pieces: (string | Error | undefined)[] = [];
    let wake = (): void => {};
    const put = (piece: string | Error | undefined): void => {
      pieces.push(piece);
      wake();
    };
    signal.addEventListener("abort", () => wake());
    this.answers.push({ turns, signal, say: put, end: () => put(undefined), fail: put });
    while (!signal.aborted) {
      if (pieces.length === 0) {
        await new Promise<void>((resolve) => wake = resolve);
        continue;
      }
      const piece = pieces.shift();
      if (piece === undefined) return;
      if (piece instanceof Error) throw piece;
      yield piece;
    }
  }
}
