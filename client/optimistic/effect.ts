/** Optimistic effects: which spots an event changes before its answer, and how. */

import type { OptimisticItem } from "../../protocol/mod.ts";
import { regionOf, type Trip } from "../events/mod.ts";
import { type Control, controlsIn, isControl, stateOf } from "../forms/mod.ts";
import { rowOf } from "../dom/mod.ts";
import { type Change, CONTROL, type Shown, type Spot, textPlaceOf } from "../overlay/mod.ts";
import { closest, contains, hasAttribute, inherited } from "../platform/mod.ts";
import { boundTo } from "./bound.ts";

/** One change of one spot, and the element that shows it. */
export interface Effect {
  readonly element: Element;
  readonly spot: Spot;
  readonly change: Change;
  readonly node: Node;
}

const effect = (element: Element, spot: Spot, change: Change, node: Node = element): Effect => ({
  element,
  spot,
  change,
  node,
});

/** What an item of `dj-optimistic` changes; nothing where it finds no place to show. */
export function effectsOf(
  item: OptimisticItem,
  trip: Trip,
  target: Element | undefined,
): Effect[] {
  const { type } = item;
  if (type === "remove") {
    const root = trip.view?.root;
    return target && root ? [effect(rowOf(target, root), ":display", () => "none")] : [];
  }
  if (type === "class") {
    return target ? [effect(target, "." + item.token, () => item.isOn ? "" : null)] : [];
  }
  const { field } = item;
  const region = regionOf(trip);
  const bound = boundTo(trip.view, field)
    .filter(({ element }) => !region || contains(region, element));
  const places: { element: Element; words?: readonly string[] }[] = bound[0]
    ? bound
    : target
    ? [{ element: target }]
    : [];
  return places.flatMap(({ element, words }) => {
    const [spot, node] = spotOf(element, field, words?.join("-"));
    return node ? effect(element, spot, changeOf(item, element, spot), node) : [];
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
): [Spot, Node | undefined] {
  const isBound = attribute !== undefined;
  const isShowing = isControl(element) && (isBound || !isFlag(element, field));
  if (isShowing && /^(?:value|checked)?$/.test(attribute ?? "")) return [CONTROL, element];
  const name = attribute ||
    [field, "data-" + field].find((one) => hasAttribute(element, one) || isFlag(element, one));
  return name ? [name, element] : ["", isBound ? textPlaceOf(element) : undefined];
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
  return () =>
    spot === CONTROL && (element as Control).type === "radio"
      ? String((element as Control).value === value)
      : !isFlag(element, spot)
      ? value
      : value === "false"
      ? null
      : "";
}

/** An attribute that is there goes, one that is not comes; what is true becomes false. */
const flipped: Change = (base) =>
  base === "true" ? "false" : base === "false" ? "true" : base === "" ? null : base ?? "";

/** Counts the first number in a text, whatever stands around it. */
function sum(base: Shown, by: number): string {
  const count = (number: string): string => String(+(Number(number) + by).toFixed(9));
  return base?.trim() ? base.replace(/-?\d+(?:\.\d+)?/, count) : String(by);
}

/**
 * What an element shows by its kind; `own` is the control that the user has changed themselves. A radio
 * button is no switch: whoever is not its user leaves it alone.
 */
export function effectsByKind(
  { params }: Trip,
  element: Element,
  own: Control | undefined,
): Effect[] {
  const { type } = element as Control;
  const told = own ? stateOf(own) : params["value"];
  if (!isControl(element) || (element !== own && type === "radio")) return [];
  const isSwitch = type === "checkbox" && !/^(?:true|false)$/.test(`${told}`);
  if (isSwitch) return [effect(element, CONTROL, flipped)];
  return told === undefined ? [] : [effect(element, CONTROL, () => `${told}`)];
}

/** A radio button with those beside it; any other control alone. */
export function groupOf(control: Control): Control[] {
  if (control.type !== "radio") return [control];
  const around = control.form ?? closest(control, "[data-djust]") ?? control;
  return controlsIn(around).filter(({ type, name }) => type === "radio" && name === control.name);
}
