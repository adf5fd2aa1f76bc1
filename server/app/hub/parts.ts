/** Parts of a hub that extensions of its views, and its presence store, bring. */

import type { Clock } from "../../platform/mod.ts";
import { type Extension, extensionsOf, type ViewClass } from "../../view/mod.ts";
import {
  type HubExtension,
  type HubPart,
  HubParts,
  type HubRecord,
  type PresencePort,
  type PresenceRoom,
  type PresenceStore,
} from "../../world/mod.ts";

/** Where parts come from, and what they are made with. */
export interface PartsParts {
  readonly clock: Clock;
  readonly views: readonly ViewClass[];
  readonly use: readonly Extension[];
  readonly presence: PresenceStore | undefined;
  random(bytes: number): string;
  observe(record: HubRecord): void;
}

/** All parts that this app has. */
export function partsOf(parts: PartsParts): HubParts {
  const { clock, views, use, presence, random, observe } = parts;
  const made = new HubParts({
    now: () => clock.now(),
    date: () => clock.date(),
    timer: (ms, run, options) => clock.timer(ms, run, options),
    random,
    observe,
    presence,
  });
  const wanted: (HubPart | undefined)[] = [presence?.part as HubPart | undefined];
  for (const { part } of use) wanted.push(part);
  for (const view of views) {
    for (const { part } of extensionsOf(view, use)?.all ?? []) wanted.push(part);
  }
  made.add(wanted.filter((part) => part !== undefined));
  return made;
}

/** A room of the hub's presence; throws where it has none. */
export function presenceIn(parts: HubParts, room: string): PresenceRoom {
  const port = parts.all.find(isPort);
  if (port) return port.presence(room);
  // A store of the app's own need not know what presence is made of.
  const line = parts.hasStore ? "use: [presence]" : "presence: memoryPresence()";
  throw new Error(
    `Cannot look into the room "${room}": this hub has no presence; ` +
      `add { ${line} } to live(), from "@djust/live/presence"`,
  );
}

function isPort(part: HubExtension): part is PresencePort {
  return typeof (part as Partial<PresencePort>).presence === "function";
}
