/** Elements whose attributes or value come from a hole, as their template says them. */

import { isBinding, isModel } from "../directives/mod.ts";
import { type AttributeNode, decodeReferences, type ElementNode } from "../markup/mod.ts";
import type { BoundElement, Slot } from "../value/mod.ts";

/** Whether a hole says what an attribute holds. */
export const isDynamic = (attribute: AttributeNode): boolean =>
  attribute.parts.some((part) => typeof part === "number");

/** Whether an attribute names a field of the view whose value its control shows. */
const namesField = ({ name, parts }: AttributeNode): boolean =>
  parts.length === 1 && typeof parts[0] === "string" && isModel(name);

/** Whether an attribute may give others of its element: by its hole, or by a field that it names. */
export const isBound = (attribute: AttributeNode): boolean =>
  namesField(attribute) ||
  (attribute.parts.length === 1 && isDynamic(attribute) && isBinding(attribute.name));

/** Whether something of an attribute is up to a render. */
export const isRendered = (attribute: AttributeNode): boolean =>
  isDynamic(attribute) || namesField(attribute);

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

/** The hole that holds an element's `value`, if one does. */
export function valueIn({ attributes }: ElementNode): Pick<Slot, "valueHole"> {
  const parts = attributes.find(({ name }) => name === "value")?.parts ?? [];
  return parts.length === 1 && typeof parts[0] === "number" ? { valueHole: parts[0] } : {};
}
