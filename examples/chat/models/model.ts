/** Model: what answers a conversation, piece by piece. */

/** What was said so far, by whom. */
export interface Turn {
  readonly role: "user" | "assistant";
  readonly text: string;
}

/** What answers a conversation, piece by piece. */
export interface Model {
  readonly name: string;
  /** Ends early, or throws, once the signal is aborted. */
  answer(turns: readonly Turn[], signal: AbortSignal): AsyncIterable<string>;
}

/** A failure that can be told to who asked, with what to do about it. */
export class ModelError extends Error {
  override readonly name = "ModelError";
}
