/** What of a flash fits into a cookie or a URL: long messages are cut, kinds too many are left out. */

import { byteLength } from "../../protocol/mod.ts";
import type { CarriedFlash, CarriedMessage } from "../world/mod.ts";

/** Characters of a message that is cut to make room for other kinds, at least. */
const LEAST = 40;
/** Losses told one by one. */
const TOLD = 3;

type Message = readonly [kind: string, message: CarriedMessage];

/** The messages whose JSON has at most so many bytes; `warn` is told what was lost. */
export function carried(
  flash: CarriedFlash,
  bytes: number,
  warn: (message: string) => void,
): CarriedFlash {
  const all = Object.entries(flash);
  if (fits(all, bytes)) return flash;
  const kept = keptOf(all, bytes);
  const most = longest(kept, bytes);
  warn(
    `Cannot carry all of the flash: ${lossOf(all, kept, most)}; a redirect carries messages in a ` +
      `cookie: keep them short, and show long texts in the page`,
  );
  return Object.fromEntries(cut(kept, most));
}

/** Those that have a place when each is as short as it may be. */
function keptOf(messages: readonly Message[], bytes: number): Message[] {
  let left = bytes - 2;
  return messages.filter((message) => {
    const own = sizeOf(cut([message], LEAST)) - 1;
    if (own > left) return false;
    left -= own;
    return true;
  });
}

/** How long messages may be so that all fit. */
function longest(messages: readonly Message[], bytes: number): number {
  let least = LEAST;
  let most = Math.max(LEAST, bytes);
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (fits(cut(messages, middle), bytes)) least = middle;
    else most = middle - 1;
  }
  return least;
}

function cut(messages: readonly Message[], most: number): Message[] {
  return messages.map(([kind, message]) => {
    const text = textOf(message);
    if (text.length <= most) return [kind, message];
    const cut = start(text, most);
    return [kind, typeof message === "string" ? cut : [cut, message[1]]];
  });
}

function textOf(message: CarriedMessage): string {
  return typeof message === "string" ? message : message[0];
}

/** The start of a text, and the sign that it goes on; never half a letter. */
function start(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "") + "…";
}

function fits(messages: readonly Message[], bytes: number): boolean {
  return sizeOf(messages) <= bytes;
}

function sizeOf(messages: readonly Message[]): number {
  return byteLength(JSON.stringify(Object.fromEntries(messages)));
}

function lossOf(all: readonly Message[], kept: readonly Message[], most: number): string {
  const losses: string[] = [];
  const places = new Set(kept);
  const shown = kept.map(([kind, message]) => [kind, textOf(message).length] as const)
    .filter(([, length]) => length > most)
    .map(([kind, length]) => `${quoted(kind)} was cut from ${length} to ${most} characters`);
  const out = all.filter((message) => !places.has(message)).map(([kind]) => quoted(kind));
  if (shown.length > 0) losses.push(listed(shown, "more were cut"));
  if (out.length > 0) losses.push(`${listed(out, "more")} were left out`);
  return losses.join("; ");
}

function listed(items: readonly string[], more: string): string {
  const rest = items.length - TOLD;
  return items.slice(0, TOLD).join(", ") + (rest > 0 ? ` and ${rest} ${more}` : "");
}

function quoted(kind: string): string {
  return `"${kind.slice(0, 40)}"`;
}
