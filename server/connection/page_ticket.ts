/** The ticket of a page that stays: renewed in time, for the page may outlive this process. */

import { encodeDown } from "../../protocol/mod.ts";
import type { Resident } from "../instance/mod.ts";
import type { Clock } from "../platform/mod.ts";
import type { Limits } from "../world/mod.ts";
import type { InstanceChannel } from "./instance_channel.ts";

/** What makes tickets. */
export interface TicketParts {
  readonly clock: Clock;
  readonly limits: Limits;
  /** A new ticket for the page of an instance. */
  ticket(resident: Resident): Promise<string>;
}

/** A page that lives half as long as its ticket gets a new one. */
export async function renewTicket(channel: InstanceChannel, parts: TicketParts): Promise<void> {
  const { resident } = channel;
  const { clock, limits } = parts;
  if (!resident || clock.date() - resident.ticketed < limits.ticket / 2) return;
  resident.ticketed = clock.date();
  const text = await parts.ticket(resident);
  // The instance may have gone, or another one sits here.
  if (text && channel.resident === resident) {
    channel.say(encodeDown({ type: "ticket", ticket: text }));
  }
}
