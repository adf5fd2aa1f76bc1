/** Spots: the text, a class token, a style property, an attribute or the state of a control. */

import { COMMENT } from "../../protocol/mod.ts";
import { commentOf, isText, type Scene, textOf, writeAttribute, writeText } from "../dom/mod.ts";
import { type Control, show, stateOf } from "../forms/mod.ts";
import {
  childNodes,
  classList,
  getAttribute,
  inherited,
  removeAttribute,
} from "../platform/mod.ts";

/**
 * One thing of a node that can be changed: `""` its text, `".done"` a class token, `":display"` a
 * style property, `"="` what a control shows, and else the attribute of that name.
 *
 * @category Client
 */
export type Spot = string;

/**
 * What stands in a spot; null where nothing does. A class token that is there is `""`.
 *
 * @category Client
 */
export type Shown = string | null;

const styleOf = (node: Node): CSSStyleDeclaration => inherited(node as HTMLElement, "style");

/** The spot of what a control shows. */
export const CONTROL = "=";

/** What stands there. */
export function readSpot(scene: Scene, node: Node, spot: Spot): Shown {
  const name = spot.slice(1);
  if (!spot) return (isText(node) ? node : textOf(node, scene.foreign))?.data ?? null;
  if (spot === CONTROL) return stateOf(node as Control);
  if (spot[0] === ".") {
    const tokens = classList(node as Element);
    return tokens.contains(name) ? "" : null;
  }
  if (spot[0] === ":") return styleOf(node).getPropertyValue(name) || null;
  return getAttribute(node as Element, spot);
}

/** Makes it stand there. */
export function writeSpot(scene: Scene, node: Node, spot: Spot, value: Shown): void {
  const name = spot.slice(1);
  if (!spot) {
    if (isText(node)) node.data = value ?? "";
    else writeText(scene, node, value);
  } else if (spot === CONTROL) show(node as Control, value ?? "");
  else if (spot[0] === ".") {
    classList(node as Element)[value === null ? "remove" : "add"](name);
    tidy(node as Element, "class");
  } else if (spot[0] === ":") {
    if (value === null) styleOf(node).removeProperty(name);
    else styleOf(node).setProperty(name, value);
    tidy(node as Element, "style");
  } else writeAttribute(scene, node as Element, spot, value);
}

/** A fresh paint has no attribute with nothing in it. */
function tidy(element: Element, name: string): void {
  if (getAttribute(element, name) === "") removeAttribute(element, name);
}

/** Where the text of an element is that has just one; undefined where it has more. */
export function textPlaceOf(element: Element): Node | undefined {
  const nodes = [...childNodes(element)];
  const [first] = nodes;
  if (!nodes[1] && (!first || isText(first))) return element;
  const at = nodes.findIndex((node) => commentOf(node) === COMMENT.open);
  const open = nodes[at];
  if (open) {
    const [inner, end = inner] = nodes.slice(at + 1);
    const isOne = [inner, end].some((node) => node && commentOf(node) === COMMENT.close);
    const isLast = !nodes.slice(at + 1).some((node) => commentOf(node) === COMMENT.open);
    return isOne && isLast ? open : undefined;
  }
  const texts = nodes.filter((node) => isText(node) && node.data.trim());
  return texts[1] ? undefined : texts[0];
}
