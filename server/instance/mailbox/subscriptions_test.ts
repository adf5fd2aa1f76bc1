/** Subscriptions of a view: who of it gets what is published. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { adopted, FakeWorld } from "../../../tests/kit/instance_kit.ts";
import { type Anything, LiveView, topic } from "../../view/mod.ts";

interface Move {
  readonly to: string;
}

const board = topic<Move>("board:");

/** A view that writes down what it gets, and by which way. */
class Board extends LiveView {
  got: unknown[] = [];
  begin(): void {
    this.subscribe(board(1), (move) => this.got.push(["function", move]));
  }
  mount() {
    views.push(this);
    this.begin();
  }
  handleInfo(message: unknown) {
    this.got.push(["handleInfo", message]);
  }
  render() {
    return html`<p>${this.got.length}</p>`;
  }
}

let views: Board[] = [];

async function open(view: typeof Board = Board, world = new FakeWorld()) {
  views = [];
  const stage = await adopted(view, world);
  const [own] = views;
  assert(own);
  const publish = async (message: unknown, name = "board:1"): Promise<void> => {
    world.bus.publish(name, message);
    await world.clock.settled();
  };
  return { ...stage, view: own, publish };
}

Deno.test("a function of a subscription takes its messages; handleInfo gets none of them", async () => {
  const { view, publish, outlet } = await open();
  await publish({ to: "e4" });
  assert.deepEqual(view.got, [["function", { to: "e4" }]]);
  // It counts as a change: the page follows.
  assert.deepEqual(outlet.take(), [[0, 1, 0, 1]]);
});

Deno.test("a subscription without a function goes on to handleInfo, typed or not", async () => {
  class Plain extends Board {
    override begin() {
      this.subscribe(board(1));
      this.subscribe("news");
    }
  }
  const { view, publish } = await open(Plain);
  await publish({ to: "e4" });
  await publish("late", "news");
  assert.deepEqual(view.got, [["handleInfo", { to: "e4" }], ["handleInfo", "late"]]);
});

Deno.test("a function is called with the view, and what it throws is reported by name", async () => {
  class Throws extends Board {
    override begin() {
      this.subscribe("news", function (this: Anything, message) {
        this.got.push(message);
        throw new Error("no");
      });
    }
  }
  const { view, publish, world } = await open(Throws);
  await publish("a", "news");
  assert.deepEqual(view.got, ["a"]);
  assert.deepEqual(world.told("error").map(({ phase, code }) => [phase, code]), [
    ["subscribe", "handler"],
  ]);
});

Deno.test("of several functions for one topic the last holds, also for what waits already", async () => {
  const { view, publish, world } = await open();
  world.bus.publish("board:1", { to: "waits" });
  view.subscribe(board(1), (move) => view.got.push(["second", move.to]));
  await publish({ to: "e4" });
  assert.deepEqual(view.got, [["second", "waits"], ["second", "e4"]]);
});

Deno.test("what waits for a function when its subscription ends is nobody's", async () => {
  const { view, publish, world } = await open();
  world.bus.publish("board:1", { to: "waits" });
  view.unsubscribe(board(1));
  await world.clock.settled();
  await publish({ to: "e4" });
  assert.deepEqual(view.got, []);
});

Deno.test("a gap reaches handleInfo, also where a function takes the messages", async () => {
  const { view, world } = await open(Board, new FakeWorld({ mailbox: 2 }));
  for (const to of ["a", "b", "c", "d"]) world.bus.publish("board:1", { to });
  await world.clock.move(1);
  assert.deepEqual(view.got, [
    ["function", { to: "a" }],
    ["function", { to: "b" }],
    ["handleInfo", { type: "gap", topic: "board:1" }],
  ]);
});

Deno.test("publish() of a view takes a topic", async () => {
  const { view, world } = await open();
  view.publish(board(1), { to: "e4" });
  await world.clock.settled();
  assert.deepEqual(view.got, [["function", { to: "e4" }]]);
  assert.throws(() => view.publish(board as Anything, { to: "e4" }), /it was not called/);
});
