/** Elements whose attributes or value come from a hole, as their template says them. */

import { isBinding } from "../directives/mod.ts";
import { type AttributeNode, decodeReferences, type ElementNode } from "../markup/mod.ts";
import type { BoundElement } from "../value/mod.ts";

/** Whether a hole says what an attribute holds. */
export const isDynamic = (attribute: AttributeNode): boolean =>
  attribute.parts.some((part) => typeof part === "number");

/** Whether an attribute's hole may give others of its element. */
export const isBound = ({ name, parts }: AttributeNode): boolean =>
  parts.length === 1 && typeof parts[0] === "number" && isBinding(name);

/** Whether nothing is written between an element's tags. */
export const isBlank = ({ children }: ElementNode): boolean =>
  children.every((child) => child.type === "text" && child.text.trim() === "");

const isControl = (tag: string): boolean => /^(?:input|select|option|textarea)$/.test(tag);

/** What a value in this attribute is told of its element. */
export function boundElement(own: AttributeNode, element: ElementNode): BoundElement {
  const attributes = new Map<string, string | undefined>();
  for (const attribute of element.attributes) {
    if (attribute === own) continue;
    const text = isDynamic(attribute)
      ? undefined
      : decodeReferences(attribute.parts.join(""), "attribute");
    attributes.set(attribute.name, text);
  }
  return { tag: element.tag, attribute: own.name, attributes, isEmpty: isBlank(element) };
}

/** Whether a control's value is the template's: the page resets such controls after a submit. */
export function holdsValue(element: ElementNode, dynamic: AttributeNode[], text: boolean): boolean {
  if (isControl(element.tag) && dynamic.some(isBound)) return true;
  if (element.tag === "textarea") return text;
  if (!isControl(element.tag)) return false;
  const type = String(element.attributes.find(({ name }) => name === "type")?.parts[0]);
  // JSX's bare boolean hides its name: on these it is nearly always checked or selected.
  const bare = element.tag === "option" || /^(?:checkbox|radio)$/i.test(type);
  return dynamic.some(({ name }) =>
    name === "value" || name === "checked" || name === "selected" || (bare && name === "")
  );
}
