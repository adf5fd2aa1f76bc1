/** `js`: runs the commands of an event in the page; what goes to the server goes on from there. */

import { isCommandAttribute, MARK, type Params } from "../../protocol/mod.ts";
import { type EventView, settle } from "../events/mod.ts";
import { adoptPresets, classesOf, Motions } from "../motion/mod.ts";
import {
  activeElement,
  classList,
  closest,
  dispatchEvent,
  getAttribute,
  getAttributeNames,
  guarded,
  hasAttribute,
  inherited,
  localName,
  ownerDocument,
  type Page,
  querySelectorAll,
} from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

type Target = string | { readonly [kind in "closest" | "inner"]?: string } | null;
type Step = readonly [name: string, target: Target, ...rest: never[]];
type Run = (view: EventView, element: HTMLElement, ...rest: string[]) => void;

const motions = new Motions();
/** What is still seen, and hidden once its transition is over. */
const leaving = new WeakSet<Element>();
const PRESETS = /"(?:fade|slide-up|slide-down|scale)"/;

const windowOf = (element: Element): Page | null | undefined => ownerDocument(element)?.defaultView;

const isHidden = (element: Element): boolean =>
  leaving.has(element) ||
  // A DOM library knows no more than the attribute.
  (windowOf(element)?.getComputedStyle?.(element).display ??
      (hasAttribute(element, "hidden") ? "none" : "")) === "none";

const show: Run = (view, element, name) => {
  const isBack = leaving.delete(element);
  motions.end(element);
  if (isBack || !isHidden(element)) return;
  if (localName(element) === "dialog") (element as HTMLDialogElement).showModal();
  else if (hasAttribute(element, "popover")) element.showPopover();
  else {
    const style = inherited(element, "style");
    view.write(element, "hidden", null);
    style.display = "";
    // A class hides it: what the browser thinks of such an element is better than any guess.
    if (isHidden(element)) style.display = "revert";
  }
  if (name) motions.pass(view.clock, element, classesOf(name, "enter"));
};

const hide: Run = (view, element, name) => {
  if (isHidden(element)) return;
  motions.end(element);
  leaving.add(element);
  const done = (): void => {
    // Shown again meanwhile.
    if (!leaving.delete(element)) return;
    if (localName(element) === "dialog") (element as HTMLDialogElement).close();
    else if (hasAttribute(element, "popover")) element.hidePopover();
    else {
      view.write(element, "hidden", "");
      if (!isHidden(element)) inherited(element, "style").display = "none";
    }
  };
  if (name) motions.pass(view.clock, element, classesOf(name, "leave"), done);
  else done();
};

const eachClass = (change: "add" | "remove" | "toggle"): Run => (_, element, names) => {
  for (const name of names?.split(/\s+/).filter(Boolean) ?? []) classList(element)[change](name);
};

const write = (view: EventView, element: Element, name = "", value: string | null): void => {
  if (isCommandAttribute(name)) view.write(element, name, value);
};

/** What there is, and nothing else: a name that is not here makes all of its chain mean nothing. */
const RUN: Record<string, Run> = {
  show,
  hide,
  toggle: (view, element, name) => (isHidden(element) ? show : hide)(view, element, name ?? ""),
  addClass: eachClass("add"),
  removeClass: eachClass("remove"),
  toggleClass: eachClass("toggle"),
  setAttr: (view, element, name, value = "") => write(view, element, name, value),
  removeAttr: (view, element, name) => write(view, element, name, null),
  toggleAttr: (view, element, name = "", one = "", other = "") =>
    write(view, element, name, getAttribute(element, name) === one ? other : one),
  focus(_, element) {
    for (const one of [element, ...querySelectorAll(element, "*")]) {
      (one as HTMLElement).focus?.();
      if (activeElement(ownerDocument(element) as Document) === one) break;
    }
  },
  dispatch(_, element, name = "", detail) {
    const { CustomEvent } = windowOf(element) as Page;
    dispatchEvent(element, new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  },
  transition: (view, element, name = "") =>
    motions.pass(view.clock, element, classesOf(name, "enter")),
  pushEvent() {},
};

const isText = (value: unknown): boolean => typeof value === "string";
/** What is no text in a step, and may be. */
const DATA = /^(?:dispatch|pushEvent)$/;

function isStep(step: unknown): step is Step {
  if (!Array.isArray(step)) return false;
  const [name, target, ...rest] = step;
  const inner = target && typeof target === "object" ? Object.entries(target) : [];
  return isText(name) && Object.hasOwn(RUN, name) &&
    (target === null || isText(target) ||
      (inner.length === 1 &&
        inner.every(([kind, to]) => /^(?:closest|inner)$/.test(kind) && isText(to)))) &&
    (DATA.test(name) || rest.every(isText));
}

/** Steps as the server makes them; throws for anything else, and then nothing of it runs. */
function checked(steps: unknown): readonly Step[] {
  if (!Array.isArray(steps) || !steps.every(isStep)) throw new TypeError("These are no commands");
  return steps;
}

/** The elements that a step is about. */
function aimed(origin: Element, target: Target): Iterable<Element> {
  if (target === null) return [origin];
  if (typeof target === "string") {
    return querySelectorAll(ownerDocument(origin) as unknown as Element, target);
  }
  const { closest: around, inner = "" } = target;
  if (around === undefined) return querySelectorAll(origin, inner);
  const found = closest(origin, around);
  return found ? [found] : [];
}

/** Runs them one by one; what one of them throws is reported, and harms no other. */
function run(view: EventView, origin: Element, steps: readonly Step[]): void {
  for (const [name, target, ...rest] of steps) {
    guarded(() => {
      const elements = [...aimed(origin, target)];
      for (const element of elements) RUN[name]?.(view, element as HTMLElement, ...rest);
      if (elements.length > 0) return;
      view.warned([
        "command-target",
        `js.${name} finds nothing by ${
          JSON.stringify(target)
        }: mend the selector, or paint the element`,
      ]);
    })();
  }
}

/** The steps in the attribute of an event. */
const stepsAt = (element: Element, on: string): readonly Step[] =>
  checked(JSON.parse(getAttribute(element, `dj-${on}`) ?? ""));

/** What goes to the server besides the event's own. */
const pushedBy = (steps: readonly Step[]): Params | undefined =>
  steps.find(([name]) => name === "pushEvent")?.[2];

/** `dj-js.<event>`: beside an event whose attribute holds commands, and made by the server alone. */
const js: Directive = {
  kind: "modifier",
  module: "commands",
  mounted({ element }) {
    const hasPreset = getAttributeNames(element)
      .some((name) => PRESETS.test(getAttribute(element, name) ?? ""));
    if (hasPreset) adoptPresets(windowOf(element) as Page);
  },
  stage: {
    before(trip) {
      const { element, on, view } = trip;
      const handler = element && getAttribute(element, `dj-${MARK.commands}${on}`);
      if (!view || !element || handler === null) return true;
      guarded(() => run(view, element, stepsAt(element, on)))();
      if (handler !== MARK.local) return !!(trip.on = MARK.commands + on);
      settle(trip, undefined);
      return false;
    },
    publish(trip) {
      const { element, on } = trip;
      if (!element || !on.startsWith(MARK.commands)) return;
      const steps = stepsAt(element, on.slice(MARK.commands.length));
      trip.params = { ...trip.params, ...pushedBy(steps) };
    },
  },
  called(view, payload) {
    const [steps, on] = payload as [unknown, string?];
    const known = checked(steps);
    run(view, view.root, known);
    if (on) view.run({ on, params: { ...pushedBy(known) }, settled: [] });
  },
};

/** What this module brings. */
export const directives = { js } satisfies Directives;
