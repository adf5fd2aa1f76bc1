/** Laser: the trails of cursors that are lights, fading behind them. */

import { createElement } from "../platform/mod.ts";
import { GREY } from "./overlay.ts";
import type { Point } from "./anchors.ts";
import type { PageRoom } from "./page_room.ts";

/** How long a trail is seen. */
const FADES = 700;

/** A point of a trail. */
type Trace = readonly [x: number, y: number, at: number];

/** All trails of a room. */
export class Laser {
  readonly #room: PageRoom;
  /** By their colors. */
  readonly #trails = new Map<string, Trace[]>();
  #canvas: HTMLCanvasElement | undefined;

  constructor(room: PageRoom) {
    this.#room = room;
  }

  /** Whether any is seen. */
  get isSeen(): boolean {
    return this.#trails.size > 0;
  }

  /** A light is here now. */
  put(color: string, [x, y]: Point, at: number): void {
    const traces = this.#trails.get(color) ?? [];
    traces.push([x, y, at]);
    this.#trails.set(color, traces);
  }

  /** Draws what is still seen. */
  draw(now: number): void {
    if (!this.isSeen) return;
    const { window } = this.#room.page;
    const canvas = this.#canvas ??= createElement(window.document, "canvas") as HTMLCanvasElement;
    if (!canvas.isConnected) this.#room.overlay.add(canvas);
    // It is empty whenever its size is set.
    canvas.width = window.innerWidth;
    canvas.height = window.innerHeight;
    const brush = canvas.getContext("2d");
    for (const [color, traces] of this.#trails) {
      while (traces[0] && now - traces[0][2] > FADES) traces.shift();
      if (traces.length === 0) this.#trails.delete(color);
      if (!brush) continue;
      brush.strokeStyle = color || GREY;
      brush.lineCap = "round";
      let [before] = traces;
      for (const trace of traces) {
        const [x, y, at] = trace;
        const left = 1 - (now - at) / FADES;
        brush.globalAlpha = Math.max(0, left);
        brush.lineWidth = 2 + 5 * left;
        brush.beginPath();
        brush.moveTo(before?.[0] ?? x, before?.[1] ?? y);
        brush.lineTo(x, y);
        brush.stroke();
        before = trace;
      }
    }
  }
}
