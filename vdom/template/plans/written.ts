/** Attributes of an element as they are written: its mark, and those without holes. */

import { MARK } from "../../../protocol/mod.ts";
import { isLocal } from "../directives/mod.ts";
import { isDynamic } from "./bound_element.ts";
import type { AttributeNode } from "../markup/mod.ts";

/** The `dj` attribute of an element, or nothing. */
export function mark(root: boolean, anchor: boolean, value: boolean): string {
  if (!root && !anchor) return "";
  const letters = (root ? MARK.block : "") + (anchor ? "" : MARK.noAnchor) +
    (value ? MARK.value : "");
  return letters === "" ? ` ${MARK.attribute}` : ` ${MARK.attribute}=${letters}`;
}

/** An attribute as it was written, in double quotes. */
export function staticAttribute({ name, parts }: AttributeNode): string {
  const value = parts.join("");
  if (value === "") return isLocal(name) ? ` ${name}=${MARK.local}` : ` ${name}`;
  return ` ${name}="${value.replaceAll('"', "&quot;")}"`;
}

/**
 * Whether an element has a selector of what it copies, or may have one. Its name is an event's, too:
 * the page knows by the other attribute that there is more to it.
 */
export function copies(attributes: readonly AttributeNode[]): boolean {
  const copy = attributes.find(({ name }) => /^dj-copy(?![\w-])/.test(name));
  return copy !== undefined && !attributes.some(({ name }) => name === "dj-copy-feedback") &&
    (isDynamic(copy) || !/^[\w$]*$/.test(copy.parts.join("")));
}
