/** What an attribute's hole means: text, a number, a map of styles, or null for absent. */

import {
  type AttributeValue,
  BLOCKED_URL,
  MARK,
  safeUrl,
  type Styles,
} from "../../protocol/mod.ts";
import { adviseHole } from "./hole_advice.ts";
import { settleCommands, SettledCommands } from "./settled_commands.ts";
import { settleModel } from "./settled_model.ts";
import {
  type Bound,
  boundOf,
  CommandChain,
  Each,
  HoleError,
  isBindable,
  isPlain,
  KIND,
  Memo,
  Part,
  RawHtml,
  type Scope,
  type Slot,
  Template,
} from "./value/mod.ts";
import { directiveOf, isLocal, isModel } from "./directives/mod.ts";
import type { AttributePart } from "./markup/mod.ts";

/** Attributes whose false is a value, not an absence. */
const ENUMERATED = new Set(["contenteditable", "draggable", "spellcheck", "writingsuggestions"]);

/**
 * The settled value of an attribute slot; a function is a closure that has no name, true an
 * attribute that is only present or absent.
 */
export type Settled =
  | string
  | number
  | true
  | null
  | Styles
  | Bound
  | SettledCommands
  | ((...args: never[]) => unknown);

/** Settles the value of a slot from the values of all holes, which begin at `start`. */
export function settle(
  slot: Slot,
  values: readonly unknown[],
  start: number,
  scope: Scope,
): Settled {
  if (slot.parts) return settleParts(slot, values, start, scope);
  const value = values[start + slot.hole];
  switch (slot.kind) {
    case KIND.class:
      return classText(slot, value);
    case KIND.style:
      return styleMap(slot, value, scope);
    case KIND.toggle:
      return typeof value === "string" && /^[a-z]+$/.test(value) ? value : null;
    case KIND.text:
      return partText(slot, value);
    case KIND.bound:
      if (isModel(slot.name)) return settleModel(slot, values, start, scope);
      return settleBound(slot, value, scope);
    default:
      return settleAttribute(slot, value, scope);
  }
}

/** A single hole that is the whole value. */
function settleAttribute(slot: Slot, value: unknown, scope: Scope): Settled {
  if (scope.development) adviseHole(slot, value, scope);
  switch (typeof value) {
    case "string":
      if (slot.toggle) return settleToggle(slot, value);
      return slot.url ? checkedUrl(slot, value, scope) : value;
    case "number":
      if (slot.toggle) return settleToggle(slot, value);
      return Number.isFinite(value) ? value : String(value);
    case "function":
      if (!slot.name.startsWith("dj-")) refuse(slot, "a function");
      if (scope.deaf !== undefined) throw new HoleError(slot, scope.deaf);
      return scope.nameOf(value as () => unknown) ?? closure(slot, value as () => unknown, scope);
    case "boolean":
      if (slot.toggle) return value || null;
      if (isWordy(slot.name)) return String(value);
      return value ? isLocal(slot.name) ? MARK.local : "" : null;
    case "undefined":
      return null;
    default:
      if (value === null) return null;
      if (value instanceof CommandChain) return settleCommands(slot, value, scope);
      if (slot.toggle) return true;
      return slot.url ? checkedUrl(slot, textOf(slot, value), scope) : textOf(slot, value);
  }
}

/** A function that has no name, where one may stand. */
function closure<Closure>(slot: Slot, value: Closure, { closureless }: Scope): Closure {
  if (closureless === undefined) return value;
  throw new HoleError(slot, closureless);
}

/** What gives attributes; any other value is that of the attribute it stands in. */
function settleBound(slot: Slot, value: unknown, scope: Scope): Settled {
  if (isBindable(value) && slot.bindsTo) return boundOf(value, slot.bindsTo);
  // An event may have the same name.
  if (typeof value === "function" && directiveOf(slot.name, scope.events).kind !== "event") {
    refuse(slot, "a function");
  }
  return settleAttribute(slot, value, scope);
}

/** Present or absent; `hidden` alone has a word of its own. */
function settleToggle(slot: Slot, value: string | number): Settled {
  if (value === "until-found" && slot.name === "hidden") return value;
  return value ? true : null;
}

/** What a hole among text means: the same for what it holds now and what it held before. */
export function partText(slot: Slot, value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return String(value);
  if (isNothing(value)) return "";
  if (slot.kind === KIND.class) return classText(slot, value) ?? "";
  if (slot.kind !== KIND.text) return textOf(slot, value);
  // JSX gives several children as one array.
  return Array.isArray(value)
    ? value.map((part) => partText(slot, part)).join("")
    : value === true
    ? ""
    : textOf(slot, value);
}

/** The text of a value that is none; what can only stand as a child would show its insides. */
function textOf(slot: Slot, value: unknown): string {
  if (typeof value === "function") refuse(slot, "a function");
  if (typeof value !== "object") return String(value);
  if (value instanceof Template || value instanceof RawHtml) refuse(slot, "a template");
  if (value instanceof Each || value instanceof Memo) refuse(slot, "a list or memo");
  if (value instanceof Part) refuse(slot, "a part of the page");
  if (value instanceof Promise) refuse(slot, "a promise");
  if (value instanceof CommandChain) refuse(slot, "a chain of commands");
  if (isBindable(value)) refuse(slot, "a field of a form");
  // What a directive cannot read is told of by advice.
  if (isPlain(value as object) && !slot.name.startsWith("dj-")) refuse(slot, "an object");
  return String(value);
}

function refuse(slot: Slot, what: string): never {
  const mend = what === "a function"
    ? slot.name === "" || slot.parts
      ? "call the function"
      : "write dj-<event>=${handler} for a handler, or call the function"
    : what === "a promise"
    ? "await it in mount, or use assignAsync()"
    : what === "a chain of commands"
    ? "it is the whole value of an event, as in dj-click=${js.toggle(…)}"
    : what === "a field of a form"
    ? "bind it by dj-field, dj-label or dj-error, or write its .value"
    : what === "an object"
    ? "choose a field of it, or write JSON.stringify(…)"
    : "only text can stand there";
  throw new HoleError(
    slot,
    `Cannot paint ${slot.name || "the text"} of <${slot.element}>: its value is ${what}; ${mend}`,
  );
}

/** Text and holes in one value: nothing is an empty text there. */
function settleParts(
  slot: Slot,
  values: readonly unknown[],
  start: number,
  scope: Scope,
): Settled {
  const parts = slot.parts ?? [];
  let text = "";
  for (let i = 0; i < parts.length; i++) {
    const part = parts[i] as AttributePart;
    text += typeof part === "string" ? part : partText(slot, values[start + part]);
  }
  return slot.url ? checkedUrl(slot, text, scope) : text;
}

/** Whether a hole holds nothing. */
function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === false;
}

/** `aria-*`, `data-*` and enumerated attributes say "true" and "false". */
function isWordy(name: string): boolean {
  return name.startsWith("aria-") || name.startsWith("data-") || ENUMERATED.has(name);
}

function checkedUrl(slot: Slot, value: string, scope: Scope): string {
  const url = safeUrl(value, slot.name, slot.element);
  if (url === BLOCKED_URL) {
    scope.warn(
      `Blocked the URL ${
        JSON.stringify(value.slice(0, 100))
      } in ${slot.name} of <${slot.element}>: ` +
        `use a relative, http, https, mailto or tel URL`,
      "url",
    );
  }
  return url;
}

/** Class tokens: text, a map of token to condition, or an array of both. */
function classText(slot: Slot, value: unknown): string | null {
  if (typeof value === "string") return value;
  if (isNothing(value) || value === true) return null;
  if (Array.isArray(value)) {
    return value.map((item) => classText(slot, item)).filter((text) => text).join(" ");
  }
  if (typeof value !== "object" || value instanceof Template) return textOf(slot, value);
  let text = "";
  for (const [token, on] of Object.entries(value as object)) {
    if (on) text += text === "" ? token : " " + token;
  }
  return text;
}

/** Style properties in CSS spelling; null and false leave one out. */
function styleMap(slot: Slot, value: unknown, scope: Scope): Styles | null {
  if (isNothing(value) || value === true) return null;
  if (typeof value !== "object") {
    throw new HoleError(
      slot,
      `Cannot paint style: its value is ${JSON.stringify(value)}; write style=\${{ left: "4px" }}`,
    );
  }
  const styles: Styles = {};
  for (const [property, style] of Object.entries(value as object)) {
    if (isNothing(style) || style === "") continue;
    const name = property.startsWith("--")
      ? property
      : property.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
    const text = String(style);
    if (isDeclaration(name, text)) styles[name] = text;
    else {
      scope.warn(
        `Left out the style ${JSON.stringify(`${name}: ${text}`.slice(0, 100))}: ` +
          `it is not one property with one value; give each property a key of its own`,
        "style",
      );
    }
  }
  return styles;
}

/** Whether a declaration stays one: nothing in it can end it early or swallow the next. */
function isDeclaration(name: string, value: string): boolean {
  return /^-?-?[a-z_][\w-]*$/i.test(name) && !/[;{}\\\r\n\f]|\/\*/.test(value) &&
    isBalanced(value, '"') && isBalanced(value, "'") &&
    value.split("(").length === value.split(")").length;
}

const isBalanced = (value: string, quote: string): boolean => value.split(quote).length % 2 === 1;

/** A settled attribute as it goes over the wire: closures and present ones are empty. */
export function wired(
  value: Settled,
): AttributeValue | Bound | SettledCommands["attributes"] {
  if (value instanceof SettledCommands) return value.attributes;
  return typeof value === "function" || value === true ? "" : value;
}

/** Styles as text. */
export function styleText(styles: Styles): string {
  let text = "";
  for (const property in styles) text += `${property}:${styles[property]};`;
  return text;
}

/** What changed between two maps of styles; undefined when nothing did. */
export function styleChanges(last: Styles | null, next: Styles | null): Styles | undefined {
  const changes: Styles = {};
  let changed = false;
  for (const property in next) {
    if (last?.[property] !== next[property]) {
      changes[property] = next[property] as string;
      changed = true;
    }
  }
  for (const property in last) {
    if (next?.[property] === undefined) {
      changes[property] = null;
      changed = true;
    }
  }
  return changed ? changes : undefined;
}
