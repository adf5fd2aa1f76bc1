/** The rendered page of one instance: its regions, their numbers, and what the page knows. */

import { CONTENT, type Content, type Definition, MARK, OP, type Op } from "../../protocol/mod.ts";
import {
  type Child,
  type Handler,
  RawHtml,
  type Scope,
  SettledCommands,
  type Slot,
  Template,
} from "../template/mod.ts";
import { diffContent } from "./diff.ts";
import { grow } from "./grow.ts";
import type { Found, FoundHandler, TreeNode } from "./node.ts";
import { type Numbers, paint, paintBare, paintContent } from "./paint.ts";
import { regionSlot } from "./region_slot.ts";
import { Templates, Writer } from "./write.ts";

/** What changed, and the templates it needs. */
export interface Patch {
  ops: Op[];
  templates: Definition[];
}

/** Both regions anew. */
export interface FullPatch {
  content: Content;
  flash: Content;
  templates: Definition[];
}

/** Block 0 is the page's own: one anchor a region. */
const PAGE = 0;

/** The number of no block. */
const NO_BLOCK = -1;

const REGIONS: readonly [Slot, Slot] = [regionSlot(0), regionSlot(1)];

/** The tree of one instance. Not broken unless a render threw half-way. */
export class Tree {
  readonly #scope: Scope;
  readonly #regions: [TreeNode, TreeNode] = [null, null];
  #numbers: Numbers = { next: 1 };
  #templates = new Templates();
  #writer: Writer;
  #broken = false;

  /** A tree for a view with these surroundings. */
  constructor(scope: Scope) {
    this.#scope = scope;
    this.#writer = new Writer(this.#numbers, this.#templates, scope);
  }

  /** Whether a render threw while it was compared: then only {@link refresh} is right. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Whether the page knows so many templates that the next render should be a {@link refresh}. */
  get overgrown(): boolean {
    return this.#templates.isFull;
  }

  /** The first render: marked HTML of both regions. */
  paint(content: Child, flash: Child): { content: string; flash: string } {
    this.#grow(content, flash);
    const [first, second] = this.#regions;
    return {
      content: paintContent(first, this.#numbers, this.#scope),
      flash: paint(second, this.#numbers, this.#scope),
    };
  }

  /** What changed since the last render; null for nothing. */
  diff(content: Child, flash: Child): Patch | null {
    const writer = this.#writer.begin();
    // Rows render while they are compared: a throw leaves the tree between two states.
    this.#broken = true;
    diffContent(REGIONS[0], PAGE, this.#regions, 0, rooted(content), writer);
    if (flash !== this.#regions[1]) diffContent(REGIONS[1], PAGE, this.#regions, 1, flash, writer);
    this.#broken = false;
    return this.#patch(writer);
  }

  /** Renders anew: numbers and templates start over on both sides. */
  refresh(content: Child, flash: Child): FullPatch {
    this.#broken = true;
    this.#grow(content, flash);
    this.#broken = false;
    const writer = this.#writer.begin();
    const [first, second] = this.#regions;
    const patch = {
      content: writer.content(first),
      flash: writer.content(second),
    };
    return { ...patch, templates: this.#templates.take() };
  }

  /** The block sent anew; null when it is gone. */
  heal(block: number): Patch | null {
    const writer = this.#writer.begin();
    const found = this.#find(block);
    if (!found) return null;
    const { row, slot, holder } = found;
    if (row) {
      writer.bare(block, OP.remove);
      writer.op(holder, slot.anchor, [CONTENT.edits, row.next, [row.write(writer)]]);
    } else writer.op(holder, slot.anchor, found.node.write(writer));
    return this.#patch(writer);
  }

  /** The closure, or the registered name, that is in a slot now, and whose template it is in. */
  handler(block: number, anchor: number, on: string): FoundHandler | undefined {
    const found = this.#find(block);
    if (!found) return undefined;
    const { plan, values, start, owner } = found;
    // What commands send on is named by their mark.
    const name = "dj-" + (on.startsWith(MARK.commands) ? on.slice(MARK.commands.length) : on);
    const slot = plan.slots.find((slot) => slot.anchor === anchor && slot.name === name);
    const held = slot && !slot.parts ? values[start + slot.hole] : undefined;
    const value = held instanceof SettledCommands ? held.handler : held;
    if (typeof value === "function") return { handler: value as Handler, owner };
    return typeof value === "string" && value !== "" ? { handler: value, owner } : undefined;
  }

  /** Goes to every node, as if for a block that nobody has: kinds of other rooms learn that they are here. */
  visit(): void {
    this.#find(NO_BLOCK);
  }

  #find(block: number): Found | undefined {
    for (const [region, node] of this.#regions.entries()) {
      if (typeof node !== "object" || node === null) continue;
      const slot = REGIONS[region] as Slot;
      const found = node.find(block, { slot, holder: PAGE, owner: undefined });
      if (found) return found;
    }
    return undefined;
  }

  #grow(content: Child, flash: Child): void {
    this.#numbers = { next: 1 };
    this.#templates = new Templates();
    this.#writer = new Writer(this.#numbers, this.#templates, this.#scope);
    this.#regions[0] = grow(rooted(content), REGIONS[0], this.#scope);
    this.#regions[1] = grow(flash, REGIONS[1], this.#scope);
  }

  #patch(writer: Writer): Patch | null {
    const templates = this.#templates.take();
    return writer.ops ? { ops: writer.ops, templates } : null;
  }
}

/** What `render` returned: a text is raw HTML there, and raw HTML of a whole page may call handlers. */
function rooted(content: Child): Child {
  if (content instanceof Template) return content;
  if (typeof content === "string") return new RawHtml(content, true);
  return content instanceof RawHtml ? new RawHtml(content.html, true) : content;
}

/** HTML without marks: a layout, an error page. */
export function print(document: Child, scope: Scope): string {
  return paintBare(grow(document, REGIONS[0], scope), scope);
}
