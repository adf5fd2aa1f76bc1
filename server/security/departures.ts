/** One-use URLs through which a live page leaves when cookies have to be set: a socket sets none. */

import { byteLength, type Json } from "../../protocol/mod.ts";
import { carried } from "./carried.ts";
import type { Clock } from "../platform/mod.ts";
import type { CarriedFlash, Carry, SessionData } from "../world/mod.ts";
import type { Keyring } from "./keyring.ts";
import type { Logouts } from "./logouts.ts";
import { bytesIn, COOKIE_LENGTH, seal, unseal } from "./session.ts";

/** How long a departure may take: from the frame that says so to the request. */
const AGE = 60_000;
/** Most characters of such a URL: proxies take 8,192 with the method and the version. */
const URL_LENGTH = 8_000;
/** Departures remembered as used; more than can be signed in a minute by one visitor matter little. */
const REMEMBERED = 10_000;

/** What such a URL asks for. */
export type Departure =
  | { type: "leave"; to: string; session: SessionData | undefined; flash: CarriedFlash }
  /** Used before, too old, another's, or of one who was put out: only the way is left. */
  | { type: "stale"; to: string }
  | { type: "forged" };

/** Who wants to leave, and from where. */
export interface Leaver {
  /** Id of the visitor's session. */
  readonly visitor: string;
  /** Where the `/_djust` is that was asked. */
  readonly base: string;
}

/** What departures need. */
export interface DepartureParts {
  readonly keyring: Keyring;
  readonly clock: Clock;
  readonly logouts: Logouts;
  /** Tells the developer. */
  warn(message: string): void;
  random(bytes: number): string;
}

/** Signs departures and takes each once. */
export class Departures {
  readonly #parts: DepartureParts;
  readonly #used = new Set<string>();

  /** Signs with these keys. */
  constructor(parts: DepartureParts) {
    this.#parts = parts;
  }

  /** The URL of a departure. Rejects where what it carries is too much, but for a flash: that is cut. */
  async sign(to: string, { base, session, flash, visitor }: Carry): Promise<string> {
    const { keyring, clock, random, warn } = this.#parts;
    const path = `${base}/_djust/go/`;
    const value = {
      to,
      ...(session && { session }),
      base,
      visitor: visitor.id,
      once: random(9),
      until: clock.date() + AGE,
    };
    const room = bytesIn(URL_LENGTH - path.length) -
      byteLength(JSON.stringify({ ...value, flash: "" }));
    if (room < 0) {
      throw new RangeError(
        `Cannot redirect to "${to.slice(0, 60)}…": with the session it carries the URL has over ` +
          `${URL_LENGTH} characters; shorten the path, or write the session in a handler of the app`,
      );
    }
    const most = Math.min(room + 2, bytesIn(COOKIE_LENGTH));
    return path +
      await seal(keyring, "leave", { ...value, flash: { ...carried(flash, most, warn) } });
  }

  /** Takes a departure. */
  async take(text: string, { visitor, base }: Leaver): Promise<Departure> {
    const { keyring, clock, logouts } = this.#parts;
    const value = await unseal(keyring, "leave", text);
    if (!isSigned(value)) return { type: "forged" };
    const { to, once, until, session, flash } = value;
    const isStale = value.visitor !== visitor || value.base !== base || until <= clock.date() ||
      this.#used.has(once) || logouts.since(visitor, until - AGE);
    if (isStale) return { type: "stale", to };
    if (this.#used.size >= REMEMBERED) this.#used.clear();
    this.#used.add(once);
    return { type: "leave", to, session, flash };
  }
}

interface Signed {
  to: string;
  flash: CarriedFlash;
  session?: SessionData;
  base: string;
  visitor: string;
  once: string;
  until: number;
}

/** What we signed has the shape we gave it. */
function isSigned(value: Json | undefined): value is Signed & { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
