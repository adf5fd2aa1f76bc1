/** Views in views, through the test kit: each lives by itself, over one line, where it is rendered. */

import assert from "node:assert/strict";
import {
  each,
  event,
  extension,
  html,
  LiveView,
  memo,
  type Mount,
  refuse,
  view,
  when,
} from "@djust/live";
import { presence, PresenceMixin } from "@djust/live/presence";
import { visit } from "@djust/live/testing";

/** What became of instances, in order. */
let log: string[] = [];

class Counter extends LiveView<{ from?: number; name?: string }> {
  count = 0;
  name = "";
  mount({ params }: Mount<{ from?: number; name?: string }>) {
    this.count = params.from ?? 0;
    this.name = params.name ?? "";
    log.push(`mount ${this.name}`);
  }
  @event
  more() {
    this.count++;
  }
  terminate(reason: string) {
    log.push(`${reason} ${this.name}`);
  }
  render() {
    return html`<button dj-click=${this.more}>+</button><output>${this.count}</output>`;
  }
}

/** What a test changes in the page's own view from outside. */
class Page extends LiveView {
  static shows: (page: Page) => unknown;
  n = 0;
  @event
  set({ n }: { n: number }) {
    this.n = n;
  }
  render() {
    return html`
      <h1>${this.n}</h1>
            <a id="n0" dj-click=${this.set} data-n:int="0">0</a><a id="n1" dj-click=${this.set}
        data-n:int="1">1</a>
            <a id="n2" dj-click=${this.set} data-n:int="2">2</a>
            <section>${Page.shows(this) as never}</section>
    `;
  }
}

const shows = (content: (page: Page) => unknown): typeof Page => {
  log = [];
  Page.shows = content;
  return Page;
};

/** Sets the number of the page. */
const SET = (n: number): string => `#n${n}`;

Deno.test("two views of one class on a page each have a state of their own", async () => {
  await using page = await visit(shows(() => [
    view(Counter, { id: "left" }),
    view(Counter, { id: "right", params: { from: 10 } }),
  ]));
  const left = page.view("left");
  const right = page.view("right");
  await left.click("button");
  await left.click("button");
  await right.click("button");
  assert.deepEqual([left.text("output"), right.text("output")], ["2", "11"]);
  await page.click(SET(2));
  assert.deepEqual([page.text("h1"), left.text("output"), right.text("output")], ["2", "2", "11"]);
  assert.equal(page.hub.stats().instances, 3);
  assert.deepEqual([page.errors, page.warnings], [[], []]);
});

Deno.test("a further view costs at most 60 bytes of HTML, and brings no ticket", async () => {
  const bare = await visit(shows(() => html`<p></p>`));
  await using page = await visit(shows(() => html`<p></p>${view(Counter, { id: "filter" })}`));
  const own = `<button dj="b" dj-click="more">+</button><output dj="">0</output>`;
  const added = page.html("section").length - bare.html("section").length;
  const marks = "<!--,--><!--[--><!--]-->".length;
  console.log(`a view in a view: ${added - own.length - marks} bytes of HTML`);
  assert(added - own.length - marks <= 60, `${page.html("section")}`);
  assert.equal(page.findAll("[data-ticket]").length, 1);
  await bare.close();
});

Deno.test("a view in a view in a view works, and ends with what is around it", async () => {
  class Middle extends LiveView {
    shown = true;
    @event
    hide() {
      this.shown = false;
    }
    render() {
      return html`<i dj-click=${this.hide}></i>${
        when(this.shown, () => view(Counter, { id: "inner", params: { name: "inner" } }))
      }`;
    }
  }
  await using page = await visit(
    shows(({ n }) => n < 2 && view(Middle, { id: "middle" })),
  );
  await page.view("inner").click("button");
  assert.equal(page.view("inner").text("output"), "1");
  await page.click(SET(1));
  assert.equal(page.view("inner").text("output"), "1", "what is around it renders, and it stays");
  await page.view("middle").click("i");
  assert.deepEqual(page.findAll("output"), []);
  assert.deepEqual(log, ["mount inner", "left inner"]);
  await page.click(SET(2));
  assert.equal(page.hub.stats().instances, 1);
});

Deno.test("all that is inside ends with the view around it", async () => {
  class Middle extends LiveView {
    render() {
      return html`${view(Counter, { id: "inner", params: { name: "inner" } })}`;
    }
  }
  await using page = await visit(shows(({ n }) => n < 2 && view(Middle, { id: "middle" })));
  assert.equal(page.hub.stats().instances, 3);
  await page.click(SET(2));
  assert.equal(page.hub.stats().instances, 1);
  assert.deepEqual(log, ["mount inner", "left inner"]);
});

Deno.test("other params under the same id are another instance; the same ones are not", async () => {
  await using page = await visit(
    shows(({ n }) => view(Counter, { id: "one", params: { name: n < 2 ? "a" : "b", from: 1 } })),
  );
  await page.view("one").click("button");
  await page.click(SET(1));
  assert.equal(page.view("one").text("output"), "2");
  await page.click(SET(2));
  assert.equal(page.view("one").text("output"), "1");
  assert.deepEqual(log, ["mount a", "left a", "mount b"]);
  await page.view("one").click("button");
  assert.equal(page.view("one").text("output"), "2");
});

Deno.test("a view that comes with a patch lives as a painted one does", async () => {
  await using page = await visit(
    shows(({ n }) =>
      when(n > 0, () => html`<p>here</p>${view(Counter, { id: "late", params: { from: n } })}`)
    ),
  );
  assert.equal(page.hub.stats().instances, 1);
  await page.click(SET(2));
  await page.view("late").click("button");
  assert.equal(page.view("late").text("output"), "3");
});

Deno.test("views in keyed rows move with them, and end with them", async () => {
  const orders = [["a", "b", "c"], ["c", "a", "b"], ["b", "d"]];
  await using page = await visit(shows(({ n }) =>
    html`<ul>${
      each(
        orders[n] ?? [],
        (key) => key,
        (key) =>
          html`<li>${key} ${view(Counter, { id: `row-${key}`, params: { name: key } })}</li>`,
      )
    }</ul>`
  ));
  await page.view("row-b").click("button");
  await page.view("row-c").click("button");
  await page.view("row-c").click("button");
  const rows = () => page.findAll("li").map(({ text }) => text);
  await page.click(SET(1));
  assert.deepEqual(rows(), ["c +2", "a +0", "b +1"]);
  await page.click(SET(2));
  assert.deepEqual(rows(), ["b +1", "d +0"]);
  assert.equal(page.hub.stats().instances, 3);
  assert.deepEqual(log.slice(3).sort(), ["left a", "left c", "mount d"]);
  await page.view("row-d").click("button");
  await page.view("row-b").click("button");
  assert.deepEqual(rows(), ["b +2", "d +1"]);
});

Deno.test("rows that are nothing but a view, and a memo around one", async () => {
  await using page = await visit(shows(({ n }) => [
    each(["a", "b"], (key) => key, (key) => view(Counter, { id: key })),
    memo([n > 1], () => view(Counter, { id: `memo-${n > 1}` })),
  ]));
  await page.view("b").click("button");
  await page.view("memo-false").click("button");
  await page.click(SET(1));
  assert.deepEqual(page.findAll("output").map(({ text }) => text), ["0", "1", "1"]);
  await page.click(SET(2));
  assert.deepEqual(page.findAll("output").map(({ text }) => text), ["0", "1", "0"]);
  assert.equal(page.hub.stats().instances, 4);
});

Deno.test("a view that goes to another place in the page stays the same", async () => {
  await using page = await visit(shows(({ n }) => {
    const counter = view(Counter, { id: "one" });
    return n === 0
      ? html`
        <p>up</p>
        <div>${counter}</div>
      `
      : html`<b>${n}</b><i>${counter}</i>`;
  }));
  await page.view("one").click("button");
  await page.click(SET(1));
  assert.equal(page.text("section i output"), "1");
  await page.view("one").click("button");
  assert.equal(page.text("section i output"), "2");
  assert.deepEqual(log, ["mount "]);
});

Deno.test("a view whose mount fails shows that in its place, and the others go on", async () => {
  class Broken extends LiveView<{ own?: boolean }> {
    mount() {
      throw new Error("no luck");
    }
    render() {
      return html`never`;
    }
  }
  class Told extends Broken {
    static errorView({ development }: { development: boolean }) {
      return html`<em>sorry, ${development ? "developer" : "visitor"}</em>`;
    }
  }
  class Worse extends Broken {
    static errorView() {
      throw new Error("neither this");
    }
  }
  await using page = await visit(
    shows(({ n }) => [
      view(Counter, { id: "good" }),
      view(Broken, { id: "bad" }),
      n > 0 && view(Told, { id: "told" }),
      n > 0 && view(Worse, { id: "worse" }),
    ]),
    { options: { dev: false, secret: "s".repeat(32) } },
  );
  assert.equal(page.status, 200);
  assert.match(page.view("bad").text(), /^Something went wrong Request [\w-]+$/);
  await page.view("good").click("button");
  await page.click(SET(1));
  assert.equal(page.view("told").text(), "sorry, visitor");
  assert.match(page.view("worse").text(), /^Something went wrong/);
  assert.equal(page.view("good").text("output"), "1");
  const failed = page.failures as { view?: string; phase?: string }[];
  assert.deepEqual(failed.map(({ view }) => view), ["Broken", "Told", "Worse"]);
});

Deno.test("an error in a handler is its view's alone", async () => {
  class Fragile extends LiveView {
    tries = 0;
    @event
    fail() {
      this.tries++;
      throw new Error("on purpose");
    }
    render() {
      return html`<s dj-click=${this.fail}>${this.tries}</s>`;
    }
  }
  await using page = await visit(
    shows(() => [view(Fragile, { id: "fragile" }), view(Counter, { id: "good" })]),
  );
  await page.view("fragile").click("s");
  await page.view("good").click("button");
  assert.deepEqual([page.text("s"), page.view("good").text("output")], ["1", "1"]);
  assert.deepEqual(page.errors.map(({ code }) => code), ["handler"]);
});

Deno.test("who is present in a view in a view has left with it", async () => {
  class Who extends PresenceMixin(LiveView) {
    presenceKey = "room";
    mount() {
      this.trackPresence({ name: "somebody" });
    }
    render() {
      return html`<b>${this.presenceCount()}</b>`;
    }
  }
  // Where no route has the mixin the hub is told.
  const options = { use: [presence] };
  await using page = await visit(shows(({ n }) => n < 2 && view(Who, { id: "who" })), { options });
  await using other = await page.another();
  await page.clock.move(2_000);
  await other.settled();
  assert.deepEqual([page.text("b"), other.text("b")], ["2", "2"]);
  await other.click(SET(2));
  await page.clock.move(30_000);
  await page.settled();
  assert.equal(page.text("b"), "1");
  assert.deepEqual(page.failures, []);
});

Deno.test("extensions go along with views in views, and may refuse what happens in them", async () => {
  const heard: string[] = [];
  const watching = extension({
    name: "watching",
    mount: (view) => void heard.push(`mount ${view.constructor.name}`),
    event({ view, name }, next) {
      heard.push(`${name} in ${view.constructor.name}`);
      return view instanceof Counter ? refuse("denied") : next();
    },
  });
  await using page = await visit(shows(() => view(Counter, { id: "one" })), {
    options: { use: [watching] },
  });
  await page.view("one").click("button");
  await page.click(SET(1));
  assert.deepEqual(heard, ["mount Page", "mount Counter", "more in Counter", "set in Page"]);
  assert.deepEqual(page.errors.map(({ code }) => code), ["denied"]);
  assert.deepEqual([page.text("h1"), page.text("output")], ["1", "0"]);
});
