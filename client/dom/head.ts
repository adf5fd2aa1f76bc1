/** Changes of the document's head, and of its language. */

import { type Head, safeUrl } from "../../protocol/mod.ts";
import {
  createElement,
  documentElement,
  getAttribute,
  guarded,
  head as headOf,
  insertBefore,
  setAttribute,
} from "../platform/mod.ts";

/** Writes title, `<html lang dir>` and meta elements. What cannot be written harms nothing else. */
export const writeHead: (document: Document, head: Head) => void = guarded(write);

function write(document: Document, { title, lang, dir, meta }: Head): void {
  const head = headOf(document);
  const create = (tag: string): Element => {
    const element = createElement(document, tag);
    insertBefore(head, element, null);
    return element;
  };
  if (title !== undefined) (head.querySelector("title") ?? create("title")).textContent = title;
  if (lang !== undefined) setAttribute(documentElement(document), "lang", lang);
  if (dir !== undefined) setAttribute(documentElement(document), "dir", dir);
  for (const [key, content] of meta ?? []) {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(key) ?? [];
    let element: Element | undefined = [...head.querySelectorAll("meta")]
      .find((one) => getAttribute(one, name) === value);
    if (!element) {
      element = create("meta");
      setAttribute(element, name, value);
    }
    setAttribute(element, "content", safeUrl(content, "content", "meta"));
  }
}
