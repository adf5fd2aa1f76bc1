/** What an attribute's hole means: text, a number, a map of styles, or null for absent. */

import { BLOCKED_URL, safeUrl, type Styles } from "../protocol/mod.ts";
import { KIND, type Slot } from "./plan.ts";
import type { Scope } from "./scope.ts";

/** Attributes whose false is a value, not an absence. */
const ENUMERATED = new Set(["contenteditable", "draggable", "spellcheck", "writingsuggestions"]);

/** The settled value of an attribute slot; a function is a closure that has no name. */
export type Settled = string | number | null | Styles | ((...args: never[]) => unknown);

/** Settles the value of a slot from the values of all holes. */
export function settle(slot: Slot, values: readonly unknown[], scope: Scope): Settled {
  if (slot.parts) return settleParts(slot, values, scope);
  const value = values[slot.holes[0] as number];
  switch (slot.kind) {
    case KIND.class:
      return classText(value);
    case KIND.style:
      return styleMap(value);
    case KIND.toggle:
      return typeof value === "string" && value !== "" ? value : null;
    case KIND.text:
      return isNothing(value) || value === true ? "" : String(value);
    default:
      return settleAttribute(slot, value, scope);
  }
}

/** A single hole that is the whole value. */
function settleAttribute(slot: Slot, value: unknown, scope: Scope): Settled {
  switch (typeof value) {
    case "string":
      if (slot.toggle) return value === "" ? null : "";
      return slot.url ? checkedUrl(slot, value, scope) : value;
    case "number":
      if (slot.toggle) return value ? "" : null;
      return Number.isFinite(value) ? value : String(value);
    case "function":
      if (!slot.name.startsWith("dj-")) {
        throw new TypeError(
          `Cannot paint ${slot.name} of <${slot.element}>: its value is a function; write dj-<event>=\${handler} for a handler, or call the function`,
        );
      }
      return scope.nameOf(value as () => unknown) ?? value as () => unknown;
    case "boolean":
      if (isWordy(slot.name)) return String(value);
      return value ? "" : null;
    case "undefined":
      return null;
    default:
      if (value === null) return null;
      return slot.url ? checkedUrl(slot, String(value), scope) : String(value);
  }
}

/** Text and holes in one value: nothing is an empty text there. */
function settleParts(slot: Slot, values: readonly unknown[], scope: Scope): Settled {
  let text = "";
  for (const part of slot.parts ?? []) {
    if (typeof part === "string") text += part;
    else {
      const value = values[part];
      if (isNothing(value)) continue;
      text += slot.kind === KIND.class ? classText(value) ?? "" : String(value);
    }
  }
  return slot.url ? checkedUrl(slot, text, scope) : text;
}

/** Whether a hole holds nothing. */
export function isNothing(value: unknown): boolean {
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
    );
  }
  return url;
}

/** Class tokens: text, a map of token to condition, or an array of both. */
function classText(value: unknown): string | null {
  if (typeof value === "string") return value;
  if (isNothing(value) || value === true) return null;
  if (Array.isArray(value)) return value.map(classText).filter((text) => text).join(" ");
  if (typeof value !== "object") return String(value);
  let text = "";
  for (const [token, on] of Object.entries(value as object)) {
    if (on) text += text === "" ? token : " " + token;
  }
  return text;
}

/** Style properties in CSS spelling; null and false leave one out. */
function styleMap(value: unknown): Styles | null {
  if (isNothing(value) || value === true) return null;
  if (typeof value !== "object") {
    throw new TypeError(
      `Cannot paint style: its value is ${JSON.stringify(value)}; write style=\${{ left: "4px" }}`,
    );
  }
  const styles: Styles = {};
  for (const [property, style] of Object.entries(value as object)) {
    if (isNothing(style) || style === "") continue;
    const name = property.startsWith("--")
      ? property
      : property.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
    styles[name] = String(style);
  }
  return styles;
}

/** Styles as text: a property cannot end another's value early. */
export function styleText(styles: Styles): string {
  let text = "";
  for (const [property, value] of Object.entries(styles)) {
    if (value === null || !/^-?-?[a-z][\w-]*$/i.test(property) || /[;{}]/.test(value)) continue;
    text += `${property}:${value};`;
  }
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

/** Class tokens that go and come; empty texts when none do. */
export function classChanges(last: string, next: string): { gone: string; come: string } {
  const before = tokens(last);
  const after = tokens(next);
  return {
    gone: before.filter((token) => !after.includes(token)).join(" "),
    come: after.filter((token) => !before.includes(token)).join(" "),
  };
}

const tokens = (text: string): string[] => text.split(/\s+/).filter((token) => token !== "");
