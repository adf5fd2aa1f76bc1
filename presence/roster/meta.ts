/** Meta of a person: what the app says of them, its type as a witness, and its limits. */

import { byteLength, type Json } from "../../protocol/mod.ts";

/**
 * What may be said of a person or a place, as JSON.
 *
 * @category Presence
 */
export type JsonObject = { readonly [key: string]: Json };

/** The most bytes of a meta, as JSON. */
export const META_BYTES = 1_024;
/** The most keys of a meta. */
export const META_KEYS = 10;
/** The most bytes of a location, as JSON. */
export const LOCATION_BYTES = 256;

/**
 * The type of a room's metas; made by {@linkcode meta}.
 *
 * @category Presence
 */
export interface Meta<M> {
  /** Only the compiler looks here. */
  readonly "~meta"?: (meta: M) => M;
}

/**
 * Says of which type the metas of a room are, where no type argument can.
 *
 * @example
 * ```ts
 * import { html, LiveView } from "@djust/live";
 * import { meta, PresenceMixin } from "@djust/live/presence";
 *
 * class Lobby extends PresenceMixin(LiveView, { meta: meta<{ name: string }>() }) {
 *   presenceKey = "lobby";
 *   mount() {
 *     this.trackPresence({ name: "Ada" });
 *   }
 *   render() {
 *     return html`<p>${this.listPresences().map((person) => person.meta.name).join()}</p>`;
 *   }
 * }
 * ```
 *
 * @category Presence
 */
export function meta<M extends object>(): Meta<M> {
  return {};
}

/** A copy of a meta, whole and frozen; throws where it is too much, or no data. */
export function checkedMeta(given: unknown): JsonObject {
  return checked(given, "presence", META_BYTES);
}

/** A copy of a location; throws where it is too much, or no data. */
export function checkedLocation(given: unknown): JsonObject {
  return checked(given, "location", LOCATION_BYTES);
}

function checked(given: unknown, what: string, bytes: number): JsonObject {
  const fail = (why: string): never => {
    throw new TypeError(`Cannot set the ${what}: ${why}`);
  };
  if (typeof given !== "object" || given === null || Array.isArray(given)) {
    fail(`it is ${given === null ? "null" : typeof given}; give an object like { name: "Ada" }`);
  }
  let text: string | undefined;
  try {
    text = JSON.stringify(given);
  } catch (cause) {
    throw new TypeError(`Cannot set the ${what}: it does not fit into JSON; give plain data`, {
      cause,
    });
  }
  if (text === undefined || text[0] !== "{") fail("it is no plain object");
  const size = byteLength(text ?? "");
  if (size > bytes) {
    fail(`it has ${size} bytes as JSON; give ${bytes} at most, and load the rest by the id`);
  }
  const copy = JSON.parse(text ?? "{}") as JsonObject;
  const keys = Object.keys(copy).length;
  if (keys > META_KEYS) fail(`it has ${keys} keys; give ${META_KEYS} at most`);
  return frozen(copy);
}

/** Frozen to its last leaf: all views of a room read the same one. */
function frozen<Value>(value: Value): Value {
  if (typeof value === "object" && value !== null) {
    for (const inner of Object.values(value)) frozen(inner);
    Object.freeze(value);
  }
  return value;
}
