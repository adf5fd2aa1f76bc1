/** Slips around streams and tasks: what an author wrote in vain is told, with what to write. */

import assert from "node:assert/strict";
import { event, html, LiveView } from "../../mod.ts";
import { type StreamFailed, StreamingMixin } from "../../streaming/mod.ts";
import { type TestPage, visit } from "../../testing/mod.ts";

type Item = { id: number };

const row = ({ id }: Item) => html`<li>${id}</li>`;

/** Two lists, and a way to have the second show the stream of the first. */
class Lists extends StreamingMixin(LiveView) {
  isTwice = false;
  mount() {
    this.stream("one", [{ id: 1 }], { row });
    this.stream("two", [{ id: 2 }], { row });
  }
  @event
  more() {}
  @event
  twice() {
    this.isTwice = true;
  }
  render() {
    const { one, two } = this.streams;
    return html`
      <button id="more" dj-click=${this.more}>More</button>
      <button id="twice" dj-click=${this.twice}>Twice</button>
      <ol dj-stream=${one}></ol>
      <ul dj-stream=${this.isTwice ? one : two}></ul>
    `;
  }
}

const named = (page: TestPage, name: string): string[] =>
  page.warnings.filter((warning) => warning.name === name).map(({ message }) => message);

const failureOf = (page: TestPage): string =>
  String((page.failures[0] as { error?: unknown } | undefined)?.error);

Deno.test("two containers of one stream are told; one that is rendered again is not", async () => {
  const page = await visit(Lists);
  await page.click("#more");
  await page.click("#more");
  assert.deepEqual(page.warnings, []);
  await page.click("#twice");
  assert.match(named(page, "stream-twice").join(), /^The stream "one" has two containers/);
});

Deno.test("what render() does to a stream, and a flush() there, is told", async () => {
  class Busy extends StreamingMixin(LiveView) {
    render() {
      this.stream("list", [{ id: 1 }], { row });
      this.streamUpdate("list", { id: 1 });
      void this.flush();
      return html`<ol dj-stream=${this.streams.list}></ol>`;
    }
  }
  const page = await visit(Busy);
  const members = named(page, "render-acts").map((message) => /^\w+/.exec(message)?.[0]);
  assert.deepEqual(members.sort(), ["flush", "stream", "streamUpdate"]);
});

for (
  const [what, options, told] of [
    ["a strange option", { row, domId: () => "a" }, /"domId" is no option; known are key, row/],
    ["a key that is none", { row, key: "id" }, /"key" is "id"; write a function, as in \(item\)/],
    ["a row that is none", { row: html`<li></li>` }, /"row" is .*; write a function/],
    ["a row that is nothing", { row: () => undefined }, /row\(\) gave undefined; let it return/],
    ["a row that is left out", { row: () => false }, /row\(\) gave false.* leave out the items/],
  ] as const
) {
  Deno.test(`a stream with ${what} is refused`, async () => {
    class Wrong extends StreamingMixin(LiveView) {
      mount() {
        this.stream("list", [{ id: 1 }], options as never);
      }
      render() {
        return html`<ol dj-stream=${this.streams.list}></ol>`;
      }
    }
    assert.match(failureOf(await visit(Wrong)), told);
  });
}

Deno.test("an iterator that feeds one view is refused by the next, an iterable is not", async () => {
  async function* ticks(): AsyncGenerator<string> {
    yield await Promise.resolve("tick");
  }
  const pageOf = (source: AsyncIterable<string>) =>
    class extends StreamingMixin(LiveView) {
      mount() {
        this.stream("ticks", source);
      }
      render() {
        return html`<ol dj-stream=${this.streams.ticks}></ol>`;
      }
    };
  const shared = pageOf(ticks());
  assert.deepEqual((await visit(shared)).failures, []);
  assert.match(
    failureOf(await visit(shared)),
    /call what makes it, as in stream\("ticks", feed\(\)\)/,
  );
  const each = pageOf({ [Symbol.asyncIterator]: ticks });
  for (const page of [await visit(each), await visit(each)]) {
    await page.clock.move(16);
    assert.equal(page.text("ol"), "tick");
  }
});

Deno.test("a view whose async iterable fails hears of it, keeps its rows, and may begin again", async () => {
  let tries = 0;
  async function* items(): AsyncGenerator<Item> {
    yield await Promise.resolve({ id: ++tries });
    if (tries === 1) throw new Error("feed away");
  }
  class Feed extends StreamingMixin(LiveView) {
    why = "";
    mount() {
      this.begin();
    }
    @event
    begin() {
      this.why = "";
      this.stream("list", items(), { row });
    }
    handleInfo(message: StreamFailed) {
      if (message.failed) this.why = `${message.name}: ${(message.error as Error).message}`;
    }
    render() {
      return html`
        <p>${this.why}</p>
        <ol dj-stream=${this.streams.list}></ol>
        <button dj-click=${this.begin}>Again</button>
      `;
    }
  }
  const page = await visit(Feed);
  await page.clock.move(16);
  assert.deepEqual([page.text("p"), page.text("ol")], ["list: feed away", "1"]);
  assert.equal(page.failures.length, 1);
  await page.click("button");
  await page.clock.move(16);
  assert.deepEqual([page.text("p"), page.text("ol")], ["", "2"]);
});

Deno.test("what is given in place of a task is refused; a result that nobody takes is told", async () => {
  class Page extends LiveView {
    @event
    promise() {
      this.startAsync("import", Promise.resolve(5) as never);
    }
    @event
    result() {
      this.startAsync("import", () => Promise.resolve(5));
    }
    @event
    nothing() {
      this.startAsync("other", () => Promise.resolve());
    }
    render() {
      return html`
        <button id="promise" dj-click=${this.promise}></button>
        <button id="result" dj-click=${this.result}></button>
        <button id="nothing" dj-click=${this.nothing}></button>
      `;
    }
  }
  const page = await visit(Page);
  await page.click("#promise");
  assert.match(
    failureOf(page),
    /Cannot startAsync import: it was given a promise; give a function/,
  );
  await page.click("#nothing");
  assert.deepEqual(page.warnings, []);
  await page.click("#result");
  await page.settled();
  assert.match(named(page, "deaf-subscription").join(), /^startAsync\("import"\) came to a result/);
});
