/** Extension of views by presence: their members come, go and are told with the life of the view. */

import { type Extension, extension, type LiveView } from "../../server/view/mod.ts";
import { HOOK_NAMES } from "./hooks.ts";
import { PresenceLetter, type PresentView } from "./happenings.ts";
import { roomsPart } from "../room/mod.ts";
import type { MemberData } from "./member_data.ts";
import { ViewMember } from "./view_member.ts";

/** The members of views that have asked for one. A cache by the view: it goes with it. */
const MEMBERS = new WeakMap<LiveView, ViewMember>();

/** The member of a view, made when it is asked for first. */
export function memberOf(view: PresentView): ViewMember {
  let member = MEMBERS.get(view);
  if (!member) MEMBERS.set(view, member = new ViewMember(view));
  return member;
}

/** Whether a view has anything to do with a room. */
function wantsMember(view: PresentView): boolean {
  return MEMBERS.has(view) || view.presenceKey !== undefined || view.getPresenceKey !== undefined;
}

/**
 * What `PresenceMixin` brings along, for apps that ask for presence in no view: `live(app, routes,
 * { use: [presence] })` gives the hub its `presence()`.
 *
 * @category Presence
 */
export const presence: Extension = extension<LiveView>({
  name: "presence",
  part: roomsPart,
  hooks: HOOK_NAMES,
  connected(view) {
    if (wantsMember(view)) memberOf(view).connected();
  },
  disconnected: (view) => MEMBERS.get(view)?.disconnected(),
  reconnected: (view) => MEMBERS.get(view)?.reconnected(),
  ended: (view, reason) => MEMBERS.get(view)?.ended(reason),
  message({ view, message }) {
    return message instanceof PresenceLetter ? MEMBERS.get(view)?.happenings.take() : undefined;
  },
  rendered: (view) => MEMBERS.get(view)?.look(),
  snapshot: (view) => MEMBERS.get(view)?.snapshot(),
  restore: (view, data: MemberData) => memberOf(view).restore(data),
});
