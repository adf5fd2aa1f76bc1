/** Failures of a form: what handlers found wrong, and that more came than it takes. */

/** What is wrong that no schema says. */
export class Failures {
  readonly #messages = new Map<string, readonly string[]>();
  /** Why nothing was taken of what was told last; empty where it was. */
  excess = "";

  /** The fields that have some. */
  get paths(): string[] {
    return [...this.#messages.keys(), ...(this.excess === "" ? [] : [""])];
  }

  /** What a snapshot keeps. */
  get data(): readonly (readonly [path: string, messages: readonly string[]])[] {
    return [...this.#messages];
  }

  /** Those of a field; the whole form is "". */
  at(path: string): readonly string[] {
    const messages = this.#messages.get(path) ?? [];
    return path === "" && this.excess !== "" ? [...messages, this.excess] : messages;
  }

  /** One more, said once. */
  add(path: string, message: string): void {
    const before = this.#messages.get(path) ?? [];
    if (!before.includes(message)) this.#messages.set(path, [...before, message]);
  }

  /** A field holds something else. */
  delete(path: string): void {
    this.#messages.delete(path);
  }

  /** All is judged anew. */
  clear(): void {
    this.#messages.clear();
  }

  /** Takes back what a snapshot has kept. */
  restore(data: Failures["data"]): void {
    for (const [path, messages] of data) this.#messages.set(path, messages);
  }
}
