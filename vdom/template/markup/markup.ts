/** A template as it was read: elements, texts and holes, before anything is made of them. */

/** A number stands for the hole of that index. */
export type AttributePart = string | number;

/** An attribute; `parts` is empty for a bare one. */
export interface AttributeNode {
  name: string;
  /** `?name=` was written: present or absent. */
  toggle: boolean;
  parts: AttributePart[];
}

/** Namespace of an element's children: 0 HTML, 1 SVG, 2 MathML. */
export type Namespace = 0 | 1 | 2;

/** An element of a template. */
export interface ElementNode {
  type: "element";
  tag: string;
  namespace: Namespace;
  attributes: AttributeNode[];
  children: MarkupNode[];
}

/** Anything in a template. */
export type MarkupNode =
  | ElementNode
  | { type: "text"; text: string }
  | { type: "hole"; hole: number }
  | { type: "verbatim"; text: string };

const RAW_TEXT = new Set(["script", "style", "xmp", "iframe", "noembed", "noframes", "plaintext"]);
const RCDATA = new Set(["textarea", "title"]);

/** Whether an element's content is text that cannot be escaped. */
export function isRawText(element: ElementNode): boolean {
  return element.namespace === 0 && RAW_TEXT.has(element.tag);
}

/** Whether an element's content is text only, with character references. */
export function isTextOnly(element: ElementNode): boolean {
  return element.namespace === 0 && RCDATA.has(element.tag);
}

/** Namespace of an element's children. */
export function childNamespace(element: ElementNode): Namespace {
  return element.namespace === 1 && element.tag === "foreignObject" ? 0 : element.namespace;
}

/**
 * Whether a form can be sent to its own page without the script: it has a handler, and says neither
 * where else to go nor how. Names and values are those that are written, not what holes hold.
 */
export function isPosted({ tag, attributes }: ElementNode): boolean {
  const names = attributes.map(({ name }) => name);
  if (tag !== "form" || !names.some(isSubmit) || names.includes("action")) return false;
  const method = attributes.find(({ name }) => name === "method")?.parts;
  return !method || (method.length === 1 && /^post$/i.test(String(method[0])));
}

const isSubmit = (name: string): boolean => /^dj-submit(?:[.:]|$)/.test(name);

/** Whether an element is shown only while an event is on its way: the script shows it then. */
export function lacksHidden(names: readonly string[]): boolean {
  return names.some((name) => /^dj-loading[.:](?:.*[.:-])?show(?:[.:-]|$)/.test(name)) &&
    !names.includes("hidden");
}

/** Whether a form is the script's to send and says no method: without the script its fields would stand in the URL. */
export function lacksMethod(tag: string, names: readonly string[]): boolean {
  return tag === "form" && names.some(isSubmit) && !names.includes("method");
}
