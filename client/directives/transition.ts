/**
 * `dj-transition`: an element comes, goes and moves in a way that can be seen. Classes of one's own
 * are in `dj-transition-enter`, `dj-transition-enter-to`, `dj-transition-leave` and
 * `dj-transition-leave-to`.
 */

import { adoptPresets, type Classes, classesOf, isStill, Motions } from "../motion/mod.ts";
import {
  firstChild,
  getAttribute,
  getAttributeNames,
  getBoundingClientRect,
  isConnected,
  nextSibling,
  parentNode,
  previousSibling,
  querySelectorAll,
  removeAttribute,
  setAttribute,
} from "../platform/mod.ts";
import { type Directive, type Directives, nameOf, type Place } from "./directive.ts";

/** An element with a transition, and where it stood before its surroundings changed. */
interface Passenger {
  readonly place: Place;
  parent?: Node | null | undefined;
  before?: Node | null;
  rect?: DOMRect | undefined;
}

type Phase = "enter" | "leave";

/** What others ask for; without a name, that what plays ends. */
interface Asked {
  readonly element: HTMLElement;
  readonly name?: string;
  readonly phase: Phase;
  done(): void;
}

const motions = new Motions();
/** What stood behind an element that may have left; of no use once nobody has the element. */
const followers = new WeakMap<Node, Node | null>();

/** What is the view's in an element that leaves: nobody may find it, send it or fill it in. */
const OURS = /^(?:dj$|dj-|data-dj|id$|name$|for$|autofocus$)/;
/** An element may have several of these; the first that is there takes care of it. */
const OWNERS = ["transition", "transition-enter", "transition-leave"] as const;

/** The classes that an element says, or that go with the name of its transition. */
function wayOf({ element, value }: Place, phase: Phase): Classes | undefined {
  const [from, to] = ["", "-to"].map((end) =>
    getAttribute(element, `dj-transition-${phase}${end}`)
  );
  if (from || to) return [from ?? "", to ?? ""];
  const isNamed = getAttributeNames(element).some((name) => nameOf(name) === OWNERS[0]);
  return isNamed && value ? classesOf(value, phase) : undefined;
}

function strip(element: Element): void {
  for (const name of getAttributeNames(element)) {
    if (OURS.test(name)) removeAttribute(element, name);
  }
}

/** Back where it stood, as nobody's: what a patch takes out is out, and this only shows it go. */
function leave({ place, parent, before, rect }: Passenger, classes: Classes): void {
  const { element, view } = place;
  if (!parent || isStill(parent)) return;
  let next = followers.get(element) ?? null;
  while (next && parentNode(next) !== parent) next = followers.get(next) ?? null;
  next ??= before && parentNode(before) === parent
    ? nextSibling(before)
    : before
    ? null
    : firstChild(parent);
  for (const one of [element, ...querySelectorAll(element, "*")]) strip(one);
  setAttribute(element, "inert", "");
  setAttribute(element, "aria-hidden", "true");
  motions.pass(view.clock, element, classes, view.lodge(element, parent, next), rect);
}

const owner = (own: (typeof OWNERS)[number]): Directive<Passenger> => ({
  kind: "element",
  module: "transition",
  mounted(place) {
    const { element, isNew, view } = place;
    const names = getAttributeNames(element).map(nameOf);
    if (OWNERS.find((name) => names.includes(name)) !== own) return false;
    adoptPresets(view.window);
    const way = isNew && wayOf(place, "enter");
    if (way) motions.pass(view.clock, element, way);
    return { place };
  },
  parting(passenger) {
    const { element, words } = passenger.place;
    passenger.parent = parentNode(element);
    passenger.before = previousSibling(element);
    followers.set(element, nextSibling(element));
    if (words.includes("move")) passenger.rect ??= getBoundingClientRect(element);
  },
  arranged(passenger) {
    const { place: { element }, rect } = passenger;
    passenger.parent = passenger.rect = undefined;
    if (rect && !isStill(element)) motions.move(element, rect);
  },
  removed(passenger) {
    const { place, parent } = passenger;
    const { element } = place;
    const way = wayOf(place, "leave");
    motions.end(element);
    if (way && parent && isConnected(parent) && !isConnected(element)) leave(passenger, way);
  },
});
const way: Directive = { kind: "modifier", module: "transition" };

/** What this module brings. */
export const directives = {
  transition: {
    ...owner("transition"),
    called({ clock, window }, asked) {
      const { element, name, phase, done } = asked as Asked;
      adoptPresets(window);
      if (name) motions.pass(clock, element, classesOf(name, phase), done);
      else motions.end(element);
    },
  },
  "transition-enter": owner("transition-enter"),
  "transition-enter-to": way,
  "transition-leave": owner("transition-leave"),
  "transition-leave-to": way,
} satisfies Directives;
