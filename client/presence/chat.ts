/** Cursor chat: `/` opens a line at one's own cursor, and what others say stands beside theirs. */

import { CURSOR_LIMITS, encodeChat } from "../../protocol/mod.ts";
import { activeElement } from "../platform/mod.ts";
import { paced } from "./paced.ts";
import type { Panel } from "./panel.ts";
import type { Point } from "./anchors.ts";
import type { PageRoom } from "./page_room.ts";

/** How long words stay after the last key. */
const STAYS = 5_000;
/** Changes are said at most so often, the last one always. */
const EVERY = 200;

/** The line in which one says something. */
export class Chat {
  readonly #room: PageRoom;
  readonly #panel: Panel;
  #input: HTMLInputElement | undefined;
  #back: Element | null = null;
  #said = "";
  readonly #say: () => void;
  #stopFade: (() => void) | undefined;

  constructor(room: PageRoom, panel: Panel) {
    this.#room = room;
    this.#panel = panel;
    this.#say = paced(room.page.clock, EVERY, () => {
      const text = this.#input?.value ?? "";
      if (text === this.#said) return;
      this.#said = text;
      if (room.crowd.told.peers) room.send(encodeChat(text));
    });
  }

  /** Opens it at this point of the window. */
  open([x, y]: Point): void {
    if (this.#input) return;
    const { document, innerWidth, innerHeight } = this.#room.page.window;
    this.#back = activeElement(document);
    const input = this.#input = this.#panel.add("input");
    input.setAttribute("aria-label", "Say something here");
    input.maxLength = CURSOR_LIMITS.chat;
    input.autocomplete = "off";
    input.style.left = `${Math.max(8, Math.min(x + 14, innerWidth - 232))}px`;
    input.style.top = `${Math.max(8, Math.min(y + 14, innerHeight - 40))}px`;
    input.addEventListener("input", () => this.#changed());
    input.addEventListener("blur", () => this.close());
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Escape" || (event.key === "Enter" && !event.isComposing)) this.close();
    });
    input.focus({ preventScroll: true });
    this.#changed();
  }

  /** Takes it away; what was said is gone for all. */
  close(): void {
    const input = this.#input;
    if (!input) return;
    this.#input = undefined;
    this.#stopFade?.();
    this.#say();
    input.remove();
    (this.#back as HTMLElement | null)?.focus?.({ preventScroll: true });
  }

  #changed(): void {
    this.#stopFade?.();
    this.#stopFade = this.#room.page.clock.after(STAYS, () => this.close());
    this.#say();
  }
}
