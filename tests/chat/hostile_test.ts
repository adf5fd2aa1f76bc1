/** Markdown that means harm: it costs by its length, and comes to no more than its length. */

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { Markdown, markdown } from "../../examples/chat/markdown/markdown.ts";
import { markup } from "./kit.ts";

/** What tells a cost by the square of the length, which would be minutes here, from a slow machine. */
const PATIENCE = 20_000;

const lines = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join("\n");

const TEXTS: Readonly<Record<string, string>> = {
  "ticks": "`".repeat(1_000_000),
  "ticks before blanks": `\`\`\`${" ".repeat(1_000_000)}\``,
  "tildes before a tick": `${"~".repeat(1_000_000)}\``,
  "ticks of all lengths": lines(170, (i) => `a ${"`".repeat(i + 1)}`),
  "quotes in quotes": "> ".repeat(10_000) + "a",
  "points in points": "- ".repeat(10_000) + "a",
  "points set ever deeper": lines(500, (i) => `${"  ".repeat(i)}- a`),
  "lines of one paragraph": "a\n".repeat(300_000),
  "blanks in links": lines(200, () => `[a](${" ".repeat(15_900)}x\n`),
  "brackets": "[".repeat(8_000) + "]".repeat(8_000),
  "targets without end": "[a](".repeat(4_000),
  "stars": "*a **b ".repeat(2_200),
  "addresses": "http://".repeat(2_200),
  "tags without end": "<div ".repeat(3_000),
  "quotation marks in code": lines(40, () => `\`\`\`json\n${'"\\'.repeat(19_000)}\n\`\`\`\n`),
  "quotation marks before more code": lines(
    40,
    () => `\`\`\`ts\n${'"\\'.repeat(19_000)}a\nb\n\`\`\`\n`,
  ),
};

for (const [name, text] of Object.entries(TEXTS)) {
  Deno.test(`hostile Markdown costs by its length: ${name}`, () => {
    const from = performance.now();
    const whole = markup(markdown(text));
    const open = new Markdown();
    open.append(text.slice(0, -1));
    markup(html`${open.content}`);
    const took = performance.now() - from;
    assert(took < PATIENCE, `${took} ms`);
    assert(whole.length < 40 * text.length + 1_000, `${whole.length} of ${text.length}`);
  });
}

Deno.test("a table comes to what was written: very many columns are none", () => {
  const columns = (count: number): string =>
    `${"|".repeat(count)}\n${"|-".repeat(count - 1)}|\n${"|a|\n".repeat(200)}`;
  assert.match(markup(markdown(columns(10))), /<table>/);
  assert(markup(markdown(columns(5_000))).length < 50_000);
});

Deno.test("no address runs, however it is written", () => {
  const addresses = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\tscript:alert(1)",
    "\x01javascript:alert(1)",
    "&#106;avascript:alert(1)",
    "javascript&colon;alert(1)",
    "javascript&amp;colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "blob:https://a.b/c",
    "file:///etc/passwd",
    "//a.b/c",
    "/_djust/x",
    "\\javascript:alert(1)",
    "view-source:https://a.b",
  ];
  for (const address of addresses) {
    for (
      const text of [`[a](${address})`, `[a](<${address}>)`, `![a](${address})`, `<${address}>`]
    ) {
      const open = new Markdown();
      open.append(text);
      for (const shown of [markup(markdown(text)), markup(open.content)]) {
        assert.doesNotMatch(shown, /<a |<script|<img/, text);
      }
    }
  }
});
