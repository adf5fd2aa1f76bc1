/** Patches in a real browser, under the strict policy: the pages are right, and nothing runs. */

import assert from "node:assert/strict";
import { build, stop } from "esbuild";
import type { Page as Tab } from "playwright-core";
import { type Child, html, raw, Tree } from "../../vdom/mod.ts";
import { randomCase } from "../contract/cases.ts";
import { ODD_PIECES, RAW_PLACES } from "../contract/raw_contexts.ts";
import { createScope } from "../scope.ts";
import { randomOf, seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { type Context, STYLE_PLACES, TEXT, URL_PLACES } from "../xss/contexts.ts";
import { BREAKOUTS, STYLES, URLS } from "../xss/corpus.ts";
import { type Browser, browserTest } from "./chromium.ts";
import type { PatchPage, SentCase } from "./patch_page.ts";

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; " +
  "require-trusted-types-for 'script'; trusted-types djust";

/** Painted styles need another policy than written ones. */
const STYLED_POLICY = POLICY.replace("style-src 'self'", "style-src 'self' 'unsafe-inline'");

/** The page's script. */
async function bundle(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [new URL("patch_page.ts", import.meta.url).pathname],
    bundle: true,
    format: "iife",
    target: "es2022",
    write: false,
    logLevel: "silent",
  });
  await stop();
  return outputFiles[0]?.text ?? "";
}

/** A tab with a page of this body and the patcher, and what it complained about when it is done. */
async function withTab(
  browser: Browser,
  body: string,
  policy: string,
  use: (tab: Tab, complaints: () => string[]) => Promise<void>,
): Promise<void> {
  const script = await bundle();
  const headers = { "content-security-policy": policy };
  const page =
    `<!doctype html><meta charset=utf-8><title>t</title><script defer src=/s.js></script>` +
    `<body>${body}`;
  await using served = serve({
    fetch: (request) =>
      new URL(request.url).pathname === "/s.js"
        ? new Response(script, { headers: { ...headers, "content-type": "text/javascript" } })
        : request.url.endsWith("/page")
        ? new Response(page, { headers: { ...headers, "content-type": "text/html" } })
        : new Response("", { headers }),
  });
  const visitor = await browser.visit();
  const tab = await visitor.open(`${served.url}/page`);
  await use(tab, () => visitor.takeComplaints());
  await visitor.context.close();
}

/** Calls the page. */
function call<Name extends keyof PatchPage>(
  tab: Tab,
  name: Name,
  cases: readonly SentCase[],
): Promise<ReturnType<PatchPage[Name]>> {
  const run = ([name, cases]: [keyof PatchPage, readonly SentCase[]]): unknown =>
    (window as unknown as { patchPage: PatchPage }).patchPage[name](cases);
  return tab.evaluate(run as never, [name, cases]) as Promise<ReturnType<PatchPage[Name]>>;
}

browserTest("patches of random pages show in Chromium what a fresh paint shows", (_, browser) => {
  const random = seedFrom("patch_test");
  return withTab(browser, "", STYLED_POLICY, async (tab, complaints) => {
    const pairs = size(300, 2_000);
    for (let done = 0; done < pairs;) {
      const seeds = Array.from({ length: 20 }, () => random.integer(0, 2 ** 31));
      const cases = seeds.map((seed): SentCase => {
        const { painted, steps } = randomCase(randomOf(seed));
        return { painted, steps: steps.map(({ frame, expected }) => ({ frame, expected })) };
      });
      done += cases.reduce((sum, made) => sum + made.steps.length, 0);
      const problem = await call(tab, "firstProblem", cases);
      assert(problem === undefined, `of the seeds ${seeds}: ${problem?.slice(0, 4_000)}`);
    }
    // SVG that is cut anywhere has values that make no sense.
    assert.deepEqual(complaints().filter((text) => !/^Error: <\w+> attribute/.test(text)), []);
  });
});

/** Raw HTML that comes, is edited and goes again, in one place after the other. */
function rawCase(place: (child: Child) => Child, pieces: readonly string[]): SentCase {
  const scope = createScope({}, { development: false });
  const view = (child: Child): Child => html`<main>${place(child)}</main>`;
  const tree = new Tree(scope);
  const painted = tree.paint(view(null), null);
  const steps = pieces.flatMap((piece) => [raw(piece), raw(piece + "<b>!</b>"), null]).map(
    (shown) => {
      const patch = tree.diff(view(shown), null);
      const frame = patch ? [0, ...patch.ops, { t: patch.templates }] : [0];
      return { frame, expected: new Tree(scope).paint(view(shown), null) };
    },
  );
  return { painted, steps };
}

browserTest("raw HTML shows the same in every place, painted, patched or edited", (_, browser) => {
  const random = seedFrom("raw HTML shows the same");
  return withTab(browser, "", STYLED_POLICY, async (tab, complaints) => {
    for (const [name, place] of Object.entries(RAW_PLACES)) {
      const pairs = Array.from(
        { length: size(40, 2_000) },
        () => random.pick(ODD_PIECES) + random.pick(ODD_PIECES),
      );
      const problem = await call(tab, "firstProblem", [rawCase(place, [...ODD_PIECES, ...pairs])]);
      assert(problem === undefined, `${name}: ${problem?.slice(0, 4_000)}`);
    }
    assert.deepEqual(complaints(), []);
  });
});

const SCOPE = createScope({}, { strictStyles: true });

const paint = (view: Child): { content: string; flash: string } =>
  new Tree(SCOPE).paint(view, null);

/** Everything at once, painted into one document. */
function painted(contexts: Readonly<Record<string, Context>>, corpus: readonly string[]): string {
  return Object.values(contexts).flatMap((context) =>
    corpus.map((value) => `<div>${paint(context(value)).content}</div>`)
  ).join("");
}

/** From something harmless, and from nothing, to each value in each place. */
function patched(
  contexts: Readonly<Record<string, Context>>,
  corpus: readonly string[],
): SentCase[] {
  return Object.values(contexts).flatMap((context) =>
    corpus.flatMap((value) =>
      [null, context("/harmless")].map((before): SentCase => {
        const view = (child: Child): Child => html`<div>${child}</div>`;
        const tree = new Tree(SCOPE);
        const painted = tree.paint(view(before), null);
        const patch = tree.diff(view(context(value)), null);
        const frame = patch ? [0, ...patch.ops, { t: patch.templates }] : [0];
        return { painted, steps: [{ frame, expected: painted }] };
      })
    )
  );
}

/** Does to the page what could make something run. */
async function provoke(tab: Tab): Promise<void> {
  await tab.evaluate(() => {
    for (const element of document.querySelectorAll<HTMLElement>("body *")) {
      element.dispatchEvent(new Event("mouseover", { bubbles: true }));
      element.dispatchEvent(new Event("focus"));
    }
    for (const link of document.querySelectorAll<HTMLAnchorElement>("a[href^='about:']")) {
      link.target = "_self";
    }
  });
  await tab.evaluate(() =>
    new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
  );
}

const ran = (tab: Tab): Promise<unknown> =>
  tab.evaluate(() => (window as unknown as { __xss?: unknown }).__xss ?? null);

const PLACES = { ...TEXT, ...STYLE_PLACES };
const VALUES = [...BREAKOUTS, ...URLS, ...STYLES];

browserTest(
  "nothing painted runs, and no policy is violated",
  (_, browser) =>
    withTab(browser, painted(PLACES, VALUES), POLICY, async (tab, complaints) => {
      await provoke(tab);
      assert.equal(await ran(tab), null);
      assert.deepEqual(complaints(), []);
    }),
);

browserTest(
  "nothing patched runs, and no policy is violated",
  (_, browser) =>
    withTab(browser, "", POLICY, async (tab, complaints) => {
      await call(tab, "show", patched(PLACES, VALUES));
      await provoke(tab);
      assert.equal(await ran(tab), null);
      assert.deepEqual(complaints(), []);
    }),
);

browserTest(
  "no URL runs, painted or patched; what is blocked is only not loaded",
  (_, browser) =>
    withTab(browser, painted(URL_PLACES, URLS), POLICY, async (tab, complaints) => {
      await provoke(tab);
      await call(tab, "show", patched(URL_PLACES, URLS));
      await provoke(tab);
      assert.equal(await ran(tab), null);
      const ofScripts = complaints().filter((text) =>
        /script|inline|eval|trusted|javascript/i.test(text)
      );
      assert.deepEqual(ofScripts, []);
    }),
);
