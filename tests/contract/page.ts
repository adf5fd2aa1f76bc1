/** A page without a connection: painted HTML, and the client's own patcher working on it. */

import { writeContent } from "../../client/dom/content.ts";
import { Patcher } from "../../client/dom/patcher.ts";
import type { Definition } from "../../protocol/mod.ts";
import { unfold } from "../../client/dom/raw.ts";
import { compile } from "../../client/dom/template.ts";
import { normal, type NormalOptions } from "./normal.ts";

/** Markup to nodes; 1 and 2 stand for SVG and MathML. */
export type Parse = (html: string, namespace: number) => DocumentFragment;

/** What a page of this paint shows. */
export function normalOf(
  document: Document,
  parse: Parse,
  painted: Painted,
  options: NormalOptions = {},
): string {
  const body = [...document.body.childNodes];
  const shown = new Page(document, parse, painted).normal(options);
  document.body.replaceChildren(...body);
  return shown;
}

/** What a tree paints. */
export interface Painted {
  readonly content: string;
  readonly flash: string;
}

const FULL = -9;

/** One instance in a document. */
export class Page {
  readonly root: Element;
  readonly flash: Element;
  readonly patcher: Patcher;

  constructor(document: Document, parse: Parse, painted: Painted) {
    this.root = document.createElement("div");
    this.flash = document.createElement("div");
    document.body.replaceChildren(this.root, this.flash);
    this.root.append(parse(painted.content, 0));
    this.flash.append(parse(painted.flash, 0));
    this.patcher = new Patcher({
      document,
      regions: [this.root, this.flash],
      parse,
      see: () => {},
      touch: () => {},
    });
    this.patcher.attach();
    for (const region of [this.root, this.flash]) unfold(this.patcher, region);
  }

  /** Applies a frame; returns the blocks that are not as they must be. */
  apply(frame: readonly unknown[]): Set<number> {
    if (frame[0] !== FULL) return this.patcher.apply(frame);
    const extras = frame[4] as { t?: Definition[] } | undefined;
    // Without what the user typed: linkedom has no controls that could hold it.
    const { patcher } = this;
    patcher.blocks.reset([this.root, this.flash]);
    patcher.raw = new WeakMap();
    patcher.templates = (extras?.t ?? []).map((definition) => compile(patcher, definition));
    writeContent(patcher, this.root, frame[2]);
    writeContent(patcher, this.flash, frame[3]);
    return new Set();
  }

  /** What the page shows. */
  normal(options: NormalOptions = {}): string {
    return `${normal(this.root, options)} | ${normal(this.flash, options)}`;
  }
}
