/** Raw HTML in a layout and a head, in a process that has not read any. */

import assert from "node:assert/strict";
import { html, LiveView, raw } from "@djust/live";
import { type Layout, live } from "@djust/live/hono";
import { Hono } from "hono";
import { until } from "./until.ts";

class Page extends LiveView {
  head() {
    return html`<meta name="robots" content="none">`;
  }
  render() {
    return html`<p>view</p>`;
  }
}

const layout: Layout = ({ title, content, head, scripts }) =>
  html`
    <!DOCTYPE html>
    <html>
      <head><title>${title}</title>${head}${scripts}</head>
      <body>${raw("<footer>mine</footer>")}${content}</body>
    </html>
  `;

Deno.test("a layout with raw HTML is tried once its parser is there, and its pages wait for it", async () => {
  const app = new Hono();
  const told: string[] = [];
  const hub = live(app, { "/": Page }, {
    signals: false,
    layout,
    observe: (record) => {
      if (record.type === "notice") told.push(record.message);
    },
  });
  const text = await (await app.request("/")).text();
  assert.match(text, /<meta name="robots" content="none">/);
  assert.match(text, /<body><footer>mine<\/footer><div data-djust=/);
  await until(
    "the warning",
    () => told.some((message) => message.includes(`does not place "flash"`)),
  );
  await hub.close();
});
