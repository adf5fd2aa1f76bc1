/** Size: what a browser downloads, and what a page says only to go live. */

import { Buffer } from "node:buffer";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { CLIENT } from "../client/client.gen.ts";
import { html } from "../mod.ts";
import { live } from "../server/hono.ts";
import { CounterPage } from "./pages.ts";

/** Bytes of a script: minified, and as a browser fetches it. */
export interface ScriptSize {
  readonly code: number;
  readonly brotli: number;
  readonly gzip: number;
}

/** What was measured. */
export interface Sizes {
  /**
   * What every page loads, what some load besides, the modules of directives, and what those load
   * whose views have cursors or presence; without development's own.
   */
  readonly client: Readonly<Record<"core" | "more" | "directives" | "presence", ScriptSize>>;
  readonly page: { page: number; overhead: number };
}

function sizeOf(text: string): ScriptSize {
  const code = Buffer.from(text);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return {
    code: code.length,
    brotli: brotliCompressSync(code, { params }).length,
    gzip: gzipSync(code, { level: 9 }).length,
  };
}

const MORE = /^client\.(?:channels|hook|more)$/;
const PRESENCE = /^client\.(?:cursors|presence|together)$/;
const STREAMING = /^client\.streaming$/;

/** Bytes by brotli of each module of directives, that of streams too. */
export function measureDirectives(): [name: string, brotli: number][] {
  return Object.entries(CLIENT)
    .filter(([name]) => name.startsWith("client.") && !MORE.test(name) && !PRESENCE.test(name))
    .map(([name, { code }]) => [name, sizeOf(code).brotli]);
}

/** Bytes of some of the client's modules. */
export function measureModules(names: readonly string[]): ScriptSize {
  const sizes = Object.entries(CLIENT)
    .filter(([name]) => names.some((one) => name === `client.${one}`))
    .map(([, { code }]) => sizeOf(code));
  const sum = (key: keyof ScriptSize): number => sizes.reduce((all, size) => all + size[key], 0);
  return { code: sum("code"), brotli: sum("brotli"), gzip: sum("gzip") };
}

/** Bytes of the client. */
export function measureClient(): Sizes["client"] {
  const modules = Object.entries(CLIENT).filter(([name]) => name.startsWith("client."));
  const sum = (isMeant: (name: string) => boolean): ScriptSize => {
    const sizes = modules.filter(([name]) => isMeant(name)).map(([, { code }]) => sizeOf(code));
    const all = (key: keyof ScriptSize): number => sizes.reduce((sum, size) => sum + size[key], 0);
    return { code: all("code"), brotli: all("brotli"), gzip: all("gzip") };
  };
  return {
    core: sizeOf(CLIENT.client.code),
    more: sum((name) => MORE.test(name)),
    directives: sum((name) => ![MORE, PRESENCE, STREAMING].some((other) => other.test(name))),
    presence: sum((name) => PRESENCE.test(name)),
  };
}

/** Bytes of the counter's page, and those of them that are neither its layout nor its HTML. */
export async function measurePage(): Promise<Sizes["page"]> {
  const app = new Hono();
  const hub = live(app, { "/": CounterPage }, {
    secret: "size".repeat(8),
    dev: false,
    signals: false,
    observe: () => {},
    // Nothing but the places: what remains is ours.
    layout: ({ content, scripts, flash }) => html`<html>${content}${flash}${scripts}</html>`,
  });
  const page = await (await app.request("http://live.test/")).text();
  await hub.close();
  const own = "<html><button>+1</button> <output>0</output></html>";
  return { page: page.length, overhead: page.length - own.length };
}

if (import.meta.main) {
  const sizes: Sizes = { client: measureClient(), page: await measurePage() };
  console.log(JSON.stringify(sizes));
}
