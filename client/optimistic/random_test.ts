/** Whatever happens to events: in the end nothing pends, and the page is as the server would paint it. */

import assert from "node:assert/strict";
import { open, VIEW } from "../../tests/kit/page_kit.ts";
import { seedFrom } from "../../tests/seed.ts";

const CONTENT = `<div dj=bn><b dj dj-bind=count>0</b><i dj dj-bind=done data-done=false>i</i>` +
  `<input dj=v type=checkbox dj-bind=done><u dj class=""></u>` +
  `<button dj=n id=more dj-click=more dj-optimistic="count:count+1">+</button>` +
  `<button dj=n id=flip dj-click=flip dj-optimistic="done:!done">!</button>` +
  `<button dj=n id=mark dj-click=mark dj-optimistic="class:on" data-optimistic-target=u>x</button>` +
  `<button dj=n id=slow dj-click=more dj-debounce=50 dj-optimistic="count:count+1">s</button></div>`;

/** A server that takes events in order, and agrees with some. */
class Server {
  count = 0;
  done = false;
  isOn = false;
  readonly queue: string[] = [];
  received = 0;

  /** What a frame says of the state after this. */
  ops(change: () => void): unknown[] {
    const [count, done, isOn] = [this.count, this.done, this.isOn];
    change();
    const ops: unknown[] = [];
    const add = (anchor: number, value: unknown): void => {
      ops.push(ops.length > 0 ? 0 : 1, anchor, value);
    };
    if (count !== this.count) add(0, String(this.count));
    if (done !== this.done) {
      add(1, ["data-done", String(this.done)]);
      add(2, ["checked", this.done ? "" : null]);
    }
    if (isOn !== this.isOn) add(3, [this.isOn ? "+" : "-", "on"]);
    return ops;
  }

  handle(name: string): void {
    if (name === "more") this.count++;
    else if (name === "flip") this.done = !this.done;
    else this.isOn = !this.isOn;
  }
}

Deno.test("events, errors, delays and cuts in any order leave nothing pending", async () => {
  const random = seedFrom("optimistic pages");
  let answered = 0;
  for (let round = 0; round < 12; round++) {
    const page = open(`<div data-djust-flash></div>${VIEW(CONTENT)}`);
    const { document, say, click, clock, take, up, cut } = page;
    const server = new Server();
    let isUp = true;
    up();
    say(-1, 0, 0, "token");
    const receive = (): void => {
      for (const message of take().flat(2)) {
        if (typeof message !== "string" || !/^(?:more|flip|mark)$/.test(message)) continue;
        server.queue.push(message);
        server.received++;
      }
    };
    const answer = (): void => {
      const name = server.queue.shift();
      if (name === undefined) return;
      const turn = random.integer(0, 3);
      answered++;
      // It agrees, does nothing, or fails.
      const ops = server.ops(() => turn < 2 ? server.handle(name) : undefined);
      say(1, ...ops, ...turn === 3 ? [{ x: [[0, "handler", "r"]] }] : []);
    };
    const comeBack = async (): Promise<void> => {
      await clock.move(60_000);
      up();
      say(-2, 0, server.received, 50);
      isUp = true;
      await clock.move(100);
      receive();
    };
    for (let step = 0; step < 40; step++) {
      const turn = random.integer(0, 9);
      if (turn < 4) {
        click(random.pick(["#more", "#flip", "#mark", "#slow"]));
        await clock.move(random.integer(0, 30));
      } else if (isUp && turn < 7) {
        receive();
        answer();
      } else if (isUp && turn === 7) {
        const n = random.integer(0, 99);
        say(0, ...server.ops(() => n % 2 ? server.count = n : server.done = n % 4 === 0));
      } else if (isUp && turn === 8) {
        // What was under way is lost with the line.
        if (random.chance(.5)) receive();
        take();
        cut();
        isUp = false;
      } else if (!isUp) await comeBack();
    }
    if (!isUp) await comeBack();
    await clock.move(1_000);
    receive();
    while (server.queue.length > 0) {
      answer();
      await clock.move(200);
      receive();
    }
    await clock.move(10_000);
    const find = (selector: string) => document.querySelector(selector) as HTMLElement;
    assert.deepEqual({
      count: find("b").textContent,
      done: find("i").dataset["done"],
      checked: !!(find("input") as HTMLInputElement).checked,
      on: find("u").classList.contains("on"),
      rest: document.body.innerHTML.match(/optimistic-(?:pending|error)|aria-busy|style=/g),
      flash: find("[data-djust-flash]").innerHTML,
    }, {
      count: String(server.count),
      done: String(server.done),
      checked: server.done,
      on: server.isOn,
      rest: null,
      flash: "",
    }, `round ${round}`);
  }
  assert(answered > 50, `${answered} were answered`);
});
