/** A transport over the platform's WebSocket. */

import type { Receiver, Transport } from "./transport.ts";

/** `WebSocket.OPEN`, without reading the global. */
const OPEN = 1;

/** What came of an upgrade: the response for the client, and the pipe. */
export interface Upgraded {
  readonly response: Response;
  readonly transport: Transport;
}

/**
 * Turns a request into a WebSocket. Afterwards nothing can be read of the request any more. `idle`
 * are the seconds without a sign of life (the platform pings by itself) after which it closes.
 */
export function upgrade(request: Request, idle: number): Upgraded {
  const { socket, response } = Deno.upgradeWebSocket(request, { idleTimeout: idle });
  return { response, transport: new WebSocketTransport(socket) };
}

/** Whether a request asks for a WebSocket. */
export function isUpgrade(headers: Headers): boolean {
  return headers.get("upgrade")?.toLowerCase() === "websocket";
}

class WebSocketTransport implements Transport {
  readonly #socket: WebSocket;
  /** What was sent before the socket was open; undefined once it is. */
  #early: (string | Uint8Array)[] | undefined = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.binaryType = "arraybuffer";
  }

  get buffered(): number {
    return this.#socket.bufferedAmount;
  }

  send(data: string | Uint8Array): void {
    if (this.#early) this.#early.push(data);
    // The state can change under us, and a throw here would end the process.
    else if (this.#socket.readyState === OPEN) {
      attempt(() => this.#socket.send(data as string | Uint8Array<ArrayBuffer>));
    }
  }

  close(code: number, reason: string): void {
    attempt(() => this.#socket.close(code, reason));
  }

  open(receiver: Receiver): void {
    const socket = this.#socket;
    socket.onopen = () => {
      const early = this.#early ?? [];
      this.#early = undefined;
      for (const data of early) this.send(data);
    };
    socket.onmessage = (event) => attempt(() => receiver.message(event.data));
    socket.onclose = () => attempt(() => receiver.closed());
    // After an error `close` may come twice, late or never.
    socket.onerror = (event) => {
      event.preventDefault();
      attempt(() => receiver.closed());
    };
  }
}

/** A throw inside of a socket's callback would end the process, so what gets here is dropped. */
function attempt(run: () => void): void {
  try {
    run();
  } catch {
    // The receiver has caught and reported what it could.
  }
}
