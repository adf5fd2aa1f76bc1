/** One instance's place on a connection: wraps its messages, paces its replay, ends with it. */

import {
  ACK_EVERY,
  CLOSE,
  type ClosureEvent,
  encodeDown,
  type FailureCode,
  forInstance,
  type JoinOptions,
  type NamedEvent,
  RESUMED,
  type TextDown,
} from "../../protocol/mod.ts";
import type { Holder, Resident } from "../instance/mod.ts";
import type { ChannelLine, ChannelPort, Outlet, TerminateReason } from "../world/mod.ts";
import type { Origin } from "./join_answer.ts";

/** What a seat needs of its connection. */
export interface ChannelHost {
  /** Bytes that have not left yet. */
  readonly buffered: number;
  /** Sends a whole message. */
  post(text: string): void;
  /** An address for a channel of an instance; undefined where there is none left. */
  open(port: ChannelPort, instance: number): ChannelLine | undefined;
  /** Ends the connection. */
  close(code: number, reason: string): void;
  /** Grants that many events to be replayed: runs when it is their time, after others had their turn. */
  pace(events: number, run?: () => void): void;
  /** How many events may be replayed per grant. */
  readonly grant: number;
}

/** Where a seat stands. */
type ChannelState =
  | { type: "joining" }
  | { type: "live"; resident: Resident }
  | { type: "ended" };

/** One instance's place on a connection. */
export class InstanceChannel implements Outlet, Holder {
  /** The number the page gave the instance. */
  readonly number: number;
  readonly #host: ChannelHost;
  #state: ChannelState = { type: "joining" };
  /** Declared events still to be replayed, and how many of them may come now. */
  #replay = { left: 0, credit: 0 };
  #unacknowledged = 0;
  /** Those who wait for what becomes of its join. */
  #waiting: (() => void)[] = [];

  /** A seat for this number on this connection. */
  constructor(number: number, host: ChannelHost) {
    this.number = number;
    this.#host = host;
  }

  /** Whether it waits for its join, is live, or is over. */
  get type(): ChannelState["type"] {
    return this.#state.type;
  }

  /** Resolves when its join was answered, or is over. */
  answered(): Promise<void> {
    if (this.#state.type !== "joining") return Promise.resolve();
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #become(state: ChannelState): void {
    this.#state = state;
    for (const run of this.#waiting.splice(0)) run();
  }

  /** Who sits here, while it is live. */
  get resident(): Resident | undefined {
    return this.#state.type === "live" ? this.#state.resident : undefined;
  }

  /** See {@link Outlet.buffered}. */
  get buffered(): number {
    return this.#host.buffered;
  }

  /** See {@link Outlet.send}. */
  send(text: string): void {
    if (this.#state.type === "live") this.say(text);
  }

  /** See {@link Outlet.open}. */
  open(port: ChannelPort): ChannelLine | undefined {
    return this.#host.open(port, this.number);
  }

  /** See {@link Outlet.close}. */
  close(code: number, reason: string): void {
    // An instance that begins anew is no reason to cut the others on this line: `ended` follows.
    if (this.#state.type === "live" && code !== CLOSE.restart) this.#host.close(code, reason);
  }

  /** Sends a message about this instance, live or not. */
  say(text: string): void {
    this.#host.post(forInstance(this.number, text));
  }

  /** Sends an error that is not about one event. */
  fail(code: FailureCode, request?: string, detail?: number): void {
    this.#tell({ type: "error", code, request, detail });
  }

  #tell(down: TextDown): void {
    this.say(encodeDown(down));
  }

  /** Begins: from here on the instance may speak. */
  begin(resident: Resident, queued: number): void {
    this.#become({ type: "live", resident });
    this.#replay = { left: queued, credit: Math.min(queued, this.#host.grant) };
    this.#host.pace(this.#replay.credit);
  }

  /** Says that a join succeeded: mode 0 the page stays, mode 1 a full frame follows. */
  joined(mode: 0 | 1, options: JoinOptions): void {
    const { resident } = this;
    if (!resident) return;
    const { token } = resident.instance;
    this.#host.post(encodeDown({ type: "joined", instance: this.number, mode, token, options }));
  }

  /** Says that a resume succeeded, and where from if from a snapshot; what the page lacks follows. */
  resumed(from?: Origin): void {
    const { resident } = this;
    if (!resident) return;
    const { received } = resident.instance;
    const news = (from?.isBehind ? RESUMED.isBehind : 0) + (from?.lives ? RESUMED.lives : 0);
    this.#host.post(encodeDown({
      type: "resumed",
      instance: this.number,
      got: received,
      credit: this.#replay.credit,
      process: from?.process,
      news,
    }));
  }

  /** Whether the next event was declared and granted, so that it does not count against the rate. */
  spendCredit(): boolean {
    const replay = this.#replay;
    if (replay.credit === 0) return false;
    replay.credit--;
    replay.left--;
    if (replay.credit === 0 && replay.left > 0) {
      const next = Math.min(replay.left, this.#host.grant);
      this.#host.pace(next, () => {
        if (this.#state.type !== "live" || replay !== this.#replay) return;
        replay.credit = next;
        this.#tell({ type: "credit", count: replay.credit });
      });
    }
    return true;
  }

  /** One event of the page. */
  event(event: NamedEvent | ClosureEvent): void {
    this.resident?.instance.receive(event);
    this.#count();
  }

  /** One event of the page that does not run: it is answered with a code. */
  refuse(code: FailureCode): void {
    this.resident?.instance.refuse(code);
    this.#count();
  }

  #count(): void {
    const { resident } = this;
    if (!resident || ++this.#unacknowledged < ACK_EVERY) return;
    this.#unacknowledged = 0;
    this.#tell({ type: "ack", got: resident.instance.received });
  }

  /** See {@link Holder.takenOver}. */
  takenOver(): void {
    this.#become({ type: "ended" });
    this.#host.close(CLOSE.takenOver, "a newer try of this page has taken over");
  }

  /** See {@link Holder.ended}. */
  ended(reason: TerminateReason): void {
    if (this.#state.type === "ended") return;
    this.#become({ type: "ended" });
    switch (reason) {
      case "left":
      case "drained":
      case "disconnected":
        return;
      case "replaced":
        // The page comes back, and finds whoever has it now.
        return this.#host.close(CLOSE.restart, "another process or user has this page now");
      default:
        // The page joins again by its ticket.
        return this.fail("gone");
    }
  }

  /** It is over, without a word. Who sat here until now. */
  leave(): Resident | undefined {
    const { resident } = this;
    this.#become({ type: "ended" });
    return resident;
  }
}

/**
 * Whether one more instance may come. Numbers of embedded views rise while a page lives; what ended
 * needs no room, but is known for a while: events for it may be under way.
 */
export function hasRoomFor(
  number: number,
  channels: Map<number, InstanceChannel>,
  most: number,
): boolean {
  for (const [ended, { type }] of channels) {
    if (channels.size < 4 * most) break;
    if (type === "ended") channels.delete(ended);
  }
  const live = [...channels.values()].filter(({ type }) => type !== "ended");
  return live.length < most || live.some((channel) => channel.number === number);
}
