/**
 * `deno task bench`: measures side by side and writes RESULTS.md. Words choose parts:
 * `deno task bench engine wire`. Parts that are not chosen keep what was written before. What begins
 * with `--` is for the parts: `deno task bench presence --full`.
 */

import { channelsSection } from "./report/channels.ts";
import { engineSection } from "./report/engine.ts";
import { feedsSection } from "./report/feeds.ts";
import { memorySection } from "./report/memory.ts";
import { commitSection, costSection, crowdSection } from "./report/presence.ts";
import { sizeSection } from "./report/size.ts";
import { ssrSection } from "./report/ssr.ts";
import { startSection } from "./report/start.ts";
import { storesSection } from "./report/stores.ts";
import { tokensSection } from "./report/tokens.ts";
import { wireSection } from "./report/wire.ts";
import { findChromium } from "../tests/browser/chromium.ts";
import { findDenokv } from "../tests/kit/kv_server.ts";
import { packageVersions, programVersions } from "./versions.ts";

/** One part: a program of its own, and the section made of what it prints. */
interface Part {
  readonly word: string;
  readonly title: string;
  readonly section: (result: never) => string;
  /** What it runs besides: stores and a browser, in place of the peers. */
  readonly programs?: readonly string[];
}

const DENOKV = findDenokv() ?? "denokv";
const CHROMIUM = findChromium(true) ?? "chromium";

/** In the order of RESULTS.md. What happens in the browser and under load has parts of its own. */
const PARTS: readonly Part[] = [
  { word: "engine", title: "Engine", section: engineSection },
  { word: "memory", title: "Memory of the last tree", section: memorySection },
  { word: "ssr", title: "The first page", section: ssrSection },
  { word: "start", title: "Cold start", section: startSection },
  { word: "wire", title: "Wire", section: wireSection },
  {
    word: "tokens",
    title: "Text, token by token",
    section: tokensSection,
    programs: [CHROMIUM],
  },
  { word: "feeds", title: "Feeds", section: feedsSection },
  { word: "channels", title: "Channels", section: channelsSection },
  {
    word: "presence",
    title: "Presence: members and moves",
    section: costSection,
    programs: ["redis-server"],
  },
  {
    word: "crowd",
    title: "Presence: a crowd",
    section: crowdSection,
    programs: ["redis-server", CHROMIUM],
  },
  {
    word: "commits",
    title: "Presence: commits",
    section: commitSection,
    programs: ["redis-server", DENOKV],
  },
  { word: "stores", title: "Stores", section: storesSection, programs: ["redis-server", DENOKV] },
  { word: "size", title: "Sizes", section: sizeSection },
];

const FLAGS = Deno.args.filter((word) => word.startsWith("--"));
const WORDS = Deno.args.filter((word) => !word.startsWith("--"));
/** A part that takes longer has gone astray: with `--full` some take half an hour. */
const LONGEST = (FLAGS.includes("--full") ? 60 : 20) * 60_000;
const RESULTS = new URL("RESULTS.md", import.meta.url);

/** Runs a part; undefined, and said why, when it fails. */
async function measure({ word }: Part): Promise<unknown> {
  const { success, stdout } = await new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "-A",
      // Repeated collections would throw away the compiled code of whoever waits.
      "--v8-flags=--expose-gc,--no-flush-bytecode",
      new URL(`${word}.ts`, import.meta.url).href,
      ...FLAGS,
    ],
    stderr: "inherit",
    signal: AbortSignal.timeout(LONGEST),
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout));
  console.error(`${word}: not measured`);
  return undefined;
}

function machine(): string {
  const memory = Math.round(Deno.systemMemoryInfo().total / 2 ** 30);
  return `${navigator.hardwareConcurrency} virtual cores, ${memory} GiB, ${Deno.build.os} ${Deno.build.arch}`;
}

const PEERS = ["snabbdom", "htmlparser2", "hono", "preact", "preact-render-to-string"];

/** Versions of everything that a part compares. */
async function versions({ programs }: Part): Promise<string> {
  if (!programs) return await packageVersions(PEERS);
  const packages = await packageVersions(["hono", "@redis/client"]);
  return `${packages}, ${await programVersions(programs)}`;
}

/** Sections that were written before, by title. */
async function written(): Promise<Map<string, string>> {
  const text = await Deno.readTextFile(RESULTS).catch(() => "");
  const parts = text.split(/^## /m).slice(1);
  return new Map(parts.map((part) => {
    const [title = "", ...lines] = part.split("\n");
    return [title, lines.join("\n").trim()];
  }));
}

const HEAD = `# What was measured

By \`deno task bench\`; a word after it chooses a part: ${
  PARTS.map(({ word }) => `\`${word}\``).join(", ")
}.

Machines are noisy: a time holds nowhere else. Everyone runs in one process, in random order in each
round, with the heap collected before each batch; what counts is the median of the ratios per round.
Presence and stores are measured between real processes, which they start and end themselves.

The workloads are in \`workloads.ts\`: W1 is a heading, a number and a button; a row of W2 has four
cells, eight elements and five holes, and a label of two words (about 12 characters: bytes on the
wire depend on it). Snabbdom has the modules of its README without \`style\`, which needs a window;
another set, or another page, gives other ratios.
`;

const sections = await written();
const chosen = PARTS.filter(({ word }) => WORDS.length === 0 || WORDS.includes(word));
if (chosen.length === 0) {
  const words = PARTS.map(({ word }) => word).join(", ");
  console.error(`Cannot measure "${WORDS.join(" ")}": choose from ${words}`);
  Deno.exit(2);
}
const task = ["deno task bench", ...Deno.args].join(" ");
for (const part of chosen) {
  console.error(`${part.word} …`);
  const before = Deno.loadavg()[0] ?? 0;
  const result = await measure(part);
  if (result === undefined) continue;
  const when = new Date().toISOString().slice(0, 10);
  // Ours is 1: what is over it was company.
  const load = [before, Deno.loadavg()[0] ?? 0].map((value) => value.toFixed(1)).join(" to ");
  const about = `\`${task}\`, ${when}, ${machine()}, load average ${load}; ${await versions(
    part,
  )}.`;
  sections.set(part.title, `${about}\n\n${part.section(result as never)}`);
}
const body = PARTS.filter(({ title }) => sections.has(title)).map(({ title }) =>
  `## ${title}\n\n${sections.get(title)}\n`
);
await Deno.writeTextFile(RESULTS, [HEAD, ...body].join("\n"));
await new Deno.Command(Deno.execPath(), { args: ["fmt", "-q", RESULTS.pathname] }).output();
console.error("bench/RESULTS.md is written");
