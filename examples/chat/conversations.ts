/** Conversations of visitors, as a database would keep them: here the memory of the process does. */

/** What somebody said, or what answered it. */
export interface Message {
  readonly id: number;
  readonly role: "user" | "assistant";
  text: string;
  /** `writing` while tokens come; of a `failed` one `problem` says why. */
  state: "done" | "writing" | "stopped" | "failed";
  problem?: string;
}

/** A run of messages. */
export interface Conversation {
  readonly id: number;
  title: string;
  messages: Message[];
}

/** So many visitors; who has been away the longest is forgotten first. */
const MOST_VISITORS = 500;

/** What is kept of all visitors. */
export class Conversations {
  readonly #kept = new Map<string, Conversation[]>();

  /** Those of a visitor, or a first one. */
  of(visitor: string): Conversation[] {
    const found = structuredClone(this.#kept.get(visitor) ?? []);
    for (const { messages } of found) interrupted(messages);
    return found.length > 0 ? found : [conversation(1)];
  }

  /** Keeps them. Of two tabs that change theirs the last one wins. */
  keep(visitor: string, conversations: readonly Conversation[]): void {
    this.#kept.delete(visitor);
    this.#kept.set(visitor, structuredClone([...conversations]));
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > MOST_VISITORS && oldest !== undefined) this.#kept.delete(oldest);
  }
}

/** A conversation in which nothing was said. */
export function conversation(id: number): Conversation {
  return { id, title: "Untitled", messages: [] };
}

/** Nobody writes any more what was being written: its process has gone, or its page. */
export function interrupted(messages: readonly Message[]): void {
  for (const message of messages) if (message.state === "writing") message.state = "stopped";
}

/** The number after the largest one. */
export function nextId(list: readonly { readonly id: number }[]): number {
  return Math.max(0, ...list.map(({ id }) => id)) + 1;
}
