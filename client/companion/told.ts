/** The controls of an event: which of them it tells of, and which element hears a control's. */

import { MARK } from "../../protocol/mod.ts";
import { isElement } from "../dom/mod.ts";
import { type Binding, type Events, isOfForm, type Trip } from "../events/mod.ts";
import { ANY, type Control, controlsIn } from "../forms/mod.ts";
import { getAttribute, hasAttribute, parentNode } from "../platform/mod.ts";
import type { CompanionHost } from "./companion_host.ts";

/** What becomes of controls when an event that tells of them is answered. */
type Outcome = "reset" | "submitted" | "answered";

/** The controls that an event tells of; none for a click. */
export function toldBy({ element, event, params }: Trip): [controls: Control[], outcome: Outcome] {
  if (!element || !event || event.type === "click") return [[], "answered"];
  if (!isOfForm(event, element)) {
    return ["field" in params ? [event.target as Control] : [], "answered"];
  }
  if (event.type !== "submit") return [controlsIn(element), "answered"];
  return hasAttribute(element, "dj-reset")
    ? [controlsIn(element, ANY), "reset"]
    : [controlsIn(element), "submitted"];
}

/** Fails an event that is not to go without being asked for, where what asks could not be had. */
export function refusesUnasked(
  { element, event }: Trip,
  { page: { arrivals }, instance }: CompanionHost,
): boolean {
  if (!event || arrivals?.directives.confirm?.stage) return false;
  const { submitter } = event as SubmitEvent;
  const isMeant = [element, submitter].some((one) => one && hasAttribute(one, "dj-confirm"));
  if (isMeant) instance.fail({ code: "script" });
  return isMeant;
}

/** The nearest element that handles events of a control, and how. */
export function handlerOf(
  control: Element,
  type: string,
  events: Events,
): [element: Element, binding: Binding] | undefined {
  for (let node: Node | null = control; isElement(node); node = parentNode(node)) {
    const [binding] = events.of(node, type);
    if (binding) return [node, binding];
  }
  return undefined;
}

/** By which attribute an event goes up: commands have another one for that, or go nowhere. */
export function sentBy(element: Element, on: string): string | undefined {
  const commands = MARK.commands + on;
  const handler = getAttribute(element, `dj-${commands}`);
  if (handler === null) return on;
  return handler === MARK.local ? undefined : commands;
}
