/** What the tests of patches run inside Chromium: the client's patcher, and a way to look at a page. */

import { createParser } from "../../client/dom/parse.ts";
import { normalOf, Page, type Painted } from "../contract/page.ts";

/** What the test may call from outside. */
export interface PatchPage {
  /** The first case whose page is not what a fresh paint shows. */
  firstProblem(cases: readonly SentCase[]): string | undefined;
  /** Applies frames to pages, and leaves all of them in the document. */
  show(cases: readonly SentCase[]): void;
}

/** A case as it travels into the page. */
export interface SentCase {
  readonly painted: Painted;
  readonly steps: readonly { readonly frame: readonly unknown[]; readonly expected: Painted }[];
}

const parse = createParser(window);
const OPTIONS = { namespaces: true };

function firstProblem(cases: readonly SentCase[]): string | undefined {
  for (const [at, { painted, steps }] of cases.entries()) {
    const page = new Page(document, parse, painted);
    for (const [i, { frame, expected }] of steps.entries()) {
      const lost = page.apply(frame);
      const shows = page.normal(OPTIONS);
      const must = normalOf(document, parse, expected, OPTIONS);
      if (lost.size === 0 && shows === must) continue;
      return `case ${at}, update ${i}, lost ${[...lost]}\n${
        JSON.stringify(frame)
      }\nshows ${shows}\nmust  ${must}`;
    }
  }
  return undefined;
}

function show(cases: readonly SentCase[]): void {
  const roots: Element[] = [];
  for (const { painted, steps } of cases) {
    const page = new Page(document, parse, painted);
    for (const { frame } of steps) page.apply(frame);
    roots.push(page.root, page.flash);
  }
  document.body.replaceChildren(...roots);
}

Object.assign(window, { patchPage: { firstProblem, show } satisfies PatchPage });
