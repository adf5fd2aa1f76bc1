/** Hostile events at what fields of a view hold: all are answered, none is a failure, none stays behind. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { event, form, html, LiveView, type ObserveRecord, virtual, wizard } from "@djust/live";
import { type HubRecord, live } from "@djust/live/hono";
import { z } from "zod";
import { goLive, type RawSocket } from "./raw_page.ts";
import { seedFrom } from "./seed.ts";
import { serve } from "./serve.ts";

const Team = z.object({ name: z.string(), news: z.boolean(), age: z.number().optional() });
const Tags = z.object({
  tags: z.array(z.object({ label: z.string() })),
  colors: z.array(z.string()),
});

class Held extends LiveView {
  form = form(Team.extend(Tags.shape), {
    ...{ name: "", news: false, tags: [{ label: "" }], colors: [] },
  });
  order = wizard({
    steps: { who: Team, what: Tags },
    initial: { name: "", news: false, tags: [] },
  });
  rows = virtual({ total: 1_000, rowHeight: 20, load: (from, to) => Array(to - from).fill("row") });
  query = "";
  count: number | null = null;
  isOpen = false;
  picks: string[] = [];
  seen = 0;

  @event
  look() {
    this.seen++;
    return this.seen;
  }

  render() {
    const { name, news, age, tags, colors } = this.form.fields;
    const { order } = this;
    return html`
      <form dj-form=${this.form} dj-submit=${this.look}>
        <input dj-field=${name}> <input type="checkbox" dj-field=${news}>
        <input type="number" dj-field=${age}>
        <input type="checkbox" dj-field=${colors.option("red")}>
        ${tags.items.map((tag) => html`<input dj-field=${tag.fields.label}>`)}
      </form>
      <form dj-form=${order} dj-submit=${this.look}>${order.progress}
        <input dj-field=${order.fields.name}> ${order.summary()}</form>
      <ul dj-virtual=${this.rows}>${this.rows.items.map((row) => html`<li>${row}</li>`)}</ul>
      <input dj-model="query"> <input type="number" dj-model="count">
      <input type="checkbox" dj-model="isOpen"> <input type="checkbox" dj-model="picks" value="a">
    `;
  }
}

const deep = (depth: number): unknown =>
  depth === 0 ? "x" : depth % 2 ? [deep(depth - 1)] : { a: deep(depth - 1) };

const VALUES: readonly unknown[] = [
  ...[
    "",
    "a",
    "x".repeat(9_000),
    "\0",
    "\ud800",
    "__proto__",
    "9".repeat(400),
    "1e999",
    "who",
    "what",
  ],
  ...[0, -1, 1.5, 1e308, 2 ** 53, -(2 ** 31), true, false, null, [], {}, [[]], [null], [
    1,
    "a",
    {},
  ]],
  ...[{ toString: 1 }, { valueOf: 1, toString: null }, { length: 1e9 }, { then: 1 }, deep(28)],
  ...[Array(400).fill("a"), { name: { toString: 1 } }, ["a", { toString: 1 }], {
    0: { toString: 1 },
  }],
];
const KEYS = [
  ...[
    "name",
    "news",
    "age",
    "tags",
    "colors",
    "value",
    "field",
    "option",
    "from",
    "to",
    "keep",
    "query",
  ],
  ...[
    "~path",
    "~item",
    "~at",
    "djustObject",
    "constructor",
    "toString",
    "picks",
    "count",
    "isOpen",
  ],
];
const NAMES = ["form", "order", "rows"].flatMap((field) =>
  [
    "input",
    "blur",
    "add",
    "remove",
    "move",
    "next",
    "back",
    "to",
    "range",
    "large",
    "__proto__",
    "toString",
  ]
    .flatMap((
      name,
    ) => [`${field}.${name}`, `${field}.${name} {"~path":"tags.0"}`, `${field}.${name} {`])
);

/** A page that says what it has got, and what it was answered last. */
class Asking {
  readonly #socket: RawSocket;
  #got = 0;

  constructor(socket: RawSocket) {
    this.#socket = socket;
  }

  /** Sends what asks for an answer, and waits until it is there; returns it. */
  async reply(): Promise<unknown> {
    this.#socket.send(["look", {}, 1]);
    for (;;) {
      const message = await this.#socket.next();
      assert.notEqual(message[0], -10, JSON.stringify(message));
      if (Number(message[0]) >= 0) this.#socket.send([-3, ++this.#got]);
      const extras = message.at(-1) as { r?: [number, unknown][] } | undefined;
      if (extras?.r) return extras.r[0]?.[1];
    }
  }
}

Deno.test("hostile events at forms, wizards, virtual lists and bound fields harm nothing", async () => {
  const records: (HubRecord | ObserveRecord)[] = [];
  const app = new Hono();
  const hub = live(app, { "/": Held }, {
    ...{ secret: "s".repeat(32), signals: false, dev: false },
    limits: { rate: 100_000, burst: 100_000 },
    observe: (record) => records.push(record),
  });
  await using served = serve(app);
  const { socket } = await goLive(served.url);
  const page = new Asking(socket);
  const random = seedFrom("hostile_events_test");
  const pick = <T>(list: readonly T[]): T => random.pick(list);
  const params = () =>
    Object.fromEntries(Array.from({ length: 4 }, () => [pick(KEYS), pick(VALUES)]));
  for (let turn = 1; turn <= 20; turn++) {
    for (let i = 0; i < 25; i++) {
      const isModel = random.chance(0.3);
      const field = pick([...KEYS.slice(-3), "query", "seen", "form"]);
      const told = isModel ? { ...params(), field } : params();
      socket.send([isModel ? "dj-model" : pick(NAMES), told, 0, { t: pick(KEYS) }]);
    }
    assert.equal(await page.reply(), turn);
  }
  assert.deepEqual(records.filter(({ type }) => type === "error"), []);
  await socket.close();
  await hub.close();
});
