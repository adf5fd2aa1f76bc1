/**
 * Probe of a server process: how long what tells moves takes, and how long a move waits until it is
 * sent. It stands around the platform's sockets and timers, so that nothing is measured from inside;
 * it has to be imported before all else.
 */

/** Milliseconds. */
export interface Probed {
  /** From the start of what the loop ran, a tick mostly, to its last send of moves. */
  readonly ticks: number[];
  /** From a move's coming to the last send of the frame that tells it. */
  readonly waits: number[];
}

/** A move with its address: what a page sends, in bytes. */
const MOVE = 6;
/** The first byte of a payload that tells moves; and of a move among them. */
const MOVES = 0;
const MOVED = 7;

let probed: { ticks: number[]; waits: number[] } = { ticks: [], waits: [] };
/** When what the loop runs now has begun. */
let begun = 0;
/** When moves came, by where they lead: the load makes no two that are alike. */
const came = new Map<number, number>();
/** The frame that is being sent to all. */
let sending: { readonly frame: Uint8Array; readonly begun: number; end: number } | undefined;

/** Where a move leads, as one number. */
const placeAt = (bytes: DataView, at: number): number => bytes.getUint32(at);

function finish(): void {
  if (!sending) return;
  const { frame, begun, end } = sending;
  sending = undefined;
  probed.ticks.push(end - begun);
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  for (let at = 3; at + MOVED <= frame.length; at += MOVED) {
    const place = placeAt(bytes, at + 3);
    const since = came.get(place);
    came.delete(place);
    if (since !== undefined) probed.waits.push(end - since);
  }
}

/** What was measured since the last call. */
export function takeProbed(): Probed {
  finish();
  const taken = probed;
  probed = { ticks: [], waits: [] };
  came.clear();
  return taken;
}

/** Begins. */
export function probe(): void {
  const { setTimeout } = globalThis;
  globalThis.setTimeout =
    ((run: (...args: unknown[]) => void, ms: number, ...args: unknown[]) =>
      setTimeout(() => {
        begun = performance.now();
        run(...args);
      }, ms)) as typeof setTimeout;

  const { prototype } = WebSocket;
  const { send } = prototype;
  prototype.send = function (data) {
    send.call(this, data);
    if (!(data instanceof Uint8Array) || data[1] !== MOVES) return;
    if (sending?.frame !== data) {
      finish();
      sending = { frame: data, begun, end: 0 };
    }
    sending.end = performance.now();
  };
  const hear = Object.getOwnPropertyDescriptor(prototype, "onmessage");
  Object.defineProperty(prototype, "onmessage", {
    ...hear,
    set(this: WebSocket, listener: (event: MessageEvent) => void) {
      hear?.set?.call(this, (event: MessageEvent) => {
        begun = performance.now();
        if (event.data instanceof ArrayBuffer && event.data.byteLength === MOVE) {
          came.set(placeAt(new DataView(event.data), 2), begun);
        }
        listener.call(this, event);
      });
    },
  });
}
