/** Random values for the holes of templates. */

import type { Random } from "../seed.ts";
import { BOUND, type BoundElement } from "../../vdom/mod.ts";
import type { HoleKind } from "./shapes.ts";

const STRINGS = [
  ...["", "", "a", "hello world", " ", "\n", "\n\nx", "\r", "a\r\nb", "\t"],
  ...[
    "<b>bold</b>",
    "</textarea>",
    "</div>",
    "<!--",
    "-->",
    "<!--[-->",
    "]]>",
    "&amp;",
    "&",
    '"',
    "'",
  ],
  ...[
    "é",
    "😀",
    "e\u0301",
    "\u2028",
    "\u00a0",
    "\ufeff",
    "عربي",
    "-0",
    "0",
    "null",
    "x".repeat(20),
  ],
];
const NUMBERS = [0, -0, 1, -1, 1.5, NaN, Infinity, -Infinity, 1e21, 5e-324, 10n];
const NOTHING = [null, undefined, false, true];
/** Some begin or end others: what is compared are tokens, not texts. */
const TOKENS = ["a", "c-d", "own", "é", "x:y", "btn", "btn-primary", "primary"];
const URLS = [
  "/a?b=1&c=2",
  "https://x.y/",
  "",
  "javascript:alert(1)",
  " JaVa\tscript:x",
  "#a",
  "tel:1",
  "data:text/html,x",
];

/** A value for this kind of hole. */
export function randomValue(random: Random, kind: HoleKind): unknown {
  switch (kind) {
    case "text":
    case "mixed":
    case "attribute":
    case "value":
      return random.chance(0.7)
        ? random.pick(STRINGS)
        : random.pick<unknown>([...NUMBERS, ...NOTHING]);
    case "boolean":
      return random.pick<unknown>([true, false, null, undefined, "", "yes", 0, 1]);
    case "url":
      return random.pick<unknown>([...URLS, null, 5]);
    case "class":
    case "mixed class":
      return randomClass(random);
    case "style":
      return randomStyle(random);
    case "bound":
      return randomBound(random);
    case "key":
      return random.integer(0, 1);
    default:
      return undefined;
  }
}

function randomClass(random: Random): unknown {
  const text = random.shuffle(TOKENS).slice(0, random.integer(0, 3)).join(
    random.pick([" ", "  ", "\n"]),
  );
  switch (random.integer(0, 3)) {
    case 0:
      return Object.fromEntries(TOKENS.map((token) => [token, random.chance(0.4)]));
    case 1:
      return [text, { a: random.chance(0.5) }, null, false];
    case 2:
      return random.pick([null, undefined, false, true, ""]);
    default:
      return text;
  }
}

/** A value that gives attributes, and the text where there is room for one. */
function randomBound(random: Random): unknown {
  if (random.chance(0.15)) return random.pick([null, undefined, false]);
  const attributes: { [name: string]: string | number | boolean | null } = {};
  for (const name of ["id", "title", "lang", "data-x", "aria-invalid", "hidden"]) {
    if (random.chance(0.5)) attributes[name] = random.pick(["", "a", 'b & "c"', 1, true, null]);
  }
  if (random.chance(0.3)) attributes.href = random.pick(URLS);
  const text = random.pick(STRINGS.filter((text) => !text.includes("\r")));
  const hasText = random.chance(0.7);
  return {
    [BOUND]({ tag, isEmpty, attribute }: BoundElement) {
      if (!hasText) return attributes;
      if (attribute === "dj-field") {
        return tag === "option" ? attributes : { ...attributes, value: text };
      }
      return isEmpty ? { ...attributes, "": text } : attributes;
    },
  };
}

function randomStyle(random: Random): unknown {
  if (random.chance(0.2)) return random.pick([null, undefined, false]);
  const style: Record<string, unknown> = {};
  if (random.chance(0.5)) style.left = random.pick(["4px", "5px", null]);
  if (random.chance(0.5)) style.zIndex = random.integer(0, 2);
  if (random.chance(0.3)) style["--own"] = random.pick(["a", "b"]);
  if (random.chance(0.1)) style.color = random.pick(["red; left: 0", "red}", ""]);
  return style;
}
