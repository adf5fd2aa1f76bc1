/** One transport that carries many instances: reads, paces and routes what a page sends. */

import {
  byteLength,
  CLOSE,
  type ClosureEvent,
  decodeUp,
  encodeDown,
  isJoin,
  type Join,
  type NamedEvent,
  type Resume,
  type UnreadableEvent,
  type Up,
} from "../../protocol/mod.ts";
import { Addresses } from "./addresses.ts";
import { attach, type AttachHost } from "./answer_join.ts";
import type { Resident } from "../instance/mod.ts";
import type { ChannelLine, ChannelPort } from "../world/mod.ts";
import { packed, type UpgradeFacts } from "./ask_app.ts";
import { ConnectionTimers } from "./connection_timers.ts";
import { Faults } from "./faults.ts";
import type { JoinAnswer } from "./join_answer.ts";
import { renewTicket } from "./page_ticket.ts";
import { SocketLimits } from "./socket_limits.ts";
import type { ConnectionParts } from "./connection_parts.ts";
import { type ChannelHost, hasRoomFor, InstanceChannel } from "./instance_channel.ts";
import type { Receiver, Transport } from "./transport.ts";

/** A live connection. Nothing here throws into the transport's callbacks. */
export class Connection implements Receiver, ChannelHost {
  readonly #transport: Transport;
  readonly #upgrade: () => UpgradeFacts;
  readonly #session: string;
  readonly #parts: ConnectionParts;
  readonly #channels = new Map<number, InstanceChannel>();
  readonly #pace: SocketLimits;
  readonly #faults: Faults;
  readonly #addresses: Addresses;
  readonly #host: AttachHost;
  readonly #timers: ConnectionTimers;
  #isSilent = true;
  #isOpen = true;
  #isDraining = false;

  /** Listens at the transport from now on. */
  constructor(transport: Transport, upgrade: UpgradeFacts, parts: ConnectionParts) {
    this.#transport = transport;
    this.#upgrade = packed(upgrade);
    this.#session = upgrade.session;
    this.#parts = parts;
    const pace = this.#pace = new SocketLimits(parts.limits, parts.clock.now());
    this.#timers = new ConnectionTimers(parts.clock, (error) => void this.#report("timer", error));
    const post = (text: string): void => this.post(text);
    const close = (code: number, reason: string): void => this.close(code, reason);
    this.#faults = new Faults({ parts, pace, post, close, address: upgrade.address });
    this.#host = {
      parts,
      post,
      close,
      isOpen: () => this.#isOpen,
      isNeeded: () => [...this.#channels.values()].some((channel) => channel.type !== "ended"),
    };
    this.#addresses = new Addresses({
      ...{ parts, transport, timers: this.#timers, faults: this.#faults, close },
      post: (data) => this.post(data),
      control: () => this.#control(),
    });
    this.#timers.after(parts.limits.firstMessage, () => {
      if (this.#isSilent) this.#faults.silent();
    });
    transport.open(this);
  }

  get grant(): number {
    return this.#parts.limits.grant;
  }

  get buffered(): number {
    return this.#transport.buffered;
  }

  /** Whether this visitor's session opened it, or has an instance on it. */
  isOf(session: string): boolean {
    return this.#session === session ||
      [...this.#channels.values()].some((channel) => channel.resident?.session === session);
  }

  /** Something came. See {@link Receiver.message}. */
  message(data: unknown): void {
    if (!this.#isOpen) return;
    try {
      this.#read(data);
    } catch (error) {
      this.#report("message", error);
      this.close(CLOSE.restart, "the server failed");
    }
  }

  /** The pipe is gone. See {@link Receiver.closed}. */
  closed(): void {
    this.#tearDown();
  }

  post(data: string | Uint8Array): void {
    if (this.#isOpen) this.#transport.send(data);
  }

  open(port: ChannelPort, instance: number): ChannelLine | undefined {
    return this.#isOpen ? this.#addresses.open(port, instance) : undefined;
  }

  /** Ends the connection; instances wait for a resume. Idempotent. */
  close(code: number, reason: string): void {
    if (!this.#isOpen) return;
    this.#transport.close(code, reason);
    // The transport's own news may come late or never.
    this.#tearDown();
  }

  pace(events: number, run?: () => void): void {
    const wait = this.#pace.replays.owe(events, this.#parts.clock.now());
    if (run) this.#timers.after(wait, run);
  }

  /** Tells the page to come back after so long. Synchronous: a dying process still sends it. */
  drain(after: number): void {
    this.#isDraining = true;
    this.post(encodeDown({ type: "drain", after }));
  }

  #read(data: unknown): void {
    const { limits } = this.#parts;
    if (this.#isSilent && typeof data === "string") {
      if (byteLength(data, limits.firstFrame) > limits.firstFrame) {
        return this.#faults.reject(
          "too-large",
          `the first message has over ${limits.firstFrame} bytes`,
        );
      }
    }
    const { frame: bytes, frameDepth: depth, frameKeys: keys } = limits;
    const up = decodeUp(data, { bytes, depth, keys });
    if (up.type === "failure") return this.#faults.reject(up.code, up.reason);
    if (this.#isSilent && !isJoin(up)) {
      return this.#faults.misuse(`the first message is a "${up.type}", not a join`);
    }
    this.#isSilent = false;
    this.#route(up, 0);
  }

  #route(up: Up, number: number): void {
    if (!this.#isOpen) return;
    switch (up.type) {
      case "event":
      case "closure":
      case "unreadable":
        return this.#event(up, number);
      case "batch":
        return up.messages.forEach((message) => this.#route(message, number));
      case "instance":
        return this.#route(up.message, up.instance);
      case "join":
      case "resume":
        return this.#join(up);
      case "ack":
        if (this.#control()) this.#instance(number)?.acked(up.got);
        return;
      case "heal":
        if (this.#control()) this.#instance(number)?.heal(up.block, up.lost);
        return;
      case "ping":
        if (!this.#control()) return;
        this.post(encodeDown({ type: "pong" }));
        for (const channel of this.#channels.values()) {
          renewTicket(channel, this.#parts).catch((error) => void this.#report("ticket", error));
        }
        return;
      case "bye":
        this.#bye(number);
        this.#control();
        return;
      case "data":
        return this.#addresses.take(up.address, up.data);
      case "bytes":
        return this.#addresses.take(up.address, up.payload);
      default:
        up satisfies never;
    }
  }

  #event(event: NamedEvent | ClosureEvent | UnreadableEvent, number: number): void {
    const channel = this.#channels.get(number);
    if (!channel || channel.type === "joining") {
      return this.#faults.misuse(
        `an event came for instance ${number} before its join was answered`,
      );
    }
    // What was under way when an instance ended: the page has been told, and it costs all the same.
    if (channel.spendCredit() || this.#pace.events.take(this.#parts.clock.now())) {
      return event.type === "unreadable" ? channel.refuse("bad-frame") : channel.event(event);
    }
    channel.refuse("rate");
    this.#faults.violation();
  }

  #instance(number: number): Resident["instance"] | undefined {
    return this.#channels.get(number)?.resident?.instance;
  }

  #bye(number: number): void {
    const resident = this.#channels.get(number)?.leave();
    this.#channels.delete(number);
    if (resident) void this.#parts.instances.end(resident, "left");
  }

  #join(message: Join | Resume): void {
    const number = message.instance;
    const { limits } = this.#parts;
    if (this.#isDraining) return;
    if (!hasRoomFor(number, this.#channels, limits.views)) {
      return this.#faults.misuse(
        `instance ${number} joins, but a page has at most ${limits.views}`,
      );
    }
    if (this.#channels.get(number)?.type === "joining") {
      return this.#faults.misuse(`instance ${number} joins twice`);
    }
    if (!this.#pace.joins.take(this.#parts.clock.now())) return this.#faults.tooFast("joins");
    // A page may give up an instance and begin anew on the same line.
    this.#bye(number);
    const around = message.within && this.#channels.get(message.within.instance);
    const channel = new InstanceChannel(number, this);
    this.#channels.set(number, channel);
    this.#answer(message, channel, around).catch((error) => {
      const request = this.#report("join", error);
      channel.fail("mount", request);
      this.close(CLOSE.restart, "the join failed");
    });
  }

  async #answer(
    message: Join | Resume,
    channel: InstanceChannel,
    around: InstanceChannel | undefined,
  ): Promise<void> {
    // Who it is in is asked first, and says what it is.
    await around?.answered();
    // An instance may end, or be taken by a newer try, while the app was asked: then ask again.
    for (let times = 0; times < 3; times++) {
      const answer = await this.#parts.answer(message, this.#upgrade(), around?.resident);
      if (this.#channels.get(channel.number) !== channel || !this.#isOpen) {
        return this.#drop(answer);
      }
      if (attach(answer, message, channel, this.#host)) return;
    }
    this.close(CLOSE.restart, "the page changed hands too often");
  }

  /** Nobody is there to hear the answer: what was mounted for it ends. */
  #drop(answer: JoinAnswer): void {
    const isNew = answer.type === "mounted" ||
      (answer.type === "resume" && answer.how === "restored");
    if (isNew) void answer.resident.instance.end("unclaimed").catch(() => {});
  }

  /** Whether one more message that is no event is welcome. */
  #control(): boolean {
    if (this.#pace.isStuck(this.buffered, this.#parts.clock.now())) {
      this.close(CLOSE.slow, "the page does not read");
    } else if (this.#pace.controls.take(this.#parts.clock.now())) return true;
    else this.#faults.violation();
    return false;
  }

  #report(phase: string, error: unknown): string {
    const request = this.#parts.requestId();
    this.#parts.observe({ type: "failure", phase, request, error });
    return request;
  }

  #tearDown(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#timers.end();
    this.#addresses.end();
    for (const channel of this.#channels.values()) {
      const resident = channel.leave();
      if (resident) this.#parts.instances.letGo(resident, channel);
    }
    this.#channels.clear();
    this.#parts.gone(this);
  }
}
