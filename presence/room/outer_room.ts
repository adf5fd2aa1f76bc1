/** Room as code outside of views has it: `hub.presence(room)`, and members without a page. */

import type { Json } from "../../protocol/mod.ts";
import type {
  PresenceDiff,
  PresenceMember,
  PresenceRoom,
  PresenceSelection,
} from "../../server/world/mod.ts";
import { BotCursor } from "./bot_cursor.ts";
import { personOf } from "../cursors/mod.ts";
import { checkedField, checkedSelection } from "./own_words.ts";
import { checkedLocation, checkedMeta, type JsonObject } from "../roster/mod.ts";
import type { Rooms } from "./rooms.ts";

/** The most characters of a room's key. */
const KEY_LENGTH = 512;

/** A room by its key. */
export function outerRoom(rooms: Rooms, key: string): PresenceRoom {
  if (typeof key !== "string" || key === "" || key.length > KEY_LENGTH) {
    throw new TypeError(
      `Cannot look into a room without a name; give a text of 1 to ${KEY_LENGTH} characters`,
    );
  }
  return {
    list: () => rooms.visit(key)?.list() ?? [],
    count: () => rooms.visit(key)?.roster.shown ?? 0,
    broadcast: (event, payload = null) =>
      rooms.visit(key)?.broadcast(checkedEvent(event), jsonOf(event, payload)),
    onChange: (listener: (diff: PresenceDiff) => void) =>
      rooms.room(key).listen({
        changed({ joins, leaves, updates, count }) {
          try {
            listener({ joins, leaves, updates, count });
          } catch (error) {
            rooms.report(key, error);
          }
        },
      }),
    join: ({ id, meta = {} }) => joined(rooms, key, { id, meta }),
  };
}

/** A payload as JSON. */
export function jsonOf(event: string, payload: unknown): Json {
  const text = JSON.stringify(payload ?? null);
  if (text !== undefined) return JSON.parse(text) as Json;
  throw new TypeError(`Cannot broadcast "${event}": its payload does not fit into JSON`);
}

/** The name of an event. */
export function checkedEvent(event: unknown): string {
  if (typeof event === "string" && event !== "") return event;
  throw new TypeError(`Cannot broadcast an event without a name; give a text like "saved"`);
}

/** A user's id as text; `undefined` where there is none. */
export function userOf(id: unknown): string | undefined {
  if (typeof id === "number" || typeof id === "bigint") return String(id);
  return typeof id === "string" && id !== "" && id.length <= 256 ? id : undefined;
}

function joined(
  rooms: Rooms,
  key: string,
  { id, meta }: { readonly id: string; readonly meta: object },
): PresenceMember {
  const user = userOf(id);
  if (user === undefined) {
    throw new TypeError(`Cannot join "${key}" as nobody; give { id: "bot", meta: {} }`);
  }
  const connection = rooms.connection();
  let said = checkedMeta(meta);
  // Only now: a room is forgotten with the last who was in it.
  const room = rooms.room(key);
  let place: JsonObject | undefined;
  const cursor = new BotCursor({
    rooms,
    room,
    person: () => personOf({ user, meta: said, place }),
  });
  room.join({ connection, user, meta: said });
  return {
    update(meta) {
      room.update(connection, said = checkedMeta(meta));
      cursor.described();
    },
    status: (status) => room.status(connection, status),
    typing: (field) => room.type(connection, field === undefined ? undefined : checkedField(field)),
    select: (selection?: PresenceSelection) =>
      room.select(connection, selection && checkedSelection(selection)),
    setLocation(location) {
      place = location === undefined ? undefined : checkedLocation(location);
      room.locate(connection, place);
      cursor.described();
    },
    point: (at) => cursor.point(at),
    say: (text) => cursor.say(text),
    react: (reaction) => cursor.react(reaction),
    leave() {
      cursor.leave();
      room.leave(connection, "now");
    },
  };
}
