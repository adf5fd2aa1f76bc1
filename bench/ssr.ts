/** SSR: painting to bytes against plain concatenation with escaping, and against others. */

import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import { Hono } from "hono";
import { live } from "../server/hono.ts";
import { type Child, Tree } from "../vdom/mod.ts";
import { honoHtml } from "./hono_html.ts";
import { honoJsx } from "./hono_jsx.ts";
import { type Candidate, race, ratio, type Spread, spreadOf } from "./measure.ts";
import { bare, SCOPE } from "./ours.ts";
import { precompiled } from "./ours_jsx.tsx";
import { ClosureTablePage, DashboardPage } from "./pages.ts";
import { strings } from "./parsed.ts";
import { preact } from "./preact.ts";
import { dashboard, table, type Workload } from "./workloads.ts";

/** What was measured for one page. */
export interface SsrRow {
  readonly id: string;
  readonly bytes: number;
  /** Microseconds of plain concatenation. */
  readonly concat: Spread;
  /** Ratios to it. */
  readonly ratios: Readonly<Record<string, Spread>>;
  /** Bytes after gzip: with our marks, and with bare `dj-*` attributes. */
  readonly marked: number;
  readonly plain: number;
  /** The same of the view's own HTML, without the document around it. */
  readonly markedView: number;
  readonly plainView: number;
  /** Microseconds of hashing the page and signing its ticket. */
  readonly ticket: number;
}

/** What addresses a page. */
const MARKS = / dj(?:=\w+)?(?=[ >])|<!--[[\],]-->/g;

type Renderers = Readonly<Record<string, () => string>>;

const paint = (content: Child): string => new Tree(SCOPE).paint(content, null).content;

/** What the ratio is taken to. */
const CONCAT = "concatenation";

function renderersOf(id: "W2" | "W4"): Renderers {
  const view = id === "W2" ? "table" : "dashboard";
  const state = (id === "W2" ? table() : dashboard()) as never;
  return {
    [CONCAT]: () => strings[view](state),
    "html": () => paint(bare[view](state)),
    "JSX": () => paint(precompiled[view](state)),
    "hono/html": () => honoHtml[view](state),
    "hono/jsx": () => honoJsx[view](state),
    "preact": () => preact[view](state),
  };
}

/** Nobody may be fast by painting something else. */
function check(renderers: Renderers): void {
  const wanted = renderers[CONCAT]?.() ?? "";
  for (const [name, render] of Object.entries(renderers)) {
    const got = render().replaceAll(MARKS, "");
    // An empty class may be written in any way.
    const plain = (html: string): string => html.replaceAll(/ class(?:="")?(?=[ >])/g, "");
    if (plain(got) !== plain(wanted)) {
      throw new Error(`Cannot compare: ${name} paints ${plain(got).slice(0, 300)}`);
    }
  }
}

function measurePage(id: "W2" | "W4", rounds: number): Omit<SsrRow, "ticket" | keyof PageSizes> {
  const renderers = renderersOf(id);
  check(renderers);
  const encoder = new TextEncoder();
  const candidates = Object.entries(renderers).map(([name, render]): Candidate => ({
    name,
    // Encoding flattens what is only a rope of pieces.
    mount: () => () => encoder.encode(render()),
  }));
  const workload: Workload = {
    id,
    name: "SSR",
    view: "table",
    cycle: 1,
    start: () => ({ state: table(0), change: () => {} }),
  };
  const times = race(workload, candidates, { rounds, milliseconds: 60 });
  const names = Object.keys(renderers).filter((name) => name !== CONCAT);
  return {
    id,
    bytes: renderers[CONCAT]?.().length ?? 0,
    concat: spreadOf(times, CONCAT),
    ratios: Object.fromEntries(names.map((name) => [name, ratio(times, name, CONCAT)])),
  };
}

type PageSizes = Pick<SsrRow, "marked" | "plain" | "markedView" | "plainView">;

/** Bytes of pages after gzip, with our marks and without. */
async function pageSizes(): Promise<Record<"W2" | "W4", PageSizes>> {
  const app = new Hono();
  // Rows as real tables have them: with handlers, whose attributes the page needs anyway.
  const hub = live(app, { "/W2": ClosureTablePage, "/W4": DashboardPage }, {
    secret: "page".repeat(8),
    dev: false,
    signals: false,
    observe: () => {},
  });
  const zipped = (html: string): number => gzipSync(Buffer.from(html)).length;
  const sizes = async (path: string): Promise<PageSizes> => {
    const page = await (await app.request(`http://live.test${path}`)).text();
    const view = /<(table|main)[ >].*<\/\1>/s.exec(page)?.[0];
    if (!view) throw new Error(`Cannot find the view in ${path}`);
    return {
      marked: zipped(page),
      plain: zipped(page.replaceAll(MARKS, "")),
      markedView: zipped(view),
      plainView: zipped(view.replaceAll(MARKS, "")),
    };
  };
  const result = { W2: await sizes("/W2"), W4: await sizes("/W4") };
  await hub.close();
  return result;
}

/** Microseconds of a ticket, by page: from the bench beside its source. */
async function ticketTimes(): Promise<Map<string, number>> {
  const script = new URL("../server/security/ticket_bench.ts", import.meta.url).href;
  const { stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["bench", "--json", "--no-check", "-A", script],
    stderr: "null",
  }).output();
  const { benches } = JSON.parse(new TextDecoder().decode(stdout)) as {
    benches: { name: string; results: { ok: { avg: number } }[] }[];
  };
  return new Map(benches.map(({ name, results }) => [name, (results[0]?.ok.avg ?? NaN) / 1000]));
}

if (import.meta.main) {
  const rounds = Number(Deno.args[0] ?? 15);
  const tickets = await ticketTimes();
  const sizes = await pageSizes();
  const rows = (["W2", "W4"] as const).map((id): SsrRow => ({
    ...measurePage(id, rounds),
    ...sizes[id],
    ticket: tickets.get(id) ?? NaN,
  }));
  console.log(JSON.stringify(rows));
}
