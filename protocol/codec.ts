/** Messages of a page: the only place where bytes become trusted ones. Nothing throws on any input. */

import { HEADER_BYTES, readBytes } from "./channel.ts";
import {
  type ClosureEvent,
  CODE,
  type EventFacts,
  type Join,
  type Json,
  type NamedEvent,
  type Params,
  type Resume,
  type TextUp,
  type UnreadableEvent,
  type Up,
  type Within,
} from "./message.ts";
import { FRAME_LIMITS, type FrameLimits, NAME_LENGTH } from "./limits.ts";

/** Why a message was not understood. */
export interface DecodeFailure {
  type: "failure";
  code: "bad-frame" | "too-large";
  reason: string;
}

/** Whether a key would reach a prototype; such keys are dropped wherever they stand. */
export const isForbidden = (key: string): boolean =>
  /^(?:__proto__|constructor|prototype)$/.test(key);

const bad = (reason: string): DecodeFailure => ({ type: "failure", code: "bad-frame", reason });

const tooLarge = ({ bytes }: FrameLimits): DecodeFailure => ({
  ...{ type: "failure", code: "too-large", reason: `over ${bytes} bytes` },
});

/** Length of a text in UTF-8 bytes, counted no further than `limit + 1`. */
export function byteLength(text: string, limit: number = Infinity): number {
  if (text.length > limit) return limit + 1;
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    if (unit < 0x800) bytes += 1;
    else if (unit >= 0xd800 && unit < 0xdc00 && isLow(text.charCodeAt(i + 1))) {
      bytes += 2;
      i++;
    } else bytes += 2;
    if (bytes > limit) return limit + 1;
  }
  return bytes;
}

/** Whether a code unit is the second half of a surrogate pair. */
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit < 0xe000;
}

/**
 * Reads what a page sent.
 *
 * @example
 * ```ts ignore
 * decodeUp('["save",{"id":1}]'); // { type: "event", name: "save", params: { id: 1 }, reply: false }
 * ```
 */
export function decodeUp(data: unknown, limits: FrameLimits = FRAME_LIMITS): Up | DecodeFailure {
  if (typeof data !== "string") return binary(data, limits);
  if (byteLength(data, limits.bytes) > limits.bytes) {
    return tooLarge(limits);
  }
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return bad("not JSON");
  }
  const budget = { depth: limits.depth - 1, keys: limits.keys };
  return message(value as Json, 0, budget) ?? bad("unknown message");
}

/** Bytes of a channel. */
function binary(data: unknown, limits: FrameLimits): Up | DecodeFailure {
  const size = (data as Partial<ArrayBuffer> | null | undefined)?.byteLength ?? 0;
  // What stands before the payload is the address, and a header of its room's.
  if (size > limits.bytes + HEADER_BYTES + 1) return tooLarge(limits);
  const bytes = readBytes(data);
  return bytes ? { type: "bytes", ...bytes } : bad("neither text nor bytes of a channel");
}

/** How deep params may be, and how many keys a frame still may have. */
interface Budget {
  readonly depth: number;
  keys: number;
}

/** Whether a value is within depth and keys; drops prototype keys on the way. */
function measure(value: unknown, depth: number, budget: Budget): boolean {
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) {
    budget.keys -= value.length;
    if (budget.keys < 0) return false;
    for (const item of value) if (!measure(item, depth - 1, budget)) return false;
    return true;
  }
  const record = value as Record<string, unknown>;
  for (const key of Object.keys(record)) {
    if (--budget.keys < 0) return false;
    if (isForbidden(key)) delete record[key];
    else if (!measure(record[key], depth - 1, budget)) return false;
  }
  return true;
}

/** A message, or undefined when it is none. `nesting` keeps batches and wrappers flat. */
function message(value: Json, nesting: number, budget: Budget): TextUp | undefined {
  if (typeof value === "string") return event([value], budget);
  if (!Array.isArray(value)) return undefined;
  const [head, first, second] = value;
  if (typeof head === "string") return event(value, budget);
  if (typeof head !== "number" || !Number.isSafeInteger(head)) return undefined;
  if (head === 0) {
    // An empty one would cost its sender nothing.
    if (nesting > 1 || value.length < 2 || (budget.keys -= value.length) < 0) return undefined;
    const messages: TextUp[] = [];
    for (let i = 1; i < value.length; i++) {
      const inner = message(value[i] as Json, nesting + 2, budget);
      if (!inner) return undefined;
      messages.push(inner);
    }
    return { type: "batch", messages };
  }
  if (head > 0) return closure(value, budget);
  switch (head) {
    case CODE.join:
      return isCount(first) ? join(first, second) : undefined;
    case CODE.resume:
      return isCount(first) ? resume(first, second) : undefined;
    case CODE.ack:
      return isCount(first) ? { type: "ack", got: first } : undefined;
    case CODE.heal:
      if (!isCount(first) || (second !== undefined && second !== 1)) return undefined;
      return { type: "heal", block: first, ...(second && { lost: true }) };
    case CODE.ping:
      return { type: "ping" };
    case CODE.bye:
      return { type: "bye" };
    case CODE.data: {
      // Not within what is for one instance: an address says all.
      const isThere = isCount(first) && first > 0 && second !== undefined && nesting !== 1;
      const fits = isThere && nesting < 3 && measure(second, budget.depth, budget);
      return fits ? { type: "data", address: first, data: second } : undefined;
    }
    case CODE.instance: {
      if (!isCount(first) || second === undefined || nesting === 1 || nesting > 2) return undefined;
      const inner = message(second, nesting + 1, budget);
      return inner && { type: "instance", instance: first, message: inner };
    }
    default:
      return undefined;
  }
}

/** A named event: `[name, params, reply, facts]`. */
function event(value: readonly Json[], budget: Budget): NamedEvent | UnreadableEvent {
  const [name, given, reply = 0, told] = value;
  const params = paramsOf(given, budget);
  const facts = factsOf(told);
  const isRead = typeof name === "string" && name.length > 0 && name.length <= NAME_LENGTH &&
    value.length <= 4 && (reply === 0 || reply === 1);
  if (!params || !facts || !isRead) return { type: "unreadable" };
  return { type: "event", name, params, reply: reply === 1, ...facts };
}

/** An event on a closure: `[block, anchor, params, on, facts]`. */
function closure(value: readonly Json[], budget: Budget): ClosureEvent | UnreadableEvent {
  const [block, anchor, given, on = "click", told] = value;
  const params = paramsOf(given === 0 ? undefined : given, budget);
  const facts = factsOf(told);
  const isRead = value.length <= 5 && isCount(block) && isCount(anchor) &&
    typeof on === "string" && on.length > 0 && on.length <= 64;
  if (!params || !facts || !isRead) return { type: "unreadable" };
  return { type: "closure", block, anchor, params, on, ...facts };
}

/** Facts as an event has them; undefined when they are something else. */
function factsOf(value: Json | undefined): { facts?: EventFacts } | undefined {
  if (value === undefined) return {};
  if (!isRecord(value)) return undefined;
  const { t = "", s = "", r } = value;
  // However long: a control's name must not keep an event from running.
  if (typeof t !== "string" || typeof s !== "string") return undefined;
  if (r !== undefined && typeof r !== "string") return undefined;
  return { facts: { ...(t && { t }), ...(s && { s }), ...(r !== undefined && { r }) } };
}

/** Params as a plain object; undefined when they are something else, or too much. */
function paramsOf(value: Json | undefined, budget: Budget): Params | undefined {
  if (value === undefined) return {};
  return isRecord(value) && measure(value, budget.depth, budget) ? value : undefined;
}

/** The fields of a join; undefined when one is missing or of another type. */
function join(instance: number, value: Json | undefined): Join | undefined {
  if (!isRecord(value)) return undefined;
  const { v, b, try: attempt, claim, ticket, pristine, queued } = value;
  const place = placeOf(value.in);
  if (!place || !isCount(v) || !isShort(b, 64) || !isCount(attempt)) return undefined;
  if (!isShort(claim ?? "", 64) || !isShort(ticket, 8_192)) return undefined;
  return {
    type: "join",
    instance,
    version: v,
    build: b,
    attempt,
    claim: (claim ?? "") as string,
    ticket,
    pristine: pristine === 1,
    queued: isCount(queued) ? queued : 0,
    ...place,
  };
}

/** The fields of a resume; undefined when one is missing or of another type. */
function resume(instance: number, value: Json | undefined): Resume | undefined {
  if (!isRecord(value)) return undefined;
  const { v, b, try: attempt, token, got, answered, apart, sent, on, queued } = value;
  if (!isCount(v) || !isShort(b, 64) || !isCount(attempt) || !isShort(token, 64)) return undefined;
  const place = placeOf(value.in);
  if (!place || !isCount(got) || !isCount(answered)) return undefined;
  return {
    type: "resume",
    instance,
    version: v,
    build: b,
    attempt,
    token,
    got,
    answered,
    apart: Array.isArray(apart) ? apart.filter(isCount) : [],
    sent: isCount(sent) ? sent : answered,
    process: isShort(on, 8) ? on : "",
    queued: isCount(queued) ? queued : 0,
    ...place,
  };
}

/** Where an embedded view stands, `[instance, name]`; undefined when it is something else. */
function placeOf(value: Json | undefined): { within?: Within } | undefined {
  if (value === undefined) return {};
  if (!Array.isArray(value) || value.length !== 2) return undefined;
  const [instance, name] = value;
  if (!isCount(instance) || !isShort(name, 128) || name === "") return undefined;
  return { within: { instance, name } };
}

/** Whether a value is a plain JSON object. */
function isRecord(value: Json | undefined): value is { [key: string]: Json } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value is an integer from 0 up. */
function isCount(value: Json | undefined): value is number {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}

/** Whether a value is a text of at most `length`. */
function isShort(value: Json | undefined, length: number): value is string {
  return typeof value === "string" && value.length <= length;
}
