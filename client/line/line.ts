/** The line to the server: one socket after another, paced by chance, dead ones found and left. */

import { CLOSE, isFinalClose, UP_TEXT } from "../../protocol/mod.ts";
import { type Clock, guarded } from "../platform/mod.ts";
import type { Failure } from "./outbox.ts";

/**
 * What is used of a WebSocket.
 *
 * @category Client
 */
export interface SocketLike {
  /** Messages can be sent from now on. */
  onopen: ((event: never) => void) | null;
  /** A message came; its text is the event's `data`. */
  onmessage: ((event: never) => void) | null;
  /** It is over; the event has a `code` and a `reason`. */
  onclose: ((event: never) => void) | null;
  /** Something failed; `onclose` follows. */
  onerror: ((event: never) => void) | null;
  /** What bytes come as: buffers, asks the client. */
  binaryType?: string;
  /** Sends a message. */
  send(data: string | Uint8Array<ArrayBuffer>): void;
  /** Ends it. */
  close(code?: number): void;
}

type State =
  | { type: "idle" }
  | { type: "waiting"; cancel(): void; firm: boolean }
  | { type: "opening"; socket: SocketLike }
  | { type: "open"; socket: SocketLike }
  | { type: "ended" };

/** What the line needs, and whom it tells. */
export interface LineHost {
  readonly clock: Clock;
  random(): number;
  connect(): SocketLike;
  /** Nobody looks: a little later will do. */
  isHidden(): boolean;
  cameUp(): void;
  received(data: unknown): void;
  /** The line is gone. In good order: the server said that it would go. */
  lost(isOrderly: boolean): void;
  /** There will be no other line. */
  ended(failure: Failure): void;
}

/** Milliseconds of silence after which the server is asked, and how long it may think. */
const SILENCE = 10_000;
const PATIENCE = 8_000;
const WAKE_PATIENCE = 2_000;
/** However long the server wants a page to stay away. */
const LONGEST = 60_000;
/** A server that goes. */
const AWAY = 1001;

/** One line; reconnects until it is closed. */
export class Line {
  readonly #host: LineHost;
  #state: State = { type: "idle" };
  #tries = 0;
  #heard = 0;
  #messages = 0;
  #stopBeat: () => void = () => {};
  /** Milliseconds by which everything sent is late: a simulator. */
  latency = 0;
  readonly #late: (() => void)[] = [];

  constructor(host: LineHost) {
    this.#host = host;
  }

  get isOpen(): boolean {
    return this.#state.type === "open";
  }

  /** Opens a socket now, unless there is one. */
  connect(): void {
    const { type } = this.#state;
    if (type === "open" || type === "opening") return;
    this.#stop();
    let socket: SocketLike;
    try {
      socket = this.#host.connect();
    } catch {
      this.#lose();
      return this.#host.lost(false);
    }
    this.#state = { type: "opening", socket };
    socket.binaryType = "arraybuffer";
    socket.onopen = guarded(() => {
      this.#state = { type: "open", socket };
      this.#host.cameUp();
    });
    socket.onmessage = guarded(({ data }: { data: unknown }) => {
      this.#heard = this.#host.clock.now();
      this.#messages++;
      this.#host.received(data);
    });
    socket.onclose = guarded(({ code, reason }: { code: number; reason: string }) => {
      if (isFinalClose(code)) this.end({ code: "refused", detail: code });
      else {
        const after = code === CLOSE.rate ? Number(reason) || SILENCE : undefined;
        this.#lose(after, code === AWAY || code === CLOSE.restart);
      }
    });
    this.#heard = this.#host.clock.now();
    this.#beat();
  }

  send(data: string | Uint8Array<ArrayBuffer>): void {
    const state = this.#state;
    const send = (): void => {
      if (state.type === "open" && this.#state === state) state.socket.send(data);
    };
    if (!this.latency && this.#late.length === 0) return send();
    this.#late.push(send);
    // The oldest goes, also when a later one waits less.
    this.#host.clock.after(this.latency, () => this.#late.shift()?.());
  }

  /** Everything is well: the next loss starts with short waits again. */
  settle(): void {
    this.#tries = 0;
  }

  /** Leaves this socket and comes back on another, at the time that the server wants if it goes. */
  renew(after?: number): void {
    // By our own will: no process is suspected.
    this.#lose(after, true);
  }

  /** The page woke up, or the network came back: try now, or see whether the line is alive. */
  wake(): void {
    const state = this.#state;
    if (state.type === "waiting" && !state.firm) this.connect();
    if (state.type === "open") this.#ask(WAKE_PATIENCE);
  }

  /** Closes until `connect` is called. */
  close(): void {
    const { type } = this.#state;
    this.#stop();
    this.#state = { type: "idle" };
    if (type === "open") this.#host.lost(false);
  }

  /** Closes for good. */
  end(failure: Failure): void {
    this.#stop();
    this.#state = { type: "ended" };
    this.#host.ended(failure);
  }

  /** A socket without listeners is nobody's, however long it takes to close. */
  #stop(): void {
    this.#stopBeat();
    const state = this.#state;
    if (state.type === "waiting") state.cancel();
    if (state.type !== "open" && state.type !== "opening") return;
    const { socket } = state;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  #lose(after?: number, isOrderly = false): void {
    const { clock, random, isHidden, lost } = this.#host;
    const { type } = this.#state;
    this.#stop();
    if (type === "ended") return;
    const wait = Math.min(
      LONGEST,
      after ?? random() * Math.min(20_000, 500 * 2 ** this.#tries++) * (isHidden() ? 4 : 1),
    );
    this.#state = {
      type: "waiting",
      firm: after !== undefined,
      cancel: clock.after(wait, () => this.connect()),
    };
    if (type === "open" || type === "opening") lost(isOrderly);
  }

  /** Asks after a silence; also finds a socket that never opens. */
  #beat(): void {
    const { clock } = this.#host;
    const rest = this.#heard + SILENCE - clock.now();
    if (rest > 0) this.#stopBeat = clock.after(rest, () => this.#beat());
    else this.#ask(PATIENCE);
  }

  #ask(patience: number): void {
    const before = this.#messages;
    this.#stopBeat();
    this.send(UP_TEXT.ping);
    this.#stopBeat = this.#host.clock.after(patience, () => {
      if (this.#messages > before) this.#beat();
      else this.#lose();
    });
  }
}
