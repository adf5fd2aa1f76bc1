/** Virtual lists: what they load, keep and refuse. */

import assert from "node:assert/strict";
import { each, html, LiveView } from "../mod.ts";
import { memoryState } from "../server/world/state/memory_state.ts";
import { Instance } from "../server/instance/instance.ts";
import { visit } from "../testing/mod.ts";
import { adopted, factsFor, FakeWorld, named, seen, takenFrom } from "./kit/instance_kit.ts";
import { until } from "./until.ts";
import { virtual } from "../lists/virtual.ts";

const numbers = (from: number, to: number): number[] =>
  Array.from({ length: to - from }, (_, i) => from + i);

class Numbers extends LiveView {
  static loads: [number, number][] = [];
  static load: (from: number, to: number) => number[] | Promise<number[]> = numbers;
  rows = virtual({
    total: 100_000,
    rowHeight: 10,
    load: (from, to) => {
      Numbers.loads.push([from, to]);
      return Numbers.load(from, to);
    },
  });
  render() {
    const { items } = this.rows;
    return html`
      <ul dj-virtual=${this.rows}>${each(items, (n) => n, (n) => html`<li>${n}</li>`)}</ul>
      <b>${items.length} from ${items[0] ?? "none"} to ${items.at(-1) ?? "none"}</b>
    `;
  }
}

async function setUp(load: typeof Numbers.load = numbers) {
  Object.assign(Numbers, { load, loads: [] });
  const { instance, world, outlet } = await adopted(Numbers);
  return {
    sent: () => outlet.sent.join(),
    tell: async (params: unknown, operation = "range"): Promise<string> => {
      const before = outlet.sent.length;
      instance.receive(named(`rows.${operation}`, params as never));
      // What was loaded comes with others of its time.
      await world.clock.move(20);
      return outlet.sent.slice(before).join();
    },
  };
}

Deno.test("a virtual list loads the rows that the page tells of, and no others", async () => {
  const { tell } = await setUp();
  assert.deepEqual(Numbers.loads, [[0, 40]]);
  assert.match(await tell({ from: 500, to: 530 }), /"500 100000 10 10 -1"/);
  await tell({ from: 500, to: 530 });
  assert.deepEqual(Numbers.loads, [[0, 40], [500, 530]]);
});

Deno.test("a virtual list keeps the row that has the focus, before the others or behind them", async () => {
  const { tell } = await setUp();
  assert.match(await tell({ from: 500, to: 530, keep: 3 }), /500 100000 10 10 3/);
  assert.match(await tell({ from: 0, to: 30, keep: 99 }), /0 100000 10 10 99/);
  assert.match(await tell({ from: 0, to: 40, keep: 5 }), /0 100000 10 10 -1/);
});

Deno.test("a page that asks for more has 200 rows, and nonsense changes nothing", async () => {
  const { tell } = await setUp();
  await tell({ from: 10, to: 100_000, keep: 99_999 });
  assert.deepEqual(Numbers.loads.slice(1), [[10, 209], [99_999, 100_000]]);
  await tell({ from: 99_999_999, to: 999_999_999 });
  assert.deepEqual(Numbers.loads.slice(3), [[99_999, 100_000]]);
  const loads = Numbers.loads.length;
  const wrong = [{}, { from: -1, to: 5 }, { from: 5, to: 5 }, { from: 0.5, to: 9 }, {
    from: "1",
    to: 9,
  }]
    .concat([{ from: 1, to: Infinity }, { from: null, to: 9 }] as never);
  for (const range of wrong) await tell(range);
  assert.match(await tell({}, "other"), /undeclared/);
  assert.equal(Numbers.loads.length, loads);
});

Deno.test("the newest range wins, also where its rows come first", async () => {
  const waiting: (() => void)[] = [];
  const { tell, sent } = await setUp((from, to) =>
    new Promise((resolve) => waiting.push(() => resolve(numbers(from, to))))
  );
  await tell({ from: 100, to: 130 });
  await tell({ from: 900, to: 930 });
  assert.equal(waiting.length, 3);
  const [first, second, third] = waiting;
  third?.();
  await until("the newest rows are there", () => sent().includes('"900 100000 10 10 -1"'));
  second?.();
  first?.();
  await tell({ from: 900, to: 930 });
  assert.doesNotMatch(sent(), /"100 100000/);
});

Deno.test("a list that is loading says so, and no longer once that failed; elsewhere it loads again", async () => {
  let settle = Promise.withResolvers<number[]>();
  const { tell, sent } = await setUp((from, to) =>
    from === 100 ? settle.promise : numbers(from, to)
  );
  await tell({ from: 100, to: 130 });
  assert.match(sent(), /"aria-busy","?true/);
  settle.reject(new Error("the shelf is empty"));
  const before = sent().length;
  await until("it is told that it failed", () => sent().length > before);
  assert.match(sent().slice(before), /"aria-busy"/);
  assert.doesNotMatch(sent().slice(before), /"aria-busy","?true/);
  assert.equal(Numbers.loads.filter(([from]) => from === 100).length, 1);
  settle = Promise.withResolvers();
  settle.resolve(numbers(100, 130));
  await tell({ from: 500, to: 530 });
  await tell({ from: 100, to: 130 });
  await until("its rows are there", () => sent().includes(`"100 100000 10 10 -1"`));
});

Deno.test("a snapshot has the place and no rows, and they are loaded anew there", async () => {
  Object.assign(Numbers, { load: numbers, loads: [] });
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Numbers, world);
  instance.receive(named("rows.range", { from: 700, to: 730 }));
  await world.clock.settled();
  await instance.drain();
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.ok(snapshot);
  const next = new Instance(Numbers, world);
  const restored = { ...snapshot, token: instance.token, seen: seen(0) };
  await next.mount(factsFor({ restored }), "join");
  assert.match(next.painted().content, /<li dj=b>700<[^]*<li dj=b>729<\/li><\/ul>/);
});

Deno.test("virtual() says what is wrong with its options, and with where it stands", async () => {
  const load = numbers;
  assert.throws(() => virtual({ total: 1, rowHeight: 0, load }), /rowHeight is the height/);
  assert.throws(
    () => virtual({ total: 1, rowHeight: 9, overscan: 99, load }),
    /overscan is 0 to 50/,
  );
  assert.throws(() => virtual({ total: 1, rowHeight: 9, load }).items, /no view has bound it/);
  class Label extends Numbers {
    override render() {
      return html`<label dj-label=${this.rows}></label><b></b>`;
    }
  }
  const page = await visit(Label);
  assert.match(page.html(), /write dj-virtual/);
});
