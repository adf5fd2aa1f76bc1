/** Effects: what an element shows while an event is on its way, laid over what the server says of it. */

import { COMMENT } from "../../protocol/mod.ts";
import { commentOf, isElement, isText } from "../dom/mod.ts";
import type { Overlay, Overlays, Spot } from "../overlay/mod.ts";
import type { Wish } from "./wish.ts";
import {
  childNodes,
  createTextNode,
  firstChild,
  localName,
  nextSibling,
  ownerDocument,
  querySelectorAll,
  remove,
} from "../platform/mod.ts";

const SUBMITS = "button:not([type=button],[type=reset]),input[type=submit],input[type=image]";
const NO_TEXT = /^(?:svg|select|textarea|style|script)$/;
const CAN_DISABLE = /^(?:button|input|select|textarea|fieldset)$/;

/** What of an element is pressed: of a form its buttons. */
export function facesOf(element: Element): readonly Element[] {
  return localName(element) === "form" ? [...querySelectorAll(element, SUBMITS)] : [element];
}

/** Lays what is wished over its element; what the result holds takes it away again. */
export function lay(overlays: Overlays, wish: Wish): Pick<Overlay, "drop">[] {
  const { element, classes, isDisabled, hidden, text } = wish;
  const put = (node: Node, spot: Spot, shown: string | null): Overlay =>
    overlays.put(node, spot, () => shown);
  const laid: Pick<Overlay, "drop">[] = [
    put(element, "aria-busy", "true"),
    ...classes.map((token) => put(element, `.${token}`, "")),
  ];
  if (hidden !== undefined) laid.push(put(element, "hidden", hidden));
  for (const face of facesOf(element)) {
    const name = localName(face);
    // What cannot be disabled says at least that it is.
    if (isDisabled && CAN_DISABLE.test(name)) laid.push(put(face, "disabled", ""));
    else if (isDisabled) laid.push(put(face, "aria-disabled", "true"));
    if (text === undefined) continue;
    if (name === "input") laid.push(put(face, "value", text));
    else laid.push(...say(overlays, face, text));
  }
  return laid;
}

/** One text in place of all there are; what is no text, an icon, stays. */
function say(overlays: Overlays, element: Element, text: string): Pick<Overlay, "drop">[] {
  const places = placesIn(element);
  const bases = places.map((node) => {
    const probe = overlays.put(node, "", (base) => base);
    probe.drop();
    return probe.place.base ?? "";
  });
  const found = bases.findIndex((base) => base.trim());
  const at = found < 0 ? places.length - 1 : found;
  if (at >= 0) return places.map((node, i) => overlays.put(node, "", () => i === at ? text : ""));
  // Nobody else's node: a foreign one, that patches leave alone.
  const own = createTextNode(ownerDocument(element) as Document, text);
  element.append(own);
  return [{ drop: () => remove(own) }];
}

/** Where the texts of an element are, as patches name them: a hole by its comment, or its element. */
function placesIn(element: Node): Node[] {
  const nodes = [...childNodes(element)];
  const [first] = nodes;
  if (!nodes[1] && (!first || isText(first))) return [element];
  return nodes.flatMap((node, i): Node[] => {
    // Nothing that is empty, and no picture's words.
    if (isElement(node)) {
      return firstChild(node) && !NO_TEXT.test(localName(node)) ? placesIn(node) : [];
    }
    if (!isText(node)) return [];
    const before = nodes[i - 1];
    const next = nextSibling(node);
    const isHole = before && commentOf(before) === COMMENT.open &&
      next && commentOf(next) === COMMENT.close;
    return [isHole ? before : node];
  });
}
