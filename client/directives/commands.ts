/** `js`: runs the commands of an event in the page; what goes to the server goes on from there. */

import { isCommandAttribute, MARK, type Params } from "../../protocol/mod.ts";
import { type EventView, settle } from "../events/mod.ts";
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
  querySelectorAll,
} from "../platform/mod.ts";
import type { Directive, Directives } from "./directive.ts";

type Target = string | { readonly [kind in "closest" | "inner"]?: string } | null;
type Step = readonly [name: string, target: Target, ...rest: never[]];
type Run = (view: EventView, element: HTMLElement, ...rest: string[]) => void;

/** What is still seen, and hidden once its transition is over. */
const leaving = new WeakSet<Element>();
/** What plays transitions, in a module of its own: wanted where a step names one. */
const MOTION = "dj-transition";
// An end to what stands between: any text of an element is looked at, however long it is.
const NAMES_ONE = /"(?:show|hide|toggle)",[^[]{0,99},"|"transition",/;

const isHidden = ({ window }: EventView, element: Element): boolean =>
  leaving.has(element) ||
  // A DOM library knows no more than the attribute.
  (window.getComputedStyle?.(element).display ??
      (hasAttribute(element, "hidden") ? "none" : "")) === "none";

/** Plays a transition; without a name it ends the one that plays. */
function play(
  view: EventView,
  element: HTMLElement,
  name?: string,
  phase: "enter" | "leave" = "enter",
  done: () => void = () => {},
): void {
  view.summon(MOTION, (called) => called ? called(view, { element, name, phase, done }) : done());
}

const show: Run = (view, element, name) => {
  const isBack = leaving.delete(element);
  if (isBack) play(view, element);
  if (isBack || !isHidden(view, element)) return;
  if (localName(element) === "dialog") (element as HTMLDialogElement).showModal();
  else if (hasAttribute(element, "popover")) element.showPopover();
  else {
    const style = inherited(element, "style");
    view.write(element, "hidden", null);
    style.display = "";
    // A class hides it: what the browser thinks of such an element is better than any guess.
    if (isHidden(view, element)) style.display = "revert";
  }
  if (name) play(view, element, name);
};

const hide: Run = (view, element, name) => {
  if (isHidden(view, element)) return;
  leaving.add(element);
  const done = (): void => {
    // Shown again meanwhile.
    if (!leaving.delete(element)) return;
    if (localName(element) === "dialog") (element as HTMLDialogElement).close();
    else if (hasAttribute(element, "popover")) element.hidePopover();
    else {
      view.write(element, "hidden", "");
      if (!isHidden(view, element)) inherited(element, "style").display = "none";
    }
  };
  if (name) play(view, element, name, "leave", done);
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
  toggle: (view, element, name) =>
    (isHidden(view, element) ? show : hide)(view, element, name ?? ""),
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
  dispatch({ window: { CustomEvent } }, element, name = "", detail) {
    dispatchEvent(element, new CustomEvent(name, { bubbles: true, cancelable: true, detail }));
  },
  transition: (view, element, name) => play(view, element, name),
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
function aimed(origin: Element, meant: Target): Iterable<Element> {
  if (meant === null) return [origin];
  if (typeof meant === "string") {
    const document = ownerDocument(origin) as Document;
    return inherited(document, "querySelectorAll").call(document, meant);
  }
  const { closest: around, inner = "" } = meant;
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
      if (!elements[0]) view.warned(["command-target", "", name, target]);
    })();
  }
}

/** The steps in the attribute of an event. */
const stepsAt = (element: Element, on: string): readonly Step[] =>
  checked(JSON.parse(getAttribute(element, `dj-${on}`) ?? ""));

/** The event of commands that go on to a handler: by the name of their mark. */
const eventOf = (on: string): string =>
  on.startsWith(MARK.commands) ? on.slice(MARK.commands.length) : on;

/** What goes to the server besides the event's own. */
const pushedBy = (steps: readonly Step[]): Params | undefined =>
  steps.find(([name]) => name === "pushEvent")?.[2];

/** `dj-js.<event>`: beside an event whose attribute holds commands, and made by the server alone. */
const js: Directive = {
  kind: "modifier",
  module: "commands",
  mounted({ element, view }) {
    const values = getAttributeNames(element).map((name) => getAttribute(element, name) ?? "");
    // So that it is there when it is to play.
    if (values.some((value) => NAMES_ONE.test(value))) play(view, element);
  },
  stage: {
    before(trip) {
      const { element, on, view } = trip;
      const own = eventOf(on);
      const handler = element && getAttribute(element, `dj-${MARK.commands}${own}`);
      if (!view || !element || handler === null) return true;
      guarded(() => run(view, element, stepsAt(element, own)))();
      if (handler !== MARK.local) return true;
      settle(trip, undefined);
      return false;
    },
    publish(trip) {
      const { element, on } = trip;
      if (!element || eventOf(on) === on) return;
      trip.params = { ...trip.params, ...pushedBy(stepsAt(element, eventOf(on))) };
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
