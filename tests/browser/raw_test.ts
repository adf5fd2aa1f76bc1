/** Odd raw HTML in whole pages under the strict policy: painted, patched and edited, they are one. */

import assert from "node:assert/strict";
import { type Child, event, html, LiveView, raw } from "@djust/live";
import { browserTest, type Page } from "./chromium.ts";
import { ODD_PIECES, RAW_PLACES } from "../contract/raw_contexts.ts";
import { type Djusted, stage } from "./stage.ts";

/** What could move or become something else only where a whole document is parsed. */
const PIECES = [
  ...ODD_PIECES.filter((piece) =>
    /<(?:\?|!|template|select|object|li|td|p>|\/p|a |button|form)/.test(piece)
  ),
  `<?start name="x"?>old<?end?> and <template for="x"><b>new</b></template>`,
  `<i><template shadowrootmode="open" shadowrootdelegatesfocus>shadow</template>light</i>`,
  `a<embed src="/e"><object data="/o" codebase="/"><b>plain</b></object>z`,
  `<b dj=b dj-click="x" dj-hook="y" data-djust="z" data-dj-raw>1</b>`,
  `<template data-dj-raw><b>2</b></template>`,
  `<script type="x" src="/3"></script><script type="x" src="/4"></script>`,
  `<svg><script type="x"></script></svg>`,
];

/** All pieces in all places: at first, brought by a patch, or in the place of something else. */
class Odd extends LiveView {
  shown: "all" | "none" | "others" = "all";

  @event
  show({ shown }: { shown: "all" | "none" | "others" }): void {
    this.shown = shown;
  }

  piece(text: string): Child {
    if (this.shown === "none") return null;
    return raw(this.shown === "all" ? text : `<b>other</b>${text.toUpperCase()}`);
  }

  render() {
    return html`${
      Object.values(RAW_PLACES).map((place) =>
        html`<article>${
          PIECES.map((text) => html`<div>${place(this.piece(text))}</div>`)
        }</article>`
      )
    }`;
  }
}

class Late extends Odd {
  override shown = "none" as const as Odd["shown"];
}

class Edited extends Odd {
  override shown = "others" as const as Odd["shown"];
}

/** Every node of each place, but for our own marks. Runs in the page. */
function nodes(): string[] {
  const OURS = /^(?:\[|\]|,)$/;
  const write = (node: Node): string => {
    if (node.nodeType === 3) return JSON.stringify((node as Text).data);
    if (node.nodeType === 8) {
      const { data } = node as Comment;
      return OURS.test(data) ? "" : `<!--${data}-->`;
    }
    // To a page with scripts that is nothing.
    if (node.nodeName === "NOSCRIPT") return "<noscript>";
    if (!(node instanceof Element)) return `[${node.nodeType} ${node.nodeName}]`;
    const names = node.getAttributeNames().filter((name) => name !== "dj").sort();
    const attributes = names.map((name) => ` ${name}="${node.getAttribute(name)}"`).join("");
    const shadow = node.shadowRoot ? `{${all(node.shadowRoot)}}` : "";
    const inner = all(node instanceof HTMLTemplateElement ? node.content : node);
    return `<${node.namespaceURI?.slice(-5)}:${node.localName}${attributes}>${shadow}${inner}</>`;
  };
  // What an element shows is one text, however it is cut.
  const all = (parent: Node): string =>
    [...parent.childNodes].map(write).join("").replaceAll('""', "");
  return [...document.querySelectorAll("article > div")].map(all);
}

async function show(page: Page, shown: string): Promise<void> {
  await page.evaluate(
    (shown) => (globalThis as Djusted).djust.pushEvent("show", { shown }).then(() => {}),
    shown,
  );
}

browserTest("raw HTML is the same in a page that was painted, and in one that was patched", async (
  _t,
  browser,
) => {
  await using on = await stage(browser, { "/": Odd, "/late": Late, "/edited": Edited });
  on.visitor.context.setDefaultTimeout(60_000);
  const [painted, late, edited] = [
    await on.open("/"),
    await on.open("/late"),
    await on.open("/edited"),
  ];
  // The second script puts what a parser would have moved into its place.
  for (const page of [painted, late, edited]) {
    await page.waitForFunction(() => !document.querySelector("template[data-dj-raw]"));
  }
  const must = await painted.evaluate(nodes);
  assert.equal(must.length, PIECES.length * Object.keys(RAW_PLACES).length);
  for (const page of [late, edited]) {
    await show(page, "all");
    assert.deepEqual(await page.evaluate(nodes), must);
  }
  assert.doesNotMatch(
    must.join(),
    /\[7 |<xhtml:(?:embed|plaintext)| (?:for|shadowroot\w*|dj-\w+)=|\{/,
  );
  // Whatever was painted is known node by node: edits find it.
  for (const page of [painted, late]) await show(page, "others");
  const others = await painted.evaluate(nodes);
  assert.deepEqual(await late.evaluate(nodes), others);
  assert.notDeepEqual(others, must);
  assert.deepEqual(on.told.filter(({ type }) => type === "error" || type === "refused"), []);
  // Inline styles are what the policy forbids; nothing else is.
  const complaints = on.visitor.takeComplaints().filter((text) =>
    !/inline style|style-src/.test(text)
  );
  assert.deepEqual(complaints, []);
});
