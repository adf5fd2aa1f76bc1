/** What tests of streamed Markdown share: a text that is painted at once, and one that comes by patches. */

import { type Child, html } from "@djust/live";
import { Markdown, markdown } from "../../examples/chat/markdown/markdown.ts";
import { ANSWERS, OTHER } from "../../examples/chat/models/answers.ts";
import { tokensOf } from "../../examples/chat/models/script.ts";
import { frameText } from "../../protocol/mod.ts";
import { Tree } from "../../vdom/mod.ts";
import { openWindow, type Patched, patched } from "../kit/patch_kit.ts";
import { createScope } from "../scope.ts";
import type { Random } from "../seed.ts";

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

/** A text that comes, and the frames that it comes to. */
export class Sent {
  readonly text: Markdown = new Markdown();
  protected readonly tree: Tree = new Tree(createScope({}, { development: false }));
  /** How long all frames were. */
  bytes = 0;
  frames = 0;

  append(piece: string): void {
    this.text.append(piece);
    this.send();
  }

  end(): void {
    this.text.end();
    this.send();
  }

  /** The frame of what changed. */
  protected send(): string | undefined {
    const patch = this.tree.diff(around(this.text.content), null);
    const frame = frameText(patch ? { type: "patch", patch, head: undefined } : undefined, 0, []);
    if (frame === undefined) return undefined;
    this.bytes += new TextEncoder().encode(frame).length;
    this.frames++;
    return frame;
  }
}

/** The same in a page, as a client patches it. */
export class Coming extends Sent {
  readonly #page: Patched;

  constructor() {
    super();
    this.#page = patched(this.tree.paint(around(this.text.content), null).content);
  }

  /** What the page shows. */
  get shown(): string {
    return shownBy(this.#page.root.firstElementChild as Element);
  }

  protected override send(): string | undefined {
    const frame = super.send();
    if (frame === undefined) return undefined;
    const missing = this.#page.apply(...JSON.parse(frame));
    if (missing.size > 0) throw new Error(`The page has not found ${[...missing]} in ${frame}`);
    return frame;
  }
}

/** A long text of all that models write: the same for the same seed. */
export function longText(random: Random, tokens: number): string[] {
  const parts = [...ANSWERS, OTHER].map(({ text }) => tokensOf(`${text}\n\n`));
  const out: string[] = [];
  while (out.length < tokens) out.push(...random.pick(parts));
  return out.slice(0, tokens);
}
