/** The steps of `deno task ok`, as data. */

import denoJson from "../../deno.json" with { type: "json" };

/** A command of deno. */
export interface Command {
  readonly name: string;
  readonly args: readonly string[];
  /** What it goes over: files, folders and patterns; everything if there is none. */
  readonly over: readonly string[];
  /** The configuration, where it is not deno.json. */
  readonly config?: string;
  /** How many files run beside each other with `--parallel`; one for each processor unless told. */
  readonly lanes?: number;
  /** Variables of its environment. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A program that tests need: missing, it is skipped, and fails in CI. */
export interface Tool {
  readonly type: "tool";
  readonly name: string;
  readonly programs: readonly string[];
  /** The environment variable that may name its path. */
  readonly variable: string;
}

/** One step: a command of deno, or a tool that has to be there. */
export type Step =
  /** Passes or fails as a whole. */
  | Command & { readonly type: "check" }
  /** A run of `deno test`; its tests are counted one by one. */
  | Command & { readonly type: "tests" }
  | Tool;

/** Rooms with published code. */
const ROOMS = ["protocol", "vdom", "server", "client", "stores", "testing"] as const;

const DOORS: readonly string[] = Object.values(denoJson.exports);

/** Doors that must make sense to a Deno that knows no DOM. */
const SERVER_DOORS: readonly string[] = DOORS.filter((door) =>
  !/^\.\/(client|testing)\//.test(door)
);

const TESTS = ["test", "-A", "--v8-flags=--expose-gc"] as const;
/** For tests whose types "check: everything" has looked at. */
const CHECKED_TESTS = [...TESTS, "--no-check"] as const;
const BROWSER = ["tests/browser/**/*_test.ts", "tests/browser/**/*_test.tsx"] as const;
/** The examples in a real browser: a step of its own, so that no step takes too long. */
const GALLERY = ["tests/browser/gallery*_test.ts"] as const;
/** In a browser with windows, as people have it; all else is tried in the same without them. */
const WHOLE = { WHOLE_CHROMIUM: "true" } as const;
/** A page in a browser waits for as long as it works: two processors have time for a third. */
const BROWSER_LANES = 3;
/** Tests that measure time or memory: each file gets the machine for itself. */
const ALONE = ["tests/alone/**/*_test.ts"] as const;

/** Steps that may run beside each other. */
export const BESIDE: readonly Step[] = [
  {
    type: "tool",
    name: "chromium",
    programs: ["chromium", "chromium-browser", "google-chrome"],
    variable: "CHROMIUM_PATH",
  },
  { type: "tool", name: "redis", programs: ["redis-server"], variable: "REDIS_PATH" },
  { type: "tool", name: "denokv", programs: ["denokv"], variable: "DENOKV_PATH" },
  { type: "check", name: "fmt", args: ["fmt", "--check"], over: [] },
  { type: "check", name: "lint", args: ["lint"], over: [] },
  { type: "check", name: "doc lint", args: ["doc", "--lint"], over: DOORS },
  {
    type: "check",
    name: "client: fresh",
    args: ["run", "-A", "client/build.ts", "--check"],
    over: [],
  },
  { type: "check", name: "check: everything", args: ["check"], over: ["."] },
  {
    type: "check",
    name: "check: server, without DOM types",
    config: "tests/deno_only.json",
    args: ["check"],
    over: SERVER_DOORS,
  },
  {
    type: "check",
    name: "check: client, without Deno types",
    config: "client/dom.json",
    args: ["check"],
    over: ["client/mod.ts"],
  },
  {
    type: "check",
    name: "publish dry run",
    args: ["publish", "--dry-run", "--allow-dirty"],
    over: [],
  },
  {
    type: "tests",
    name: "tests: documentation",
    // The Markdown files are checked by tests/docs_test.ts: their blocks are no programs to run.
    args: [...TESTS, "--doc", "--ignore=**/*_test.ts,**/*_test.tsx,**/*.md"],
    over: ["mod.ts", ...ROOMS],
  },
  {
    type: "tests",
    name: "tests: JSX as react-jsx",
    config: "tests/react_jsx/config.json",
    args: TESTS,
    // Both ways of compiling JSX must give the same.
    over: ["tests/jsx/**/*_test.tsx"],
  },
];

/** Steps that follow one by one. */
export const ONE_BY_ONE: readonly Step[] = [
  {
    type: "tests",
    name: "tests",
    args: [...CHECKED_TESTS, "--parallel", `--ignore=${[...BROWSER, ...ALONE].join(",")}`],
    over: [],
  },
  {
    type: "tests",
    name: "tests: browser",
    args: [...CHECKED_TESTS, "--parallel", `--ignore=${GALLERY.join(",")}`],
    over: BROWSER,
    lanes: BROWSER_LANES,
  },
  {
    type: "tests",
    name: "tests: gallery",
    args: [...CHECKED_TESTS, "--parallel"],
    over: GALLERY,
    lanes: BROWSER_LANES,
    env: WHOLE,
  },
  { type: "tests", name: "tests: alone", args: CHECKED_TESTS, over: ALONE },
];
