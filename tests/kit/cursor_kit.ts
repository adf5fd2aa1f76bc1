/** A wide desk with cursors in one room, for tests: who its visitors are, they say in the address. */

import { extension, html, LiveView } from "@djust/live";
import { partOf } from "../../server/view/mod.ts";
import { presencePart } from "../../presence/rooms.ts";
import {
  CursorLetter,
  CursorMember,
  type CursorView,
} from "../../presence/cursors/cursor_member.ts";
import type { CursorOptions } from "../../presence/cursors/seat.ts";

const members = new WeakMap<object, { member: CursorMember; end(): void }>();

/** Presence as far as cursors need it. */
const sitting = extension<CursorView>({
  name: "cursors",
  part: presencePart,
  connected(view) {
    const rooms = partOf(view, presencePart);
    if (!rooms) return;
    const room = rooms.room("desk");
    const name = view.url.searchParams.get("name") ?? "somebody";
    const meta = { name, color: view.url.searchParams.get("color") ?? "#1d4ed8" };
    const connection = rooms.connection();
    room.join({ connection, user: name, meta });
    const member = new CursorMember(view);
    const end = (): void => {
      member.enter(undefined);
      room.leave(connection, "now");
    };
    members.set(view, { member, end });
    member.enter({ rooms, room, user: name, meta: () => meta, role: "" });
  },
  message: ({ view, message }) =>
    message instanceof CursorLetter ? members.get(view)?.member.take(message) : undefined,
  ended: (view) => members.get(view)?.end(),
});

/** The desk. Half of it is one anchor, which scrolls by itself. */
export class Desk extends LiveView {
  static use = [sitting];
  cursors: CursorOptions = { chat: true, reactions: true, laser: true, follow: true };
  count = 0;
  renders = 0;

  /** Where cursors are. */
  get positions() {
    return members.get(this)?.member.positions() ?? {};
  }

  render() {
    return html`
      <div id="desk" dj-cursors>
        <button id="add" dj-click=${() => void this.count++}>${this.count}</button>
        <p id="paper" data-dj-cursor-anchor="paper">paper</p>
        <div id="list" data-dj-cursor-anchor="list">
          <div id="long">long</div>
        </div>
      </div>
    `;
  }
}
