/** Outlines of a page: parts where somebody is, in the color of who is there. */

import { getAttribute, querySelectorAll } from "../platform/mod.ts";
import { GREY } from "./overlay.ts";
import type { PageRoom } from "./page_room.ts";

const PART = "dj-location";

/** The outlines of one room. */
export class Outlines {
  readonly #room: PageRoom;
  /** What stood there before. */
  readonly #before = new Map<CSSStyleDeclaration, string>();

  constructor(room: PageRoom) {
    this.#room = room;
  }

  /** Who is where may be another, or what is in the page. */
  draw(): void {
    const colors = new Map<string, string>();
    for (const { person: { part, color } } of this.#room.crowd.others.values()) {
      if (part) colors.set(part, color || GREY);
    }
    const root = this.#room.root;
    const gone = new Map(this.#before);
    for (const element of root && colors.size > 0 ? querySelectorAll(root, `[${PART}]`) : []) {
      const color = colors.get(getAttribute(element, PART) ?? "");
      if (!color) continue;
      const { style } = element as HTMLElement;
      gone.delete(style);
      if (!this.#before.has(style)) this.#before.set(style, style.outline);
      style.outline = `2px solid ${color}`;
    }
    for (const [style, before] of gone) {
      style.outline = before;
      this.#before.delete(style);
    }
  }
}
