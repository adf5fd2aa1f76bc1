/** Optimistic effects: which spots an event changes before its answer, and how. */

import type { OptimisticItem } from "../../protocol/mod.ts";
import { type EventView, regionOf, type Trip } from "../events/mod.ts";
import { ANY, type Control, controlsIn, stateOf } from "../forms/mod.ts";
import { type Change, CONTROL, type Shown, type Spot, textPlaceOf } from "../overlay/mod.ts";
import { closest, contains, hasAttribute, inherited, matches } from "../platform/mod.ts";
import { boundTo } from "./bound.ts";

/** One change of one spot, and the element that shows it. */
export interface Effect {
  readonly element: Element;
  readonly node: Node;
  readonly spot: Spot;
  readonly change: Change;
}

/** The row that an element is in: what a template begins with. */
const ROW = "[dj*=b]";

/** What an item of `dj-optimistic` changes; nothing where it finds no place to show. */
export function effectsOf(
  item: OptimisticItem,
  trip: Trip,
  targets: readonly Element[],
): Effect[] {
  if (item.type === "remove") {
    return targets.map((target) => closest(target, ROW) ?? target)
      .map((row) => ({ element: row, node: row, spot: ":display", change: () => "none" }));
  }
  if (item.type === "class") {
    const change = (): Shown => item.isOn ? "" : null;
    return targets.map((element) => ({ element, node: element, spot: "." + item.token, change }));
  }
  const { field } = item;
  const region = regionOf(trip);
  const bound = boundTo(trip.view as EventView, field)
    .filter(({ element }) => !region || contains(region, element));
  const places: { element: Element; words?: readonly string[] }[] = bound[0]
    ? bound
    : targets.map((element) => ({ element }));
  return places.flatMap(({ element, words }) => {
    const [node, spot] = spotOf(element, field, words && (words[0] ?? "")) ?? [];
    return node && spot !== undefined
      ? { element, node, spot, change: changeOf(item, element, spot) }
      : [];
  });
}

/**
 * What a control shows, an attribute, or the text of a bound element; `attribute` is the one by which it
 * is bound, `""` where none is named, undefined where it is not bound at all.
 */
function spotOf(
  element: Element,
  field: string,
  attribute: string | undefined,
): [Node, Spot] | undefined {
  const isBound = attribute !== undefined;
  const isControl = matches(element, ANY) && (isBound || !isFlag(element, field));
  if (isControl && /^(?:value|checked)?$/.test(attribute ?? "")) return [element, CONTROL];
  const name = attribute ||
    [field, "data-" + field].find((one) => hasAttribute(element, one) || isFlag(element, one));
  if (name) return [element, name];
  const place = isBound ? textPlaceOf(element) : undefined;
  return place && [place, ""];
}

/** Whether an attribute says by being there: `disabled`, `hidden`, `open`. */
function isFlag(element: Element, name: string): boolean {
  return name !== "checked" && typeof inherited(element, name as keyof Element) === "boolean";
}

function changeOf(
  item: Exclude<OptimisticItem, { type: "remove" | "class" }>,
  element: Element,
  spot: Spot,
): Change {
  if (item.type === "flip") return flipped;
  if (item.type === "add") return (base) => sum(base, item.by);
  const { value } = item;
  if (spot === CONTROL && (element as Control).type === "radio") {
    return () => String((element as Control).value === value);
  }
  return () => spot && isFlag(element, spot) ? value === "false" ? null : "" : value;
}

const OPPOSITE: Readonly<Record<string, Shown>> = {
  ...{ "": null, true: "false", false: "true", 0: "1", 1: "0" },
};

/** An attribute that is there goes, one that is not comes; what is true becomes false. */
function flipped(base: Shown): Shown {
  if (base === null) return "";
  return base in OPPOSITE ? OPPOSITE[base] as Shown : base;
}

/** Counts the first number in a text, whatever stands around it. */
function sum(base: Shown, by: number): string {
  const count = (number: string): string => String(+(Number(number) + by).toFixed(9));
  return base?.trim() ? base.replace(/-?\d+(?:\.\d+)?/, count) : String(by);
}

/** What an element shows by its kind; `own` is the control that the user has changed themselves. */
export function effectsByKind(trip: Trip, element: Element, own: Control | undefined): Effect[] {
  if (!matches(element, ANY)) return [];
  const control = element as Control;
  const at = (node: Control, change: Change): Effect => ({
    ...{ element: node, node, spot: CONTROL, change },
  });
  const told = own ? stateOf(own) : trip.params["value"];
  const isState = /^(?:true|false)$/.test(`${told}`);
  if (control === own) return [at(control, () => `${told}`)];
  if (control.type === "radio") {
    // The others first: the browser unchecks them with it, and what they showed would be lost.
    const others = groupOf(control).filter((one) => one !== control);
    return [...others.map((one) => at(one, () => "false")), at(control, () => "true")];
  }
  if (control.type === "checkbox") return [at(control, own && isState ? () => `${told}` : flipped)];
  return told === undefined ? [] : [at(control, () => `${told}`)];
}

/** A radio button with those beside it; any other control alone. */
export function groupOf(control: Control): Control[] {
  if (control.type !== "radio") return [control];
  const around = control.form ?? closest(control, "[data-djust]") ?? control;
  return controlsIn(around).filter(({ type, name }) => type === "radio" && name === control.name);
}
