/** Advice about templates, in development: what stands in them and is read by nobody. */

import type { Warning } from "../../protocol/mod.ts";
import { directiveOf, nearest, nearestDirective, rowOf, strangeWords } from "./directives/mod.ts";
import type { AttributeNode, ElementNode, MarkupNode } from "./markup/mod.ts";
import {
  CommandChain,
  isBindable,
  type Plan,
  type Scope,
  type Slot,
  Template,
} from "./value/mod.ts";
import { idleWarnings, isKept, LOOSE } from "./idle_advice.ts";
import { modelWarnings } from "./model_advice.ts";
import { adviseTransition } from "./preset_advice.ts";
import { isBound, isOfJsx, nodesOf } from "./plans/mod.ts";

/** A `dj-*` attribute, and where it stands. */
interface Suspect {
  readonly name: string;
  readonly tag: string;
  /** What is written there, or the hole; undefined where both are mixed. */
  readonly value: string | number | undefined;
}

/** What is to be said of a template, wherever it stands. */
interface Advice {
  readonly warnings: readonly Warning[];
  readonly suspects: readonly Suspect[];
  readonly nameless: readonly Nameless[];
  /** The tags of fields of form objects whose form is not the template's own. */
  readonly loose: readonly string[];
}

/** A control without a name. */
interface Nameless {
  readonly tag: string;
  /** Its type, or the hole that holds it. */
  readonly type: string | number;
  /** Whether the template itself has the form. */
  readonly place: "form" | "anywhere";
}

/** A cache: it holds nothing that is not derived. */
const ADVICE = new WeakMap<Plan, Advice>();

/** Says what stands in a template that nobody reads. */
export function advise(plan: Plan, values: readonly unknown[], slot: Slot, scope: Scope): void {
  const { warnings, suspects } = adviceFor(plan);
  for (const { name, message } of warnings) scope.warn(message, name);
  for (const suspect of suspects) question(suspect, values, scope);
  adviseControls(plan, (hole) => values[hole], [slot], scope);
}

/** Says that controls have no name: those in a form of their own, or of the holes around them. */
export function adviseControls(
  plan: Plan,
  valueOf: (hole: number) => unknown,
  within: readonly Slot[],
  scope: Scope,
): void {
  const { nameless, loose } = adviceFor(plan);
  if (nameless.length + loose.length === 0) return;
  const open = within.flatMap((slot) => slot.within as readonly ElementNode[]);
  const form = open.findLast(({ tag }) => tag === "form");
  if (form && !isKept(form)) {
    for (const tag of loose) scope.warn(`dj-field of <${tag}> does nothing: ${LOOSE}`, "idle");
  }
  const isInForm = open.some(isLiveForm);
  for (const { tag, type, place } of nameless) {
    if (place === "anywhere" && !isInForm) continue;
    const kind = typeof type === "number" ? valueOf(type) : type;
    if (NO_VALUE.test(String(kind ?? ""))) continue;
    scope.warn(
      `A <${tag}> in a form with dj-submit has no name, so its value never reaches the handler; ` +
        `write name="…" on it`,
      "control-name",
    );
  }
}

function adviceFor(plan: Plan): Advice {
  let advice = ADVICE.get(plan);
  if (!advice) ADVICE.set(plan, advice = adviceOf(nodesOf(plan.statics, plan.namespace)));
  return advice;
}

function adviceOf(nodes: readonly MarkupNode[]): Advice {
  const warnings: Warning[] = [];
  const suspects: Suspect[] = [];
  const nameless: Nameless[] = [];
  const loose: string[] = [];
  const visit = (node: MarkupNode, place: Nameless["place"], form?: ElementNode): void => {
    if (node.type !== "element") return;
    for (const attribute of node.attributes) {
      if (!attribute.name.startsWith("dj-")) continue;
      for (const [word, meant] of strangeWords(directiveOf(attribute.name))) {
        warnings.push({ name: "unknown-modifier", message: modifierText(attribute, word, meant) });
      }
      if (/[.:-]passive\b/.test(attribute.name) && /[.:-]prevent\b/.test(attribute.name)) {
        warnings.push({ name: "unknown-modifier", message: preventText(attribute) });
      }
      const { name, parts } = attribute;
      warnings.push(...modelWarnings(attribute, node, form && isKept(form)));
      if (isBound(attribute) && name === "dj-field" && !form) loose.push(node.tag);
      suspects.push({ name, tag: node.tag, value: parts.length > 1 ? undefined : parts[0] ?? "" });
    }
    warnings.push(...idleWarnings(node, form));
    if (isNameless(node)) nameless.push({ tag: node.tag, type: typeOf(node), place });
    const inner = isLiveForm(node) ? "form" : place;
    for (const child of node.children) visit(child, inner, node.tag === "form" ? node : form);
  };
  for (const node of nodes) visit(node, "anywhere");
  return { warnings, suspects, nameless, loose };
}

const modifierText = ({ name }: AttributeNode, word: string, meant: string | undefined): string =>
  `${name}: "${word}" is no modifier that something reads; ` +
  (meant ? `did you mean "${meant}"?` : "take it out");

const preventText = ({ name }: AttributeNode): string =>
  `${name}: "prevent" does nothing beside "passive", which lets the browser go on; take one out`;

/** Asks of a `dj-*` attribute whether anything reads it, and its value whether it makes sense. */
function question(suspect: Suspect, values: readonly unknown[], scope: Scope): void {
  const { name, tag, value } = suspect;
  const { kind, type } = directiveOf(name, scope.events);
  const held = typeof value === "number" ? values[value] : value;
  if (type === "view") return adviseView(suspect, scope);
  if (kind === "directive") {
    adviseCursors(suspect, type, scope);
    adviseWords(suspect, held, scope);
    if (type === "transition") adviseTransition(suspect, held, scope);
    return adviseValue(suspect, held, scope);
  }
  if (kind === "event") return adviseName({ name, tag, held }, scope);
  const near = nearestDirective(type);
  const isHandler = typeof held === "function" || held instanceof CommandChain ||
    (typeof held === "string" && scope.handlers?.includes(held));
  if (near === undefined && isHandler) return;
  const mend = near
    ? `did you mean ${near}? An event of this name is declared by live(app, routes, { events: ["${type}"] })`
    : "it is no directive, no event that browsers know, and holds no handler; take it out";
  scope.warn(`Nothing reads ${name} of <${tag}>: ${mend}`, "unknown-attribute");
}

/** Says that a directive cannot read what it holds, or calls nothing. */
function adviseValue({ name, tag }: Suspect, held: unknown, scope: Scope): void {
  const directive = directiveOf(name);
  const { accepts, alone = [], binds, isHandler, calls, value } = rowOf(directive) ?? {};
  const { words } = directive;
  // What a handler's directive is told besides stands behind its name, or in a text before a name.
  const isAlone = isHandler && (!accepts || words.length > 0);
  const told = isAlone ? words.join("+").replace(/-(?=\d)/, "+") : held;
  if (held instanceof CommandChain && !isHandler) {
    const mend = "only events run them: write dj-<event>=${js.…}";
    return scope.warn(`${name} of <${tag}> holds commands: ${mend}`, "directive-value");
  }
  const text = typeof told === "function" || told instanceof CommandChain ? "" : String(told);
  const isBare = told === true || told === "";
  const isRead = binds
    ? isBindable(told) || (isBare && words.some((word) => alone.includes(word)))
    : !accepts || accepts.test(isBare ? "" : text);
  const isWrong = told !== null && told !== undefined && told !== false && !isRead;
  if (isWrong || (isAlone && held === "")) {
    const shown = typeof held === "string" ? `${name}="${held.slice(0, 60)}"` : name;
    const mend = (value ?? "").replaceAll("`", "");
    scope.warn(`${shown} of <${tag}> says nothing: write ${mend}`, "directive-value");
  } else if (isAlone) adviseName({ name, tag, held }, scope);
  else if (isHandler && typeof held === "string") {
    for (const [, called = calls] of held.matchAll(CALLS)) {
      if (called !== undefined) adviseName({ name, tag, held, called }, scope);
    }
  }
}

/** Says that a directive cannot read what it holds behind these words, or follows nobody. */
function adviseWords({ name, tag }: Suspect, held: unknown, scope: Scope): void {
  const directive = directiveOf(name);
  const { takes = {}, follows = [] } = rowOf(directive) ?? {};
  const words = directive.words.length > 0 ? directive.words : [""];
  const known = words.map((word) => takes[word] ?? /^/);
  const text = held === true ? "" : held;
  if (typeof text !== "string" && typeof text !== "number") return;
  if (!known.some((one) => one.test(String(text)))) {
    const mend = known.some((one) => one.test("")) ? `${name} alone, or ` : "";
    scope.warn(
      `${name}="${String(text).slice(0, 60)}" of <${tag}> says nothing: write ${mend}what ` +
        `it reads, see docs/feedback.md`,
      "directive-value",
    );
  }
  if (!words.some((word) => follows.includes(word))) return;
  for (const called of String(text).split(/\s+/)) adviseName({ name, tag, held, called }, scope);
}

/** What is called by a text like `5s:refresh`, by each of several. */
const CALLS = /[^\s:]+(?::([\w$]+))?(?=\s|$)/g;

/** Says that what is called by its name is no handler. */
export function adviseName(
  { name, tag, held, called = held }: {
    readonly name: string;
    readonly tag: string;
    readonly held: unknown;
    readonly called?: unknown;
  },
  scope: Scope,
): void {
  const { handlers } = scope;
  // Without a value only its modifiers act.
  if (typeof called !== "string" || called === "" || !handlers || handlers.includes(called)) return;
  // A form object knows what can be asked of it, and says so.
  if (/^[\w$]+\.\w+ \{/.test(called) || rowOf(directiveOf(name))?.besides?.test(called)) return;
  // A selector says what an event of this name is about, and calls nobody.
  if (rowOf(directiveOf(name))?.isEvent && !/^[\w$]+$/.test(called)) return;
  const meant = nearest(called, handlers, 2);
  const known = handlers.length > 0 ? `known are ${handlers.join(", ")}` : "no method has @event";
  const shown = called === held ? "of this name" : `"${called}"`;
  scope.warn(
    `${name}="${String(held).slice(0, 60)}" of <${tag}> calls nothing: there is no @event ` +
      `${shown}; ${meant ? `did you mean "${meant}"?` : known}`,
    "unknown-handler",
  );
}

/** Says that nobody embeds a view by its attribute. */
function adviseView({ name, tag }: Pick<Suspect, "name" | "tag">, scope: Scope): void {
  scope.warn(
    `${name} of <${tag}> embeds nothing: write \${view(Filter, { id: "filter" })} in its place`,
    "unknown-attribute",
  );
}

/** Says that cursors stand in a template whose view has none: the mixin brings a handler with it. */
function adviseCursors({ name, tag }: Suspect, type: string, scope: Scope): void {
  if (type !== "cursors" && type !== "react") return;
  if (!scope.handlers || scope.handlers.includes("cursorMove")) return;
  scope.warn(
    `Nothing reads ${name} of <${tag}>: its view has no cursors; ` +
      `let it extend LiveCursorMixin(LiveView), of "@djust/live/presence"`,
    "missing-mixin",
  );
}

/** Says that a list of JSX has no keys: its rows go by place. */
export function adviseKeys(items: readonly unknown[], scope: Scope): void {
  const [first] = items;
  if (items.length < 2 || !(first instanceof Template) || !isOfJsx(first.statics)) return;
  if (Object.hasOwn(items, WRITTEN_OUT)) return;
  scope.warn(
    `A list of JSX has no keys, so its rows go by place and what is typed in them stays behind; ` +
      `write key={item.id} on each\n${first.statics.join("${…}").slice(0, 200)}`,
    "list-keys",
  );
}

/** Marks the children that stand written out in JSX: they are no list, and need no keys. */
export const WRITTEN_OUT: unique symbol = Symbol("djust.written");

const NO_VALUE = /^(?:submit|button|image|reset)$/i;

/** Whether a form's submit would leave a control out, for it has no name. */
function isNameless({ tag, attributes }: ElementNode): boolean {
  if (!/^(?:input|select|textarea)$/.test(tag)) return false;
  const named = (name: string) => attributes.find((attribute) => attribute.name === name);
  if (named("name") || named("form")) return false;
  // A bound value names its control.
  if (attributes.some(isBound)) return false;
  // Who hears a control by itself needs no name for it.
  return !attributes.some(({ name }) => /^dj-(?:input|change)\b/.test(name));
}

const typeOf = ({ attributes }: ElementNode): string | number =>
  attributes.find(({ name }) => name === "type")?.parts[0] ?? "";

const isLiveForm = ({ tag, attributes }: ElementNode): boolean =>
  tag === "form" && (attributes ?? []).some(({ name }) => /^dj-submit\b/.test(name));
