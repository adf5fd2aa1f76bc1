/** Link between a room of presence and its cursors: made with the first view that has some. */

import type { PresenceRecord } from "../../server/world/mod.ts";
import type { JsonObject } from "../roster/mod.ts";
import type { Room } from "./room.ts";
import type { Rooms } from "./rooms.ts";
import { CursorRoom, type CursorUser } from "../cursors/mod.ts";

/** Who sees whom, by roles. */
export type Visible = (role: string, record: PresenceRecord) => boolean;

/** The cursors of a room, and who sees whom there. */
interface Linked {
  readonly cursors: CursorRoom;
  isVisible: Visible | undefined;
  readonly unlink: () => void;
}

/** The kind under which cursors are cast to other processes. */
const CAST = "cursors";

/** The cursors of the rooms of one hub. */
export class CursorRooms {
  readonly #rooms: Rooms;
  readonly #linked = new Map<Room, Linked>();
  #count = 0;

  constructor(rooms: Rooms) {
    this.#rooms = rooms;
  }

  /** The cursors of a room. The first view says who sees whom. */
  of(room: Room, isVisible: Visible | undefined): CursorRoom {
    const linked = this.#linked.get(room) ?? this.#link(room);
    this.#linked.set(room, linked);
    linked.isVisible ??= isVisible;
    return linked.cursors;
  }

  /** Somebody left: a room in which nobody is is forgotten. */
  left(room: Room): void {
    const linked = this.#linked.get(room);
    if (!linked?.cursors.isEmpty) return;
    this.#linked.delete(room);
    linked.unlink();
  }

  #link(room: Room): Linked {
    const rooms = this.#rooms;
    const interval = rooms.cursors;
    const isVisible = (role: string, user: CursorUser): boolean =>
      !linked.isVisible || sees(room, linked.isVisible, { role, user });
    const cursors = new CursorRoom({
      number: ++this.#count,
      now: () => rooms.now(),
      after: (ms, run) => rooms.timer(ms, run),
      get isVisible() {
        return linked.isVisible && isVisible;
      },
      far: interval === undefined ? undefined : {
        interval,
        cast: (data, delivery) => room.cast(CAST, data, delivery),
      },
    });
    let nodes: readonly string[] = [];
    const stops = [
      room.onCast(CAST, (data, node) => {
        if (node !== undefined && data instanceof Uint8Array) cursors.farTold(node, data);
      }),
      room.listen({
        changed: ({ gone, there }) => {
          for (const user of gone) cursors.userLeft(user);
          cursors.usersChanged(new Set(there));
          // What was told before the other listened is lost: of a node that is new here both tell anew.
          const before = nodes;
          nodes = room.roster.nodes;
          if (nodes.some((node) => !before.includes(node))) cursors.farCame();
        },
      }),
    ];
    const linked: Linked = {
      cursors,
      isVisible: undefined,
      unlink: () => {
        for (const stop of stops) stop();
      },
    };
    // Others answer who is there.
    cursors.farCame();
    return linked;
  }
}

/** Whether a role sees a user. Who has just come stands in no roster yet; what throws hides. */
function sees(
  room: Room,
  isVisible: Visible,
  { role, user: { user: id, meta } }: { readonly role: string; readonly user: CursorUser },
): boolean {
  const known = room.roster.record(id);
  const only = meta as JsonObject;
  const record: PresenceRecord = known ??
    { id, joinedAt: 0, meta: only, metas: [only], connections: 1, status: "active" };
  try {
    return isVisible(role, record) === true;
  } catch {
    return false;
  }
}

/** Those of each hub. A cache: rooms of a hub are forgotten with it. */
const ALL = new WeakMap<Rooms, CursorRooms>();

/** The cursors of a hub's rooms. */
export function cursorsOf(rooms: Rooms): CursorRooms {
  let found = ALL.get(rooms);
  if (!found) ALL.set(rooms, found = new CursorRooms(rooms));
  return found;
}
