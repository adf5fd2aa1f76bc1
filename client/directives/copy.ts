/** `dj-copy="#target"`: a click copies a text, and says so. */

import { isControl } from "../forms/mod.ts";
import {
  body,
  childNodes,
  classList,
  createElement,
  getAttribute,
  guarded,
  isConnected,
  listen,
  nodeType,
  ownerDocument,
  querySelectorAll,
} from "../platform/mod.ts";
import type { Directive, Directives, Place } from "./directive.ts";

/** How long it is said. */
const SHOWN = 2_000;

/** The selector at an element; undefined where a handler of the event stands there. */
function selectorOf(element: Element): string | undefined {
  const value = getAttribute(element, "dj-copy");
  return value && !/^[\w$]+$/.test(value) ? value : undefined;
}

async function write(
  element: HTMLElement,
  text: string,
  away: Place["view"]["away"],
): Promise<void> {
  const document = ownerDocument(element) as Document;
  const { clipboard } = (document.defaultView as Window).navigator;
  if (clipboard) return await clipboard.writeText(text);
  // A page that did not come over https has no other way.
  away(() => {
    const area = createElement(document, "textarea") as HTMLTextAreaElement;
    area.value = text;
    element.after(area);
    area.select();
    document.execCommand("copy");
    area.remove();
    element.focus();
  });
}

/** The first text in a node that is not blank. */
function textIn(node: Node): Text | undefined {
  if (nodeType(node) === 3) return (node as Text).data.trim() ? node as Text : undefined;
  for (const child of childNodes(node)) {
    const text = textIn(child);
    if (text) return text;
  }
  return undefined;
}

/** Says it; returns what takes that back. */
function show(element: Element, words: string): () => void {
  classList(element).add("copied");
  if (!words) return () => classList(element).remove("copied");
  const text = textIn(element) ?? element.appendChild(new Text());
  const { data } = text;
  // With the blanks around it.
  const shown = text.data = data.replace(data.trim(), () => words);
  return () => {
    classList(element).remove("copied");
    // Where a patch has written something else since, that stays.
    if (text.data === shown) text.data = data;
    if (!data) text.remove();
  };
}

interface Copy {
  end?: () => void;
  undo?: (() => void) | undefined;
  cancel?: () => void;
}

const feedback: Directive<Copy> = {
  kind: "element",
  module: "services",
  stage: {
    // The browser's own event of this name runs handlers only.
    gather: ({ on, element }) => !(element && /^copy\b/.test(on) && selectorOf(element)),
  },
  mounted({ element, value, view: { clock, away, warned }, fail }) {
    const kept: Copy = {};
    const undo = (): void => {
      kept.cancel?.();
      if (kept.undo) away(kept.undo);
      kept.undo = undefined;
    };
    const copy = async (): Promise<void> => {
      const selector = selectorOf(element);
      const from = selector &&
        querySelectorAll(body(ownerDocument(element) as Document), selector)[0];
      if (!selector) return;
      if (!from) return warned(["directive-value", "", selector]);
      await write(
        element,
        isControl(from) ? from.value : (from as HTMLElement).innerText,
        away,
      );
      undo();
      if (!isConnected(element)) return;
      kept.undo = away(() => show(element, value));
      kept.cancel = clock.after(SHOWN, undo);
    };
    kept.end = listen(element, "click", guarded(() => void copy().catch(fail)));
    return kept;
  },
  removed({ end, cancel, undo }) {
    end?.();
    cancel?.();
    undo?.();
  },
};

/** What this module brings. */
export const directives = {
  copy: { kind: "event", module: "services" },
  "copy-feedback": feedback,
} satisfies Directives;
