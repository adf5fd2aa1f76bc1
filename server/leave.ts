/** One-use URLs through which a live page leaves when cookies have to be set: a socket sets none. */

import type { Json } from "../protocol/mod.ts";
import type { Clock } from "./clock.ts";
import type { Keyring } from "./keyring.ts";
import type { FlashState, SessionData } from "./mount.ts";
import { seal, unseal } from "./session.ts";
import type { Carry } from "./world.ts";

/** How long a departure may take: from the frame that says so to the request. */
const AGE = 60_000;
/** Departures remembered as used; more than can be signed in a minute by one visitor matter little. */
const REMEMBERED = 10_000;

/** What such a URL asks for. */
export type Departure =
  | { type: "leave"; to: string; session: SessionData | undefined; flash: FlashState }
  /** Used before, too old, or another visitor's: only the way is left. */
  | { type: "stale"; to: string }
  | { type: "forged" };

/** Signs departures and takes each once. */
export class Departures {
  readonly #keyring: Keyring;
  readonly #clock: Clock;
  readonly #random: (bytes: number) => string;
  readonly #used = new Set<string>();

  /** Signs with these keys. */
  constructor(keyring: Keyring, clock: Clock, random: (bytes: number) => string) {
    this.#keyring = keyring;
    this.#clock = clock;
    this.#random = random;
  }

  /** The text that stands for a departure in a URL. */
  sign(to: string, { session, flash, visitor }: Carry): Promise<string> {
    return seal(this.#keyring, "leave", {
      to,
      flash: { ...flash },
      ...(session && { session }),
      visitor: visitor.id,
      once: this.#random(9),
      until: this.#clock.date() + AGE,
    });
  }

  /** Takes a departure, for the visitor with this session. */
  async take(text: string, visitor: string): Promise<Departure> {
    const value = await unseal(this.#keyring, "leave", text);
    if (!isSigned(value)) return { type: "forged" };
    const { to, once, until, session, flash } = value;
    const isStale = value.visitor !== visitor || until <= this.#clock.date() ||
      this.#used.has(once);
    if (isStale) return { type: "stale", to };
    if (this.#used.size >= REMEMBERED) this.#used.clear();
    this.#used.add(once);
    return { type: "leave", to, session, flash };
  }
}

interface Signed {
  to: string;
  flash: { [kind: string]: string };
  session?: SessionData;
  visitor: string;
  once: string;
  until: number;
}

/** What we signed has the shape we gave it. */
function isSigned(value: Json | undefined): value is Signed & { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
