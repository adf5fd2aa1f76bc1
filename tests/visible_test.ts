/** A document with elements that are seen or not by the line has their rules from its beginning. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { type Child, html, LiveView } from "@djust/live";
import { type Layout, live } from "@djust/live/hono";

async function paint(content: Child, layout?: Layout): Promise<[page: string, css: string]> {
  const app = new Hono();
  class Page extends LiveView {
    render(): Child {
      return content;
    }
  }
  const hub = live(app, { "/": Page }, {
    ...(layout && { layout }),
    signals: false,
    state: false,
    basePath: "/app",
    secret: "document".repeat(4),
    observe() {},
  });
  const page = await (await app.request("http://live.test/")).text();
  const [, path = ""] = /href="\/app(\/_djust\/visible\.[^"]+)"/.exec(page) ?? [];
  const css = path && await (await app.request(`http://live.test${path}`)).text();
  await hub.close();
  return [page, css];
}

Deno.test("the rules of dj-cloak and its like are linked in the head where one of them stands", async () => {
  for (const name of ["dj-cloak", "dj-connected", "dj-disconnected"]) {
    const [page, css] = await paint(html`<p>${name}</p>`);
    assert.equal(css, "", `${name} is a text there`);
    assert.doesNotMatch(page, /visible\./);
  }
  for (
    const content of [html`<p dj-cloak>x</p>`, html`<p class="a" dj-disconnected title="b">x</p>`]
  ) {
    const [page, css] = await paint(content);
    assert.match(page, /<link rel="stylesheet" href="\/app\/_djust\/visible\.\w+\.css"><\/head>/);
    assert.match(
      css,
      /\[dj-cloak\].*\[dj-connected\].*\[dj-disconnected\]\{display:none!important\}/,
    );
  }
});

Deno.test("the rules are there for a layout of the app's own, too, with a head written out or not", async () => {
  const layouts: Layout[] = [
    ({ content, flash, scripts, head }) =>
      html`
        <html>
          <head>${head}</head>
          <body><p dj-connected>x</p>${flash}${content}${scripts}</body>
        </html>
      `,
    ({ content, flash, scripts }) =>
      html`
        <html>
          <body><p dj-connected>x</p>${flash}${content}${scripts}</body>
        </html>
      `,
  ];
  for (const layout of layouts) {
    const [page, css] = await paint(html`<p>x</p>`, layout);
    assert.match(css, /dj-connected/);
    assert.equal(page.split("<link").length, 2);
  }
});

Deno.test("a page without a line has the rules as well, in the same layout", async () => {
  const app = new Hono();
  const hub = live(app, {}, { signals: false, state: false, secret: "x".repeat(32), observe() {} });
  app.get("/plain", (c) => hub.render(c, html`<p dj-disconnected>Away</p>`));
  const page = await (await app.request("http://live.test/plain")).text();
  assert.match(page, /visible\.\w+\.css"><\/head>/);
  await hub.close();
});
