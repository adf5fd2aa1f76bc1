/** Faults of a socket: told to the page and to the log, and the socket is closed for them. */

import { CLOSE, encodeDown, type FailureCode } from "../../protocol/mod.ts";
import type { Clock } from "../platform/mod.ts";
import type { HubRecord, Limits } from "../world/mod.ts";
import type { SocketLimits } from "./socket_limits.ts";

/** What is needed of the connection. */
export interface FaultsHost {
  readonly parts: {
    readonly limits: Limits;
    readonly clock: Clock;
    observe(record: HubRecord): void;
  };
  readonly pace: SocketLimits;
  readonly address: string | undefined;
  /** Sends a whole message. */
  post(text: string): void;
  close(code: number, reason: string): void;
}

/** The faults of one socket. */
export class Faults {
  readonly #host: FaultsHost;

  /** None yet. */
  constructor(host: FaultsHost) {
    this.#host = host;
  }

  /** It never said who it is. */
  silent(): void {
    const { close, parts } = this.#host;
    this.#refuse("silent", `no join came within ${parts.limits.firstMessage} ms`);
    close(CLOSE.noJoin, "no join in time");
  }

  /** It spoke too fast once more, which may have been once too often. */
  violation(): void {
    const { pace, parts } = this.#host;
    if (pace.isOver(parts.clock.now())) this.tooFast("messages");
  }

  /** It speaks too fast: it may come back after the penalty. */
  tooFast(what: string): void {
    const { close, parts } = this.#host;
    this.#refuse("rate", `too many ${what} on one socket`);
    close(CLOSE.rate, String(parts.limits.penalty));
  }

  /** A message cannot be read. */
  reject(code: FailureCode, reason: string): void {
    const { close, post } = this.#host;
    this.#refuse("frame", `a message was not understood: ${reason}`);
    post(encodeDown({ type: "error", code }));
    close(CLOSE.badFrame, code);
  }

  /** A message can be read, and makes no sense here. */
  misuse(reason: string): void {
    const { close, post } = this.#host;
    this.#refuse("frame", reason);
    post(encodeDown({ type: "error", code: "bad-frame" }));
    close(CLOSE.misuse, "the protocol was misused");
  }

  #refuse(why: "silent" | "rate" | "frame", reason: string): void {
    const { address = "an unknown address", parts } = this.#host;
    parts.observe({ type: "refused", why, message: `Socket from ${address} closed: ${reason}` });
  }
}
