/** A model that speaks the protocol of chat completions, as most servers of models do. */

import { type Model, ModelError, type Turn } from "./model.ts";
import { ServerEvents } from "./server_events.ts";

/** Where a model is, and how long it may be silent. */
export interface ChatCompletionsOptions {
  /** With or without `/chat/completions` at its end. */
  readonly url: string;
  /** Servers of one's own ask for none. */
  readonly key?: string | undefined;
  readonly name: string;
  /** Milliseconds until the first word, and from each to the next. */
  readonly patience?: number;
}

/** What a piece of a stream says, as far as it is read. */
interface Piece {
  readonly choices?: readonly {
    readonly delta?: { readonly content?: string | null };
    readonly message?: { readonly content?: string | null };
    readonly finish_reason?: string | null;
  }[];
  readonly error?: { readonly message?: string } | string;
}

/** A model behind an address. */
export class ChatCompletions implements Model {
  readonly name: string;
  readonly #url: string;
  readonly #key: string | undefined;
  readonly #patience: number;

  constructor({ url, key, name, patience = 30_000 }: ChatCompletionsOptions) {
    const base = url.replace(/\/+$/, "");
    this.#url = base.endsWith("/chat/completions") ? base : `${base}/chat/completions`;
    this.#key = key;
    this.name = name;
    this.#patience = patience;
  }

  async *answer(turns: readonly Turn[], signal: AbortSignal): AsyncGenerator<string> {
    const silence = new Silence(this.#patience);
    const either = AbortSignal.any([signal, silence.signal]);
    try {
      const response = await this.#ask(turns, either);
      silence.heard();
      if (/\bjson\b/.test(response.headers.get("content-type") ?? "")) {
        yield wordsOf(await response.json()).text;
        return;
      }
      yield* streamed(response, silence);
    } catch (error) {
      if (signal.aborted) return;
      if (silence.signal.aborted) {
        throw new ModelError(
          `The model said nothing for ${this.#patience / 1_000} s: try again, or ask a faster one`,
        );
      }
      if (error instanceof ModelError) throw error;
      throw new ModelError("The line to the model broke: try again", { cause: error });
    } finally {
      silence.end();
    }
  }

  async #ask(turns: readonly Turn[], signal: AbortSignal): Promise<Response> {
    const response = await fetch(this.#url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: "text/event-stream",
        ...(this.#key ? { Authorization: `Bearer ${this.#key}` } : {}),
      },
      body: JSON.stringify({
        model: this.name,
        stream: true,
        messages: turns.map(({ role, text }) => ({ role, content: text })),
      }),
      signal,
    });
    if (response.ok && response.body) return response;
    // What it says may hold the key, or another's words: the page is told what it can do.
    await response.body?.cancel();
    throw new ModelError(refusalOf(response.status, this.name));
  }
}

/** The words of a stream. One that breaks off before it says that it is done has failed. */
async function* streamed(response: Response, silence: Silence): AsyncGenerator<string> {
  const events = new ServerEvents();
  const body = response.body?.pipeThrough(new TextDecoderStream());
  let isDone = false;
  // Whoever stops to listen closes the stream, and with it the connection.
  for await (const chunk of body ?? []) {
    // Whoever listens may take their time: that is no silence of the model's.
    silence.end();
    for (const data of events.push(chunk)) {
      if (data === "[DONE]") return;
      const { text, isLast } = wordsOf(JSON.parse(data));
      isDone ||= isLast;
      if (text !== "") yield text;
    }
    silence.heard();
  }
  if (!isDone) throw new ModelError("The model stopped in the middle: try again");
}

/** What a piece adds to the answer. */
function wordsOf({ choices = [], error }: Piece): { text: string; isLast: boolean } {
  if (error !== undefined) throw new ModelError("The model failed while it answered: try again");
  const [first] = choices;
  const text = first?.delta?.content ?? first?.message?.content ?? "";
  return { text, isLast: (first?.finish_reason ?? null) !== null };
}

function refusalOf(status: number, name: string): string {
  switch (status) {
    case 401:
    case 403:
      return "The model does not know who asks: check MODEL_KEY";
    case 404:
      return `There is no model "${name}" at this address: check MODEL_URL and MODEL_NAME`;
    case 413:
    case 400:
      return `The model does not take this conversation (${status}): begin another one`;
    case 429:
      return "The model is asked too much: wait a little, and try again";
    default:
      return `The model cannot answer now (${status}): try again`;
  }
}

/** Ends a wait in which nothing is heard for too long. */
class Silence {
  readonly #controller = new AbortController();
  readonly #patience: number;
  #timer: ReturnType<typeof setTimeout>;

  constructor(patience: number) {
    this.#patience = patience;
    this.#timer = this.#wait();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  heard(): void {
    this.end();
    this.#timer = this.#wait();
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #wait(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#controller.abort(), this.#patience);
  }
}
