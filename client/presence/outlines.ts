/** Outlines of a page: parts where somebody is, in the color of who is there. */

import { getAttribute, querySelectorAll } from "../platform/mod.ts";
import type { PageRoom } from "./page_room.ts";

const PART = "dj-location";

/** The outlines of one room. */
export class Outlines {
  readonly #room: PageRoom;
  /** What stood there before. */
  readonly #before = new Map<HTMLElement, string>();

  constructor(room: PageRoom) {
    this.#room = room;
  }

  /** Who is where may be another, or what is in the page. */
  draw(): void {
    const colors = new Map<string, string>();
    for (const { person: { part, color } } of this.#room.crowd.others.values()) {
      if (part) colors.set(part, color || "#64748b");
    }
    const root = this.#room.root;
    const outlined = new Set<HTMLElement>();
    for (const element of root && colors.size > 0 ? querySelectorAll(root, `[${PART}]`) : []) {
      const color = colors.get(getAttribute(element, PART) ?? "");
      if (!color) continue;
      const { style } = element as HTMLElement;
      outlined.add(element as HTMLElement);
      if (!this.#before.has(element as HTMLElement)) {
        this.#before.set(element as HTMLElement, style.outline);
      }
      style.outline = `2px solid ${color}`;
    }
    for (const [element, before] of this.#before) {
      if (outlined.has(element)) continue;
      element.style.outline = before;
      this.#before.delete(element);
    }
  }
}
