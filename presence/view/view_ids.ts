/** Ids of a view: its room and the person behind it. Never from the page. */

import { advise, tenantOf } from "../../server/view/mod.ts";
import { digest } from "./digest.ts";
import type { PresentView } from "./happenings.ts";
import { checkedKey, keyOf, tenantKey, userOf } from "../room/mod.ts";

/** Letters of the digest: 80 bits, which nobody meets by chance. */
const LETTERS = 20;

/** Who this is: what the view says, else the user's id, else a name for the visitor's session. */
export function userIdOf(view: PresentView, connection: string): string {
  if (view.presenceUniquePerConnection === true) return `one_${connection}`;
  if (view.getPresenceUserId) {
    const own = userOf(view.getPresenceUserId());
    if (own !== undefined) return own;
    throw new TypeError(
      `Cannot tell who is present: getPresenceUserId() of "${view.constructor.name}" gave no id; ` +
        `return a text of up to 256 characters, or a number`,
    );
  }
  const user: unknown = view.user;
  const id = typeof user === "object" && user !== null ? (user as { id?: unknown }).id : undefined;
  return userOf(id) ?? `anon_${digest(`presence ${view.session.id}`).slice(0, LETTERS)}`;
}

/** The room in which it is to be; undefined: in none. */
export function roomKeyOf(view: PresentView): string | undefined {
  const key = view.getPresenceKey
    ? checkedKey(view.getPresenceKey())
    : keyOf(view.presenceKey, view, (field) => adviseField(view, field));
  return key === undefined ? undefined : tenantKey(tenantOf(view), key);
}

/** Throws where a view never says in which room it is to be. */
export function checkRoom(view: PresentView): void {
  if ("presenceKey" in view || view.getPresenceKey) return;
  throw new Error(
    `Cannot track the presence of "${view.constructor.name}": it says no room; ` +
      `write presenceKey = "document:{docId}", or getPresenceKey()`,
  );
}

/** What is wrong where something needs a room, and the view is in none. */
export function noRoom(what: string, line: "new" | "seen"): Error {
  return new Error(
    `Cannot ${what}: the view is in no room; ${
      line === "new"
        ? "it has no line yet, do it in connected() or in a handler"
        : 'set presenceKey = "…", and the fields that are in it'
    }`,
  );
}

/** A field that is not there is no empty one: it is mostly misspelt. */
function adviseField(view: PresentView, field: string): void {
  const { name } = view.constructor;
  advise(
    view,
    `presenceKey of "${name}" names {${field}}, which the view does not have, so it is in no room: ` +
      `declare the field, as in ${field} = "", and set it in mount()`,
    "presence-key",
  );
}
