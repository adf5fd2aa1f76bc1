/** Breaches that the steps of `deno task ok` have to find, at least one for each step. */

/** Something wrong, made on purpose. */
export interface Breach {
  /** The name of the step that finds it. */
  readonly step: string;
  /** What is wrong. */
  readonly wrong: string;
  /** Files, with what becomes of their texts; a file that is new was "". */
  readonly files?: Readonly<Record<string, (text: string) => string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The part of what the step goes over that shows it, and may narrow it further; all unless told. */
  readonly over?: readonly string[];
  /** What the step says. */
  readonly says: RegExp;
}

const is = (text: string) => (): string => text;
const adds = (text: string) => (before: string): string => before + text;

/** A breach of one test file that is new. */
function badTest(wrong: string, code: string, says: RegExp): Breach {
  const file = "tests/broken_test.ts";
  return { step: "tests", wrong, files: { [file]: is(code) }, over: [file], says };
}

/** All of them. */
export const BREACHES: readonly Breach[] = [
  {
    step: "chromium",
    wrong: "CHROMIUM_PATH leads nowhere, in CI",
    env: { CI: "true", CHROMIUM_PATH: "/nowhere/chromium" },
    says: /chromium is missing \(CHROMIUM_PATH is "\/nowhere\/chromium"\)/,
  },
  {
    step: "chromium",
    wrong: "no browser is installed, in CI",
    env: { CI: "true", CHROMIUM_PATH: "", PATH: "/nowhere" },
    says: /chromium is missing \(no chromium, .*; install it/,
  },
  {
    step: "redis",
    wrong: "REDIS_PATH leads nowhere, in CI",
    env: { CI: "true", REDIS_PATH: "/nowhere/redis" },
    says: /redis is missing \(REDIS_PATH is "\/nowhere\/redis"\)/,
  },
  {
    step: "denokv",
    wrong: "DENOKV_PATH leads nowhere, in CI",
    env: { CI: "true", DENOKV_PATH: "/nowhere/denokv" },
    says: /denokv is missing \(DENOKV_PATH is "\/nowhere\/denokv"\)/,
  },
  {
    step: "fmt",
    wrong: "a file is badly formatted",
    files: { "tests/broken.ts": is("const  a=1;\n") },
    over: ["tests/broken.ts"],
    says: /Found 1 not formatted file/,
  },
  {
    step: "lint",
    wrong: "a file has an `any`",
    files: { "tests/broken.ts": is("export type Anything = any;\n") },
    over: ["tests/broken.ts"],
    says: /no-explicit-any/,
  },
  {
    step: "doc lint",
    wrong: "a public symbol has no documentation",
    files: { "mod.ts": adds("export function undocumented(): void {}\n") },
    says: /missing-jsdoc/,
  },
  {
    step: "client: fresh",
    wrong: "a source of the client has changed",
    files: { "client/boot.ts": adds('console.info("changed");\n') },
    says: /Stale: client\/client\.gen\.ts .* run "deno task build"/,
  },
  {
    step: "client: fresh",
    wrong: "the generated client was edited by hand",
    files: { "client/client.gen.ts": adds("// edited\n") },
    says: /Stale: client\/client\.gen\.ts .* run "deno task build"/,
  },
  {
    step: "check: everything",
    wrong: "a test has a type error",
    files: { "tests/broken_test.ts": is("export const text: string = 1;\n") },
    over: ["tests/broken_test.ts"],
    says: /TS2322/,
  },
  {
    step: "check: server, without DOM types",
    wrong: "a file of the server names the document",
    files: { "server/broken.ts": is("export const title: string = document.title;\n") },
    over: ["server/broken.ts"],
    says: /TS\d+ .*'document'/,
  },
  {
    step: "check: client, without Deno types",
    wrong: "a file of the client names Deno",
    files: { "client/broken.ts": is("export const id: number = Deno.pid;\n") },
    over: ["client/broken.ts"],
    says: /TS\d+ .*'Deno'/,
  },
  {
    step: "publish dry run",
    wrong: "a public symbol's type has to be inferred",
    files: {
      // With one small door the rest need not be looked at.
      "deno.json": (text) => text.replace(/"exports": \{[^}]*\}/, '"exports": "./mod.ts"'),
      "mod.ts": is("/** Slow. */\nexport const slow = Math.max(1, 2);\n"),
    },
    says: /missing-explicit-type/,
  },
  badTest(
    "a test fails",
    `Deno.test("a", () => { throw new Error("on purpose"); });`,
    /a => .*_test/,
  ),
  badTest(
    "a test kills its process",
    `Deno.test("a", () => Deno.kill(Deno.pid, "SIGKILL"));`,
    /Ended by SIGKILL/,
  ),
  badTest("a test exits", `Deno.test("a", () => Deno.exit(0));`, /attempted to exit/),
  badTest("a test file throws as it is loaded", `throw new Error("on purpose");`, /on purpose/),
  badTest(
    "an error comes after its test",
    `Deno.test("a", () => queueMicrotask(() => { throw new Error("late"); }));`,
    /uncaught error/,
  ),
  badTest(
    "a test leaves a timer",
    `Deno.test("a", () => void setTimeout(() => {}, 60_000));`,
    /Leaks detected/,
  ),
  badTest("a test alone was to run", `Deno.test.only("a", () => {});`, /"only" option/),
  badTest("a file has no tests", `export const nothing = 0;`, /0 passed/),
  {
    step: "tests",
    wrong: "a room imports what it may not",
    files: { "protocol/mod.ts": adds('export { html } from "../vdom/mod.ts";\n') },
    over: ["tests/import_law_test.ts", "--filter=every file"],
    says: /protocol may import only nothing/,
  },
  {
    step: "tests",
    wrong: "templates know of the tree",
    files: { "vdom/template/mod.ts": adds('export { Tree } from "../tree/mod.ts";\n') },
    over: ["tests/import_law_test.ts", "--filter=every file"],
    says: /vdom\/template stands before vdom\/tree/,
  },
  {
    step: "tests",
    wrong: "the client's patcher knows of the page",
    files: { "client/dom/mod.ts": adds('export { run } from "../page/mod.ts";\n') },
    over: ["tests/import_law_test.ts", "--filter=every file"],
    says: /client\/dom stands before client\/page/,
  },
  {
    step: "tests",
    wrong: "the client is over its budget",
    files: { "client/client.gen.ts": (text) => text.replace('code: "', `code: "${noise(30_000)}`) },
    over: ["tests/sizes_test.ts", "--filter=/brotli/"],
    says: /the client has at most \d+ bytes by brotli/,
  },
  {
    step: "tests",
    wrong: "a page of the documentation shows what does not compile",
    files: {
      "README.md": (text) => text.replace("```ts\n", "```ts\nimport {{;\n"),
    },
    over: ["tests/docs_test.ts", "--filter=README.md and docs/ compiles"],
    says: /The TypeScript in README.md and docs\/ compiles/i,
  },
  {
    step: "tests: documentation",
    wrong: "an example does not compile",
    files: { "protocol/broken.ts": is(documented("const text: string = 1;")) },
    over: ["protocol/broken.ts"],
    says: /TS2322/,
  },
  {
    step: "tests: documentation",
    wrong: "an example says what is not so",
    files: { "protocol/broken.ts": is(documented('throw new Error("not so");')) },
    over: ["protocol/broken.ts"],
    says: /not so/,
  },
  {
    step: "tests: JSX as react-jsx",
    wrong: "a test fails",
    files: {
      "tests/jsx/broken_test.tsx": is(
        `Deno.test("a", () => { if (<b>x</b>) throw new Error("on purpose"); });\n`,
      ),
    },
    over: ["tests/jsx/broken_test.tsx"],
    says: /on purpose/,
  },
  {
    step: "tests: browser",
    wrong: "a page has no browser, in CI",
    files: { "tests/browser/broken_test.ts": is('import "../fixtures/complaining_page.ts";\n') },
    over: ["tests/browser/broken_test.ts"],
    env: { CI: "true", CHROMIUM_PATH: "/nowhere/chromium" },
    says: /no Chromium found \(CHROMIUM_PATH is "\/nowhere/,
  },
  {
    step: "tests: gallery",
    wrong: "a page has no browser, in CI",
    files: {
      "tests/browser/gallery_broken_test.ts": is('import "../fixtures/complaining_page.ts";\n'),
    },
    over: ["tests/browser/gallery_broken_test.ts"],
    env: { CI: "true", CHROMIUM_PATH: "/nowhere/chromium" },
    says: /no Chromium found \(CHROMIUM_PATH is "\/nowhere/,
  },
  {
    step: "tests: alone",
    wrong: "a test fails",
    files: {
      "tests/alone/broken_test.ts": is(
        `Deno.test("a", () => { throw new Error("on purpose"); });\n`,
      ),
    },
    over: ["tests/alone/broken_test.ts"],
    says: /on purpose/,
  },
];

/** A module whose documentation shows this code. */
function documented(code: string): string {
  return `/**\n * Broken.\n *\n * \`\`\`ts\n * ${code}\n * \`\`\`\n */\nexport const broken: number = 1;\n`;
}

/** Text that no compression makes small. */
function noise(length: number): string {
  let [text, state] = ["", 1];
  while (text.length < length) {
    state = Math.imul(state, 1_103_515_245) + 12_345 >>> 0;
    text += (state >>> 8).toString(36);
  }
  return text;
}
