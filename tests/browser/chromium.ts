/** A real Chromium for tests: found, launched once per test file, and watched for complaints. */

import {
  type Browser as PlaywrightBrowser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from "playwright-core";

export type { BrowserContext, CDPSession, Page, Route } from "playwright-core";

/** A visitor of its own: own cookies, own storage, own cache. */
export interface Visitor {
  readonly context: BrowserContext;
  /** A new tab, at this URL if one is given. */
  open(url?: string): Promise<Page>;
  /**
   * What its pages complained about since the last call: console errors, uncaught exceptions,
   * violations of the content security policy. A test that takes none must leave none: complaints
   * that nobody took fail it.
   */
  takeComplaints(): string[];
}

/** The browser, as a test sees it. */
export interface Browser {
  /** A new visitor; he goes when the test ends. */
  visit(options?: BrowserContextOptions): Promise<Visitor>;
  /** The version of Chromium. */
  readonly version: string;
}

const FLAGS: readonly string[] = [
  ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
  ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
];

/** The same browser without windows: pages take half the time in it. */
const SHELL = "chromium-headless-shell";

const NAMES: readonly string[] = ["chromium", "chromium-browser", "google-chrome"];

/** Whether only browsers with windows are looked for. */
const isWholeAsked = (): boolean => Deno.env.get("WHOLE_CHROMIUM") === "true";

const namesOf = (isWhole: boolean): readonly string[] => isWhole ? NAMES : [SHELL, ...NAMES];

/** The path of Chromium: CHROMIUM_PATH, or the first known name on PATH. */
export function findChromium(isWhole: boolean = isWholeAsked()): string | undefined {
  const given = Deno.env.get("CHROMIUM_PATH");
  if (given) return isFile(given) ? given : undefined;
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const paths = namesOf(isWhole).flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  return paths.find(isFile);
}

const executablePath = findChromium();
let launched: Promise<PlaywrightBrowser> | undefined;

// playwright-core picks a fresh user data folder at each launch and removes it afterwards.
function launch(): Promise<PlaywrightBrowser> {
  if (!executablePath) throw new Error(missing());
  return launched ??= chromium.launch({ executablePath, headless: true, args: [...FLAGS] });
}

/**
 * A test in Chromium. Where there is none, that is said loudly and the test counts as ignored; with
 * CI=true it fails.
 */
export function browserTest(
  name: string,
  test: (t: Deno.TestContext, browser: Browser) => Promise<void>,
): void {
  const isMissing = executablePath === undefined;
  prepare(isMissing);
  Deno.test({
    name,
    ignore: isMissing && Deno.env.get("CI") !== "true",
    fn: async (t) => {
      const playwright = await launch();
      const visitors: Visitor[] = [];
      const browser: Browser = {
        version: playwright.version(),
        async visit(options) {
          const visitor = visitorIn(await playwright.newContext(options));
          visitors.push(visitor);
          return visitor;
        },
      };
      try {
        await test(t, browser);
      } finally {
        await Promise.all(visitors.map((visitor) => visitor.context.close()));
      }
      const complaints = visitors.flatMap((visitor) => visitor.takeComplaints());
      if (complaints.length > 0) {
        throw new Error(`The page complained:\n${complaints.join("\n")}`);
      }
    },
  });
}

let isPrepared = false;

/** Once per test file: the browser opens before the first test and closes after the last. */
function prepare(isMissing: boolean): void {
  if (isPrepared) return;
  isPrepared = true;
  if (isMissing) {
    console.error(`\n!!! ${missing()}\n`);
    return;
  }
  // Outside of any test, so that the sanitizers see no leak in the first one.
  Deno.test.beforeAll(async () => void await launch());
  Deno.test.afterAll(async () => await (await launched)?.close());
}

function missing(): string {
  const given = Deno.env.get("CHROMIUM_PATH");
  const looked = given
    ? `CHROMIUM_PATH is "${given}"`
    : `none of ${namesOf(isWholeAsked()).join(", ")} is on PATH`;
  return `Cannot run browser tests: no Chromium found (${looked}); install chromium or set ` +
    `CHROMIUM_PATH`;
}

const VIOLATION = "content security policy violated: ";

function visitorIn(context: BrowserContext): Visitor {
  let complaints: string[] = [];
  context.on("console", (message) => {
    const text = message.text();
    // Chromium asks every server for this by itself.
    const isFavicon = message.location().url.endsWith("/favicon.ico");
    const isViolation = text.startsWith(VIOLATION);
    if ((message.type() === "error" && !isFavicon) || isViolation) complaints.push(text);
  });
  context.on("weberror", (webError) => {
    complaints.push(`uncaught: ${webError.error().message}`);
  });
  const ready = context.addInitScript((violation) => {
    addEventListener("securitypolicyviolation", (event) => {
      console.debug(violation + event.effectiveDirective + " " + event.blockedURI);
    });
  }, VIOLATION);
  return {
    context,
    async open(url) {
      await ready;
      const page = await context.newPage();
      if (url !== undefined) await page.goto(url);
      return page;
    },
    takeComplaints() {
      const taken = complaints;
      complaints = [];
      return taken;
    },
  };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
