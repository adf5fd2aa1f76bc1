/** Reads the attributes of one tag, and refuses names that may not hold a hole. */

import { isUrlAttribute } from "../../../protocol/mod.ts";
import type { Cursor } from "./cursor.ts";
import { type AttributeNode, type ElementNode, SVG_CAPITALS } from "../markup/mod.ts";

/** Names of holes that stand without one, as JSX gives them. */
export type HoleNames = readonly (string | undefined)[] | undefined;

/** Reads attributes up to the tag's end; true when it closes itself. */
export function readAttributes(cursor: Cursor, element: ElementNode, names: HoleNames): boolean {
  for (;;) {
    cursor.space();
    if (cursor.isAtEnd) {
      if (cursor.isLast) cursor.fail(`<${element.tag}> is never finished`, "write >");
      add(cursor, nakedHole(cursor, element, names), element, names);
    } else if (cursor.peek() === ">") {
      cursor.skip(1);
      return false;
    } else if (cursor.peek() === "/") {
      if (cursor.peek(1) !== ">") cursor.fail("a stray / stands in a tag", "write />");
      cursor.skip(2);
      return true;
    } else add(cursor, attribute(cursor, element), element, names);
  }
}

/** A hole where an attribute would stand: JSX gives the name, `html` cannot. */
function nakedHole(cursor: Cursor, element: ElementNode, names: HoleNames): AttributeNode {
  if (!names) {
    cursor.fail("a hole stands where an attribute's name should", "write name=${value}");
  }
  const name = names[cursor.hole];
  const hole = cursor.passHole();
  // Without a name it is JSX's bare boolean: "disabled" or "", trusted by the compiler's own list.
  return name === undefined
    ? { name: "", toggle: true, parts: [hole] }
    : named(cursor, { name, toggle: false, parts: [hole] }, element);
}

function attribute(cursor: Cursor, element: ElementNode): AttributeNode {
  const toggle = cursor.peek() === "?";
  if (toggle) cursor.skip(1);
  const name = cursor.word();
  if (name === "") cursor.fail("an attribute has no name", "write name=${value}");
  if (cursor.isAtHole) {
    cursor.fail("a hole stands in an attribute's name", "write name=${value}");
  }
  cursor.space();
  const attribute: AttributeNode = { name, toggle, parts: [] };
  if (cursor.peek() === "=") {
    cursor.skip(1);
    cursor.space();
    readValue(cursor, attribute);
  }
  return named(cursor, attribute, element);
}

/** A parser keeps only the first of two; JSX's class and className are one. */
function add(
  cursor: Cursor,
  attribute: AttributeNode,
  element: ElementNode,
  names: HoleNames,
): void {
  const twin = attribute.name === ""
    ? undefined
    : element.attributes.find(({ name }) => name === attribute.name);
  if (!twin) element.attributes.push(attribute);
  else if (names && attribute.name === "class") twin.parts.push(" ", ...attribute.parts);
  else {
    cursor.fail(
      `${attribute.name} stands twice in <${element.tag}>`,
      "write it once: a parser keeps only the first",
    );
  }
}

/** The attribute under the name that the page will have; refuses names that may not hold a hole. */
function named(cursor: Cursor, attribute: AttributeNode, element: ElementNode): AttributeNode {
  const lower = attribute.name.toLowerCase();
  const holds = attribute.parts.some((part) => typeof part === "number");
  if (holds && lower.startsWith("on")) {
    cursor.fail(`a hole stands in ${attribute.name}`, `write dj-${lower.slice(2)}=\${handler}`);
  }
  if (holds && lower === "srcdoc") cursor.fail("a hole stands in srcdoc", "use src");
  if (holds && lower === "style" && attribute.parts.length > 1) {
    cursor.fail("a hole is a part of style", "write style=${{ property: value }}");
  }
  if (lower === "+" || lower === "-") {
    cursor.fail(`${lower} is no attribute's name`, "take it out");
  }
  if (/^(?:dj$|dj-js(?:[.:]|$)|data-djust)/.test(lower)) {
    cursor.fail(`${lower} is the framework's own attribute`, "choose another");
  }
  // The page has these in lower case, whatever was written; SVG keeps the capitals of its own.
  // A template of SVG's does not know yet that it will stand there.
  const keeps = element.namespace !== 0 || SVG_CAPITALS.test(attribute.name);
  if (!keeps || lower.startsWith("dj-") || isUrlAttribute(lower, "")) attribute.name = lower;
  return attribute;
}

function readValue(cursor: Cursor, attribute: AttributeNode): void {
  const { name, parts } = attribute;
  const quote = cursor.peek();
  if (quote === '"' || quote === "'") return readQuoted(cursor, attribute, quote);
  if (cursor.isAtHole) {
    parts.push(cursor.passHole());
    if (!cursor.isAtEnd && !/[\s/>]/.test(cursor.peek() ?? "")) {
      cursor.fail(`the value of ${name} goes on behind a hole`, "put it into quotes");
    }
    return;
  }
  const match = cursor.match(/[^\s"'=<>`]+/y);
  if (!match) cursor.fail(`${name} has no value`, "put it into quotes");
  if (cursor.isAtHole) {
    cursor.fail(`the value of ${name} mixes text and a hole`, "put it into quotes");
  }
  parts.push(match[0]);
}

function readQuoted(cursor: Cursor, { name, parts }: AttributeNode, quote: string): void {
  cursor.skip(1);
  for (;;) {
    const text = cursor.upTo(quote);
    if (text !== "") parts.push(text);
    if (!cursor.isAtEnd) break;
    if (cursor.isLast) cursor.fail(`the value of ${name} is never closed`, `write ${quote}`);
    parts.push(cursor.passHole());
  }
  cursor.skip(1);
  if (parts.length === 0) parts.push("");
}
