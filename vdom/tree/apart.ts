/** Content apart from the tree: written or painted once, and forgotten; its templates count by themselves. */

import { COMMENT, type Content, type Definition } from "../../protocol/mod.ts";
import type { Scope } from "../template/mod.ts";
import { Block } from "./block.ts";
import { grow } from "./grow.ts";
import type { TreeNode } from "./node.ts";
import { paintBare } from "./paint.ts";
import { regionSlot } from "./region_slot.ts";
import { Templates, Writer } from "./write.ts";

/** Where it stands: nobody knows around what. */
const PLACE = regionSlot(0);

/** What was rendered apart. */
export interface Rendered {
  readonly node: TreeNode;
  /** Whether it is exactly one element. */
  readonly isElement: boolean;
  /** Whether it is a template. */
  readonly isTemplate: boolean;
}

/** Content as it is written, and the templates that it brings. */
export interface Written {
  readonly content: Content;
  readonly templates: readonly Definition[];
}

/** What is written with the same templates. Blocks in it have no numbers that anybody keeps. */
export class Apart {
  readonly #scope: Scope;
  readonly #templates = new Templates();
  readonly #writer: Writer;

  /** Nothing is known to the page yet. */
  constructor(scope: Scope) {
    this.#scope = scope;
    this.#writer = new Writer({ next: 1 }, this.#templates, scope);
  }

  /** Whether the page knows so many templates that they should start over. */
  get overgrown(): boolean {
    return this.#templates.isFull;
  }

  /** Renders a value of a hole. */
  static render(value: unknown, scope: Scope): Rendered {
    const node = grow(value, PLACE, scope);
    const isTemplate = node instanceof Block;
    const isElement = isTemplate &&
      !node.plan.marked[0]?.startsWith(`<!--${COMMENT.block}-->`);
    return { node, isElement, isTemplate };
  }

  /** Its content in a patch. */
  write({ node }: Rendered): Written {
    const content = this.#writer.content(node);
    return { content, templates: this.#templates.take() };
  }

  /** Its HTML, without marks. */
  paint({ node }: Rendered): string {
    return paintBare(node, this.#scope);
  }
}
