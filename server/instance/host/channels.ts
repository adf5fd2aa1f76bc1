/** Channels of one instance: opened with every line, let go with it, closed with the view. */

import { ChannelData, type ChannelKind, type Json } from "../../../protocol/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import type { Channel, ChannelOptions } from "../../view/mod.ts";
import type { ChannelEnd, ChannelLine, ChannelPort, Outlet } from "../../world/mod.ts";

/** What channels need of their instance. */
export interface ChannelsHost {
  /** A room that no other instance has. */
  readonly ownRoom: string;
  /** User code failed. */
  report(phase: string, error: unknown): void;
}

/** The channels of one instance. */
export class Channels {
  readonly #host: ChannelsHost;
  readonly #all = new Set<OpenChannel>();
  #outlet: Outlet | undefined;
  #isEnded = false;

  /** None yet. */
  constructor(host: ChannelsHost) {
    this.#host = host;
  }

  /** Opens one more, at once where a line is there. */
  open(options: ChannelOptions): Channel {
    const channel = new OpenChannel(options, this.#host, () => this.#all.delete(channel));
    if (this.#isEnded) return channel;
    this.#all.add(channel);
    channel.attach(this.#outlet);
    return channel;
  }

  /** A line is there, or none is any more. */
  line(outlet: Outlet | undefined): void {
    if (outlet === this.#outlet) return;
    this.#outlet = outlet;
    for (const channel of [...this.#all]) {
      channel.detach("line");
      channel.attach(outlet);
    }
  }

  /** The view ends. */
  end(): void {
    this.#isEnded = true;
    this.#outlet = undefined;
    for (const channel of [...this.#all]) channel.end("ended");
  }
}

/** One channel, and what the connection that has it tells of it. */
class OpenChannel implements Channel, ChannelPort {
  readonly kind: ChannelKind;
  readonly room: string;
  readonly #options: ChannelOptions;
  readonly #host: ChannelsHost;
  readonly #forget: () => void;
  #line: ChannelLine | undefined;
  #isOver = false;

  constructor(options: ChannelOptions, host: ChannelsHost, forget: () => void) {
    this.kind = options.kind;
    this.room = options.room === undefined ? `view ${host.ownRoom}` : `room ${options.room}`;
    this.#options = options;
    this.#host = host;
    this.#forget = forget;
  }

  get isOpen(): boolean {
    return this.#line !== undefined;
  }

  get isCongested(): boolean {
    return this.#line?.isCongested === true;
  }

  send(data: Json | Uint8Array | ChannelData): boolean {
    const message = data instanceof ChannelData ? data : new ChannelData(data);
    const { name, codec, direction } = this.kind;
    if (message.codec !== codec || direction === "up") {
      throw new TypeError(
        `Cannot send ${message.codec === "text" ? "JSON" : "bytes"} over a channel "${name}": ` +
          (direction === "up" ? `only pages send there` : `its codec is "${codec}"`),
      );
    }
    return this.#line?.send(message) ?? false;
  }

  close(): void {
    this.end("closed");
  }

  /** A line is there: the page is told of it. */
  attach(outlet: Outlet | undefined): void {
    if (this.#isOver) return;
    this.#line = outlet?.open?.(this);
    if (this.#line) this.#call("opened", () => this.#options.opened?.());
  }

  /** It is let go; once. */
  detach(reason: ChannelEnd): void {
    const line = this.#line;
    if (!line) return;
    this.#line = undefined;
    line.close();
    this.#call("closed", () => this.#options.closed?.(reason));
  }

  /** It is over. */
  end(reason: ChannelEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#forget();
    if (this.#line) this.detach(reason);
    else this.#call("closed", () => this.#options.closed?.(reason));
  }

  detail(): Json | undefined {
    return this.#call("detail", () => this.#options.detail?.()) as Json | undefined;
  }

  message(data: Json | Uint8Array): void | Promise<void> {
    const came = this.#call("message", () => this.#options.message?.(data as never));
    if (!isThenable(came)) return;
    return Promise.resolve(came).then(() => {}, (error) => this.#failed("message", error));
  }

  congested(): void {
    this.#call("congested", () => this.#options.congested?.());
  }

  drained(): void {
    this.#call("drained", () => this.#options.drained?.());
  }

  closed(reason: ChannelEnd): void {
    if (reason === "line") this.detach(reason);
    else this.end(reason);
  }

  #call(member: string, run: () => unknown): unknown {
    try {
      return run();
    } catch (error) {
      this.#failed(member, error);
      return undefined;
    }
  }

  #failed(member: string, error: unknown): void {
    this.#host.report(`${member} of the channel "${this.kind.name}"`, error);
  }
}
