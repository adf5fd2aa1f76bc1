/** Person of a cursor: what pages draw beside it, made of what is said of somebody. */

import type { JsonObject } from "../roster/mod.ts";
import type { CursorUser } from "./seat.ts";

/** Who it is: of the meta, `name` and `color`; of the location, the part. */
export function personOf(
  { user, meta, place }: {
    readonly user: string;
    readonly meta: JsonObject;
    readonly place: JsonObject | undefined;
  },
): CursorUser {
  const { name, color } = meta;
  const { part } = place ?? {};
  return {
    user,
    name: typeof name === "string" ? name.slice(0, 64) : "",
    color: typeof color === "string" ? color.slice(0, 32) : "",
    meta,
    ...typeof part === "string" && { part },
  };
}
