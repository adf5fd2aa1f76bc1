/** A part that was rendered for its dependencies, and is skipped while they stay the same. */

import type { Content } from "../../protocol/mod.ts";
import { Memo, type Scope, type Slot } from "../template/mod.ts";
import { diffWithin } from "./diff.ts";
import { findWithin } from "./find.ts";
import { grow } from "./grow.ts";
import type { Found, NodeObject, Place, TreeNode } from "./node.ts";
import type { Painter } from "./paint.ts";
import type { Writer } from "./write.ts";

/** A part that was rendered for these dependencies. */
export class Memoized implements NodeObject {
  deps: readonly unknown[];
  node: TreeNode;
  /** See {@link sourceOf}. */
  source: string | undefined;

  constructor(deps: readonly unknown[], node: TreeNode, source: string | undefined) {
    this.deps = deps;
    this.node = node;
    this.source = source;
  }

  /** See {@link NodeObject}. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean {
    if (!(next instanceof Memo)) return false;
    if (isSame(this.deps, next.deps)) {
      warnTwins(this.source, next.render, writer.scope);
      return true;
    }
    this.node = diffWithin(this.node, next.render(), slot, block, writer);
    this.deps = next.deps.slice();
    this.source = sourceOf(next.render, writer.scope);
    return true;
  }

  /** See {@link NodeObject}. */
  write(writer: Writer): Content {
    return writer.content(this.node);
  }

  /** See {@link NodeObject}. */
  paint(painter: Painter): string {
    return painter.node(this.node);
  }

  /** See {@link NodeObject}. */
  find(block: number, place: Place): Found | undefined {
    return findWithin(this, this.node, block, place);
  }
}

/** What it renders now. */
export function growMemo(memo: Memo, slot: Slot, scope: Scope): Memoized {
  const node = grow(memo.render(), slot, scope);
  return new Memoized(memo.deps.slice(), node, sourceOf(memo.render, scope));
}

/** Whether two lists of dependencies hold the same values. */
export function isSame(last: readonly unknown[], next: readonly unknown[]): boolean {
  if (last.length !== next.length) return false;
  for (let i = 0; i < last.length; i++) if (!Object.is(last[i], next[i])) return false;
  return true;
}

/** In development, the text of a function with `deps`: what tells two of them in one place apart. */
export function sourceOf(
  render: (...args: never[]) => unknown,
  scope: Scope,
): string | undefined {
  return scope.development ? String(render) : undefined;
}

/** Says that what is skipped, for its `deps` are the same, is something else than what is there. */
export function warnTwins(
  last: string | undefined,
  render: (...args: never[]) => unknown,
  scope: Scope,
): void {
  if (last === undefined || last === String(render)) return;
  scope.warn(
    `Two parts with the same deps follow each other in one place, so the first stays: give each deps ` +
      `of its own, as in memo(["first", …], …)\n${last.slice(0, 200)}`,
    "same-deps",
  );
}
