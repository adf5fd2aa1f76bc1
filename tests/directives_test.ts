/**
 * The lists of directives agree: what the server knows, what the client reads, what browsers were
 * shown (in both spellings, painted and patched, on a slow line), what the gallery has, and what the
 * reference says.
 */

import assert from "node:assert/strict";
import { REGISTRY } from "../client/directives/registry.ts";
import { EXAMPLES } from "../examples/gallery/examples.ts";
import * as live from "../mod.ts";
import { DIRECTIVES } from "../vdom/template/directives/directives.ts";
import { MODIFIERS } from "../vdom/template/directives/event_rows.ts";
import { SECTIONS } from "../vdom/template/directives/list.ts";
import { directivesPage, PAGE } from "./docs/directives.ts";
import { gapsOf, type Listed, type Lists } from "./docs/gaps.ts";
import { MEMBERS } from "./docs/member_rows.ts";
import { triedIn } from "./docs/tried.ts";

const ROOT = new URL("../", import.meta.url);

/** The sources of a folder, those of folders in it too. */
function sourcesIn(folder: URL, isMeant: (name: string) => boolean): string[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name, isDirectory }) => {
    if (isDirectory) return sourcesIn(new URL(`${name}/`, folder), isMeant);
    return isMeant(name) ? [Deno.readTextFileSync(new URL(name, folder))] : [];
  });
}

const isSource = (name: string): boolean => /\.tsx?$/.test(name) && !/_test\.|\.gen\./.test(name);

const ROWS = SECTIONS.flatMap(({ rows }) => rows);
const MEMBER_ROWS = MEMBERS.flatMap(({ rows }) => rows);

/** Everything that is listed: directives, their modifiers, those of events, and members. */
function listed(): Listed[] {
  const directives = ROWS.flatMap(({ name, modifiers = {}, example }) => [
    { name: `dj-${name}`, example },
    ...Object.keys(modifiers).map((word) => ({ name: `dj-${name}.${word}`, example })),
  ]);
  const events = Object.keys(MODIFIERS).map((word) => ({
    name: `dj-*.${word}`,
    row: `dj-click.${word}`,
    example: "/events",
  }));
  return [...directives, ...events, ...MEMBER_ROWS];
}

/** What something reads: functions of a module, or a name in the source of who does. */
function readers(): Set<string> {
  const sources = [...sourcesIn(new URL("client/", ROOT), isSource)].join("\n") +
    sourcesIn(new URL("vdom/template/", ROOT), (name) => name === "planner.ts").join("\n") +
    sourcesIn(new URL("forms/", ROOT), isSource).join("\n");
  const read = new Set<string>();
  for (const [name, { kind, module }] of Object.entries(REGISTRY)) {
    const isNamed = new RegExp(`(?<![\\w-])dj-${name}(?![\\w-])`).test(sources);
    // A module that brings a row reads its attribute, or puts the name together.
    const isBrought = module !== undefined && module !== "more";
    if (kind === "decorator") read.add(`@${name}`);
    else if (isBrought || isNamed) read.add(`dj-${name}`);
  }
  // A word stands in the text, or in an expression, of who reads it.
  const hasWord = (word: string): boolean =>
    word.includes("*") || new RegExp(`["|(/]${word}["|)/]|${word}Key`).test(sources) ||
    sources.includes('word + "Key"');
  for (const { name, modifiers = {} } of ROWS) {
    if (name === "value-*") read.add("dj-value-*");
    for (const word of Object.keys(modifiers)) if (hasWord(word)) read.add(`dj-${name}.${word}`);
  }
  for (const word of Object.keys(MODIFIERS)) if (hasWord(word)) read.add(`dj-*.${word}`);
  for (const { name } of MEMBER_ROWS) {
    const [first = "", second] = name.replace("@", "").split(".");
    const member = (live as Record<string, unknown>)[first];
    if (second === undefined ? member : (member as Record<string, unknown>)?.[second]) {
      read.add(name);
    }
  }
  return read;
}

function lists(): Lists {
  const examples = new Map(EXAMPLES.map(({ path, file }) => {
    const folder = new URL(file.replace(/[^/]+$/, ""), ROOT);
    return [path, sourcesIn(folder, isSource).join("\n")];
  }));
  return {
    rows: listed(),
    readers: readers(),
    tests: ["tests/browser/", "tests/kit/"].flatMap((folder) =>
      sourcesIn(new URL(folder, ROOT), (name) => /_(?:test|kit)\.tsx?$/.test(name))
    ),
    tried: sourcesIn(new URL("tests/browser/", ROOT), (name) => /_test\.tsx?$/.test(name))
      .flatMap(triedIn),
    examples,
    page: Deno.readTextFileSync(PAGE),
  };
}

Deno.test("the directives that the server knows are those of the client's registry", () => {
  const attributes = Object.entries(REGISTRY).filter(([, { kind }]) => kind !== "decorator");
  assert.deepEqual([...DIRECTIVES].sort(), attributes.map(([name]) => name).sort());
});

Deno.test("docs/directives.md is fresh: deno run -A tests/docs/directives.ts writes it anew", async () => {
  assert.equal(await Deno.readTextFile(PAGE), await directivesPage());
});

Deno.test("every directive and modifier has a reader, a browser test, an example and a row", () => {
  assert.deepEqual(gapsOf(lists()), []);
});

Deno.test("a gap in any of the lists is found", () => {
  const whole: Lists = {
    rows: [{ name: "dj-tip", example: "/a" }, { name: "dj-tip.late", example: "/a" }],
    readers: new Set(["dj-tip", "dj-tip.late"]),
    tests: ["`<b dj-tip=x>`", '`<b dj-${spell("tip.late")}>`'],
    tried: [{ names: ["dj-tip"], latency: 150 }],
    examples: new Map([["/a", "html`<b dj-tip=x dj-tip:late=y>`"]]),
    page: "| `dj-tip` | … | `dj-tip.late`, `dj-tip:late`",
  };
  assert.deepEqual(gapsOf(whole), []);
  const without: [Partial<Lists>, string[]][] = [
    [{ readers: new Set(["dj-tip.late"]) }, ["nothing reads dj-tip"]],
    [{ readers: new Set([...whole.readers, "dj-new"]) }, ["dj-new has no row in the list"]],
    [{ tests: ["`<b dj-tip=x dj-tips dj-tip-late>`"] }, ["no browser test names dj-tip.late"]],
    [{ tests: [] }, ["no browser test names dj-tip", "no browser test names dj-tip.late"]],
    [{ tried: [] }, ["no browser test tries dj-tip in all ways"]],
    [{ tried: [{ names: ["dj-tip", "dj-tap"], latency: 50 }] }, [
      "no browser test tries dj-tip at 300 ms",
    ]],
    [{ examples: new Map([["/a", "dj-tip.late"]]) }, []],
    [{ examples: new Map([["/a", "dj-tipped"]]) }, [
      "dj-tip is not in the example /a",
      "dj-tip.late is not in the example /a",
    ]],
    [{ examples: new Map() }, [
      "dj-tip: the gallery has no /a",
      "dj-tip.late: the gallery has no /a",
    ]],
    [{ page: "`dj-tip`" }, ["no row of the page is of dj-tip.late"]],
  ];
  for (const [change, gaps] of without) assert.deepEqual(gapsOf({ ...whole, ...change }), gaps);
});

Deno.test("what is tried is read from the calls that try it", () => {
  const source = `browserTest("one", async (t, browser) => {
  await inAllWays(t, browser, {
    tries: ["dj-a", "dj-b"],
    dots: (view) => html\`<p dj-a>\`,
  }, async () => {}, { latency: 150 });
});
browserTest("two", async (t, browser) => {
  await inAllWays(t, browser, { tries: ["dj-c"], ...spellings }, run);
  await inAllWays(t, browser, { tries: [], ...spellings }, run, { isTimed: true, latency: 20 });
});
`;
  assert.deepEqual(triedIn(source), [
    { names: ["dj-a", "dj-b"], latency: 150 },
    { names: ["dj-c"], latency: 0 },
    { names: [], latency: 20 },
  ]);
});
