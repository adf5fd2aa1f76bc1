/** The DOM of the browser, by members that markup cannot shadow. */

import { documents, member } from "./member.ts";

export const addEventListener = member("addEventListener");
export const dispatchEvent = member("dispatchEvent");
export const removeEventListener = member("removeEventListener");

export const childNodes = member("childNodes");
export const contains = member("contains");
export const firstChild = member("firstChild");
export const insertBefore = member("insertBefore");
export const isConnected = member("isConnected");
export const nextSibling = member("nextSibling");
export const nodeType = member("nodeType");
export const ownerDocument = member("ownerDocument");
export const parentNode = member("parentNode");
export const previousSibling = member("previousSibling");
export const removeChild = member("removeChild");

export const classList = member("classList");
export const closest = member("closest");
export const getAttribute = member("getAttribute");
export const getAttributeNames = member("getAttributeNames");
export const getBoundingClientRect = member("getBoundingClientRect");
export const hasAttribute = member("hasAttribute");
export const localName = member("localName");
export const matches = member("matches");
export const namespaceURI = member("namespaceURI");
export const querySelectorAll = member("querySelectorAll");
export const removeAttribute = member("removeAttribute");
export const scrollLeft = member("scrollLeft");
export const scrollTo = member("scrollTo");
export const scrollTop = member("scrollTop");
export const setAttribute = member("setAttribute");
export const setAttributeNS = member("setAttributeNS");

export const activeElement = member("activeElement", documents);
export const adoptedStyleSheets = member("adoptedStyleSheets", documents);
export const body = member("body", documents);
export const createDocumentFragment = member("createDocumentFragment", documents);
export const createElement = member("createElement", documents);
export const createTextNode = member("createTextNode", documents);
export const currentScript = member("currentScript", documents);
export const documentElement = member("documentElement", documents);
export const head = member("head", documents);
export const hidden = member("hidden", documents);
export const importNode = member("importNode", documents);
export const readyState = member("readyState", documents);

/** Takes a node out. Each kind of node has a method of its own for that; its parent has one for all. */
export function remove(node: Node): void {
  const parent = parentNode(node);
  if (parent) removeChild(parent, node);
}

/** A member that HTML and SVG each have for themselves, or that not every browser has. */
export function inherited<Of extends object, Name extends keyof Of>(
  node: Of,
  name: Name,
): Of[Name] {
  return Reflect.get(Object.getPrototypeOf(node), name, node);
}

/** Gives an element the focus, and scrolls nowhere. */
export function focusAt(element: Element): void {
  inherited(element as HTMLElement, "focus").call(element, { preventScroll: true });
}

/** Moves a node. That keeps focus, frames and animations where the browser can. */
export function moveBefore(parent: Element, node: Node, before: Node | null): void {
  const move = inherited(parent, "moveBefore") as Element["moveBefore"] | undefined;
  if (move) move.call(parent, node, before);
  else insertBefore(parent, node, before);
}

/** The element an event came from; undefined for a document, a window or a text. */
export function targetOf({ target }: Event): Element | undefined {
  // Only a window is its own window.
  const isNode = target && (target as Window).window !== target;
  return isNode && nodeType(target as Node) === 1 ? target as Element : undefined;
}
