/** Messages of a server: written, and read by whoever takes them. */

import { type ChannelReader, channelText, readBytes, readChannel } from "./channel.ts";
import { isForbidden } from "./codec.ts";
import { failureRest, wholeText } from "./frame_text.ts";
import {
  CODE,
  type Down,
  type Extras,
  type InstanceDown,
  type JoinOptions,
  type Json,
  type Letters,
  type TextDown,
} from "./message.ts";
import type { Content, Op } from "./patch.ts";
import { forInstance } from "./up.ts";

/** Who takes what is about one instance. */
export interface InstanceReader {
  framed(frame: Letters): void;
  full(frame: Letters, answers: number, contents: readonly Content[]): void;
  joined(isFull: boolean, token: string, options: JoinOptions | undefined): void;
  resumed(got: number, credit: number, process: string | undefined, news: number | undefined): void;
  acked?(got: number): void;
  granted(count: number): void;
  failed(code: string, request: string | undefined, detail: Json | undefined): void;
  ticketed(ticket: string): void;
  warned(warning: readonly [name: string, message: string]): void;
}

/** Who takes what is about the page, and knows who takes the rest. */
export interface DownReader {
  /** What only says that the server is alive. */
  pong?(): void;
  drained(after: number): void;
  moved(to: string | undefined): void;
  /** Of channels, and over them: {@link readChannel} reads it. */
  channelled(letters: Letters): void;
  /** Who takes what is about the instance of this number; undefined where nobody does. */
  readerOf(instance: number): InstanceReader | undefined;
}

/** The letters of a message; undefined where it is none. */
export function parseDown(data: unknown): Letters | undefined {
  if (typeof data !== "string") return undefined;
  try {
    // Each value is looked at only where such a key may stand: a letter can be written as its number.
    const isSuspect = /"(?:__proto__|constructor|prototype)"\s*:|\\u/.test(data);
    const value: unknown = JSON.parse(data, isSuspect ? unlessForbidden : undefined);
    return Array.isArray(value) && typeof value[0] === "number"
      ? value as unknown as Letters
      : undefined;
  } catch {
    return undefined;
  }
}

function unlessForbidden(key: string, value: unknown): unknown {
  return isForbidden(key) ? undefined : value;
}

/** Tells a reader what a message says. Throws where that makes no sense. */
export function readDown(letters: Letters, reader: DownReader): void {
  const [code, first, second] = letters;
  switch (code) {
    case CODE.ping:
      return reader.pong?.();
    case CODE.drain:
      return reader.drained(first as number);
    case CODE.reload:
      return reader.moved(first as string | undefined);
    case CODE.channel:
    case CODE.data:
      return reader.channelled(letters);
  }
  const isAddressed = code === CODE.instance || code === CODE.join || code === CODE.resume;
  const instance = reader.readerOf(isAddressed ? first as number : 0);
  if (instance) readOne(code === CODE.instance ? second as unknown as Letters : letters, instance);
}

function readOne(letters: Letters, reader: InstanceReader): void {
  const [code, first, second, third, fourth, fifth] = letters;
  if (code >= 0) return reader.framed(letters);
  switch (code) {
    case CODE.join:
      return reader.joined(second === 1, third as string, fourth as JoinOptions | undefined);
    case CODE.resume:
      return reader.resumed(second as number, third as number, fourth as string, fifth as number);
    case CODE.credit:
      return reader.granted(first as number);
    case CODE.full:
      return reader.full(letters, first as number, [second as Content, third as Content]);
    case CODE.error:
      return reader.failed(first as string, second as string | undefined, third);
    case CODE.ticket:
      return reader.ticketed(first as string);
    case CODE.warning:
      return reader.warned([first as string, second as string]);
    case CODE.ack:
      return reader.acked?.(first as number);
    default:
      throw new Error(String(code));
  }
}

/** What a frame carries besides its ops. */
export function extrasOf(frame: readonly unknown[]): Extras {
  const last = frame.at(-1);
  return typeof last === "object" && last !== null && !Array.isArray(last) ? last as Extras : {};
}

/** What a message says, for who looks at all of them; undefined where it is none. */
export function decodeDown(data: unknown): Down | undefined {
  const bytes = readBytes(data);
  if (bytes) return { type: "bytes", ...bytes };
  const letters = parseDown(data);
  let down: Down | undefined;
  if (!letters) return undefined;
  try {
    readDown(letters, {
      pong: () => down = { type: "pong" },
      drained: (after) => down = { type: "drain", after },
      moved: (to) => down = { type: "reload", to },
      channelled: (letters) => void readChannel(letters, channelKeeper((read) => down = read)),
      readerOf: (instance) => keeper(instance, (read) => down = read),
    });
  } catch {
    return undefined;
  }
  return down;
}

/** Takes what is about a channel as one value. */
function channelKeeper(keep: (down: Down) => void): ChannelReader {
  return {
    began(kind, address, instance, detail) {
      keep({ type: "open", kind, address, instance, ...(detail !== undefined && { detail }) });
    },
    shut: (address, instance) => keep({ type: "close", address, instance }),
    credited: (address, count) => keep({ type: "grant", address, count }),
    heard: (address, data) => keep({ type: "data", address, data }),
  };
}

/** Takes what is about an instance as one value. */
function keeper(instance: number, keep: (down: Down) => void): InstanceReader {
  const put = (down: InstanceDown): void => keep({ ...down, instance });
  return {
    framed(frame) {
      const extras = extrasOf(frame);
      const [answers, ...rest] = frame;
      const ops = rest.at(-1) === extras ? rest.slice(0, -1) : rest;
      put({ type: "frame", answers, ops: ops as readonly Op[], extras });
    },
    full(frame, answers, [content = null, flash = null]) {
      put({ type: "full", answers, content, flash, extras: extrasOf(frame) });
    },
    joined(isFull, token, options) {
      put({ type: "joined", instance, mode: isFull ? 1 : 0, token, ...(options && { options }) });
    },
    resumed(got, credit, process, news) {
      const more = { ...(process !== undefined && { process }), ...(news && { news }) };
      put({ type: "resumed", instance, got, credit, ...more });
    },
    acked: (got) => put({ type: "ack", got }),
    granted: (count) => put({ type: "credit", count }),
    failed: (code, request, detail) => put({ type: "error", code, request, detail }),
    ticketed: (ticket) => put({ type: "ticket", ticket }),
    warned: ([name, message]) => put({ type: "warning", name, message }),
  };
}

/** A message as it travels. */
export function encodeDown(down: TextDown): string {
  switch (down.type) {
    case "pong":
      return `[${CODE.ping}]`;
    case "drain":
      return `[${CODE.drain},${down.after}]`;
    case "reload":
      return JSON.stringify(down.to === undefined ? [CODE.reload] : [CODE.reload, down.to]);
    case "open":
    case "close":
    case "grant":
    case "data":
      return channelText(down);
    // The number stands in these, so they need no wrapper.
    case "joined":
    case "resumed":
      return instanceText(down);
    default:
      return forInstance(down.instance ?? 0, instanceText(down));
  }
}

function instanceText(down: InstanceDown): string {
  switch (down.type) {
    case "frame":
    case "full":
      return wholeText(down);
    case "joined": {
      const { instance, mode, token, options } = down;
      const isPlain = options === undefined || Object.keys(options).length === 0;
      const letters: unknown[] = [CODE.join, instance, mode, token];
      return JSON.stringify(isPlain ? letters : [...letters, options]);
    }
    case "resumed": {
      const { instance, got, credit, process, news = 0 } = down;
      const letters: unknown[] = [CODE.resume, instance, got, credit];
      if (process !== undefined || news > 0) letters.push(process ?? "");
      if (news > 0) letters.push(news);
      return JSON.stringify(letters);
    }
    case "ack":
      return `[${CODE.ack},${down.got}]`;
    case "credit":
      return `[${CODE.credit},${down.count}]`;
    case "error":
      return `[${CODE.error}${failureRest(down)}`;
    case "ticket":
      return JSON.stringify([CODE.ticket, down.ticket]);
    case "warning":
      return JSON.stringify([CODE.warning, down.name, down.message]);
    default:
      return down satisfies never;
  }
}

/** Whether a message tells more than texts: lists, all of the page, its head, what is of channels. */
export function isRich(letters: readonly unknown[]): boolean {
  const [code, , inner] = letters;
  if (code === CODE.instance) return isRich(inner as unknown[]);
  if (code === CODE.full || code === CODE.channel || code === CODE.data) return true;
  return code as number >= 0 && (letters.some(Array.isArray) || !!extrasOf(letters).h);
}
