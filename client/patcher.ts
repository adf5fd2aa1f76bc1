/** The DOM of one instance: taken over as it was painted, patched frame by frame. */

import type { Definition, Styles } from "../protocol/mod.ts";
import { applyOps, extrasOf } from "./apply.ts";
import { writeStyle } from "./attributes.ts";
import { Blocks } from "./blocks.ts";
import { insert } from "./content.ts";
import { type Control, Controls, controlsIn, paintedOf, stateOf } from "./controls.ts";
import { Foreign } from "./foreign.ts";
import { keep } from "./keep.ts";
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
}

/** Patches the regions of one instance. */
export class Patcher implements Scene {
  readonly document: Document;
  readonly blocks: Blocks = new Blocks();
  readonly foreign: Foreign = new Foreign();
  readonly controls: Controls = new Controls();
  readonly parse: Scene["parse"];
  readonly see: Scene["see"];
  readonly touch: Scene["touch"];
  readonly #regions: readonly Element[];
  raw: RawNodes = new WeakMap();
  templates: Template[] = [];
  isStale = false;

  constructor({ document, regions, parse, see, touch }: PatcherHost) {
    this.document = document;
    this.#regions = regions;
    this.parse = parse;
    this.see = see;
    this.touch = touch;
  }

  open(start: Node): Block {
    return this.blocks.open(start);
  }

  /** Numbers what was painted. */
  attach(): void {
    const page = this.blocks.reset(this.#regions);
    for (const region of this.#regions) {
      scan(region, page.slice(), this);
      // A strict policy lets styles be written, but not painted.
      for (const element of region.querySelectorAll("[data-dj-style]")) {
        const styles = element.getAttribute("data-dj-style") as string;
        writeStyle(element as HTMLElement, JSON.parse(styles) as Styles);
      }
      // What a list shows is painted as its `value`, which browsers do not read.
      for (const list of region.querySelectorAll("select[value]")) this.controls.paint(list as Control);
    }
  }

  /** Applies a frame; returns the blocks to ask for. */
  apply(frame: readonly unknown[]): Set<number> {
    this.#define(extrasOf(frame).t);
    return applyOps(this, frame);
  }

  /** Both regions anew, without taking from the user what is his. */
  replace(content: unknown, flash: unknown, definitions: Definition[] | undefined, isFresh: boolean): void {
    const restore = keep(this.#regions, (control) => this.#isKept(control, isFresh));
    this.blocks.reset(this.#regions);
    this.raw = new WeakMap();
    this.templates = [];
    this.#define(definitions);
    [content, flash].forEach((value, i) => {
      const region = this.#regions[i];
      if (!region) return;
      region.textContent = "";
      if (value !== null) insert(this, region, null, value);
    });
    restore();
  }

  /** Controls that hold something the server does not know. */
  typed(): Control[] {
    return this.#regions.flatMap(controlsIn).filter((control) => !this.controls.knows(control));
  }

  #isKept(control: Control, isFresh: boolean): boolean {
    return stateOf(control) !== paintedOf(control) || (isFresh && this.controls.isTyped(control));
  }

  #define(definitions: Definition[] | undefined): void {
    for (const definition of definitions ?? []) this.templates.push(compile(this, definition));
  }
}
