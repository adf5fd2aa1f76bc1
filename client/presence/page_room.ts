/** Room of cursors in a page: tells where its own pointer is, and draws those of others. */

import {
  type CursorDetail,
  type CursorMove,
  decodeCrowd,
  encodePlace,
  PLACE,
} from "../../protocol/mod.ts";
import type { OwnPage, PageChannel } from "../channels/mod.ts";
import {
  dispatchEvent,
  getBoundingClientRect,
  isConnected,
  nextFrame,
  report,
} from "../platform/mod.ts";
import { Anchors, areaOf, type Box, boxOf, containerIn } from "./anchors.ts";
import type { Area } from "./arrange.ts";
import { Crowd, type CrowdDown, keyOf, type Other } from "./crowd.ts";
import { aim, standing, step } from "./glide.ts";
import { type Drawn, Overlay } from "./overlay.ts";
import { Pointer } from "./pointer.ts";
import type { Quiet } from "./quiet.ts";
import type { Companions } from "./together.ts";

/** How long a cursor is shown that does not move. */
const SHOWN = 5_000;
/** Cursors that are drawn: those that moved last. */
const MOST = 50;

/** A point of the window. */
export type Point = readonly [x: number, y: number];

/** One room. */
export class PageRoom {
  readonly page: OwnPage;
  readonly crowd: Crowd = new Crowd();
  readonly overlay: Overlay;
  readonly pointer: Pointer;
  readonly channels: PageChannel[] = [];
  readonly #quiet: Quiet;
  readonly root: Element | undefined;
  readonly #over = new AbortController();
  readonly #calm: MediaQueryList | undefined;
  #anchors: Anchors | undefined;
  #companions: Promise<Companions | undefined> | undefined;
  /** What chat, reactions and light draw and hear, once their module is there. */
  more: Companions | undefined;
  #isDrawing = false;
  #drawnAt = 0;
  #hadPeers = false;
  #wasHidden = false;

  constructor(page: OwnPage, quiet: Quiet, root: Element | undefined) {
    const { window, clock } = this.page = page;
    this.#quiet = quiet;
    this.root = root;
    this.#calm = window.matchMedia?.("(prefers-reduced-motion: reduce)");
    this.overlay = new Overlay(window, (ms, run) => void clock.after(ms, run));
    this.pointer = new Pointer({
      window,
      clock,
      over: this.#over.signal,
      isHeard: () => this.crowd.hasPeers,
      isHidden: () => quiet.isHidden,
      hasContainer: () => this.anchors !== undefined,
      placeOf: (target, point) => this.#placeOf(target, point),
      send: (move) => this.send(encodePlace({ type: "move", move })),
    });
  }

  /** Ends with the room. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Whether the visitor asks for calm. */
  get isCalm(): boolean {
    return this.#calm?.matches === true;
  }

  /** The container of cursors, as it is now. */
  get anchors(): Anchors | undefined {
    const known = this.#anchors;
    if (known && isConnected(known.container)) return known;
    const container = containerIn(this.root);
    return this.#anchors = container && new Anchors(container);
  }

  /** A view of the page is in it. */
  open(channel: PageChannel, use: Pick<CursorDetail, "use" | "reactions">): void {
    this.channels.push(channel);
    if (use.use.length + use.reactions.length === 0) return;
    this.#companions ??= this.page.bring("together").then(
      (module) => this.more ??= (module as typeof import("./together.ts")).together(this, use),
    ).catch((error) => {
      report(error);
      return undefined;
    });
  }

  /** A view of the page has left it; whether it was the last. */
  close(channel: PageChannel): boolean {
    const at = this.channels.indexOf(channel);
    if (at >= 0) this.channels.splice(at, 1);
    if (this.channels.length > 0) return false;
    this.#over.abort();
    this.overlay.draw([], () => EVERYWHERE);
    return true;
  }

  /** Says something: by the first view, which speaks for its page. */
  send(bytes: Uint8Array): void {
    this.channels[0]?.send(bytes);
  }

  /** The server told something. */
  take(bytes: Uint8Array): void {
    const down = decodeCrowd(bytes);
    if (down) this.#learn(down);
    this.more?.take(bytes);
    this.draw();
  }

  #learn(down: CrowdDown): void {
    this.crowd.take(down, this.page.clock.now(), (other, rested) => {
      this.#aim(other, rested < SHOWN);
      this.#tellMove(other);
    });
    if (down.type === "news") {
      for (const [slot, index] of down.news.gone ?? []) this.overlay.drop(keyOf({ slot, index }));
      this.told();
      this.more?.told();
    }
  }

  /** Who is there, or what this visitor chose, is another. */
  told(): void {
    const { hasPeers } = this.crowd;
    // Who has just come sees where this one is.
    const { isHidden } = this.#quiet;
    if ((hasPeers && !this.#hadPeers) || isHidden !== this.#wasHidden) this.pointer.again();
    this.#hadPeers = hasPeers;
    this.#wasHidden = isHidden;
    this.draw();
  }

  /** Where somebody's cursor is drawn now; undefined where it is not. */
  pointOf({ drawn }: Other, boxes = new Map<Element, Box>()): Point | undefined {
    if (!drawn) return undefined;
    const { glide, element, isInPixels } = drawn;
    const box = boxes.get(element) ?? boxOf(element);
    boxes.set(element, box);
    const [wide, high] = unitOf(box, isInPixels);
    return [box.left + glide.x * wide, box.top + glide.y * high];
  }

  /** Points at an element: by the keyboard there is no pointer. */
  pointAt(element: Element): void {
    const { left, top, width, height } = getBoundingClientRect(element);
    const move = this.#placeOf(element, [left + width / 2, top + height / 2]);
    if (move) this.send(encodePlace({ type: "move", move }));
  }

  /** Draws with the next frame, and on, while anything is shown. */
  draw(): void {
    if (this.#isDrawing) return;
    this.#isDrawing = true;
    this.#drawnAt = this.page.clock.now();
    nextFrame(this.page.window, () => this.#frame());
  }

  #frame(): void {
    const { clock, window } = this.page;
    const now = clock.now();
    const passed = now - this.#drawnAt;
    this.#isDrawing = false;
    const container = this.anchors?.container;
    if (!container || this.over.aborted) return;
    const boxes = new Map<Element, Box>();
    const area = areaOf(container, window);
    const shown: Drawn[] = [];
    const areas = new Map<number, Area>();
    for (const [key, other] of this.#shown(now)) {
      const { drawn, move, person: { name, color } } = other;
      if (drawn) step(drawn.glide, passed);
      const point = this.pointOf(other, boxes);
      if (!point || !drawn) continue;
      const [x, y] = point;
      const said = this.more?.said(key, now);
      const label = said ? `${name}: ${said}` : name;
      shown.push({ key, name: label, color, x, y, isLaser: move?.mode === "laser" });
      const { element } = drawn;
      // An anchor that scrolls by itself shows a part of its content.
      const isWhole = element === container || element.scrollHeight <= element.clientHeight;
      areas.set(key, isWhole ? area : areaOf(element, window));
    }
    this.overlay.draw(shown, (key) => areas.get(key) ?? area);
    this.more?.draw(shown, now);
    if (shown.length > 0 || this.more?.isBusy) this.draw();
    this.#drawnAt = now;
  }

  #shown(now: number): [number, Other][] {
    if (this.#quiet.hidesOthers) return [];
    return [...this.crowd.others]
      .filter(([, { move, movedAt }]) => move && move.mode !== "hidden" && now - movedAt < SHOWN)
      .sort(([, one], [, other]) => other.movedAt - one.movedAt)
      .slice(0, MOST);
  }

  /** From where it is drawn to where it is now; at once where it was not drawn, or calm is asked for. */
  #aim(other: Other, isShown: boolean): void {
    const { move, person } = other;
    const hasPlace = move && move.mode !== "hidden";
    const element = hasPlace ? this.anchors?.find(person.anchors[move.place - 1]) : undefined;
    const from = isShown && !this.isCalm ? this.pointOf(other) : undefined;
    other.drawn = undefined;
    if (!move || !element) return;
    const isInPixels = move.place === PLACE.pixels;
    const glide = standing(move.x, move.y);
    other.drawn = { glide, element, isInPixels };
    if (!from) return;
    const box = boxOf(element);
    const [wide, high] = unitOf(box, isInPixels);
    glide.x = (from[0] - box.left) / wide;
    glide.y = (from[1] - box.top) / high;
    aim(glide, move.x, move.y);
  }

  #placeOf(target: Element, point: Point): CursorMove | undefined {
    const move = this.anchors?.placeOf(
      target,
      point,
      (place, name) => this.send(encodePlace({ type: "anchor", place, name })),
    );
    return move && { ...move, mode: this.more?.isLaser ? "laser" : "plain" };
  }

  /** For scripts that draw by themselves. */
  #tellMove({ person: { user, meta }, move, drawn }: Other): void {
    const { window } = this.page;
    const root = this.root;
    if (!root || !move || move.mode === "hidden") return;
    let { x, y } = move;
    const container = this.anchors?.container;
    if (move.place !== PLACE.pixels) {
      if (!drawn || !container) return;
      const [box, outer] = [boxOf(drawn.element), boxOf(container)];
      x = (box.left + x * box.width - outer.left) / outer.scale;
      y = (box.top + y * box.height - outer.top) / outer.scale;
    }
    const detail = { payload: { user_id: user, x, y, meta } };
    dispatchEvent(root, new window.CustomEvent("djust:cursor_move", { bubbles: true, detail }));
  }
}

const EVERYWHERE: Area = { left: 0, top: 0, right: Infinity, bottom: Infinity };

/** Pixels of the window for a whole of a place's numbers. */
function unitOf({ width, height, scale }: Box, isInPixels: boolean): [number, number] {
  return isInPixels ? [scale, scale] : [width, height];
}
