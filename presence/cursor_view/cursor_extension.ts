/** Extension of views by cursors: they sit down where presence is, and hear of what others do there. */

import { type Extension, extension } from "../../server/view/mod.ts";
import { checkedRole, memberOf, type PresentView } from "../view/mod.ts";
import { roomsPart } from "../room/mod.ts";
import { CURSOR_HOOK_NAMES } from "./cursor_hooks.ts";
import { CursorLetter, CursorMember, type CursorView, type Membership } from "./cursor_member.ts";

/** The cursors of views. A cache by the view: it goes with it. */
const MEMBERS = new WeakMap<object, CursorMember>();

/** The cursors of a view, made when they are asked for first. */
export function cursorMemberOf(view: CursorView): CursorMember {
  let member = MEMBERS.get(view);
  if (!member) MEMBERS.set(view, member = new CursorMember(view));
  return member;
}

/** Sits where presence is by now: its room, its meta or its role may be another. */
function follow(view: CursorView & PresentView): void {
  const presence = memberOf(view);
  const { room, meta, rooms, location: place } = presence;
  // Whose line was lost for too long has left, and comes again.
  const isThere = room?.roster.isOwn(presence.connection) === true;
  const membership: Membership | undefined = isThere && meta
    ? {
      rooms,
      room,
      user: presence.user,
      meta,
      place,
      role: checkedRole(view),
      isVisible: view.presenceVisible &&
        ((role, record) => view.presenceVisible?.(role, record as never) === true),
    }
    : undefined;
  cursorMemberOf(view).enter(membership);
}

/** What `LiveCursorMixin` brings along. */
export const cursors: Extension<CursorView & PresentView> = extension<CursorView & PresentView>({
  name: "cursors",
  part: roomsPart,
  hooks: CURSOR_HOOK_NAMES,
  connected: follow,
  reconnected: follow,
  rendered: follow,
  ended: (view) => MEMBERS.get(view)?.end(),
  message({ view, message }) {
    return message instanceof CursorLetter ? cursorMemberOf(view).take(message) : undefined;
  },
});
