/** Text of frames: put together from texts, for most of what they hold is text long before. */

import { CODE, type Extras, type Head, type InstanceDown, type Json } from "./message.ts";
import type { Content, Definition, Op } from "./patch.ts";

/** What a frame brings to the page besides answers. */
export type FrameUpdate =
  | {
    readonly type: "patch";
    readonly patch: {
      readonly ops: readonly Op[];
      readonly templates: readonly Definition[];
    } | null;
    readonly head: Head | undefined;
  }
  /** Both regions anew. */
  | {
    readonly type: "full";
    readonly patch: {
      readonly content: Content;
      readonly flash: Content;
      readonly templates: readonly Definition[];
    };
    readonly head: Head | undefined;
    /** Manners of the view's handlers, JSON already; none where there are none. */
    readonly manners?: string | undefined;
  };

/** A frame; `extras` are members of {@link EXTRA}. Undefined when it would say nothing. */
export function frameText(
  update: FrameUpdate | undefined,
  answers: number,
  extras: readonly string[],
): string | undefined {
  let body = "";
  if (update?.type === "full") {
    const { content, flash } = update.patch;
    body = `,${JSON.stringify(content)},${JSON.stringify(flash)}`;
  } else if (update?.patch && update.patch.ops.length > 0) {
    body = "," + JSON.stringify(update.patch.ops).slice(1, -1);
  }
  const members = membersText(update, extras);
  if (update?.type === "full") return `[${CODE.full},${answers}${body}${members}]`;
  if (answers === 0 && body === "" && members === "") return undefined;
  return `[${answers}${body}${members}]`;
}

/** The extras object with its comma; `""` when there is none. */
function membersText(update: FrameUpdate | undefined, extras: readonly string[]): string {
  const templates = update?.patch?.templates;
  const hasTemplates = templates !== undefined && templates.length > 0;
  const manners = update?.type === "full" ? update.manners : undefined;
  if (!hasTemplates && !update?.head && !manners && extras.length === 0) return "";
  const members: string[] = [];
  if (hasTemplates) members.push(`"t":${JSON.stringify(templates)}`);
  if (update?.head) members.push(`"h":${JSON.stringify(update.head)}`);
  if (manners) members.push(`"m":${manners}`);
  members.push(...extras.filter((member) => member !== EXTRA.noHead || !update?.head));
  return `,{${members.join()}}`;
}

/** The same frame, and that the page should acknowledge it at once. */
export function askingText(frame: string): string {
  const end = ASKING.slice(1) + "]";
  return frame.endsWith("}]") ? `${frame.slice(0, -2)},${end}` : `${frame.slice(0, -1)},{${end}`;
}

const ASKING = `{"a":1}`;

/** A frame that only answers one event out of order. */
export function apartText(extras: readonly string[]): string {
  return `[0,{${extras.join()}}]`;
}

/** Members of a frame's extras, from parts that are JSON already. */
export const EXTRA = {
  pushes: (pushes: readonly string[]): string => `"e":[${pushes.join()}]`,
  errors: (notes: readonly string[]): string => `"x":[${notes.join()}]`,
  replies: (notes: readonly string[]): string => `"r":[${notes.join()}]`,
  number: (number: number): string => `"n":${number}`,
  leave: (to: string): string => `"to":${to}`,
  /** An empty head: a page fetches what runs commands before it takes a frame that brings some. */
  noHead: `"h":{}`,
} as const;

/** A push; both parts JSON. */
export function pushText(name: string, payload: string): string {
  return `[${name},${payload}]`;
}

/** An error or a reply, from the offset of its event and the rest of it. */
export function noteText(offset: number, rest: string): string {
  return `[${offset}${rest}`;
}

/** The rest of a reply's note; the reply is JSON. */
export function replyRest(reply: string): string {
  return `,${reply}]`;
}

/** Why something failed, as far as it is known. */
export interface FailureParts {
  readonly code: string;
  readonly request?: string | undefined;
  readonly detail?: Json | undefined;
}

/** The rest of an error, behind an offset or a code of the wire. */
export function failureRest({ code, request, detail }: FailureParts): string {
  let text = `,"${code}"`;
  if (request !== undefined || detail !== undefined) text += `,${JSON.stringify(request ?? "")}`;
  if (detail !== undefined) text += `,${JSON.stringify(detail)}`;
  return text + "]";
}

/** A frame whose parts are values: for tests and tools. */
export function wholeText(down: Extract<InstanceDown, { type: "frame" | "full" }>): string {
  const { answers, extras = {} } = down;
  const members = Object.entries(extras satisfies Extras)
    .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`);
  const update: FrameUpdate = down.type === "full"
    ? {
      type: "full",
      patch: { content: down.content, flash: down.flash, templates: [] },
      head: undefined,
    }
    : { type: "patch", patch: { ops: down.ops, templates: [] }, head: undefined };
  return frameText(update, answers, members) ?? `[${answers}]`;
}
