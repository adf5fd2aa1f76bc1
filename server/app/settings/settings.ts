/** Settings of a site: its options checked, with what is wrong and what to write instead. */

import type { Messages } from "../../page/mod.ts";
import { type CspOption, isRange, SECRET_BYTES } from "../../security/mod.ts";
import { checkUse, type Extension, NO_EXTENSIONS } from "../../view/mod.ts";
import { checkHubExtensions, type HubExtension, type Limits, limitsWith } from "../../world/mod.ts";
import type { LiveOptions } from "./options.ts";

/** What the process says, for defaults. */
export interface Surroundings {
  /** The value of DJUST_SECRET, where it is readable. */
  readonly secret: string | undefined;
  readonly isDeployment: boolean;
  /** Makes a secret for this start. */
  random(): string;
}

/** The options that were checked and completed. */
export interface Settings {
  readonly secrets: readonly string[];
  /** Whether the secret lives only as long as this process. */
  readonly isSecretRandom: boolean;
  /** Whether what the state store keeps is encrypted. */
  readonly encrypts: boolean;
  readonly development: boolean;
  readonly limits: Limits;
  readonly origins: readonly (string | null)[];
  readonly proxies: readonly string[];
  readonly csp: CspOption;
  readonly basePath: string;
  readonly cookie: string;
  readonly signals: boolean;
  readonly use: readonly Extension[];
  readonly extend: readonly HubExtension[];
  readonly events: ReadonlySet<string>;
  /** Whether what is loaded is late, where a load does not say. */
  readonly late: boolean;
}

const NAMES: ReadonlySet<string> = new Set<keyof LiveOptions<unknown>>([
  ...[
    "layout",
    "secret",
    "user",
    "userKey",
    "session",
    "use",
    "extend",
    "events",
    "state",
    "encrypt",
    "late",
    "bus",
    "presence",
    "fetch",
    "limits",
  ] as const,
  ...["origins", "proxies", "csp", "basePath", "messages", "observe", "errorView"] as const,
  ...["signals", "dev"] as const,
]);

const MESSAGES: ReadonlySet<string> = new Set<keyof Messages>([
  "offline",
  "reload",
  "reloadButton",
  "undone",
  "error",
  "request",
  "notFound",
  "unsent",
  "unsentHelp",
  "unsentToken",
  "unsentOrigin",
  "unsentDenied",
  "unsentLarge",
  "unsentType",
  "unsentBroken",
  "confirm",
  "online",
]);

/** Checks the options. The first thing that is wrong is thrown, with what to write instead. */
export function settingsOf<Context>(
  options: LiveOptions<Context>,
  surroundings: Surroundings,
): Settings {
  for (const name of Object.keys(options)) {
    if (!NAMES.has(name)) fail(`"${name}" is no option; known are ${[...NAMES].join(", ")}`);
  }
  const functions = ["layout", "user", "userKey", "fetch", "errorView"] as const;
  for (const name of functions) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "function") {
      fail(`"${name}" is ${show(value)}; give a function`);
    }
  }
  for (const observer of [options.observe ?? []].flat() as unknown[]) {
    if (typeof observer !== "function") {
      fail(`"observe" is or holds ${show(observer)}; give a function, or a list of functions`);
    }
  }
  for (const name of ["signals", "dev", "encrypt", "late"] as const) {
    const value: unknown = options[name];
    if (value !== undefined && typeof value !== "boolean") {
      fail(`"${name}" is ${show(value)}; give true or false`);
    }
  }
  checkMethods(options.presence, "presence", ["start"]);
  checkMethods(options.bus, "bus", ["publish", "subscribe"]);
  if (options.state !== false) checkMethods(options.state, "state", ["take", "save", "remove"]);
  checkMessages(options.messages);

  const development = options.dev ?? !surroundings.isDeployment;
  const { secrets, isSecretRandom } = secretsOf(options.secret, surroundings, development);
  if (options.encrypt && isSecretRandom) {
    fail(
      `"encrypt" needs a secret that outlives the process; add { secret: Deno.env.get("DJUST_SECRET") } to live() or start with DJUST_SECRET=… and --allow-env=DJUST_SECRET (make one: openssl rand -base64 32)`,
    );
  }
  return {
    secrets,
    isSecretRandom,
    encrypts: options.encrypt ?? false,
    late: options.late ?? false,
    development,
    limits: limitsWith(options.limits),
    origins: originsOf(options.origins ?? []),
    proxies: proxiesOf(options.proxies ?? []),
    csp: cspOf(options.csp ?? "default"),
    basePath: basePathOf(options.basePath ?? ""),
    cookie: cookieOf(options.session),
    signals: options.signals ?? true,
    events: eventsOf(options.events ?? []),
    extend: checkHubExtensions(options.extend ?? []),
    use: options.use === undefined ? NO_EXTENSIONS : checkUse(options.use, `"use"`),
  };
}

function secretsOf(
  given: unknown,
  surroundings: Surroundings,
  development: boolean,
): { secrets: string[]; isSecretRandom: boolean } {
  const value = given ?? surroundings.secret;
  if (value === undefined) {
    if (development) return { secrets: [surroundings.random()], isSecretRandom: true };
    fail(
      `there is no secret, and this is production; add { secret: Deno.env.get("DJUST_SECRET") } to live() or start with DJUST_SECRET=… and --allow-env=DJUST_SECRET (make one: openssl rand -base64 32)`,
    );
  }
  const secrets: unknown[] = Array.isArray(value) ? value : [value];
  if (secrets.length === 0) fail(`"secret" is an empty list; give one or several texts`);
  const name = given === undefined ? "DJUST_SECRET" : `"secret"`;
  for (const secret of secrets) {
    if (typeof secret !== "string") fail(`${name} is no text; give a text or a list of texts`);
    const bytes = new TextEncoder().encode(secret as string).length;
    if (bytes < SECRET_BYTES) {
      fail(
        `${name} has ${bytes} bytes; give ${SECRET_BYTES} or more (make one: openssl rand -base64 32)`,
      );
    }
  }
  return { secrets: secrets as string[], isSecretRandom: false };
}

function originsOf(origins: unknown): (string | null)[] {
  if (!Array.isArray(origins)) {
    fail(`"origins" is ${show(origins)}; give a list like ["https://app.example"]`);
  }
  for (const origin of origins as unknown[]) {
    if (origin === null) continue;
    const isOrigin = typeof origin === "string" && URL.canParse(origin) &&
      new URL(origin).origin === origin.replace(/\/$/, "");
    if (!isOrigin) {
      fail(
        `"origins" holds ${show(origin)}; give scheme, host and port like "https://app.example"`,
      );
    }
  }
  return origins as (string | null)[];
}

function eventsOf(events: unknown): ReadonlySet<string> {
  if (!Array.isArray(events)) fail(`"events" is ${show(events)}; give a list like ["cart-open"]`);
  for (const event of events as unknown[]) {
    if (typeof event !== "string" || !/^[a-z][a-z0-9_-]*$/.test(event)) {
      fail(
        `"events" holds ${show(event)}; give names in lower case without dots and colons, ` +
          `for in an attribute these begin a modifier`,
      );
    }
  }
  return new Set(events as string[]);
}

function proxiesOf(proxies: unknown): string[] {
  if (!Array.isArray(proxies)) {
    fail(`"proxies" is ${show(proxies)}; give a list like ["10.0.0.0/8"]`);
  }
  for (const proxy of proxies as unknown[]) {
    if (typeof proxy !== "string" || !isRange(proxy)) {
      fail(`"proxies" holds ${show(proxy)}; give an address or a range like "10.0.0.0/8"`);
    }
  }
  return proxies as string[];
}

function cspOf(csp: unknown): CspOption {
  const policy = (csp as { policy?: unknown } | null)?.policy;
  const isPolicy = typeof policy === "string" && /^[\x20-\x7e]+$/.test(policy);
  if (csp === false || csp === "default" || csp === "strict" || isPolicy) return csp as CspOption;
  return fail(
    `"csp" is ${show(csp)}; give "default", "strict", { policy: "…" } (one line) or false`,
  );
}

function basePathOf(path: unknown): string {
  if (path === "" || (typeof path === "string" && /^(?:\/[\w.~%-]+)+$/.test(path))) return path;
  return fail(`"basePath" is ${show(path)}; give a path like "/app", without a slash at its end`);
}

function cookieOf(session: unknown): string {
  if (session === undefined) return "djust_session";
  const { cookie, read } = (session ?? {}) as { cookie?: unknown; read?: unknown };
  if (typeof session !== "object" || (read !== undefined && typeof read !== "function")) {
    fail(`"session" is ${show(session)}; give { cookie: "name" } or { read: (c) => session }`);
  }
  if (cookie !== undefined && (typeof cookie !== "string" || !/^[\w.-]+$/.test(cookie))) {
    fail(`"session.cookie" is ${show(cookie)}; give letters, digits, "_", "-" and "."`);
  }
  return (cookie as string | undefined) ?? "djust_session";
}

function checkMethods(value: unknown, name: string, methods: readonly string[]): void {
  if (value === undefined) return;
  const missing = methods.filter((method) =>
    typeof (value as Record<string, unknown> | null)?.[method] !== "function"
  );
  if (missing.length > 0) {
    fail(`"${name}" has no ${missing.join(", no ")}; give an object with ${methods.join(", ")}`);
  }
}

function checkMessages(messages: unknown): void {
  if (messages === undefined) return;
  if (typeof messages !== "object" || messages === null) {
    fail(`"messages" is ${show(messages)}; give texts by name`);
  }
  for (const [name, text] of Object.entries(messages as object)) {
    if (!MESSAGES.has(name)) {
      fail(`"messages.${name}" is no message; known are ${[...MESSAGES].join(", ")}`);
    }
    if (typeof text !== "string") fail(`"messages.${name}" is ${show(text)}; give a text`);
  }
}

/** A value for an error message, never long and never a secret. */
function show(value: unknown): string {
  if (typeof value === "function") return "a function";
  const text = typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function fail(what: string): never {
  throw new TypeError(`Cannot start: ${what}`);
}
