/** What the parts of the patcher share: the DOM of one instance and what is known about it. */

import type { Blocks } from "./blocks.ts";
import type { Foreign } from "./foreign.ts";
import type { Finder } from "./marks.ts";
import type { RawNodes } from "./raw.ts";
import type { Rich } from "./rich.ts";
import type { Template } from "./template.ts";

/** What lies over nodes, and takes what patches say of them. */
export interface Cover {
  /** Whether it takes what a patch writes: `""` for the text, a class token behind a dot, … */
  take(node: Node, spot: string, value: unknown, grows?: boolean): boolean;
  /** Tokens, properties or content of a node were written by other ways than `take`. */
  reread(node: Node, kind: "." | ":" | ""): void;
}

/** The DOM of one instance. */
export interface Scene extends Finder {
  readonly document: Document;
  readonly blocks: Blocks;
  readonly foreign: Foreign;
  raw: RawNodes;
  /** What patches more than texts, while it is there and numbers are the server's. */
  rich: Rich | undefined;
  /** What lies over nodes, where there may be something. */
  overlays: Cover | undefined;
  /** In the order of their numbers. */
  templates: Template[];
  /** Whether nodes went, so that blocks may be in no document any more. */
  isStale: boolean;
  /** Parses markup inert; 1 and 2 stand for SVG and MathML. */
  parse(html: string, namespace: number): DocumentFragment;
  /** What is painted of this control, or of the one it is an option of, is about to change. */
  hold(element: Element): void;
  /** This node or something below it is about to change. */
  touch(node: Node): void;
}
