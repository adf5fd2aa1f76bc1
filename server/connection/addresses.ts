/** Addresses of one connection: which channel each stands for, and what pages may send there. */

import { ADDRESSES, type ChannelKind, CLOSE, type Json } from "../../protocol/mod.ts";
import type { Clock } from "../platform/mod.ts";
import { Bucket, type ChannelLine, type ChannelPort, type Limits } from "../world/mod.ts";
import { ChannelRoom } from "./channel_room.ts";

/** How often a full socket is looked at again; it has no event for it. */
const LOOK = 50;

/** What addresses need of their connection. */
export interface AddressesHost {
  readonly parts: { readonly limits: Limits; readonly clock: Clock };
  readonly faults: {
    violation(): void;
    misuse(reason: string): void;
    reject(code: "too-large", reason: string): void;
  };
  readonly transport: { readonly buffered: number };
  readonly timers: { after(ms: number, run: () => void): void };
  post(data: string | Uint8Array): void;
  /** Whether one more message that leads nowhere is welcome. */
  control(): boolean;
  close(code: number, reason: string): void;
}

/** The addresses of one connection. */
export class Addresses {
  readonly #host: AddressesHost;
  readonly #rooms = new Map<number, ChannelRoom>();
  readonly #byName = new Map<string, ChannelRoom>();
  /** Those that were given back, the oldest first: what a page sent there before it knew is no fault. */
  readonly #free = new Set<number>();
  readonly #buckets = new Map<string, Bucket>();
  #last = 0;
  #isFull = false;

  /** None yet. */
  constructor(host: AddressesHost) {
    this.#host = host;
  }

  /** How many channels there are. */
  get size(): number {
    return this.#rooms.size;
  }

  /** A view's channel gets the address of its room; undefined where there is none left. */
  open(port: ChannelPort, instance: number): ChannelLine | undefined {
    const name = `${port.kind.name}\0${port.room}`;
    const room = this.#byName.get(name) ?? this.#add(name, port.kind);
    return room?.join(port, instance);
  }

  /** A page sent something over a channel. */
  take(address: number, data: Json | Uint8Array): void {
    const { faults, parts: { clock } } = this.#host;
    const room = this.#rooms.get(address);
    if (!room) {
      if (this.#free.has(address)) return void this.#host.control();
      return faults.misuse(`no channel has the address ${address}`);
    }
    const { kind } = room;
    const codec = data instanceof Uint8Array ? "binary" : "text";
    if (kind.direction === "down" || kind.codec !== codec) {
      return faults.misuse(`a page may not send ${codec} over a channel "${kind.name}"`);
    }
    const size = data instanceof Uint8Array ? data.length : JSON.stringify(data).length;
    if (size > kind.bytes) {
      return faults.reject("too-large", `over ${kind.bytes} bytes for a channel "${kind.name}"`);
    }
    // Reliable ones are paced by the credit that they are given.
    const isWelcome = kind.delivery === "reliable" || this.#bucket(kind).take(clock.now());
    if (!isWelcome || !room.take(data)) faults.violation();
  }

  /** The connection is over. */
  end(): void {
    for (const room of [...this.#rooms.values()]) room.end("line");
  }

  #add(name: string, kind: ChannelKind): ChannelRoom | undefined {
    const address = this.#next();
    if (address === undefined) return undefined;
    const room = new ChannelRoom(kind, address, this.#roomHost(name, address));
    this.#rooms.set(address, room);
    this.#byName.set(name, room);
    return room;
  }

  #roomHost(name: string, address: number): ConstructorParameters<typeof ChannelRoom>[2] {
    const host = this.#host;
    const { softBuffer, ringBytes: bytes, ringFrames: messages } = host.parts.limits;
    return {
      most: { bytes, messages },
      get isCongested() {
        return host.transport.buffered > softBuffer;
      },
      post: host.post,
      waits: () => this.#startLooking(),
      pace: (kind, count, run) => {
        const wait = this.#bucket(kind).owe(count, host.parts.clock.now());
        if (wait > 0) host.timers.after(wait, run);
        else run();
      },
      emptied: () => {
        this.#rooms.delete(address);
        this.#byName.delete(name);
        this.#free.add(address);
      },
    };
  }

  /** One that was never given, else the one that was given back longest ago. */
  #next(): number | undefined {
    if (this.#last < ADDRESSES) return ++this.#last;
    const [oldest] = this.#free;
    if (oldest !== undefined) this.#free.delete(oldest);
    return oldest;
  }

  #bucket({ name, rate, burst }: ChannelKind): Bucket {
    const { clock } = this.#host.parts;
    const bucket = this.#buckets.get(name) ?? new Bucket(rate, burst, clock.now());
    this.#buckets.set(name, bucket);
    return bucket;
  }

  #startLooking(): void {
    if (this.#isFull) return;
    this.#isFull = true;
    this.#tell("congested");
    const { parts: { clock, limits: { softBuffer, stall } } } = this.#host;
    let least = this.#host.transport.buffered;
    let progressAt = clock.now();
    const look = (): void => {
      const { buffered } = this.#host.transport;
      if (buffered < least) {
        least = buffered;
        progressAt = clock.now();
      }
      if (buffered <= softBuffer) {
        this.#isFull = false;
        return this.#drained();
      }
      if (clock.now() - progressAt >= stall) {
        return this.#host.close(CLOSE.slow, "the page does not read");
      }
      this.#host.timers.after(LOOK, look);
    };
    this.#host.timers.after(LOOK, look);
  }

  #drained(): void {
    for (const room of [...this.#rooms.values()]) room.flush();
    if (!this.#isFull) this.#tell("drained");
  }

  #tell(news: "congested" | "drained"): void {
    for (const room of [...this.#rooms.values()]) room.tell(news);
  }
}
