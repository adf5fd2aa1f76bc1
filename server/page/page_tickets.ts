/** Tickets of pages: what a page joins with, signed as it is painted, and anew while it lives on. */

import type { Painted, Resident } from "../instance/mod.ts";
import type { Clock } from "../platform/mod.ts";
import {
  type Keyring,
  PAGE_PRINT_BYTES,
  pagePrint,
  sessionPrint,
  writeTicket,
} from "../security/mod.ts";
import type { Reached } from "../connection/mod.ts";
import type { CarriedFlash, Limits } from "../world/mod.ts";

/** What tickets need. */
export interface PageTicketsParts {
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly limits: Limits;
  /** Tells the developer of a page that has none. */
  warn(message: string): void;
}

/** A page that was painted. */
interface TicketedPage {
  readonly url: string;
  readonly visit: Reached;
  readonly painted: Painted;
  readonly flash: CarriedFlash | undefined;
}

/** The tickets of a site's pages. */
export class PageTickets {
  readonly #parts: PageTicketsParts;

  /** Signs with these parts. */
  constructor(parts: PageTicketsParts) {
    this.#parts = parts;
  }

  /** The ticket of a page as it was painted; "" where its URL is too long for one. */
  async first({ url, visit, painted, flash }: TicketedPage): Promise<string> {
    const { keyring, clock, limits, warn } = this.#parts;
    if (isTooLong(url, limits)) {
      warn(
        `A page of "${visit.view.name}" does not go live: its URL has over limits.url ` +
          `(${limits.url}) characters; keep long texts out of it`,
      );
      return "";
    }
    const [session, page] = await Promise.all([
      sessionPrint(visit.facts.session.id),
      pagePrint(painted),
    ]);
    return await writeTicket(keyring, {
      url,
      expires: clock.date() + limits.ticket,
      session,
      page,
      flash: flash ? JSON.stringify(flash) : "",
    }, visit.facts.base);
  }

  /** A ticket for a page that has lived on since its paint: it is like no paint any more. */
  async later({ instance, session, base }: Resident): Promise<string> {
    const url = instance.location.target;
    const { keyring, clock, limits } = this.#parts;
    if (isTooLong(url, limits)) return "";
    return await writeTicket(keyring, {
      url,
      expires: clock.date() + limits.ticket,
      session: await sessionPrint(session),
      page: new Uint8Array(PAGE_PRINT_BYTES),
      flash: "",
    }, base);
  }
}

/** Whether a ticket with this URL would not fit into a page's first message, a text in JSON. */
function isTooLong(url: string, limits: Limits): boolean {
  return JSON.stringify(url).length - 2 > limits.url;
}
