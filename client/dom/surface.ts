/** The DOM of one instance: taken over as it was painted, patched frame by frame. */

import { extrasOf } from "../../protocol/mod.ts";
import { applyOps } from "./apply.ts";
import { Blocks } from "./blocks.ts";
import { Foreign } from "./foreign.ts";
import { type Block, scan } from "./marks.ts";
import type { RawNodes } from "./raw.ts";
import type { Rich } from "./rich.ts";
import type { Scene } from "./scene.ts";
import type { Template } from "./template.ts";

/** What a surface needs. */
export interface SurfaceHost {
  readonly document: Document;
  /** Content first, then flash. */
  readonly regions: readonly Element[];
  parse?: Scene["parse"];
  see: Scene["see"];
  touch: Scene["touch"];
  hold: Scene["hold"];
}

/** The regions of one instance. By itself it can write texts; what is more, it learns when needed. */
export class Surface implements Scene {
  declare readonly document: Document;
  declare readonly regions: readonly Element[];
  declare readonly see: Scene["see"];
  declare readonly touch: Scene["touch"];
  declare readonly hold: Scene["hold"];
  declare parse: Scene["parse"];
  readonly blocks: Blocks = new Blocks();
  readonly foreign: Foreign = new Foreign();
  rich: Rich | undefined;
  declare overlays: Scene["overlays"];
  raw: RawNodes = new WeakMap();
  templates: Template[] = [];
  isStale = false;

  constructor(host: SurfaceHost) {
    Object.assign(this, host);
  }

  open(start: Node): Block {
    return this.blocks.open(start);
  }

  /** Numbers what was painted. */
  attach(): void {
    const page = this.blocks.reset(this.regions);
    for (const region of this.regions) scan(region, page.slice(), this);
  }

  /** Applies a frame; returns the blocks to ask for. Never throws. */
  apply(frame: readonly unknown[]): Set<number> {
    this.rich?.define(this, extrasOf(frame).t);
    return applyOps(this, frame);
  }
}
