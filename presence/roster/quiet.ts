/** People who may come without a word: they were there before, as far as anybody can know. */

/** For how long people whose node was down may come back without a word. */
export const QUIET = 60_000;
/** Why: they were there before this process looked, or were told to have left when their node was down. */
export type QuietWhy = "there" | "left";

/** Who may come quietly, and for how long. */
export class Quiet {
  readonly #people = new Map<string, { readonly until: number; readonly why: QuietWhy }>();
  /** Nodes that were down, and whom they had: what is heard of one later may be older than that. */
  readonly #nodes = new Map<string, { readonly until: number; readonly users: Set<string> }>();

  /** Somebody may come without a word for a while. */
  hush(user: string, now: number, why: QuietWhy): void {
    this.#people.set(user, { until: now + QUIET, why });
  }

  /** A node was down, and had these people. */
  down(node: string, users: Set<string>, now: number): void {
    this.#nodes.set(node, { until: now + QUIET, users });
  }

  /** Somebody comes who is nowhere else: of a node that was down without a word, wherever they went. */
  comes(node: string, user: string): void {
    const { until, users } = this.#nodes.get(node) ?? {};
    // Once: who comes again after that has come anew.
    if (until && users?.delete(user)) this.#people.set(user, { until, why: "left" });
  }

  /** Whether and why somebody came without a word; it is over with that. */
  take(user: string): QuietWhy | undefined {
    const quiet = this.#people.get(user);
    this.#people.delete(user);
    return quiet?.why;
  }

  /** What is over by now is forgotten. */
  expire(now: number): void {
    for (const all of [this.#people, this.#nodes]) {
      for (const [key, { until }] of all) if (until <= now) all.delete(key);
    }
  }
}
