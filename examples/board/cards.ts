/** Cards of the team, in Deno KV: every process sees the same ones. */

/// <reference lib="deno.unstable" />

export const COLUMNS = ["Ideas", "Doing", "Done"] as const;
export type Column = (typeof COLUMNS)[number];

export interface Card {
  readonly id: string;
  readonly title: string;
  readonly column: Column;
  /** Cards of a column stand by it. */
  readonly rank: number;
  /** Of the lock under which it was written last: a later holder makes an earlier one's void. */
  readonly token: number;
}

const FIRST: readonly (readonly [title: string, column: Column])[] = [
  ["Say hello to the team", "Done"],
  ["Open this board in a second window", "Doing"],
  ["Edit one card in both", "Ideas"],
  ["Drag a card, or move it by its arrows", "Ideas"],
];

/** More cards than anybody reads. */
const MOST = 100;

export class Cards {
  readonly #path: string;
  #opened: Promise<Deno.Kv> | undefined;

  /** A file, or `":memory:"`. */
  constructor(path: string) {
    this.#path = path;
  }

  async all(): Promise<Card[]> {
    const kv = await this.#kv();
    const cards: Card[] = [];
    for await (const { value } of kv.list<Card>({ prefix: ["board", "cards"] })) cards.push(value);
    return cards.sort((one, other) => one.rank - other.rank);
  }

  /** False where there are too many. */
  async add(title: string, column: Column): Promise<boolean> {
    if ((await this.all()).length >= MOST) return false;
    await this.#write({ id: crypto.randomUUID(), title, column, rank: Date.now(), token: 0 });
    return true;
  }

  /** Changes a card; false where it is gone, or was written under a later lock. */
  async change(id: string, changes: Partial<Card>): Promise<boolean> {
    const kv = await this.#kv();
    const entry = await kv.get<Card>(["board", "cards", id]);
    if (!entry.value || (changes.token ?? Infinity) < entry.value.token) return false;
    const card = { ...entry.value, ...changes };
    const { ok } = await kv.atomic().check(entry).set(["board", "cards", id], card).commit();
    return ok;
  }

  async remove(id: string): Promise<void> {
    await (await this.#kv()).delete(["board", "cards", id]);
  }

  #kv(): Promise<Deno.Kv> {
    return this.#opened ??= this.#open();
  }

  /** The first process of all writes the first cards. */
  async #open(): Promise<Deno.Kv> {
    const kv = await Deno.openKv(this.#path);
    const begun = await kv.get(["board", "begun"]);
    const { ok } = await kv.atomic().check(begun).set(["board", "begun"], true).commit();
    if (begun.value || !ok) return kv;
    for (const [rank, [title, column]] of FIRST.entries()) {
      const id = crypto.randomUUID();
      await kv.set(["board", "cards", id], { id, title, column, rank, token: 0 } satisfies Card);
    }
    return kv;
  }

  async #write(card: Card): Promise<void> {
    await (await this.#kv()).set(["board", "cards", card.id], card);
  }
}
