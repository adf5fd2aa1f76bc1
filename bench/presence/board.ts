/** Board that is measured: who is there, and their cursors. What its visitors are, they say in the address. */

import { each, html, LiveView } from "../../mod.ts";
import { type CursorOptions, LiveCursorMixin, meta } from "../../presence/mod.ts";

/** Who somebody is. */
interface Who {
  name: string;
  color: string;
}

/** How often boards of this process were rendered. */
export const renders: { count: number } = { count: 0 };

/** The board: a stack of avatars, as many as there is place for, and how many there are. */
export class Board extends LiveCursorMixin(LiveView, { meta: meta<Who>() }) {
  presenceKey = "board:{room}";
  cursors: CursorOptions = { follow: true };
  room = "";

  mount(): void {
    const { searchParams } = this.url;
    this.room = searchParams.get("room") ?? "";
    this.trackPresence({ name: searchParams.get("name") ?? "", color: "#1d4ed8" });
  }

  render() {
    renders.count++;
    return html`
      <b>${this.presenceCount()} here</b>
      ${each(
        this.listPresences().slice(0, 5),
        ({ id }) => id,
        ({ meta }) =>
          html`<i style=${{ background: meta.color }} title=${meta.name}>${meta.name[0] ?? ""}</i>`,
      )}
      <div id="board" dj-cursors style="position: relative; height: 600px"></div>
    `;
  }
}
