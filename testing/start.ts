/** The client's start, with types that hold where there are none of a DOM. Only types are here. */

import type { TestWindow } from "./dom.ts";

/** A socket, as the client uses it. */
export interface SocketLike {
  onopen: ((event: never) => void) | null;
  onmessage: ((event: never) => void) | null;
  onclose: ((event: never) => void) | null;
  onerror: ((event: never) => void) | null;
  send(text: string): void;
  close(code?: number): void;
}

/** What the kit gives the client in place of a browser. */
interface StartOptions {
  readonly url: string;
  readonly build: string;
  now(): number;
  after(milliseconds: number, run: () => void): () => void;
  random(): number;
  connect(): SocketLike;
}

/** Starts the client in a window. `page.ts` runs the real one by this declaration. */
export declare function start(window: TestWindow, options: StartOptions): unknown;
