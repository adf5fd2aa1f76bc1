/** Size: what a browser downloads, and what a page says only to go live. */

import { Buffer } from "node:buffer";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { Hono } from "hono";
import { CLIENT } from "../client/client.gen.ts";
import { html } from "../mod.ts";
import { live } from "../server/hono.ts";
import { CounterPage } from "./wire.ts";

/** Bytes of the client as a browser fetches it. */
export function measureClient(): Record<"code" | "brotli" | "gzip", number> {
  const code = Buffer.from(CLIENT.code);
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 };
  return {
    code: code.length,
    brotli: brotliCompressSync(code, { params }).length,
    gzip: gzipSync(code, { level: 9 }).length,
  };
}

/** Bytes of the counter's page, and those of them that are neither its layout nor its HTML. */
export async function measurePage(): Promise<{ page: number; overhead: number }> {
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
  console.log(JSON.stringify({ client: measureClient(), page: await measurePage() }));
}
