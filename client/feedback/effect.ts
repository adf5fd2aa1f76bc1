/** Effects: what an element shows while an event is on its way, over what the server says of it. */

import {
  childNodes,
  classList,
  createTextNode,
  getAttribute,
  localName,
  ownerDocument,
  querySelectorAll,
  remove,
  removeAttribute,
  setAttribute,
} from "../platform/mod.ts";
import { isText } from "../dom/mod.ts";

/** What is shown. */
export interface Look {
  readonly classes: readonly string[];
  readonly isBusy: boolean;
  readonly isDisabled: boolean;
  /** What the attribute `hidden` is; undefined where that stays as it is. */
  readonly hidden: string | null | undefined;
  readonly text: string | undefined;
}

const SUBMITS = "button:not([type=button],[type=reset]),input[type=submit],input[type=image]";

const CAN_DISABLE = /^(?:button|input|select|textarea|fieldset)$/;

/** What of an element is pressed: of a form its buttons. */
export function facesOf(element: Element): readonly Element[] {
  return localName(element) === "form" ? [...querySelectorAll(element, SUBMITS)] : [element];
}

/** Shows it; the result takes it back, and leaves what others wrote since. */
export function put(element: Element, look: Look): () => void {
  const undo: (() => void)[] = [];
  const write = (on: Element, name: string, value: string | null): void => {
    const before = getAttribute(on, name);
    if (before === value) return;
    assign(on, name, value);
    undo.push(() => {
      if (getAttribute(on, name) === value) assign(on, name, before);
    });
  };
  const add = (token: string): void => {
    const list = classList(element);
    const hadNone = getAttribute(element, "class") === null;
    if (list.contains(token)) return;
    list.add(token);
    undo.push(() => {
      list.remove(token);
      if (hadNone && !getAttribute(element, "class")) removeAttribute(element, "class");
    });
  };
  const say = (on: Element, text: string): void => {
    if (localName(on) === "input") return write(on, "value", text);
    const texts = textsIn(on);
    const first = texts.find(({ data }) => data.trim());
    for (const node of texts) {
      const before = node.data;
      const shown = node === first ? text : "";
      node.data = shown;
      undo.push(() => {
        if (node.data === shown) node.data = before;
      });
    }
    if (first) return;
    const own = createTextNode(ownerDocument(on) as Document, text);
    on.append(own);
    undo.push(() => remove(own));
  };
  look.classes.forEach(add);
  if (look.isBusy) write(element, "aria-busy", "true");
  if (look.hidden !== undefined) write(element, "hidden", look.hidden);
  for (const face of facesOf(element)) {
    // What cannot be disabled says at least that it is.
    if (look.isDisabled) {
      if (CAN_DISABLE.test(localName(face))) write(face, "disabled", "");
      else write(face, "aria-disabled", "true");
    }
    if (look.text !== undefined) say(face, look.text);
  }
  return () => undo.reverse().forEach((run) => run());
}

function assign(element: Element, name: string, value: string | null): void {
  if (value === null) removeAttribute(element, name);
  else setAttribute(element, name, value);
}

/** The texts that one sees of an element; icons stay. */
function textsIn(node: Node): Text[] {
  return [...childNodes(node)].flatMap((child): Text[] => isText(child) ? [child] : textsIn(child));
}
