/** A wide desk with cursors in one room, for tests: who its visitors are, they say in the address. */

import { html, LiveView } from "@djust/live";
import { type CursorOptions, LiveCursorMixin, meta } from "@djust/live/presence";

/** Who somebody is. */
export interface Who {
  name: string;
  color: string;
}

/** The desk. A part of it is an anchor that scrolls by itself. */
export class Desk extends LiveCursorMixin(LiveView, { meta: meta<Who>() }) {
  presenceKey = "desk";
  cursors: CursorOptions = {
    chat: true,
    reactions: true,
    laser: true,
    follow: true,
    locations: true,
  };
  count = 0;

  getPresenceUserId() {
    return this.url.searchParams.get("name") ?? "somebody";
  }

  mount() {
    const { searchParams } = this.url;
    this.trackPresence({
      name: searchParams.get("name") ?? "somebody",
      color: searchParams.get("color") ?? "#1d4ed8",
    });
  }

  render() {
    return html`
      <div id="desk" dj-cursors>
        <button id="add" dj-click=${() => void this.count++}>${this.count}</button>
        <button id="party" dj-react="🎉" aria-label="Celebrate">🎉</button>
        <button id="follow-ada" data-dj-follow="ada">Follow ada</button>
        <button id="jump-ada" data-dj-jump="ada">To ada</button>
        <button id="leave" dj-click=${() => this.untrackPresence()}>Leave</button>
        <button id="spotlight" dj-click=${() => this.spotlight()}>Follow me</button>
        <button id="edit" dj-click=${() => this.setLocation({ part: "paper" })}>Edit</button>
        <p id="paper" dj-location="paper" data-dj-cursor-anchor="paper">paper</p>
        <div id="list" data-dj-cursor-anchor="list">
          <div id="long">long</div>
        </div>
      </div>
    `;
  }
}
