/** A socket without a network: the client's end and the server's, message by message. */

import type { SocketLike } from "./start.ts";
import type { Receiver, Transport } from "../server/mod.ts";

/** Hears what goes over the wire. */
export interface WireListener {
  up(data: string | Uint8Array): void;
  down(data: string | Uint8Array): void;
}

/** Both ends of one line. Messages arrive in later microtasks, in order, as they would on a socket. */
export class Wire implements Transport {
  /** The server's buffer is always empty: the client reads at once. */
  readonly buffered = 0;
  /** The client's end. */
  readonly socket: SocketLike & { readyState: number };
  readonly #listener: WireListener;
  #receiver: Receiver | undefined;
  #isOpen = true;

  constructor(listener: WireListener) {
    this.#listener = listener;
    this.socket = {
      readyState: 0,
      onopen: null,
      onmessage: null,
      onclose: null,
      onerror: null,
      send: (data) => this.#up(data),
      // What was sent before still arrives: a page that is left says goodbye.
      close: () => queueMicrotask(() => this.cut()),
    };
  }

  /** The server took the line. */
  open(receiver: Receiver): void {
    this.#receiver = receiver;
    this.socket.readyState = 1;
    queueMicrotask(() => this.#isOpen && this.socket.onopen?.(new Event("open") as never));
  }

  /** The server speaks. */
  send(data: string | Uint8Array): void {
    if (!this.#isOpen) return;
    queueMicrotask(() => {
      if (!this.#isOpen) return;
      this.#listener.down(data);
      const came = typeof data === "string" ? data : data.slice().buffer;
      this.socket.onmessage?.({ data: came } as never);
    });
  }

  /** The server ends the line. */
  close(code: number, reason: string): void {
    // What was sent before still arrives.
    queueMicrotask(() => this.#end(code, reason));
  }

  /** The line is gone, for both. */
  cut(): void {
    this.#end(1006, "");
  }

  #up(data: string | Uint8Array): void {
    if (!this.#isOpen) return;
    queueMicrotask(() => {
      if (!this.#isOpen) return;
      this.#listener.up(data);
      this.#receiver?.message(data);
    });
  }

  #end(code: number, reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.socket.readyState = 3;
    this.#receiver?.closed();
    queueMicrotask(() => this.socket.onclose?.({ code, reason } as never));
  }
}
