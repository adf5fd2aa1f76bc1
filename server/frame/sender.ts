/** Sends frames down: counts them, keeps them for a resume, holds them back for a slow reader. */

import { askingText, CLOSE } from "../../protocol/mod.ts";
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
  /** The page was asked to acknowledge, and has not. */
  #hasAsked = false;
  /** Whether a line was there before. */
  #wasThere = false;
  /** Takes back that a window which stays full is the end of its line. */
  #forgive: (() => void) | undefined;

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

  /**
   * Whether the reader is behind: then nothing is rendered. The socket holds more than it should, or
   * the page has not acknowledged as much as the ring could lose, whatever the socket says.
   */
  get isCongested(): boolean {
    return this.#cancel !== undefined || this.#isWindowFull;
  }

  /** Whether who sends should wait: the reader is behind, or the line that was there is gone. */
  get isHeld(): boolean {
    return this.isCongested || (this.#wasThere && !this.#outlet);
  }

  /** A line is there. */
  attach(outlet: Outlet): void {
    this.detach();
    this.#outlet = outlet;
    this.#wasThere = true;
  }

  /** The line is gone: who waits for it goes on waiting, for the next one. */
  detach(): void {
    this.#outlet = undefined;
    this.#stopWaiting();
    this.#stopLooking();
  }

  /** Nobody waits for anything any more. */
  end(): void {
    this.detach();
    this.#ring.restart();
    this.#wasThere = false;
    this.#release();
  }

  /** Counts as if so many frames had been sent; none of them can be sent again. */
  restart(got = 0): void {
    this.#ring.restart(got);
    this.#hasAsked = false;
    this.#stopWaiting();
    this.#release();
  }

  /** Sends and counts a frame. Halfway through the window the page is asked to acknowledge. */
  send(frame: string): void {
    const { windowBytes } = this.#world.limits;
    const asks = !this.#hasAsked && this.#ring.bytes + frame.length >= windowBytes / 2;
    const text = asks ? askingText(frame) : frame;
    this.#hasAsked ||= asks;
    this.#ring.add(text);
    this.#lastFrame = text.length;
    const outlet = this.#outlet;
    if (!outlet) return;
    outlet.send(text);
    this.#startWaiting();
    if (outlet.buffered > this.#world.limits.softBuffer) this.#startLooking(outlet);
  }

  /** Sends what is not counted. */
  tell(text: string): void {
    this.#outlet?.send(text);
  }

  /** See {@link Ring.acked}. What waited for the window goes on. */
  acked(got: number): void {
    const wasFull = this.#isWindowFull;
    const { unseen } = this.#ring;
    this.#hasAsked = false;
    this.#ring.acked(got);
    if (this.#ring.unseen < unseen) this.#stopWaiting();
    this.#startWaiting();
    if (!wasFull || this.isCongested) return;
    this.#release();
    this.#drained();
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
    this.#startWaiting();
    this.#release();
    return true;
  }

  /** Settles once the reader is no longer behind and a line is there, or none ever will. */
  whenFree(): Promise<void> {
    if (!this.isHeld) return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get #isWindowFull(): boolean {
    const { windowFrames, windowBytes } = this.#world.limits;
    return this.#ring.unseen >= windowFrames || this.#ring.bytes >= windowBytes;
  }

  /** A window that stays full is that of a page which is gone, or reads nothing. */
  #startWaiting(): void {
    const outlet = this.#outlet;
    if (this.#forgive || !outlet || !this.#isWindowFull) return;
    this.#forgive = this.#world.timer(this.#world.limits.stall, () => {
      this.#forgive = undefined;
      outlet.close(CLOSE.slow, "too slow a reader");
    }, { unref: true });
  }

  #stopWaiting(): void {
    this.#forgive?.();
    this.#forgive = undefined;
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
    this.#release();
  }

  #release(): void {
    const waiting = this.#waiting;
    if (waiting.length === 0 || this.isHeld) return;
    this.#waiting = [];
    for (const resolve of waiting) resolve();
  }
}
