/** Elements that copy: `dj-copy` with a selector, told apart from a handler of the event of that name. */

import type { AttributeNode } from "../markup/mod.ts";

/**
 * Whether an element has a selector of what it copies, or may have one. Its name is an event's, too:
 * the page knows by the other attribute that there is more to it.
 */
export function copies(
  attributes: readonly AttributeNode[],
  isDynamic: (attribute: AttributeNode) => boolean,
): boolean {
  const copy = attributes.find(({ name }) => /^dj-copy(?![\w-])/.test(name));
  return copy !== undefined && !attributes.some(({ name }) => name === "dj-copy-feedback") &&
    (isDynamic(copy) || !/^[\w$]*$/.test(copy.parts.join("")));
}
