/** What a streamed text costs: bytes linear in its length, and no work for what has ended. */

import assert from "node:assert/strict";
import { type Child, html } from "@djust/live";
import { parseInline } from "../../examples/chat/markdown/inline.ts";
import { frameText } from "../../protocol/mod.ts";
import { Tree } from "../../vdom/mod.ts";
import { createScope } from "../scope.ts";
import { seedFrom } from "../seed.ts";
import { longText, Sent } from "./kit.ts";

/** Bytes of the frames of each quarter of a text, token by token. */
function quarters(tokens: readonly string[], send: (token: string) => number): number[] {
  const length = tokens.length / 4;
  return [0, 1, 2, 3].map((quarter) =>
    tokens.slice(quarter * length, (quarter + 1) * length)
      .reduce((sum, token) => sum + send(token), 0)
  );
}

Deno.test("10,000 tokens of a plain text: each costs itself and some bytes, the last as the first", () => {
  const tree = new Tree(createScope());
  let text = "";
  const page = (): Child => html`<p>${text}</p>`;
  tree.paint(page(), null);
  const send = (token: string): number => {
    text += token;
    const patch = tree.diff(page(), null);
    return frameText(patch ? { type: "patch", patch, head: undefined } : undefined, 0, [])
      ?.length ?? 0;
  };
  send("A");
  const tokens = Array.from({ length: 10_000 }, (_, i) => ` token${i % 7}`);
  assert.deepEqual(
    quarters(tokens, send),
    Array(4).fill(2_500 * `[0,1,-2," token0"]`.length),
  );
});

Deno.test("10,000 tokens of Markdown: bytes are linear in the text", () => {
  const tokens = longText(seedFrom("bytes of Markdown"), 10_000);
  const sent = new Sent();
  const sums = quarters(tokens, (token) => {
    const before = sent.bytes;
    sent.append(token);
    return sent.bytes - before;
  });
  sent.end();
  // Templates are told once, in the first quarter; how many answers have code is chance.
  for (const sum of sums) assert(sum < sums.reduce((a, b) => a + b) / 4 * 1.25, String(sums));
  const { length } = tokens.join("");
  assert(sent.bytes < 8 * length, `${sent.bytes} bytes for ${length} letters`);
});

Deno.test("a long list, a long table and long code cost by the token as well", () => {
  const texts = [
    Array.from({ length: 1_500 }, (_, i) => [`- point`, ` ${i}`, " of it\n"]),
    Array.from({ length: 1_500 }, (_, i) => [`| row`, ` | ${i} |`, "\n"]),
    Array.from({ length: 1_500 }, (_, i) => [`let a${i % 10}`, " =", " 1;\n"]),
  ];
  const heads = ["", "| a | b |\n|---|---|\n", "```\n"];
  for (const [index, text] of texts.entries()) {
    const sent = new Sent();
    sent.append(heads[index] ?? "");
    const [first = 0, , , last = 0] = quarters(text.flat(), (token) => {
      const before = sent.bytes;
      sent.append(token);
      return sent.bytes - before;
    });
    assert(last < first * 1.1, `${first} bytes became ${last}`);
  }
});

Deno.test("a block that has ended is neither parsed nor rendered again", () => {
  const sent = new Sent();
  // Half a million letters: were they looked at again for each token, this would take minutes.
  for (let i = 0; i < 2_000; i++) sent.append(`${"word ".repeat(50)}\n\n`);
  const before = sent.bytes;
  for (let i = 0; i < 2_000; i++) sent.append(" a");
  assert((sent.bytes - before) / 2_000 < 25);
});

Deno.test("a line that nobody ends is shown as it is, once it is longer than anybody writes", () => {
  const line = `*${"a".repeat(60_000)}*`;
  assert.deepEqual(parseInline(line, "closed"), [{ type: "text", text: line }]);
});
