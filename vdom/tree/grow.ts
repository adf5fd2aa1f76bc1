/** Template values to tree: settles every value once, so that the diff compares what the page shows. */

import {
  advise,
  adviseKeys,
  checkAncestors,
  checkChild,
  checkForeign,
  checkText,
  Each,
  HoleError,
  KIND,
  Memo,
  partText,
  type Plan,
  planIn,
  RawHtml,
  type Scope,
  settle,
  type Slot,
  Template,
} from "../template/mod.ts";
import { Block, List, Memoized, type TreeNode } from "./node.ts";
import { growRaw } from "../raw/mod.ts";
import type { Rows } from "./rows.ts";
import { rowTemplate, Source } from "./source.ts";

/** The tree of what a child hole holds. */
export function grow(value: unknown, slot: Slot, scope: Scope): TreeNode {
  switch (typeof value) {
    case "string":
      return allowed(value, slot);
    case "number":
      if (slot.strict) allowed(String(value), slot);
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
      return allowed(String(value), slot);
  }
}

function growObject(value: object, slot: Slot, scope: Scope): TreeNode {
  if (value instanceof Template) return growBlock(value, slot, scope);
  if (value instanceof Each || Array.isArray(value)) return growList(value, slot, scope);
  if (value instanceof Memo) {
    const node = grow(value.render(), slot, scope);
    return new Memoized(value.deps.slice(), node, sourceOf(value.render, scope));
  }
  if (value instanceof RawHtml) return growRaw(value, slot, scope);
  if (value instanceof Promise) {
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
  return allowed(String(value), slot);
}

/** Whether its text would be `[object Object]`; a Date or a URL knows better. */
function isPlain(value: object): boolean {
  return (value as { toString?: unknown }).toString === Object.prototype.toString ||
    Object.getPrototypeOf(value) === null;
}

/** A block from a template; checks that it may stand there. */
export function growBlock(template: Template, slot: Slot, scope: Scope): Block {
  const plan = planIn(template.statics, slot);
  checkRoots(plan, slot);
  warnInlineStyle(plan, scope);
  if (scope.development) advise(plan, template.values, slot, scope);
  // A copy: the user may keep the template and use it again.
  const values = template.values.slice();
  settleInto(values, 0, plan, values, scope);
  return new Block(plan, values, template.key);
}

/** Says that the policy blocks what the template has; the page would stand there without it. */
function warnInlineStyle(plan: Plan, scope: Scope): void {
  if (!plan.hasInlineStyle || !scope.strictStyles || !scope.development) return;
  scope.warn(
    `A template has style="…", which csp: "strict" blocks: write style=\${{ property: value }} or a class\n` +
      plan.statics.join("${…}").slice(0, 200),
    "inline-style",
  );
}

/** Puts the settled values of a fresh block into an array, from `start`: that may be its own. */
function settleInto(
  into: unknown[],
  start: number,
  plan: Plan,
  given: readonly unknown[],
  scope: Scope,
): void {
  const { slots, keyHole } = plan;
  if (keyHole >= 0) into[start + keyHole] = given[keyHole];
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    if (slot.parts) {
      settleParts(into, start, slot, given);
      continue;
    }
    const hole = slot.hole;
    const value = given[hole];
    // Plain texts and whole numbers are by far the most.
    const isSettled = slot.plain &&
      (typeof value === "string" || (slot.kind === KIND.content && Number.isSafeInteger(value)));
    into[start + hole] = isSettled
      ? value
      : slot.kind === KIND.content
      ? grow(value, slot, scope)
      : settle(slot, given, 0, scope);
  }
}

/** Objects among text change in place: what is kept is their text, which does not. */
function settleParts(into: unknown[], start: number, slot: Slot, given: readonly unknown[]): void {
  const { holes } = slot;
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] as number;
    const value = given[hole];
    into[start + hole] = typeof value === "object" ? partText(slot, value) : value;
  }
}

/** A fresh list. */
export function growList(given: Each | readonly unknown[], slot: Slot, scope: Scope): List {
  const source = new Source(given, slot.namespace);
  const list = new List();
  // Copies: whoever changes such an array in place means that it changed.
  list.deps = source.deps?.slice();
  if (source.each && source.deps) list.source = sourceOf(source.each.template, scope);
  if (source.keyed) list.keys = [];
  else if (scope.development) adviseKeys(source.items, scope);
  growRows(list, source, slot, scope);
  return list;
}

/** Adds what a list does not have yet of its items. */
export function growRows(list: List, source: Source, slot: Slot, scope: Scope): void {
  const { keys, ids, rows } = list;
  const { length } = source;
  rows.reserve(length);
  ids.length = length;
  if (keys) keys.length = length;
  for (let i = rows.length; i < length; i++) {
    if (keys) keys[i] = source.key(i);
    ids[i] = 0;
    growRow(rows, source.row(i), slot, scope);
  }
  if (scope.development && keys) warnDuplicates(keys, scope);
}

/** Adds a fresh row. */
export function growRow(rows: Rows, row: unknown, slot: Slot, scope: Scope): void {
  const { statics, values } = rowTemplate(row);
  let plan = rows.plan;
  if (plan?.statics !== statics) {
    plan = planIn(statics, slot);
    checkRoots(plan, slot);
    warnInlineStyle(plan, scope);
  }
  if (scope.development) advise(plan as Plan, values, slot, scope);
  const index = rows.add(plan as Plan);
  settleInto(rows.holder(index), rows.start(index), plan as Plan, values, scope);
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

/** Says which key stands twice. */
export function warnDuplicates(keys: readonly unknown[], scope: Scope): void {
  const seen = new Set<unknown>();
  for (const key of keys) {
    if (seen.has(key)) {
      scope.warn(
        `The key ${
          JSON.stringify(String(key))
        } stands twice in a list: its rows go by place; give each item a key of its own`,
        "duplicate-keys",
      );
      return;
    }
    seen.add(key);
  }
}

/** Throws when a parser would move the roots of a template out of the slot's element. */
export function checkRoots(plan: Plan, slot: Slot): void {
  if (slot.element === "") return;
  if (plan.hasRootText) allowed("text", slot);
  for (const tag of plan.rootTags) {
    const problem = slot.namespace === 0
      ? checkChild(tag, slot.element) ?? checkAncestors(tag, slot.within)
      : checkForeign(tag, slot.element);
    if (problem) {
      throw new HoleError(slot, `Cannot paint a template: ${problem.what}; ${problem.mend}`);
    }
  }
}

/** A text where it may stand. */
function allowed(text: string, slot: Slot): string {
  if (!slot.strict || text.trim() === "") return text;
  const problem = checkText({ tag: slot.element, namespace: slot.namespace });
  if (problem) throw new HoleError(slot, `Cannot paint a text: ${problem.what}; ${problem.mend}`);
  return text;
}
