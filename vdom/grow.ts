/** Template values to tree: settles every value once, so that the diff compares what the page shows. */

import { Each, Markup, Memo, RawHtml } from "./child.ts";
import { partText, settle } from "./attribute.ts";
import { Block, List, Memoized, type TreeNode } from "./node.ts";
import { checkAncestors, checkChild, checkForeign, checkText } from "./nesting.ts";
import { KIND, type Plan, type Slot } from "./plan.ts";
import { planOf } from "./plans.ts";
import { growRaw } from "./raw_tree.ts";
import type { Scope } from "./scope.ts";
import { rowTemplate, Source } from "./source.ts";
import { Template } from "./template.ts";

/** The tree of what a child hole holds. */
export function grow(value: unknown, slot: Slot, scope: Scope): TreeNode {
  switch (typeof value) {
    case "string":
      if (slot.strict) refuseText(value, slot);
      return value;
    case "number":
      if (slot.strict) refuseText(String(value), slot);
      return Number.isFinite(value) ? value : String(value);
    case "boolean":
    case "undefined":
      return null;
    case "bigint":
      return String(value);
    case "object":
      return value === null ? null : growObject(value, slot, scope);
    case "function":
      throw new TypeError(
        `Cannot paint a function as a child of <${
          slot.element || "template"
        }>: call it, as in \${Badge({ text })}`,
      );
    default:
      return String(value);
  }
}

function growObject(value: object, slot: Slot, scope: Scope): TreeNode {
  if (value instanceof Template) return growBlock(value, slot, scope);
  if (value instanceof Each || Array.isArray(value)) return growList(value, slot, scope);
  if (value instanceof Memo) {
    const node = grow(value.render(), slot, scope);
    return new Memoized(value.deps.slice(), node, sourceOf(value.render, scope));
  }
  if (value instanceof RawHtml) return growRaw(value, slot);
  if (value instanceof Markup) return growRaw(new RawHtml(value.html, true), slot);
  if (value instanceof Promise) {
    throw new TypeError(
      `Cannot paint a promise as a child of <${
        slot.element || "template"
      }>: await it in mount, or use assignAsync()`,
    );
  }
  if (isPlain(value)) {
    throw new TypeError(
      `Cannot paint an object as a child of <${slot.element || "template"}> (it has ${
        Object.keys(value).slice(0, 5).join(", ") || "no fields"
      }): choose a field, or write JSON.stringify(…)`,
    );
  }
  return String(value);
}

/** Whether its text would be `[object Object]`; a Date or a URL knows better. */
function isPlain(value: object): boolean {
  return (value as { toString?: unknown }).toString === Object.prototype.toString ||
    Object.getPrototypeOf(value) === null;
}

/** A block from a template; checks that it may stand there. */
export function growBlock(template: Template, slot: Slot, scope: Scope): Block {
  const plan = planOf(template.statics, slot.namespace);
  checkRoots(plan, slot);
  warnInlineStyle(plan, scope);
  return new Block(plan, settleValues(plan, template.values, scope), template.key);
}

/** Says that the policy blocks what the template has; the page would stand there without it. */
function warnInlineStyle(plan: Plan, scope: Scope): void {
  if (!plan.hasInlineStyle || !scope.strictStyles || !scope.development) return;
  scope.warn(
    `A template has style="…", which csp: "strict" blocks: write style=\${{ property: value }} or a class\n` +
      plan.statics.join("${…}").slice(0, 200),
  );
}

/** The settled values of a fresh block. A copy: the user may keep the template and use it again. */
export function settleValues(plan: Plan, given: readonly unknown[], scope: Scope): unknown[] {
  const values = given.slice();
  const slots = plan.slots;
  for (let i = 0; i < slots.length; i++) {
    const slot = slots[i] as Slot;
    if (slot.parts) {
      settlePartObjects(slot, values);
      continue;
    }
    const hole = slot.hole;
    const value = values[hole];
    // By far the most.
    if (typeof value === "string" && slot.plain) continue;
    if (slot.kind !== KIND.content) values[hole] = settle(slot, values, scope);
    else if (!slot.plain || !Number.isSafeInteger(value)) values[hole] = grow(value, slot, scope);
  }
  return values;
}

/** Objects among text change in place: what is kept is their text, which does not. */
function settlePartObjects(slot: Slot, values: unknown[]): void {
  const { holes } = slot;
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i] as number;
    if (typeof values[hole] === "object") values[hole] = partText(slot, values[hole]);
  }
}

/** A fresh list. */
export function growList(given: Each | readonly unknown[], slot: Slot, scope: Scope): List {
  const source = new Source(given, slot.namespace);
  const { length } = source;
  const list = new List();
  // Copies: whoever changes such an array in place means that it changed.
  list.deps = source.deps?.slice();
  if (source.each && source.deps) list.source = sourceOf(source.each.template, scope);
  const keys: unknown[] | undefined = source.keyed ? new Array(length) : undefined;
  list.keys = keys;
  list.ids = new Array(length).fill(0);
  list.rows = new Array(length);
  for (let i = 0; i < length; i++) {
    if (keys) keys[i] = source.key(i);
    const { plan, values } = growRow(list, source.row(i), slot, scope);
    list.setPlan(i, plan);
    list.rows[i] = values;
  }
  if (scope.development && keys) warnDuplicates(keys, scope);
  return list;
}

/** Plan and values of a fresh row. */
export function growRow(
  list: List,
  row: unknown,
  slot: Slot,
  scope: Scope,
): { plan: Plan; values: unknown[] } {
  if (!(row instanceof Template)) checkRow(row, slot);
  const { statics, values } = rowTemplate(row);
  let plan = list.plan;
  if (plan?.statics !== statics) {
    plan = planOf(statics, slot.namespace);
    checkRoots(plan, slot);
    warnInlineStyle(plan, scope);
  }
  return { plan: plan as Plan, values: settleValues(plan as Plan, values, scope) };
}

/** Throws for a text where none may stand: in a template of its own nobody would see where it is. */
export function checkRow(row: unknown, slot: Slot): void {
  if (slot.strict && /^(?:string|number|bigint)$/.test(typeof row)) refuseText(String(row), slot);
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
      );
      return;
    }
    seen.add(key);
  }
}

/** Throws when a parser would move the roots of a template out of the slot's element. */
export function checkRoots(plan: Plan, slot: Slot): void {
  if (slot.element === "") return;
  for (const tag of plan.rootTags) {
    const problem = slot.namespace === 0
      ? checkChild(tag, slot.element) ?? checkAncestors(tag, slot.within)
      : checkForeign(tag, slot.element);
    if (problem) throw new TypeError(`Cannot paint a template: ${problem.what}; ${problem.mend}`);
  }
}

function refuseText(text: string, slot: Slot): void {
  if (text.trim() === "") return;
  const problem = checkText({ tag: slot.element, namespace: slot.namespace });
  if (problem) throw new TypeError(`Cannot paint a text: ${problem.what}; ${problem.mend}`);
}
