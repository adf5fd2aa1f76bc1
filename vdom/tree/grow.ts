/** Template values to tree: each value of a child hole becomes a node of its kind. */

import {
  Each,
  HoleError,
  isPlain,
  Memo,
  Part,
  RawHtml,
  type Scope,
  type Slot,
  Template,
} from "../template/mod.ts";
import { growBlock } from "./block.ts";
import { growList } from "./list.ts";
import { growMemo } from "./memo.ts";
import type { NodeObject, TreeNode } from "./node.ts";
import { growRawContent } from "./raw_content.ts";
import { growText } from "./text.ts";

/** The tree of what a child hole holds. */
export function grow(value: unknown, slot: Slot, scope: Scope): TreeNode {
  switch (typeof value) {
    case "string":
      return growText(value, slot);
    case "number":
      if (slot.strict) growText(String(value), slot);
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
    case "undefined":
      return null;
    case "object":
      return value === null ? null : growObject(value, slot, scope);
    case "function":
      throw new HoleError(
        slot,
        `Cannot paint a function as a child of <${
          slot.element || "template"
        }>: call it, as in \${Badge({ text })}`,
      );
    default:
      return growText(String(value), slot);
  }
}

function growObject(value: object, slot: Slot, scope: Scope): TreeNode {
  slot.hasNodes = true;
  // One line a kind; those of other rooms come with their values.
  if (value instanceof Template) return growBlock(value, slot, scope);
  if (value instanceof Each || Array.isArray(value)) return growList(value, slot, scope);
  if (value instanceof Memo) return growMemo(value, slot, scope);
  if (value instanceof RawHtml) return growRawContent(value, slot, scope);
  if (value instanceof Part) return value.grow(slot, scope) as NodeObject;
  if (value instanceof Promise) {
    // That nobody awaits it is told here; what it comes to would end the process.
    value.catch(() => {});
    throw new HoleError(
      slot,
      `Cannot paint a promise as a child of <${
        slot.element || "template"
      }>: await it in mount, or use assignAsync()`,
    );
  }
  if (isPlain(value)) {
    throw new HoleError(
      slot,
      `Cannot paint an object as a child of <${slot.element || "template"}> (it has ${
        Object.keys(value).slice(0, 5).join(", ") || "no fields"
      }): choose a field, or write JSON.stringify(…)`,
    );
  }
  return growText(String(value), slot);
}
