/**
 * The page of all directives, made from their list and from the client's registry. To write it anew:
 * `deno run -A tests/docs/directives.ts`.
 */

import { REGISTRY } from "../../client/directives/registry.ts";
import { KEYS, MODIFIERS } from "../../vdom/template/directives/event_rows.ts";
import { SECTIONS } from "../../vdom/template/directives/list.ts";
import type { DirectiveRow, DirectiveSection } from "../../vdom/template/directives/row.ts";
import { type MemberRow, MEMBERS } from "./member_rows.ts";
import { PARAMS } from "./params_rows.ts";
import { formatted, rowOf } from "./tables.ts";

const ROOT = new URL("../../", import.meta.url);

/** Where the page is. */
export const PAGE = new URL("docs/directives.md", ROOT);

const INTRO = [
  "# Directives",
  "Every `dj-*` attribute there is, and everything that stands for one in code: made from the list " +
  "by which development warns of what nobody reads. An example of each is in the gallery " +
  "(`deno task dev`), under the path in the last column.",
  "In `html` dots follow a name, in JSX one colon and hyphens: `dj-keydown.ctrl.s=${…}` is " +
  "`dj-keydown:ctrl-s={…}`. Both are read alike, wherever an attribute is: painted, or brought by a " +
  "patch. What names a module is fetched at first sight of its attribute, and costs no other page " +
  "anything.",
];

/** The page, as `deno fmt` has it. */
export async function directivesPage(): Promise<string> {
  return await formatted([
    ...INTRO,
    "## Events",
    "`dj-<event>` holds a handler of any event of the DOM, or of your own " +
    '(`live(app, routes, { events: ["cart-open"] })` declares one that no handler\'s name tells). ' +
    "A click on a link and a submit are not the browser's any more; a click that opens another tab " +
    "or saves still is.",
    tableOf(
      ["event", "params", "goes"],
      PARAMS.map(({ events, params, goes }) => [events, params, goes]),
    ),
    "### Modifiers",
    "Behind any event, several if need be.",
    tableOf(
      ["in `html`", "in JSX", "what"],
      Object.entries(MODIFIERS).map(([word, words]) => [
        `\`dj-click.${word}\``,
        `\`dj-click:${word}\``,
        words,
      ]),
    ),
    "Behind an event of a key: single characters, `f1` to `f24`, and " +
    `${[...KEYS].map((key) => `\`${key}\``).join(", ")}. Without a handler modifiers act by ` +
    "themselves: `dj-dragover.prevent`.",
    ...SECTIONS.flatMap(sectionOf),
    ...MEMBERS.flatMap(({ heading, words, rows }) => [
      `## ${heading}`,
      words,
      tableOf(["name", "what", "example"], rows.map(memberOf)),
    ]),
  ]);
}

function sectionOf({ heading, words, rows }: DirectiveSection): string[] {
  const cells = rows.flatMap((row) => [
    directiveOf(row),
    ...Object.entries(row.modifiers ?? {}).map((one) => modifierOf(row, one)),
  ]);
  return [
    `## ${heading}`,
    words,
    tableOf(["attribute", "holds", "what", "kind", "example"], cells),
  ];
}

function directiveOf({ name, value, words, example }: DirectiveRow): string[] {
  const { kind = "params", module } = REGISTRY[name] ?? {};
  // What needs no module of its own comes with the scripts of the page.
  const own = module === undefined || module === "more" ? kind : `${kind}, \`${module}\``;
  return [`\`dj-${name}\``, value || "nothing", words, own, example && `\`${example}\``];
}

function modifierOf({ name }: DirectiveRow, [word, words]: [string, string]): string[] {
  const shown = word.replace("*", "…");
  return [`\`dj-${name}.${shown}\`, \`dj-${name}:${shown}\``, "", `${words}.`, "modifier", ""];
}

const memberOf = ({ name, words, example }: MemberRow): string[] => [
  `\`${name}\``,
  words,
  `\`${example}\``,
];

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => "---"), ...rows].map(rowOf).join("\n");
}

if (import.meta.main) await Deno.writeTextFile(PAGE, await directivesPage());
