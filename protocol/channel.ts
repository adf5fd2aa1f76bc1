/** Channels of the wire: kinds, and the letters of what is never counted. */

import { type ChannelDown, CODE, type Json, type Letters } from "./message.ts";
import { FRAME_LIMITS } from "./limits.ts";

/**
 * A kind of channel: what goes over it, which way, and what becomes of it when a page is slow.
 *
 * @category Extensions
 */
export interface ChannelKind {
  /** By which both halves know it: letters, digits, `-`, `_`, `:`, up to 32. */
  readonly name: string;
  /** `text` is JSON, `binary` bytes. */
  readonly codec: "text" | "binary";
  /** Who may send. */
  readonly direction: "up" | "down" | "both";
  /**
   * `reliable`: everything arrives, in order, and waits while a page is slow; what a cut took is its
   * own room's to send again. `droppable`: only the latest counts.
   */
  readonly delivery: "reliable" | "droppable";
  /** Messages a second that a page may send, over all channels of the kind on its socket. */
  readonly rate: number;
  /** How many at once. */
  readonly burst: number;
  /** Bytes of the largest message of a page. */
  readonly bytes: number;
  /** Reliable ones: messages that a page may send ahead of who takes them. */
  readonly credit: number;
}

const DEFAULTS = { direction: "both", rate: 25, burst: 30, bytes: FRAME_LIMITS.bytes, credit: 16 };
const NUMBERS = ["rate", "burst", "bytes", "credit"] as const;

/** What a binary message may have besides its payload's 64 KiB: a header of its room's own. */
export const HEADER_BYTES = 32;

/**
 * Makes a kind of channel.
 *
 * @example
 * ```ts
 * import { channelKind } from "@djust/live";
 *
 * const pointer = channelKind({ name: "pointer", codec: "binary", delivery: "droppable" });
 * ```
 *
 * @category Extensions
 */
export function channelKind(
  given: Pick<ChannelKind, "name" | "codec" | "delivery"> & Partial<ChannelKind>,
): ChannelKind {
  const kind = { ...DEFAULTS, ...given } as ChannelKind;
  const refuse = (why: string): never => {
    throw new TypeError(`Cannot make the kind of channel ${JSON.stringify(given.name)}: ${why}`);
  };
  if (typeof kind.name !== "string" || !/^[\w:-]{1,32}$/.test(kind.name)) {
    refuse("its name is no short word; use letters, digits, -, _ and :");
  }
  for (
    const [member, known] of [
      ["codec", ["text", "binary"]],
      ["direction", ["up", "down", "both"]],
      ["delivery", ["reliable", "droppable"]],
    ] as const
  ) {
    if (!(known as readonly string[]).includes(kind[member])) {
      refuse(`its ${member} is ${JSON.stringify(kind[member])}; write "${known.join('" or "')}"`);
    }
  }
  for (const member of NUMBERS) {
    if (!(kind[member] >= 1 && Number.isFinite(kind[member]))) {
      refuse(`its ${member} is ${String(kind[member])}; give a number from 1 up`);
    }
  }
  return Object.freeze(kind);
}

/** Addresses of one connection: one byte, and 0 is none. */
export const ADDRESSES = 255;

/**
 * What is sent over channels: encoded once, however many pages get it.
 *
 * @category Extensions
 */
export class ChannelData {
  /** Whether it is JSON or bytes. */
  readonly codec: ChannelKind["codec"];
  /** About how many bytes it has on the wire. */
  readonly size: number;
  readonly #body: string | Uint8Array;
  /** By address: pages of one room have few of them. */
  readonly #encoded: (string | Uint8Array | undefined)[] = [];
  #went: WeakSet<object> | undefined;

  /** Copies what it is given. */
  constructor(data: Json | Uint8Array) {
    this.codec = data instanceof Uint8Array ? "binary" : "text";
    this.#body = data instanceof Uint8Array ? data.slice() : textOf(data);
    this.size = this.#body.length + 8;
  }

  /** As it goes to a page that has this address for it. */
  at(address: number): string | Uint8Array {
    return this.#encoded[address] ??= typeof this.#body === "string"
      ? `[${CODE.data},${address},${this.#body}]`
      : bytesAt(address, this.#body);
  }

  /** Whether this way was not taken before; it is from now on. */
  takes(way: object): boolean {
    const went = this.#went ??= new WeakSet();
    return !went.has(way) && !!went.add(way);
  }
}

function textOf(data: unknown): string {
  const text = JSON.stringify(data);
  if (text !== undefined) return text;
  throw new TypeError(`Cannot send ${String(data)} over a channel: it does not fit into JSON`);
}

/** A binary message: the address, and what belongs to it. */
export function bytesAt(address: number, payload: Uint8Array): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(payload.length + 1);
  bytes[0] = address;
  bytes.set(payload, 1);
  return bytes;
}

/** Address and payload of a binary message; undefined where it is none. */
export function readBytes(
  data: unknown,
): { address: number; payload: Uint8Array<ArrayBuffer> } | undefined {
  const bytes = data instanceof ArrayBuffer
    ? new Uint8Array(data)
    : data instanceof Uint8Array
    ? data.slice()
    : undefined;
  const address = bytes?.[0];
  return bytes && address ? { address, payload: bytes.subarray(1) } : undefined;
}

/** Data of a page, as JSON. */
export function dataText(address: number, data: Json): string {
  return `[${CODE.data},${address},${JSON.stringify(data)}]`;
}

/** Who hears of channels. */
export interface ChannelReader {
  began(kind: string, address: number, instance: number, detail: Json | undefined): void;
  shut(address: number, instance: number): void;
  /** So many more messages may go up. */
  credited(address: number, count: number): void;
  heard(address: number, data: Json): void;
}

/** Tells a reader what a message about channels says; false where it says nothing that can be. */
export function readChannel(letters: Letters, reader: ChannelReader): boolean {
  const [code, first, address, third, fourth] = letters;
  if (code === CODE.data) reader.heard(first as number, address ?? null);
  else if (code !== CODE.channel || typeof address !== "number") return false;
  else if (typeof first === "string") reader.began(first, address, third as number, fourth);
  else if (first === 0) reader.shut(address, third as number);
  else reader.credited(address, first as number);
  return true;
}

/** A message about channels as it travels. */
export function channelText(down: ChannelDown): string {
  switch (down.type) {
    case "open": {
      const { kind, address, instance, detail } = down;
      const letters: Json[] = [CODE.channel, kind, address, instance];
      return JSON.stringify(detail === undefined ? letters : [...letters, detail]);
    }
    case "close":
      return `[${CODE.channel},0,${down.address},${down.instance}]`;
    case "grant":
      return `[${CODE.channel},${down.count},${down.address}]`;
    case "data":
      return dataText(down.address, down.data);
    default:
      return down satisfies never;
  }
}
