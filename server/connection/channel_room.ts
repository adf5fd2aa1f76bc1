/** Room of a channel on one connection: its address, who of the page's views is in it, what waits. */

import { type ChannelData, type ChannelKind, encodeDown, type Json } from "../../protocol/mod.ts";
import type { ChannelEnd, ChannelLine, ChannelPort } from "../world/mod.ts";
import { isThenable } from "../platform/mod.ts";

/** What a room needs of its connection. */
export interface ChannelRoomHost {
  /** Whether the socket holds more than it should. */
  readonly isCongested: boolean;
  /** Bytes, and messages, that may wait for a page that does not read. */
  readonly most: { readonly bytes: number; readonly messages: number };
  post(data: string | Uint8Array): void;
  /** Something waits until the page has read. */
  waits(): void;
  /** When messages of this kind may be granted anew: runs then. */
  pace(kind: ChannelKind, count: number, run: () => void): void;
  /** The last view has left. */
  emptied(): void;
}

/** One room. */
export class ChannelRoom {
  readonly kind: ChannelKind;
  readonly address: number;
  readonly #host: ChannelRoomHost;
  readonly #members = new Map<ChannelPort, number>();
  /** Of droppable ones the latest, of reliable ones all. */
  #waiting: ChannelData[] = [];
  #bytes = 0;
  /** What came up, and waits for who takes it. */
  readonly #inbox: (Json | Uint8Array)[] = [];
  #isTaking = false;
  #credit: number;
  #taken = 0;

  /** A room nobody is in. */
  constructor(kind: ChannelKind, address: number, host: ChannelRoomHost) {
    this.kind = kind;
    this.address = address;
    this.#host = host;
    this.#credit = this.#isReliable && kind.direction !== "down" ? kind.credit : 0;
  }

  get #isReliable(): boolean {
    return this.kind.delivery === "reliable";
  }

  /** A view of this number joins it. */
  join(port: ChannelPort, instance: number): ChannelLine {
    const { address, kind } = this;
    const host = this.#host;
    const isFirst = this.#members.size === 0;
    this.#members.set(port, instance);
    const { name } = kind;
    const detail = port.detail();
    // Before it opens: who opens it may send at once.
    if (isFirst && this.#credit > 0) this.#grant(this.#credit);
    const more = detail === undefined ? {} : { detail };
    host.post(encodeDown({ type: "open", kind: name, address, instance, ...more }));
    const line: ChannelLine = {
      get isCongested() {
        return host.isCongested;
      },
      // Who has left drops its line; it is not looked up for every message.
      send: (data) => this.#members.size > 0 && this.#send(data),
      close: () => this.#leave(port),
    };
    return line;
  }

  /** Something came up; false where the page has no credit for it. */
  take(data: Json | Uint8Array): boolean {
    if (!this.#isReliable) {
      void this.#speaker?.message(data);
      return true;
    }
    if (this.#credit === 0) return false;
    this.#credit--;
    this.#inbox.push(data);
    this.#deliver();
    return true;
  }

  /** The page has read: what waits goes, as far as it may. */
  flush(): void {
    while (!this.#host.isCongested) {
      const data = this.#waiting.shift();
      if (!data) return;
      this.#bytes -= data.size;
      this.#host.post(data.at(this.address));
    }
  }

  /** Tells all views of the page. */
  tell(news: "congested" | "drained"): void {
    for (const port of [...this.#members.keys()]) port[news]();
  }

  /** Lets all views go. */
  end(reason: ChannelEnd): void {
    const ports = [...this.#members.keys()];
    if (reason !== "line") { for (const port of ports) this.#sayClosed(port); }
    this.#members.clear();
    this.#waiting = [];
    this.#inbox.length = 0;
    this.#host.emptied();
    for (const port of ports) port.closed(reason);
  }

  /** A page speaks with one voice, however many of its views are here: with the first one's. */
  get #speaker(): ChannelPort | undefined {
    return this.#members.keys().next().value;
  }

  #send(data: ChannelData): boolean {
    // Sent to each view of a room, it goes to their page once.
    if (this.#members.size > 1 && !data.takes(this)) return true;
    if (!this.#host.isCongested && this.#waiting.length === 0) {
      this.#host.post(data.at(this.address));
      return true;
    }
    if (!this.#isReliable) {
      // The latest takes the place of the one before.
      this.#waiting = [data];
      this.#bytes = data.size;
      this.#host.waits();
      return true;
    }
    const { bytes, messages } = this.#host.most;
    if (this.#bytes + data.size > bytes || this.#waiting.length >= messages) {
      this.end("overrun");
      return false;
    }
    this.#waiting.push(data);
    this.#bytes += data.size;
    this.#host.waits();
    return true;
  }

  #deliver(): void {
    while (!this.#isTaking) {
      const data = this.#inbox.shift();
      if (data === undefined) return;
      const taken = this.#speaker?.message(data);
      if (!isThenable(taken)) {
        this.#give();
        continue;
      }
      this.#isTaking = true;
      void taken.then(() => {
        this.#isTaking = false;
        this.#give();
        this.#deliver();
      });
    }
  }

  /** One more was taken: half of the credit is given back at a time, no faster than the kind's rate. */
  #give(): void {
    if (++this.#taken * 2 < this.kind.credit) return;
    const count = this.#taken;
    this.#taken = 0;
    this.#host.pace(this.kind, count, () => {
      if (this.#members.size === 0) return;
      this.#credit += count;
      this.#grant(count);
    });
  }

  #grant(count: number): void {
    this.#host.post(encodeDown({ type: "grant", address: this.address, count }));
  }

  #leave(port: ChannelPort): void {
    if (!this.#members.has(port)) return;
    this.#sayClosed(port);
    this.#members.delete(port);
    if (this.#members.size === 0) this.#host.emptied();
  }

  #sayClosed(port: ChannelPort): void {
    const instance = this.#members.get(port) ?? 0;
    this.#host.post(encodeDown({ type: "close", address: this.address, instance }));
  }
}
