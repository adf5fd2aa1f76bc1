/** Changes of the document's head, and of its language. */

import { type Head, safeUrl } from "../protocol/mod.ts";
import { guarded } from "./clock.ts";

/** Writes title, `<html lang dir>` and meta elements. What cannot be written harms nothing else. */
export const writeHead: (document: Document, head: Head) => void = guarded(write);

function write(document: Document, { title, lang, dir, meta }: Head): void {
  if (title !== undefined) document.title = title;
  if (lang !== undefined) document.documentElement.lang = lang;
  if (dir !== undefined) document.documentElement.dir = dir;
  for (const [key, content] of meta ?? []) {
    const [, name = "", value = ""] = /^(\w+)=(.*)$/.exec(key) ?? [];
    let element = [...document.head.querySelectorAll("meta")]
      .find((one) => one.getAttribute(name) === value);
    if (!element) {
      document.head.append(element = document.createElement("meta"));
      element.setAttribute(name, value);
    }
    element.content = safeUrl(content, "content", "meta");
  }
}
