/** Sends frames down: counts them, keeps them for a resume, holds them back for a slow reader. */

import { CLOSE } from "../../protocol/mod.ts";
import { Ring } from "./ring.ts";
import type { Outlet, World } from "../world/mod.ts";

/** How often a full socket is looked at again; it has no event for it. */
const LOOK = 50;

/** Where frames go. */
export class Sender {
  readonly #world: World;
  readonly #drained: () => void;
  readonly #ring: Ring;
  #outlet: Outlet | undefined;
  #cancel: (() => void) | undefined;
  #lastFrame = 0;
  #waiting: (() => void)[] = [];

  /** An outbox that says when a socket that was full has drained. */
  constructor(world: World, drained: () => void) {
    this.#world = world;
    this.#drained = drained;
    this.#ring = new Ring(world.limits);
  }

  /** Frames counted since the last join. */
  get sent(): number {
    return this.#ring.last;
  }

  /** Bytes held for a resume. */
  get bytes(): number {
    return this.#ring.bytes;
  }

  /** The line that is there. */
  get outlet(): Outlet | undefined {
    return this.#outlet;
  }

  /** Whether the socket holds more than it should: then nothing is rendered. */
  get isCongested(): boolean {
    return this.#cancel !== undefined;
  }

  /** A line is there. */
  attach(outlet: Outlet): void {
    this.detach();
    this.#outlet = outlet;
  }

  /** The line is gone. Nobody waits for it to drain any more. */
  detach(): void {
    this.#outlet = undefined;
    this.#stopLooking();
  }

  /** Counts as if so many frames had been sent; none of them can be sent again. */
  restart(got = 0): void {
    this.#ring.restart(got);
  }

  /** Sends and counts a frame. */
  send(text: string): void {
    this.#ring.add(text);
    this.#lastFrame = text.length;
    const outlet = this.#outlet;
    if (!outlet) return;
    outlet.send(text);
    if (outlet.buffered > this.#world.limits.softBuffer) this.#startLooking(outlet);
  }

  /** Sends what is not counted. */
  tell(text: string): void {
    this.#outlet?.send(text);
  }

  /** See {@link Ring.acked}. */
  acked(got: number): void {
    this.#ring.acked(got);
  }

  /** See {@link Ring.knows}. */
  knows(got: number): boolean {
    return this.#ring.knows(got);
  }

  /** Sends exactly the frames after this one; false when they are not all kept. */
  replay(got: number): boolean {
    const frames = this.#ring.after(got);
    if (!frames) return false;
    const outlet = this.#outlet;
    for (const frame of frames) outlet?.send(frame);
    if (outlet && outlet.buffered > this.#world.limits.softBuffer) this.#startLooking(outlet);
    return true;
  }

  /** Settles once the socket has drained, or is gone. */
  whenDrained(): Promise<void> {
    if (!this.isCongested) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #startLooking(outlet: Outlet): void {
    if (this.#cancel) return;
    let least = outlet.buffered;
    let progressAt = this.#world.now();
    const look = (): void => {
      const { softBuffer, hardBuffer, stall } = this.#world.limits;
      const buffered = outlet.buffered;
      const now = this.#world.now();
      if (buffered < least) {
        least = buffered;
        progressAt = now;
      }
      if (buffered <= softBuffer) {
        this.#stopLooking();
        return this.#drained();
      }
      // One frame alone may be larger than the limit: it is not cut while it goes.
      const others = buffered - this.#lastFrame;
      if (now - progressAt >= stall || (others > hardBuffer && buffered > least)) {
        this.#stopLooking();
        return outlet.close(CLOSE.slow, "too slow a reader");
      }
      this.#cancel = this.#world.timer(LOOK, look, { unref: true });
    };
    this.#cancel = this.#world.timer(LOOK, look, { unref: true });
  }

  #stopLooking(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const waiting = this.#waiting;
    if (waiting.length === 0) return;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
