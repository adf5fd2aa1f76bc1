/** Events that objects in fields of a view hear: before its handlers, or as operations of their own. */

import { type ClosureEvent, ITEM_ORDER, type NamedEvent } from "../../../protocol/mod.ts";
import type { FieldEvent } from "../../view/mod.ts";
import type { HandlerRun } from "./handler_run.ts";

/** What an event tells the object that it is for. */
export type Told = Pick<FieldEvent, "params" | "target">;

/** The objects of a view, as events need them. */
export interface ObjectEvents {
  hear(name: string, told: Told): unknown;
  operation(name: string): ((told: Told) => unknown) | undefined;
}

/** The object that the element is bound to hears first what it tells; returns what that one does. */
export function tell(
  objects: Pick<ObjectEvents, "hear">,
  event: NamedEvent | ClosureEvent,
  { target }: HandlerRun,
): unknown {
  const { params } = event;
  const { djustObject } = params;
  if (djustObject === undefined) return undefined;
  // No handler is told it, and no strict schema has to know it.
  delete params.djustObject;
  // A page of ours names it.
  if (typeof djustObject !== "string") return undefined;
  const isOwn = event.type === "event" && event.name.startsWith(`${djustObject}.`);
  if (isOwn) return undefined;
  const told = ITEM_ORDER in params ? { ...params } : params;
  if (told !== params) delete params[ITEM_ORDER];
  return objects.hear(djustObject, { params: told, target });
}
