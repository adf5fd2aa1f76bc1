/** Being together: chat, reactions, light and follow at the cursors of a room, where a view asked for them. */

import {
  type CursorDetail,
  type CursorMove,
  encodeMove,
  encodeReaction,
  type Mover,
  readTogether,
  type TogetherReader,
} from "../../protocol/mod.ts";
import {
  closest,
  createElement,
  getAttribute,
  getBoundingClientRect,
  SERVED,
  targetOf,
} from "../platform/mod.ts";
import { Chat } from "./chat.ts";
import { keyOf } from "./crowd.ts";
import { Follow, middleOf } from "./follow.ts";
import { Laser } from "./laser.ts";
import { Outlines } from "./outlines.ts";
import type { Drawn } from "./overlay.ts";
import type { PageRoom } from "./page_room.ts";
import { Panel } from "./panel.ts";

/** What a room has besides cursors. */
export interface Companions {
  /** Whether one's own cursor is a light now. */
  readonly isLaser: boolean;
  /** Whether something moves, so that it has to be drawn again. */
  readonly isBusy: boolean;
  take(bytes: Uint8Array): void;
  /** Who is there, or where, may be another. */
  told(): void;
  draw(shown: readonly Drawn[], now: number): void;
}

/** What may be done. */
type Use = Pick<CursorDetail, "use" | "reactions">;

/** How long a reaction flies. */
const FLIES = 1_500;
/** The key that is held for light, and the one that opens the chat. */
const KEYS = { laser: "l", chat: "/" };

/** Makes it for one room. */
export function together(room: PageRoom, use: Use): Companions {
  return new Together(room, use);
}

/** What one room has. */
class Together implements Companions, TogetherReader {
  readonly #room: PageRoom;
  readonly #use: Use;
  readonly #chat: Chat;
  readonly #laser: Laser;
  readonly #follow: Follow;
  readonly #outlines: Outlines;
  readonly #panel: Panel;
  isLaser = false;

  constructor(room: PageRoom, use: Use) {
    const { document } = room.page.window;
    this.#room = room;
    this.#use = use;
    this.#panel = new Panel(room.page);
    this.#chat = new Chat(room, this.#panel);
    this.#laser = new Laser(room);
    this.#follow = new Follow(room, this.#panel);
    this.#outlines = new Outlines(room);
    room.hear(document, "keydown", (event) => this.#key(event as KeyboardEvent));
    room.hear(document, "keyup visibilitychange", () => this.#shine(false));
    room.hear(document, "click", (event) => this.#clicked(event));
    room.over.signal.addEventListener("abort", () => this.#panel.end());
    this.told();
  }

  get isBusy(): boolean {
    return this.#laser.isSeen || this.isLaser;
  }

  take(bytes: Uint8Array): void {
    readTogether(bytes, this);
  }

  spoke(mover: Mover, text: string): void {
    const { crowd, page } = this.#room;
    const other = crowd.others.get(keyOf(mover));
    if (!other) return;
    other.said = text;
    // Who speaks is shown, also where they do not move.
    other.movedAt = other.saidAt = page.clock.now();
    if (text) this.#panel.announce(other.person.name, text);
  }

  /** A reaction flies from where its thrower points. */
  threw(mover: Mover, reaction: number): void {
    const { crowd, overlay, pointer, isCalm, page: { window } } = this.#room;
    const text = this.#use.reactions[reaction];
    const key = keyOf(mover);
    const other = crowd.others.get(key);
    if (text === undefined || (!other && !crowd.mine.has(key))) return;
    const [x, y] = (other ? this.#room.pointOf(other.drawn) : pointer.point) ?? middleOf(window);
    const node = createElement(window.document, "u");
    node.textContent = text;
    node.style.cssText =
      `font:28px/1 system-ui;margin:-14px;text-decoration:none;left:${x}px;top:${y}px`;
    overlay.add(node);
    const away = isCalm ? {} : { translate: "0 -90px", opacity: 0 };
    const end = (): void => node.remove();
    if (SERVED || node.animate) {
      node.animate([{}, away], { duration: FLIES, easing: "ease-out" }).onfinish = end;
    } else this.#room.page.clock.after(FLIES, end);
    if (other) this.#panel.announce(other.person.name, text);
  }

  showed(mover: Mover, move: CursorMove): void {
    const element = this.#room.anchors?.container;
    const point = element && this.#room.pointOf({ ...move, element, isInPixels: false });
    if (point) this.#follow.seen(keyOf(mover), point);
  }

  /** Who is there, or where, may be another. */
  told(): void {
    this.#follow.told();
    if (this.#use.use.includes("locations")) this.#outlines.draw();
  }

  draw(shown: readonly Drawn[], now: number): void {
    for (const { key, x, y } of shown) this.#follow.seen(key, [x, y]);
    if (this.#room.isCalm) return;
    for (const { isLaser, color, x, y } of shown) if (isLaser) this.#laser.put(color, [x, y], now);
    const { point } = this.#room.pointer;
    if (this.isLaser && point) this.#laser.put("#dc2626", point, now);
    this.#laser.draw(now);
  }

  #key(event: KeyboardEvent): void {
    const { key, ctrlKey, altKey, metaKey, repeat } = event;
    // Whoever scrolls by a key goes their own way.
    if (/^(?:Escape|Page|Arrow|Home|End)/.test(key)) this.#follow.stop();
    if (ctrlKey || altKey || metaKey || isEditable(event)) return;
    const { use } = this.#use;
    if (key === KEYS.laser && use.includes("laser")) this.#shine(true);
    if (key !== KEYS.chat || repeat || !use.includes("chat") || !this.#room.anchors) return;
    event.preventDefault();
    this.#chat.open(this.#room.pointer.point ?? middleOf(this.#room.page.window));
  }

  #pointAt(element: Element): void {
    const { left, top, width, height } = getBoundingClientRect(element);
    const move = this.#room.placeOf(element, [left + width / 2, top + height / 2]);
    if (move) this.#room.send(encodeMove(move));
  }

  #shine(isOn: boolean): void {
    if (isOn === this.isLaser) return;
    this.isLaser = isOn;
    this.#room.pointer.again();
    this.#room.draw();
  }

  /** Buttons of the page for reactions, for following and for going to somebody. */
  #clicked(event: Event): void {
    const target = targetOf(event);
    const valueOf = (name: string): string | null => {
      const element = target && closest(target, `[${name}]`);
      return element ? getAttribute(element, name) : null;
    };
    const reaction = this.#use.reactions.indexOf(valueOf("dj-react") ?? "");
    if (reaction >= 0) {
      // By the keyboard there is no pointer over the page: it flies from its button.
      if (target && !this.#room.pointer.point) this.#pointAt(target);
      this.#room.send(encodeReaction(reaction));
    }
    const followed = this.#follow.find(valueOf("data-dj-follow"));
    const shown = this.#follow.find(valueOf("data-dj-jump"));
    if (followed && this.#use.use.includes("follow")) this.#follow.start(followed);
    else if (shown) this.#follow.jump(shown);
    else if (event.isTrusted && !isPanel(target)) this.#follow.stop();
  }
}

/** Whether somebody writes there. */
function isEditable(event: Event): boolean {
  const target = (event.composedPath?.()[0] ?? event.target) as HTMLElement | null;
  return !!target?.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(target?.tagName ?? "");
}

const isPanel = (target: Element | undefined): boolean => target?.tagName === "DJUST-TOGETHER";
