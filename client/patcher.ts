/** The DOM of one instance: taken over as it was painted, patched frame by frame. */

import type { Definition } from "../protocol/mod.ts";
import { applyOps, extrasOf } from "./apply.ts";
import { Blocks } from "./blocks.ts";
import { insert } from "./content.ts";
import { Foreign } from "./foreign.ts";
import { type Block, scan } from "./marks.ts";
import type { RawNodes } from "./raw.ts";
import type { Scene } from "./scene.ts";
import { compile, type Template } from "./template.ts";

/** What a patcher needs. */
export interface PatcherHost {
  readonly document: Document;
  /** Content first, then flash. */
  readonly regions: readonly Element[];
  parse: Scene["parse"];
  see: Scene["see"];
  touch: Scene["touch"];
  hold?: Scene["hold"];
}

/** Patches the regions of one instance. */
export class Patcher implements Scene {
  readonly document: Document;
  readonly blocks: Blocks = new Blocks();
  readonly foreign: Foreign = new Foreign();
  readonly parse: Scene["parse"];
  readonly see: Scene["see"];
  readonly touch: Scene["touch"];
  readonly hold: Scene["hold"];
  readonly #regions: readonly Element[];
  raw: RawNodes = new WeakMap();
  templates: Template[] = [];
  isStale = false;

  constructor({ document, regions, parse, see, touch, hold = () => {} }: PatcherHost) {
    this.document = document;
    this.#regions = regions;
    this.parse = parse;
    this.see = see;
    this.touch = touch;
    this.hold = hold;
  }

  open(start: Node): Block {
    return this.blocks.open(start);
  }

  /** Numbers what was painted. */
  attach(): void {
    const page = this.blocks.reset(this.#regions);
    for (const region of this.#regions) scan(region, page.slice(), this);
  }

  /** Applies a frame; returns the blocks to ask for. */
  apply(frame: readonly unknown[]): Set<number> {
    this.#define(extrasOf(frame).t);
    return applyOps(this, frame);
  }

  /** Both regions anew; numbers and templates start over. */
  replace(contents: readonly unknown[], definitions: Definition[] | undefined): void {
    this.blocks.reset(this.#regions);
    this.raw = new WeakMap();
    this.templates = [];
    this.#define(definitions);
    this.#regions.forEach((region, i) => {
      region.textContent = "";
      if (contents[i] !== null) insert(this, region, null, contents[i]);
    });
  }

  #define(definitions: Definition[] | undefined): void {
    for (const definition of definitions ?? []) this.templates.push(compile(this, definition));
  }
}
