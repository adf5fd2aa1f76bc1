/** What tests of streamed Markdown share: a text that is painted at once, and one that comes by patches. */

import { type Child, html } from "@djust/live";
import { Markdown, markdown } from "../../examples/chat/markdown/markdown.ts";
import { frameText } from "../../protocol/mod.ts";
import { Tree } from "../../vdom/mod.ts";
import { openWindow, type Patched, patched } from "../kit/patch_kit.ts";
import { createScope } from "../scope.ts";

/** What a document shows of a node: without the marks of the framework, attributes by name. */
export function shownBy(node: Node): string {
  let out = "";
  for (const child of node.childNodes) {
    if (child.nodeType === 3) {
      out += child.nodeValue?.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
    }
    if (child.nodeType !== 1) continue;
    const element = child as Element;
    const attributes = element.getAttributeNames().filter((name) => name !== "dj").sort()
      .map((name) => ` ${name}="${element.getAttribute(name)?.replaceAll('"', "&quot;")}"`).join(
        "",
      );
    out += `<${element.localName}${attributes}>${shownBy(element)}</${element.localName}>`;
  }
  return out;
}

function around(content: Child) {
  return html`<div>${content}</div>`;
}

const sheet = openWindow("<main></main>").document.querySelector("main") as HTMLElement;

/** The markup of a first paint. */
export function markup(content: Child): string {
  return new Tree(createScope()).paint(around(content), null).content;
}

/** What a first paint of it shows. */
export function painted(content: Child): string {
  // One document for all: to open one takes longer than to paint.
  sheet.innerHTML = markup(content);
  return shownBy(sheet.firstElementChild as Element);
}

/** The same of a text. */
export function atOnce(text: string): string {
  return painted(markdown(text));
}

/** A text that comes into a page, as a client patches it. */
export class Coming {
  readonly text: Markdown = new Markdown();
  readonly #tree = new Tree(createScope());
  readonly #page: Patched;
  /** How long all frames were. */
  bytes = 0;
  frames = 0;

  constructor() {
    this.#page = patched(this.#tree.paint(around(this.text.content), null).content);
  }

  /** What the page shows. */
  get shown(): string {
    return shownBy(this.#page.root.firstElementChild as Element);
  }

  append(piece: string): void {
    this.text.append(piece);
    this.#show();
  }

  end(): void {
    this.text.end();
    this.#show();
  }

  #show(): void {
    const patch = this.#tree.diff(around(this.text.content), null);
    const frame = frameText(patch ? { type: "patch", patch, head: undefined } : undefined, 0, []);
    if (frame === undefined) return;
    this.bytes += frame.length;
    this.frames++;
    const missing = this.#page.apply(...JSON.parse(frame));
    if (missing.size > 0) throw new Error(`The page has not found ${[...missing]} in ${frame}`);
  }
}
