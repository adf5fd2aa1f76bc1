/**
 * The page of all options and limits, made from the types and their words. To write it anew:
 * `deno run -A tests/docs/options.ts`.
 */

import { run } from "./run.ts";
import { formatted, rowOf } from "./tables.ts";

const ROOT = new URL("../../", import.meta.url);

/** Where the page is. */
export const PAGE = new URL("docs/options.md", ROOT);

/** An interface whose members are options. */
interface Section {
  readonly door: string;
  readonly name: string;
  readonly heading: string;
  readonly words: string;
}

const SECTIONS: readonly Section[] = [
  {
    door: "server/hono.ts",
    name: "LiveOptions",
    heading: "`live(app, routes, options)`",
    words: "All may be left out; in production a secret must come from somewhere.",
  },
  {
    door: "server/hono.ts",
    name: "SessionOptions",
    heading: "`live(…, { session })`",
    words: "Where the visitor's session comes from.",
  },
  {
    door: "server/hono.ts",
    name: "Limits",
    heading: "`live(…, { limits })`",
    words: "Times are in milliseconds, sizes in bytes; give numbers: `{ limits: { rate: 100 } }`.",
  },
  {
    door: "server/hono.ts",
    name: "Messages",
    heading: "`live(…, { messages })`",
    words: "Words that a visitor may see: each a text.",
  },
  {
    door: "server/hono.ts",
    name: "HubExtension",
    heading: "`live(…, { extend: [{ … }] })`",
    words: "What begins and ends with the hub; all but the name may be left out.",
  },
  {
    door: "server/hono.ts",
    name: "RenderOptions",
    heading: "`hub.render(c, template, options)`",
    words: "A page of a plain route.",
  },
  {
    door: "mod.ts",
    name: "EventOptions",
    heading: "`@event(options)`",
    words: "Of one handler.",
  },
  {
    door: "mod.ts",
    name: "Extension",
    heading: "`extension({ … })`",
    words:
      "What goes along with views (`static use`, `live(…, { use })`); all but the name may be left out.",
  },
  {
    door: "presence/mod.ts",
    name: "PresenceHooks",
    heading: "Members of a view with `PresenceMixin`",
    words: "All may be left out; a view in a room has `presenceKey` or `getPresenceKey()`.",
  },
  {
    door: "presence/mod.ts",
    name: "PresenceShares",
    heading: "`presenceShares = { … }`",
    words: "What the page of a view tells beside its status.",
  },
  {
    door: "presence/mod.ts",
    name: "CursorHooks",
    heading: "Members of a view with `LiveCursorMixin`",
    words: "Besides those of presence.",
  },
  {
    door: "presence/mod.ts",
    name: "CursorOptions",
    heading: "`cursors = { … }`",
    words: "What pages may do besides pointing.",
  },
  {
    door: "presence/mod.ts",
    name: "StackOptions",
    heading: "`presenceStack(people, options)`",
    words: "The avatars of who is there.",
  },
  {
    door: "streaming/mod.ts",
    name: "StreamOptions",
    heading: "`stream(name, items, options)`",
    words: "Of a view with `StreamingMixin`.",
  },
  {
    door: "testing/mod.ts",
    name: "Visit",
    heading: "`visit(View, options)`",
    words: "In the test kit.",
  },
];

/** An option, as its type and its words have it. */
export interface Option {
  readonly name: string;
  readonly type: string;
  readonly words: string;
  readonly byDefault: string;
}

/** What `deno doc --json` says (its lines begin at 0), as far as it is read here. */
interface Documentation {
  readonly nodes: Readonly<Record<string, { readonly symbols: readonly DocumentedSymbol[] }>>;
}

interface DocumentedSymbol {
  readonly name: string;
  readonly declarations: readonly {
    readonly kind: string;
    readonly def: { readonly properties?: readonly Member[]; readonly methods?: readonly Member[] };
  }[];
}

interface Member {
  readonly name: string;
  readonly jsDoc?: { readonly doc?: string; readonly tags?: readonly { readonly kind: string }[] };
  readonly location: { readonly filename: string; readonly line: number };
}

/** The options of an interface, in the order of its source; without those that are the framework's own. */
export async function optionsOf({ door, name }: Pick<Section, "door" | "name">): Promise<Option[]> {
  const { nodes } = await documentationOf(door);
  const symbol = nodes[new URL(door, ROOT).href]?.symbols.find((symbol) => symbol.name === name);
  const found = symbol?.declarations.find(({ kind }) => kind === "interface")?.def;
  if (!found) throw new Error(`Cannot find the interface "${name}" of ${door}`);
  const members = [...found.properties ?? [], ...found.methods ?? []]
    .filter(({ jsDoc }) => !jsDoc?.tags?.some(({ kind }) => kind === "internal"));
  return members.sort((a, b) => a.location.line - b.location.line).map(optionOf);
}

const read = new Map<string, Promise<Documentation>>();

function documentationOf(door: string): Promise<Documentation> {
  let documentation = read.get(door);
  if (!documentation) {
    read.set(
      door,
      documentation = run(["doc", "--json", door]).then((text) => JSON.parse(text)),
    );
  }
  return documentation;
}

function optionOf({ name, jsDoc, location }: Member): Option {
  const words = (jsDoc?.doc ?? "").replace(/\s+/g, " ").replace(/\{@link\w* (\w+)\}/g, "`$1`");
  // `Default: 200.` at the end of an option's words; `: 10 s.` at that of a limit's.
  const split = /^(.*?)\s*Default: (.+)\.$/.exec(words) ??
    /^(.*): ([\d,]+(?: (?:ms|s|h|KB|MiB))?)\.$/.exec(words);
  const said = split?.[1] ?? words;
  return {
    name,
    type: typeIn(location),
    words: /[.:]$/.test(said) ? said : `${said}.`,
    byDefault: split?.[2] ?? "",
  };
}

/** The type of a member, as its source writes it. */
function typeIn({ filename, line }: Member["location"]): string {
  const lines = Deno.readTextFileSync(new URL(filename)).split("\n").slice(line);
  const end = lines.findIndex((line) => line.endsWith(";"));
  const source = lines.slice(0, end + 1).join(" ").replace(/\s+/g, " ").trim().slice(0, -1);
  const property = /^(?:readonly )?\w+\??: (.*)$/.exec(source);
  if (property?.[1] !== undefined) return property[1];
  return source.replace(/^\w+\??/, "").replace(/\): /, ") => ");
}

/** The page, as `deno fmt` has it. */
export async function optionsPage(): Promise<string> {
  const parts = [
    "# Options and limits",
    "Every option there is, made from the types: what is misspelt is an error when the app starts, " +
    "with the names that are known. In the environment: `DJUST_SECRET`, where `secret` is not given " +
    "and the variable may be read (`--allow-env`).",
  ];
  for (const section of SECTIONS) {
    const options = await optionsOf(section);
    const hasTypes = section.name !== "Limits" && section.name !== "Messages";
    const hasDefaults = options.some(({ byDefault }) => byDefault !== "");
    const head = [
      "name",
      ...(hasTypes ? ["type"] : []),
      ...(hasDefaults ? ["default"] : []),
      "what",
    ];
    const rows = options.map(({ name, type, byDefault, words }) => [
      `\`${name}\``,
      ...(hasTypes ? [`\`${type}\``] : []),
      ...(hasDefaults ? [byDefault] : []),
      words,
    ]);
    const table = [head, head.map(() => "---"), ...rows].map(rowOf).join("\n");
    parts.push(`## ${section.heading}`, section.words, table);
  }
  return await formatted(parts);
}

if (import.meta.main) await Deno.writeTextFile(PAGE, await optionsPage());
