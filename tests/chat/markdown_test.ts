/** Markdown that streams: cut anywhere it comes to the same, and nothing of it becomes markup. */

import assert from "node:assert/strict";
import { html } from "@djust/live";
import { Markdown, markdown } from "../../examples/chat/markdown/markdown.ts";
import { ANSWERS, OTHER } from "../../examples/chat/models/answers.ts";
import { tokensOf } from "../../examples/chat/models/script.ts";
import { type Random, seedFrom, size } from "../seed.ts";
import { atOnce, Coming, markup, painted } from "./kit.ts";

/** What a text shows while more of it may come. */
function soFar(text: string): string {
  const open = new Markdown();
  open.append(text);
  return painted(open.content);
}

const WORDS = 'role="group" tabindex="0"';
const LINK = 'rel="noopener noreferrer nofollow" target="_blank"';

Deno.test("markdown() knows what models write", () => {
  const cases: [text: string, shown: string][] = [
    [
      "a **b *c*** `d <` ~~e~~",
      "<p>a <strong>b <em>c</em></strong> <code>d &lt;</code> <del>e</del></p>",
    ],
    ["# One\n### Three ##\n####### no", "<h3>One</h3><h5>Three</h5><p>####### no</p>"],
    [
      "- a\n  - b\n- c",
      "<ul><li><span>a</span><ul><li><span>b</span></li></ul></li><li><span>c</span></li></ul>",
    ],
    ["3. a\n4. b", '<ol start="3"><li><span>a</span></li><li><span>b</span></li></ol>'],
    ["> a\n> b\n\nc", "<blockquote><p>a\nb</p></blockquote><p>c</p>"],
    ["a\n---\nb  \nc", "<p>a</p><hr></hr><p>b<br></br>c</p>"],
    [
      "```\n<b> *a*\n\n c\n```\nd",
      `<pre aria-label="Code" ${WORDS}><code>&lt;b> *a*\n\n c</code></pre><p>d</p>`,
    ],
    [
      '[a](https://a.b/c "t") <https://d.e/>',
      `<p><a href="https://a.b/c" ${LINK}>a</a> <a href="https://d.e/" ${LINK}>https://d.e/</a></p>`,
    ],
    [
      "see https://a.b/c_d_e, and",
      `<p>see <a href="https://a.b/c_d_e" ${LINK}>https://a.b/c_d_e</a>, and</p>`,
    ],
    ["snake_case_name 2 * 3 * 4 \\*a\\* &lt;", "<p>snake_case_name 2 * 3 * 4 *a* &lt;</p>"],
    ["a [b] c](d) ![e", "<p>a [b] c](d) ![e</p>"],
    ["1. a\n\n   b\n2. c", "<ol><li><span>a</span><p>b</p></li><li><span>c</span></li></ol>"],
  ];
  for (const [text, shown] of cases) assert.equal(atOnce(text), shown, text);
});

Deno.test("a table has the columns of its head, whatever its rows have", () => {
  const table = atOnce("| a | b |\n|:-:|--:|\n| 1 |\n| 1 | 2 | 3 |\n| `a\\|b` | *c* |\n\nd")
    .replace(/\s*\n\s*/g, "");
  assert.match(table, /<th class="center">a<\/th><th class="right">b<\/th>/);
  assert.match(table, /<td class="center">1<\/td><td class="right"><\/td><\/tr>/);
  assert.match(table, /<td class="center">1<\/td><td class="right">2<\/td><\/tr>/);
  assert.match(table, /<code>a\|b<\/code><\/td><td class="right"><em>c<\/em>/);
  assert.match(table, /<\/table><\/div><p>d<\/p>$/);
});

Deno.test("what is not finished shows what it will be, and never breaks the page", () => {
  const cases: [text: string, shown: string][] = [
    ["a **b", "<p>a <strong>b</strong></p>"],
    ["a **b*", "<p>a <strong>b</strong></p>"],
    ["a **", "<p>a </p>"],
    ["a `b", "<p>a <code>b</code></p>"],
    ["a ``", "<p>a </p>"],
    ["see [a](https://x", "<p>see a</p>"],
    ["see [a](https://x.y/z)", `<p>see <a href="https://x.y/z" ${LINK}>a</a></p>`],
    ["see https://x.y", "<p>see https://x.y</p>"],
    ["a\n```ts\nlet a", `<p>a</p><pre aria-label="Code in ts" ${WORDS}><code>let a</code></pre>`],
    [
      "a\n```ts\nlet a\n``",
      `<p>a</p><pre aria-label="Code in ts" ${WORDS}><code>let a</code></pre>`,
    ],
    ["## a *b", "<h4>a <em>b</em></h4>"],
    ["a\n##", "<p>a</p>"],
    ["a\n- ", "<p>a</p>"],
    ["| a | b |\n| --", "<p>| a | b |</p>"],
    ["a\\", "<p>a</p>"],
    ["\ud83d", ""],
  ];
  for (const [text, shown] of cases) assert.equal(soFar(text), shown, text);
  assert.match(soFar("| a | b |\n|--|--|\n| 1 | **2"), /<td>1<\/td><td><strong>2<\/strong><\/td>/);
});

Deno.test("what nobody finished is a text once the whole of it is there", () => {
  assert.equal(atOnce("a **b `c [d](e"), "<p>a **b `c [d](e</p>");
  assert.equal(atOnce("a *b **c* d"), "<p>a *b *<em>c</em> d</p>");
});

Deno.test("nothing of a text becomes markup, and no address runs", () => {
  const evil = [
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "[a](javascript:alert(1)) [b](JaVaScRiPt:alert(1)) [c](data:text/html,x) [d](//evil.example)",
    "[a](<java\tscript:alert(1)>) [b]( javascript:alert(1)) [c](vbscript:x) [d](/admin) [e](&#106;a)",
    "![a](https://evil.example/?q=secret) <javascript:alert(1)> <file:///etc/passwd>",
    '[a](https://x.y/"onclick=alert(1)) `<b>` **<i>** | <u> |\n|--|\n| <s> |',
    '```"><script>\n</code></pre><script>\n```\n<!-- a --><!--]-->',
    "<p dj=b dj-click=evil>a</p> <!--[-->",
  ];
  const allowed = /^(?:p|div|a|code|pre|span|strong|em|del|table|thead|tbody|tr|th|td)$/;
  for (const text of evil) {
    for (const shown of [atOnce(text), soFar(text)]) {
      const tags = [...shown.matchAll(/<([a-z]\w*)((?: [\w-]+="[^"]*")*)>/g)];
      assert.deepEqual(
        tags.map(([, tag = ""]) => tag).filter((tag) => !allowed.test(tag)),
        [],
        shown,
      );
      assert.doesNotMatch(
        tags.map(([, , attributes]) => attributes).join(),
        / (?:on\w+|src|dj\S*)=/,
      );
      for (const [, href = ""] of shown.matchAll(/ href="([^"]*)"/g)) {
        assert.match(href, /^(?:https?|mailto):/, text);
      }
    }
  }
});

Deno.test("a picture is a link: a page loads nothing because a text says so", () => {
  assert.equal(
    atOnce("![a cat](https://x.y/cat.png)"),
    `<p><a href="https://x.y/cat.png" ${LINK}>a cat</a></p>`,
  );
});

/** Texts of what Markdown is made of, in an order that nobody would write. */
function nonsense(random: Random): string {
  const parts = [
    ..."*_`~[]()!<>#-+|\\&:\n\n\n \t\r",
    ...["**", "```", "~~~", "\n- ", "\n1. ", "\n> ", "\n    ", "|--|--|\n", "| a | b |\n", "\n# "],
    ...["[a](https://b.c/d)", "https://e.f", "word", "two words", "😀", "é", "\ud83d", "```ts\n"],
    ...["***", "\n\n", "- [x] ", "\r\n", "const a = `b`;\n", "</p>", "<!--]-->"],
  ];
  return Array.from({ length: random.integer(1, 40) }, () => random.pick(parts)).join("");
}

Deno.test("a text that comes in pieces, cut anywhere, comes to what it is at once", () => {
  const random = seedFrom("markdown in pieces");
  for (let run = 0; run < size(120, 2_000); run++) {
    const text = run < 4 ? [...ANSWERS, OTHER][run]?.text ?? "" : nonsense(random);
    const coming = new Coming();
    for (let at = 0; at < text.length;) {
      const length = random.chance(0.5) ? 1 : random.integer(1, 9);
      coming.append(text.slice(at, at += length));
      // What the page shows was patched; a page that is opened now is painted.
      assert.equal(coming.shown, painted(coming.text.content), JSON.stringify(text.slice(0, at)));
    }
    coming.end();
    assert.equal(coming.shown, atOnce(text), JSON.stringify(text));
  }
});

Deno.test("two pieces, cut at every point of the answers, come to the whole", () => {
  for (const { text } of ANSWERS) {
    const whole = markup(markdown(text));
    for (let at = 0; at <= text.length; at++) {
      const pieces = new Markdown();
      pieces.append(text.slice(0, at));
      void pieces.content;
      pieces.append(text.slice(at));
      pieces.end();
      assert.equal(markup(pieces.content), whole, `cut at ${at}`);
    }
  }
});

Deno.test("a text that has ended takes nothing more", () => {
  const text = new Markdown();
  text.end();
  assert.throws(() => text.append("a"), /Cannot append: the text has ended/);
});

Deno.test("a token that only grows a text is sent alone", () => {
  const coming = new Coming();
  for (const piece of tokensOf("A first one.\n\nSome words")) coming.append(piece);
  const { bytes } = coming;
  coming.append(" more");
  assert.equal(coming.bytes - bytes, '[0,3,-2," more"]'.length);
});

Deno.test("code that has ended is coloured, and reads as it was written", () => {
  for (const language of ["ts", "json", "html", "css", "sh", "TypeScript"]) {
    const code = `<a href="b">/* c */ { "d": 1.5, e: #fff; } # f\nif (g) "h\\"i" 'j' \${k} // l`;
    const shown = atOnce(`\`\`\`${language}\n${code}\n\`\`\``);
    assert.match(shown, /<pre [^>]*class="done"/);
    assert.match(shown, /<span class="(?:keyword|name|string|comment|number)">/, language);
    const read = shown.replace(/<[^>]*>/g, "").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
    assert.equal(read, code);
  }
  assert.doesNotMatch(atOnce("```klingon\na\n```"), /<span|done/);
  assert.doesNotMatch(soFar("```ts\nconst a = 1;"), /<span|done/);
});

Deno.test("markdown() stands in a hole like any child", () => {
  assert.equal(painted(html`<b>${markdown("*a*")}</b>`), "<b><p><em>a</em></p></b>");
});
