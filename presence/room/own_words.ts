/** Words of a page about itself: status, typing, selection. All that it may say, each checked. */

import type { Json } from "../../protocol/mod.ts";
import { type ChannelKind, channelKind } from "../../protocol/mod.ts";
import type { PresenceSelection } from "../../server/world/mod.ts";

/** The channel on which a page says them. */
export const PRESENCE: ChannelKind = channelKind({
  name: "presence",
  codec: "text",
  delivery: "reliable",
  direction: "both",
  rate: 12,
  burst: 24,
  bytes: 512,
});

/** What a page says of itself. */
export type OwnWord =
  | { readonly type: "status"; readonly status: "active" | "idle" | "away" }
  | { readonly type: "typing"; readonly field: string | undefined }
  | { readonly type: "selection"; readonly selection: PresenceSelection | undefined };

/** The most characters of a control's name. */
const NAME = 64;

/** The furthest a selection reaches. */
const FURTHEST = 10_000_000;

/** What a page has said; undefined where it is none of what it may say. */
export function readWord(data: unknown): OwnWord | undefined {
  if (!Array.isArray(data) || data.length > 4) return undefined;
  const [type, first, start, end] = data as Json[];
  switch (type) {
    case "status":
      return isStatus(first) ? { type, status: first } : undefined;
    case "typing":
      if (first === undefined) return { type, field: undefined };
      return isName(first) ? { type, field: first } : undefined;
    case "selection": {
      if (first === undefined) return { type, selection: undefined };
      const selection = { anchor: first, start, end };
      return isSelection(selection) ? { type, selection } : undefined;
    }
    default:
      return undefined;
  }
}

/** The name of what is typed in; throws where it is none. */
export function checkedField(field: unknown): string {
  if (isName(field)) return field;
  throw new TypeError(`Cannot type in a field without a name; give a text of 1 to ${NAME} letters`);
}

/** A selection; throws where it is none. */
export function checkedSelection(selection: unknown): PresenceSelection {
  if (isSelection(selection)) {
    const { anchor, start, end } = selection;
    return { anchor, start, end };
  }
  throw new TypeError(
    `Cannot select ${JSON.stringify(selection)}; give { anchor: "text", start: 0, end: 5 }`,
  );
}

function isStatus(value: unknown): value is "active" | "idle" | "away" {
  return value === "active" || value === "idle" || value === "away";
}

function isName(value: unknown): value is string {
  // Names are told to others: one line, and nothing that is hidden or turns what stands beside it.
  return typeof value === "string" && value.length <= NAME &&
    /^[^\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+$/u.test(value);
}

function isSelection(value: unknown): value is PresenceSelection {
  const { anchor, start, end } = (value ?? {}) as Partial<Record<string, unknown>>;
  return isName(anchor) && isPlace(start) && isPlace(end);
}

function isPlace(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= FURTHEST;
}
