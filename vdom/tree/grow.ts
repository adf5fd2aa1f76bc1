/** Template values to tree: each value of a child hole becomes a node of its kind. */

import {
  Each,
  HoleError,
  isBindable,
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
  const strange = strangeness(value);
  if (strange) {
    const [what, mend] = strange;
    const around = slot.element || "template";
    throw new HoleError(slot, `Cannot paint ${what} as a child of <${around}>${mend}`);
  }
  return growText(String(value), slot);
}

/** What an object is that shows nothing by itself, and what to write; undefined for any other. */
function strangeness(value: object): readonly [what: string, mend: string] | undefined {
  if (value instanceof Promise) {
    // What it comes to would end the process: nobody awaits it any more.
    value.catch(() => {});
    return ["a promise", ": await it in mount, or use assignAsync()"];
  }
  if (isBindable(value)) {
    return ["a stream or a field", ": bind it to an element, as in dj-stream or dj-field"];
  }
  if (Symbol.asyncIterator in value) {
    return ["an async iterable", ": give it to stream(), or read it in startAsync()"];
  }
  if (Symbol.iterator in value && !(value instanceof String)) {
    return ["an iterator, a Map or a Set", ": write [...items]"];
  }
  if (!isPlain(value)) return undefined;
  const names = Object.keys(value).slice(0, 5).join(", ") || "no fields";
  return ["an object", ` (it has ${names}): choose a field, or write JSON.stringify(…)`];
}
