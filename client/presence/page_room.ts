/** Room of cursors in a page: tells where its own pointer is, and draws those of others. */

import {
  type CrowdReader,
  CURSOR_SHOWN,
  type CursorDetail,
  type CursorMove,
  type CursorNews,
  encodeAnchor,
  type Mover,
  PLACE,
  readCrowd,
} from "../../protocol/mod.ts";
import type { OwnPage, PageChannel } from "../channels/mod.ts";
import {
  addEventListener,
  dispatchEvent,
  isConnected,
  nextFrame,
  report,
  SERVED,
} from "../platform/mod.ts";
import { Anchors, areaOf, boxOf, containerIn, type Point, pointIn } from "./anchors.ts";
import { Crowd, type Gliding, keyOf, type Other, type Placed } from "./crowd.ts";
import { aim, standing, step } from "./glide.ts";
import { type Drawn, Overlay } from "./overlay.ts";
import { Pointer } from "./pointer.ts";
import type { Quiet } from "./quiet.ts";
import type { Companions } from "./together.ts";

/** After how long it fades, so that it has by then. */
const RESTING = 4_700;
/** Cursors that are drawn: those that moved last. */
const MOST = 50;

/** One room. */
export class PageRoom implements CrowdReader {
  readonly page: OwnPage;
  readonly quiet: Quiet;
  readonly root: Element | undefined;
  readonly crowd: Crowd = new Crowd();
  readonly overlay: Overlay;
  readonly pointer: Pointer;
  readonly channels: PageChannel[] = [];
  /** Ends with the room. */
  readonly over: AbortController = new AbortController();
  readonly #calm: Pick<MediaQueryList, "matches">;
  #anchors: Anchors | undefined;
  #companions: Promise<unknown> | undefined;
  /** What chat, reactions and light draw and hear, once their module is there. */
  more: Companions | undefined;
  /** Since when the next frame is waited for. */
  #since: number | undefined;
  #before = "";

  constructor(page: OwnPage, quiet: Quiet, root: Element | undefined) {
    const { window } = this.page = page;
    this.quiet = quiet;
    this.root = root;
    this.#calm = SERVED || window.matchMedia
      ? window.matchMedia("(prefers-reduced-motion: reduce)")
      : { matches: false };
    this.overlay = new Overlay(page);
    this.pointer = new Pointer(this);
  }

  /** Whether the visitor asks for calm. */
  get isCalm(): boolean {
    return this.#calm.matches;
  }

  /** The container of cursors, as it is now. */
  get anchors(): Anchors | undefined {
    const known = this.#anchors;
    if (known && isConnected(known.container)) return known;
    const container = containerIn(this.root);
    return this.#anchors = container && new Anchors(container, (place, name) => {
      this.send(encodeAnchor(place, name));
    });
  }

  /** Listens before anybody else, until the room ends; only to keys so that more may be done about them. */
  hear(target: EventTarget, types: string, run: (event: Event) => void): void {
    for (const type of types.split(" ")) {
      const passive = type !== "keydown";
      addEventListener(target, type, run, { passive, capture: true, signal: this.over.signal });
    }
  }

  /** A view of the page is in it. */
  open(channel: PageChannel, use: Pick<CursorDetail, "use" | "reactions">): void {
    this.channels.push(channel);
    if (use.use.length + use.reactions.length === 0) return;
    this.#companions ??= this.page.bring("together").then((module) => {
      this.more = (module as typeof import("./together.ts")).together(this, use);
    }).catch(report);
  }

  /** A view of the page has left it; whether it was the last. */
  close(channel: PageChannel): boolean {
    const { channels } = this;
    channels.splice(channels.indexOf(channel), 1);
    if (channels.length > 0) return false;
    this.over.abort();
    this.overlay.draw([]);
    return true;
  }

  /** Says something: by the first view, which speaks for its page. */
  send(bytes: Uint8Array): void {
    this.channels[0]?.send(bytes);
  }

  /** The server told something. */
  take(bytes: Uint8Array): void {
    readCrowd(bytes, this);
    this.more?.take(bytes);
    this.draw();
  }

  /** Somebody's cursor goes from where it is drawn to where it is now. */
  pointed(mover: Mover, move: CursorMove): void {
    const other = this.crowd.others.get(keyOf(mover));
    if (!other) return;
    const now = this.page.clock.now();
    // At once where it was not drawn, or calm is asked for.
    const from = now - other.movedAt < CURSOR_SHOWN && !this.isCalm
      ? this.pointOf(other.drawn)
      : undefined;
    other.movedAt = now;
    const drawn = other.drawn = this.#glidingOf(other, move);
    if (drawn && from) {
      [drawn.x, drawn.y] = pointIn(boxOf(drawn.element, drawn.isInPixels), from);
      aim(drawn, move.x, move.y);
    }
    this.#tellMove(other, move);
  }

  /** Who is there is another. */
  learned(news: CursorNews): void {
    this.crowd.learn(news);
    this.told();
    this.more?.told();
  }

  /** Who is there, or what this visitor chose, is another. */
  told(): void {
    // Who has just come sees where this one is.
    const now = `${this.crowd.told.peers}${this.quiet.isHidden}`;
    if (now !== this.#before) this.pointer.again();
    this.#before = now;
    this.draw();
  }

  /** Where in the window something is drawn; undefined where it is not. */
  pointOf(drawn: Placed | undefined): Point | undefined {
    if (!drawn) return undefined;
    const { left, top, width, height } = boxOf(drawn.element, drawn.isInPixels);
    return [left + drawn.x * width, top + drawn.y * height];
  }

  /** Where a point of the window is, over this element; undefined outside of the container. */
  placeOf(target: Element | null, point: Point): CursorMove | undefined {
    const move = this.anchors?.placeOf(target, point);
    return move && { ...move, mode: this.more?.isLaser ? "laser" : "plain" };
  }

  /** Draws with the next frame, and on, while anything is shown. */
  draw(now = this.page.clock.now()): void {
    if (this.#since === undefined) nextFrame(this.page.window, () => this.#frame());
    this.#since ??= now;
  }

  #frame(): void {
    const { clock, window } = this.page;
    const now = clock.now();
    const passed = now - (this.#since ?? now);
    this.#since = undefined;
    const container = this.anchors?.container;
    if (!container || this.over.signal.aborted) return;
    const visible = areaOf(container, window);
    const shown: Drawn[] = [];
    for (const [key, other] of this.#shown(now)) {
      const { drawn, movedAt, said, saidAt = 0, person: { name, color } } = other;
      if (drawn) step(drawn, passed);
      const point = this.pointOf(drawn);
      if (!point || !drawn) continue;
      const [x, y] = point;
      const { element, isLaser } = drawn;
      // An anchor that scrolls by itself shows a part of its content.
      const isCut = element.scrollHeight > element.clientHeight;
      const area = isCut ? areaOf(element, window) : visible;
      const label = said && now - saidAt < CURSOR_SHOWN ? `${name}: ${said}` : name;
      const isOut = now - movedAt > RESTING;
      shown.push({ key, name: label, color, x, y, area, isOut, isLaser });
    }
    this.overlay.draw(shown);
    this.more?.draw(shown, now);
    if (shown.length > 0 || this.more?.isBusy) this.draw(now);
  }

  #shown(now: number): [number, Other][] {
    if (this.quiet.hidesOthers) return [];
    return [...this.crowd.others]
      .filter(([, { drawn, movedAt }]) => drawn && now - movedAt < CURSOR_SHOWN)
      .sort(([, one], [, other]) => other.movedAt - one.movedAt)
      .slice(0, MOST);
  }

  #glidingOf({ anchors }: Other, { place, x, y, mode }: CursorMove): Gliding | undefined {
    const element = mode === "hidden" ? undefined : this.anchors?.find(anchors[place - 1]);
    const isInPixels = place === PLACE.pixels;
    return element && { ...standing(x, y), element, isInPixels, isLaser: mode === "laser" };
  }

  /** For scripts that draw by themselves. */
  #tellMove({ person: { user, meta }, drawn }: Other, { place, x, y, mode }: CursorMove): void {
    const { root, page: { window } } = this;
    if (!root || mode === "hidden") return;
    const payload = { user_id: user, x, y, meta };
    if (place !== PLACE.pixels) {
      const container = this.anchors?.container;
      const point = drawn && this.pointOf({ ...drawn, x, y });
      if (!point || !container) return;
      [payload.x, payload.y] = pointIn(boxOf(container, true), point);
    }
    const event = { bubbles: true, detail: { payload } };
    dispatchEvent(root, new window.CustomEvent("djust:cursor_move", event));
  }
}
