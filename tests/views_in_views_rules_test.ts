/** Rules of views in views: ids, places, params, and what belongs to the page as a whole. */

import assert from "node:assert/strict";
import { event, html, LiveView, type Mount, topic, view, type ViewClass } from "@djust/live";
import type { Layout } from "@djust/live/hono";
import { visit } from "@djust/live/testing";

class Leaf extends LiveView {
  render() {
    return html`<b>leaf</b>`;
  }
}

class Other extends LiveView {
  render() {
    return html`<b>other</b>`;
  }
}

/** A page that has its button clicked. */
abstract class Counted extends LiveView {
  n = 0;
  @event
  next() {
    this.n++;
  }
}

/** A page that shows this, once its button was clicked. */
function clicked(content: () => unknown): ViewClass {
  return class Board extends LiveView {
    isShown = false;
    @event
    show() {
      this.isShown = true;
    }
    render() {
      return html`<button dj-click=${this.show}></button><div>${
        this.isShown ? content() as never : "nothing yet"
      }</div>`;
    }
  };
}

/** What the server says went wrong when it is shown. */
async function problem(content: () => unknown): Promise<string> {
  await using page = await visit(clicked(content));
  await page.click("button");
  assert.deepEqual(page.errors.map(({ code }) => code), ["render"]);
  assert.equal(page.text("div div"), "nothing yet", "the page stays as it was");
  const [{ error }] = page.failures as [{ error: Error }];
  return error.message;
}

Deno.test("two views with one id are an error at the render, which names both", async () => {
  assert.equal(
    await problem(() => [view(Leaf, { id: "a" }), view(Other, { id: "a" })]),
    'Cannot render "Board": two views of one page have the id "a", "Leaf" in "Board" and ' +
      '"Other" in "Board"; give each an id of its own',
  );
});

Deno.test("a page that had two views with one id goes on as soon as it has not", async () => {
  class Board extends Counted {
    render() {
      return html`<button dj-click=${this.next}>${this.n}</button>${view(Leaf, { id: "a" })}${
        this.n === 1 && view(Other, { id: "a" })
      }`;
    }
  }
  await using page = await visit(Board);
  await page.click("button");
  assert.deepEqual(page.errors.map(({ code }) => code), ["render"]);
  await page.click("button");
  assert.equal(page.text("button"), "2");
  assert.equal(page.view("a").text(), "leaf");
  assert.equal(page.hub.stats().instances, 2);
});

Deno.test("an id is taken in all of the page, also by a view in a view", async () => {
  class Middle extends LiveView {
    isShown = false;
    @event
    show() {
      this.isShown = true;
    }
    render() {
      return html`<i dj-click=${this.show}></i>${this.isShown && view(Leaf, { id: "a" })}`;
    }
  }
  class Board extends LiveView {
    render() {
      return html`${view(Other, { id: "a" })}${view(Middle, { id: "m" })}`;
    }
  }
  await using page = await visit(Board);
  await page.click("i");
  const [{ error }] = page.failures as [{ error: Error }];
  assert.match(error.message, /the id "a", "Other" in "Board" and "Leaf" in "Middle"/);
});

Deno.test("what cannot be an id, params or a view is an error with its mend", async () => {
  const embed = (id: unknown, params?: unknown, View: unknown = Leaf): () => unknown => () =>
    view(View as typeof Leaf, { id: id as string, params });
  assert.match(await problem(embed("a b")), /as "a b": give an id of letters, digits, "-" and "_"/);
  assert.match(await problem(embed("")), /give an id/);
  assert.match(
    await problem(embed("a", { on: () => 1 })),
    /params\.on is a function; give plain data/,
  );
  assert.match(await problem(embed("a", { at: new Date() })), /params\.at is a Date/);
  assert.match(await problem(embed("a", { list: [1, NaN] })), /params\.list\[1\] is NaN/);
  const ring: unknown[] = [];
  ring.push(ring);
  assert.match(await problem(embed("a", ring)), /nested more than 16 times/);
  assert.match(await problem(embed("a", {}, class {})), /a class that extends LiveView/);
});

Deno.test("a view stands where a <div> may, and nowhere else", async () => {
  const leaf = () => view(Leaf, { id: "a" });
  assert.match(await problem(() => html`<p>${leaf()}</p>`), /<p>/);
  assert.match(
    await problem(() =>
      html`
        <table>
          <tbody>${leaf()}</tbody>
        </table>
      `
    ),
    /<tbody>/,
  );
  assert.match(
    await problem(() =>
      html`
        <svg>
          <g>${leaf()}</g>
        </svg>
      `
    ),
    /<svg>|<g>/,
  );
});

Deno.test("a view cannot stand in head() or in a layout", async () => {
  class Headed extends LiveView {
    head() {
      return html`<title>page</title>${view(Leaf, { id: "a" })}`;
    }
    render() {
      return html`<p>page</p>`;
    }
  }
  const layout: Layout = ({ content }) =>
    html`
      <!DOCTYPE html>
      <html lang="en">
        <head>
          <title>page</title>
        </head>
        <body>${view(Leaf, { id: "a" })}${content}</body>
      </html>
    `;
  for (const page of [await visit(Headed), await visit(Leaf, { options: { layout } })]) {
    assert.equal(page.status, 500);
    const [{ error }] = page.failures as [{ error: Error }];
    assert.match(error.message, /^Cannot embed "Leaf" as "a" here: layouts, head\(\) and plain/);
  }
});

Deno.test("a page has no more views than limits.views", async () => {
  const many = () => ["a", "b", "c"].map((id) => view(Leaf, { id }));
  await using page = await visit(clicked(many), { options: { limits: { views: 3 } } });
  await page.click("button");
  const [{ error }] = page.failures as [{ error: Error }];
  assert.match(error.message, /more views than limits\.views \(3\)/);
  await using fits = await visit(clicked(many), { options: { limits: { views: 4 } } });
  await fits.click("button");
  assert.equal(fits.view("c").text(), "leaf");
});

Deno.test("views that come and go do not use up the views that a page may have", async () => {
  class Board extends Counted {
    render() {
      return html`<button dj-click=${this.next}></button>${view(Leaf, { id: `a${this.n}` })}`;
    }
  }
  await using page = await visit(Board, { options: { limits: { views: 3 } } });
  for (let n = 1; n <= 20; n++) {
    await page.click("button");
    assert.equal(page.view(`a${n}`).text(), "leaf");
  }
  assert.equal(page.hub.stats().instances, 2);
});

Deno.test("a flash of a view in a view stands in the page's own region, and goes in its time", async () => {
  class Saves extends LiveView {
    @event
    save() {
      this.putFlash("info", "Saved", { ms: 4_000 });
    }
    render() {
      return html`<i dj-click=${this.save}></i>${this.flash["info"] ?? "none"}`;
    }
  }
  class Board extends LiveView {
    render() {
      return html`<p>board</p>${view(Saves, { id: "saves" })}`;
    }
  }
  await using page = await visit(Board);
  await page.click("i");
  assert.equal(page.text("[data-djust-flash]"), "Saved");
  assert.equal(page.view("saves").text(), "Saved");
  await page.clock.move(4_100);
  assert.equal(page.text("[data-djust-flash]"), "");
});

Deno.test("a view in a view leaves for another page, from its mount, too", async () => {
  class Leaves extends LiveView<{ now: boolean }> {
    mount({ params, redirect }: Mount<{ now: boolean }>) {
      if (params.now) redirect("/at-once");
    }
    @event
    go() {
      this.redirect("/later");
    }
    render() {
      return html`<i dj-click=${this.go}></i>`;
    }
  }
  const board = (now: boolean) =>
    class Board extends LiveView {
      render() {
        return html`<p>board</p>${view(Leaves, { id: "leaves", params: { now } })}`;
      }
    };
  const page = await visit(board(false));
  await page.click("i");
  assert.deepEqual(page.left.map(({ to }) => to), ["/later"]);
  await page.close();
  const gone = await visit(board(true));
  assert.equal(gone.status, 302);
  assert.deepEqual(gone.left.map(({ to }) => to), ["/at-once"]);
  assert.equal(gone.hub.stats().instances, 0);
});

Deno.test("status, headers and notFound() of a view in a view are the page's", async () => {
  class Sets extends LiveView<{ is: string }> {
    mount({ params, status, header, notFound }: Mount<{ is: string }>) {
      if (params.is === "none") notFound();
      status(410);
      header("x-shown", "yes");
    }
    render() {
      return html`<i>sets</i>`;
    }
  }
  const board = (is: string) =>
    class Board extends LiveView {
      render() {
        return html`<p>board</p>${view(Sets, { id: "sets", params: { is } })}`;
      }
    };
  const page = await visit(board("gone"));
  assert.equal(page.status, 410);
  await page.close();
  const none = await visit(board("none"));
  assert.equal(none.status, 404);
  assert.equal(none.hub.stats().instances, 0);
});

Deno.test("the head is the page's: a view in a view that has one is warned of", async () => {
  class Titled extends LiveView {
    override pageTitle = "mine";
    render() {
      return html`<i>titled</i>`;
    }
  }
  class Board extends LiveView {
    override pageTitle = "Board";
    render() {
      return html`<p>board</p>${view(Titled, { id: "titled" })}`;
    }
  }
  await using page = await visit(Board);
  assert.equal(page.text("title"), "Board");
  const [warning] = page.warnings;
  assert.equal(warning?.name, "embedded-head");
  assert.match(warning?.message ?? "", /"Titled"/);
});

Deno.test("dj-view written by hand is warned of", async () => {
  class Board extends LiveView {
    render() {
      return html`<div dj-view="a">a</div>`;
    }
  }
  await using page = await visit(Board);
  assert.match(page.warnings[0]?.message ?? "", /dj-view of <div> embeds nothing: write .*view\(/);
});

Deno.test("views of one page talk over a topic", async () => {
  const words = topic<string>("words");
  class Says extends LiveView {
    @event
    say() {
      this.publish(words(), "hello");
    }
    render() {
      return html`<i dj-click=${this.say}></i>`;
    }
  }
  class Hears extends LiveView {
    heard = "";
    mount() {
      this.subscribe(words(), (word) => this.heard = word);
    }
    render() {
      return html`<b>${this.heard}</b>`;
    }
  }
  class Board extends LiveView {
    render() {
      return html`${view(Says, { id: "says" })}${view(Hears, { id: "hears" })}`;
    }
  }
  await using page = await visit(Board);
  await page.click("i");
  assert.equal(page.view("hears").text("b"), "hello");
});

Deno.test("a view in a view has its own params, and the page's user, session and URL", async () => {
  class Knows extends LiveView<{ n: number; deep: { list: string[] } }> {
    render() {
      const { params, user, session, url } = this;
      params.deep.list.push("changed");
      return html`<b>${JSON.stringify([params.n, user, session["role"], url.pathname])}</b>`;
    }
  }
  const params = { n: 7, deep: { list: ["a"] } };
  class Board extends LiveView {
    render() {
      return html`${view(Knows, { id: "knows", params })}`;
    }
  }
  await using page = await visit(Board, { path: "/x", user: "Ada", session: { role: "admin" } });
  assert.equal(page.view("knows").text("b"), '[7,"Ada","admin","/x"]');
  assert.deepEqual(params.deep.list, ["a"], "what it changes in them is its own");
});

Deno.test("the test kit says which views a page has", async () => {
  class Board extends LiveView {
    render() {
      return html`${view(Leaf, { id: "a" })}${view(Leaf, { id: "b-c" })}`;
    }
  }
  await using page = await visit(Board);
  assert.equal(page.view("b-c").text(), "leaf");
  assert.throws(() => page.view("x"), /with the id "x" in the page: there are "a", "b-c"/);
  await assert.rejects(page.view("a").click("i"), /Cannot find "i" in the page: it shows <b/);
});
