/** Plays on a journal's page: numbered events of every kind, and what became of each. */

import assert from "node:assert/strict";
import type { Random } from "../seed.ts";
import { until } from "../until.ts";
import type { Entry, Look } from "./journal.ts";
import type { Visitor } from "./visitor.ts";

/** What can be done on the page. */
export type Act =
  | { type: "note" | "echo" | "fail" | "add" | "turn" | "tell"; n: number }
  | { type: "write"; text: string }
  | { type: "hit" | "drop"; n: number; row: number };

/** Someone who acts on a page and remembers. */
export class Player {
  readonly acts: Act[] = [];
  /** Replies that came, in order, and failures. */
  readonly settled: { n: number; type: "reply" | "failure"; value: unknown }[] = [];
  readonly echoes: number[] = [];
  readonly #visitor: Visitor;
  #open = 0;
  #last = 0;

  constructor(visitor: Visitor) {
    this.#visitor = visitor;
    visitor.djust.on("echo", (payload) => this.echoes.push((payload as { n: number }).n));
  }

  /** Does something at random with what the page shows now. */
  step(random: Random): void {
    const n = ++this.#last;
    const dice = random.next();
    if (dice < 0.2) return this.act({ type: "note", n });
    if (dice < 0.3) return this.act({ type: "echo", n });
    if (dice < 0.33) return this.act({ type: "fail", n });
    if (dice < 0.45) return this.act({ type: "add", n });
    if (dice < 0.5) return this.act({ type: "turn", n });
    if (dice < 0.65) return this.act({ type: "tell", n });
    if (dice < 0.75) return this.act({ type: "write", text: `draft ${n}` });
    const rows = [...this.#visitor.document.querySelectorAll("li")];
    if (rows.length === 0) return this.act({ type: "add", n });
    const row = Number(random.pick(rows).id.slice("row-".length));
    this.act({ type: dice < 0.9 || rows.length < 3 ? "hit" : "drop", n, row });
  }

  /** Does this, unless there is no such row to click. */
  act(act: Act): void {
    this.acts.push(act);
    switch (act.type) {
      case "note":
      case "echo":
      case "fail":
        return this.#call(act.type, act.n);
      case "write":
        return this.#visitor.type("#draft", act.text);
      case "add":
      case "turn":
      case "tell":
        return this.#click(`#${act.type}`, act.n);
      case "hit":
      case "drop":
        return this.#click(`#row-${act.row} .${act.type}`, act.n);
    }
  }

  /** Waits until the page is live and everything is answered. */
  async rest(): Promise<void> {
    const { djust } = this.#visitor;
    await until("every promise has settled", () => this.#open === 0, { within: 30_000 });
    // Answers come in order: when this one is there, all are.
    await djust.pushEvent("note", { n: 0 });
    await this.#visitor.live();
  }

  #call(name: string, n: number): void {
    this.#open++;
    this.#visitor.djust.pushEvent(name, { n }).then(
      (value) => this.settled.push({ n, type: "reply", value }),
      (error: { code: string }) => this.settled.push({ n, type: "failure", value: error.code }),
    ).finally(() => this.#open--);
  }

  #click(selector: string, n: number): void {
    const element = this.#visitor.document.querySelector(selector);
    if (!element) return;
    element.setAttribute("data-n:int", String(n));
    this.#visitor.click(element);
    element.removeAttribute("data-n:int");
  }
}

/**
 * Checks that every event ran once, in order, on the row that was seen. Only clicks on rows that an
 * earlier one had dropped may be missing: they were stale. Returns how many.
 */
export function checkJournal(acts: readonly Act[], journal: readonly Entry[]): number {
  const entries = journal.filter(({ n }) => n > 0);
  const dropped = new Set<number>();
  let stale = 0;
  let at = 0;
  for (const act of acts) {
    if (act.type === "write") continue;
    const { n } = act;
    const isOnRow = act.type === "hit" || act.type === "drop";
    const what = isOnRow ? `${act.type} ${act.row}` : act.type;
    // Events that came together are one batch: a row may be clicked once more before the render.
    if (isOnRow && dropped.has(act.row) && entries[at]?.n !== n) {
      stale++;
      continue;
    }
    assert.deepEqual(entries[at++], { n, what }, `event ${n} is next in the journal`);
    if (act.type === "drop") dropped.add(act.row);
  }
  assert.equal(entries[at], undefined, "nothing else ran");
  return stale;
}

/** Checks what the page was told of its events. */
export function checkAnswers(player: Player): void {
  const called = player.acts.filter(({ type }) => /^(?:note|echo|fail)$/.test(type));
  assert.deepEqual(
    player.settled,
    called.map((act) => {
      const { type, n } = act as { type: string; n: number };
      if (type === "fail") return { n, type: "failure", value: "handler" };
      return { n, type: "reply", value: type === "echo" ? { echoed: n } : n };
    }),
  );
  const echoed = called.filter(({ type }) => type === "echo").map((act) =>
    (act as { n: number }).n
  );
  assert.deepEqual(player.echoes, echoed, "pushes came once each, in order");
}

/** What a page shows, without marks. */
export function shown(visitor: Visitor): string {
  const root = visitor.find("[data-djust]");
  const text = root.innerHTML.replaceAll(/<!--.*?-->/g, "").replaceAll(/ dj="\w*"/g, "");
  const { value } = visitor.find<HTMLInputElement>("#draft");
  return `${text.replaceAll(/\s+/g, " ")} | ${value}`;
}

/** Checks that the page shows what its server holds, and returns that. */
export async function checkShown(visitor: Visitor): Promise<Look> {
  const look = await visitor.djust.pushEvent("look") as unknown as Look;
  const rows = [...visitor.document.querySelectorAll("li")].map((row) => ({
    id: Number(row.id.slice("row-".length)),
    text: row.querySelector("b")?.textContent,
    hits: Number(row.querySelector("i")?.textContent),
  }));
  assert.deepEqual(rows, look.rows);
  assert.equal(visitor.text("#story"), `Once${look.story}`);
  assert.equal(visitor.text("#draft-shown"), look.draft);
  assert.equal(visitor.find("#draft-shown").className, look.draft.length > 5 ? "long" : "");
  assert.equal(visitor.find<HTMLInputElement>("#draft").value, look.draft);
  assert.equal(visitor.text("output"), String(look.entries.length));
  return look;
}
