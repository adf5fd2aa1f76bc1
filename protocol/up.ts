/** Messages of a page: written. Small functions, for a browser loads them. */

import { dataText } from "./channel.ts";
import {
  CODE,
  type EventFacts,
  type HelloFacts,
  type Join,
  type JoinFacts,
  type Json,
  type Params,
  type Resume,
  type ResumeFacts,
  type TextUp,
  type Up,
  type Within,
} from "./message.ts";

/** A handler with a name, or a closure where it stands: block and anchor. */
export type HandlerPlace = string | readonly [block: number, anchor: number];

/** Messages that are always the same. */
export const UP_TEXT = {
  /** Asks whether the line is alive. */
  ping: "[-5]",
  /** The page leaves an instance. */
  bye: "[-6]",
  /** An event that is counted, and does not run. */
  empty: '""',
} as const;

/** So many frames came. */
export function ackText(got: number): string {
  return `[${CODE.ack},${got}]`;
}

/** A block is wanted anew. */
export function healText(block: number, lost?: boolean): string {
  return `[${CODE.heal},${block}${lost ? ",1" : ""}]`;
}

/** A message about an instance, either way: the wrapper says which, and the first needs none. */
export function forInstance(instance: number, text: string): string {
  return instance ? `[${CODE.instance},${instance},${text}]` : text;
}

/** Several messages in one; one alone stays as it is. */
export function batchText(texts: readonly string[]): string {
  return texts.length === 1 ? texts[0] as string : `[0,${texts.join()}]`;
}

/** Whether an event's text is one on a closure. */
export function isClosureText(text: string): boolean {
  // Only a closure's message begins with a number.
  return /^\[\d/.test(text);
}

/** An event, as short as the wire allows. */
export function eventLetters(
  handler: HandlerPlace,
  on: string,
  params: Params,
  facts?: EventFacts,
): Json {
  const given = Object.keys(params)[0] ? params : 0;
  if (typeof handler === "string") {
    return facts ? [handler, params, 0, facts as Json] : given ? [handler, given] : handler;
  }
  const rest = facts ? [given, on, facts as Json] : on === "click" ? [given] : [given, on];
  // A click that tells nothing is its place alone.
  return rest[1] || given ? [...handler, ...rest] : [...handler];
}

/** A named event whose reply is waited for. */
export function callLetters(name: string, params: Params): Json {
  return [name, params, 1];
}

/** The first message of an instance: a resume where there is a token, else a join. */
export function helloLetters(instance: number, facts: JoinFacts | ResumeFacts): Json {
  const code = "token" in facts ? CODE.resume : CODE.join;
  return [code, instance, facts as unknown as Json];
}

/** A message as it travels. */
export function encodeUp(up: TextUp): string {
  switch (up.type) {
    case "event": {
      const { name, params, reply, facts } = up;
      if (!reply) return JSON.stringify(eventLetters(name, "", params, facts));
      return JSON.stringify(facts ? [name, params, 1, facts] : callLetters(name, params));
    }
    case "closure": {
      const { block, anchor, on, params, facts } = up;
      return JSON.stringify(eventLetters([block, anchor], on, params, facts));
    }
    case "unreadable":
      return UP_TEXT.empty;
    case "batch":
      return `[0,${up.messages.map(encodeUp).join()}]`;
    case "join":
      return JSON.stringify(helloLetters(up.instance, joinFactsOf(up)));
    case "resume":
      return JSON.stringify(helloLetters(up.instance, resumeFactsOf(up)));
    case "ack":
      return ackText(up.got);
    case "heal":
      return healText(up.block, up.lost);
    case "ping":
      return UP_TEXT.ping;
    case "bye":
      return UP_TEXT.bye;
    case "data":
      return dataText(up.address, up.data);
    case "instance":
      return forInstance(up.instance, encodeUp(up.message));
    default:
      return up satisfies never;
  }
}

function joinFactsOf({ version: v, build: b, attempt, queued, ...page }: Join): JoinFacts {
  const { claim, ticket, pristine, within } = page;
  const facts = { v, b, try: attempt, queued, claim, ticket, pristine: pristine ? 1 : 0 } as const;
  return { ...facts, ...placeOf(within) };
}

function resumeFactsOf({ version: v, build: b, attempt, queued, ...page }: Resume): ResumeFacts {
  const { token, got, process: on, answered, apart, sent, within } = page;
  const few = apart.length > 0 ? { apart } : {};
  return { v, b, try: attempt, queued, token, got, on, answered, ...few, sent, ...placeOf(within) };
}

function placeOf(within: Within | undefined): Pick<HelloFacts, "in"> {
  return within ? { in: [within.instance, within.name] } : {};
}

/** Whether a message only joins or resumes. */
export function isJoin(up: Up): boolean {
  if (up.type === "instance") return isJoin(up.message);
  if (up.type === "batch") return up.messages.length > 0 && up.messages.every(isJoin);
  return up.type === "join" || up.type === "resume";
}
