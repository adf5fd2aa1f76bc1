/**
 * The ticket: a signed note in the page that allows a fresh mount of that page's URL, a day long, at
 * the socket of the page's own `live()`. The base, where that has its `/_djust`, is signed too.
 */

import { fromBase64Url, toBase64Url } from "../platform/mod.ts";
import { type Keyring, SIGNATURE_BYTES } from "./keyring.ts";
import { digest, isEqual } from "./signing.ts";

/** What a ticket says. */
export interface Ticket {
  /** Path and query of the page. */
  readonly url: string;
  /** When it ends, in milliseconds since 1970. */
  readonly expires: number;
  /** Fingerprint of the visitor's session. */
  readonly session: Uint8Array;
  /** Fingerprint of the painted HTML of the view itself. */
  readonly page: Uint8Array;
  /** Flash messages that were painted, as JSON; a fresh mount has to paint them again. */
  readonly flash: string;
}

/** What came of reading a ticket. */
export type TicketAnswer =
  | { type: "ticket"; ticket: Ticket }
  | { type: "expired"; by: number }
  | { type: "forged" };

/** The layout of the binary part: signature, format, expiry, fingerprints. 42 bytes, 56 characters. */
const AT = { format: SIGNATURE_BYTES, expires: 18, session: 22, page: 30, end: 42 } as const;
const TEXT_LENGTH = AT.end / 3 * 4;
const FORMAT = 1;

/** The fingerprint of a session's id. */
export function sessionPrint(id: string): Promise<Uint8Array> {
  return digest(`djust session\0${id}`, AT.page - AT.session);
}

/** Length of {@link pagePrint}. */
export const PAGE_PRINT_BYTES: number = AT.end - AT.page;

/** What a page was given of its view. */
export interface Printed {
  readonly content: string;
  readonly flash: string;
  readonly manners: string;
}

/** The fingerprint of what a view painted, and of how its handlers are called. */
export function pagePrint({ content, flash, manners }: Printed): Promise<Uint8Array> {
  // Manners begin with a brace, and a flash never with one.
  return digest(`${content}\0${manners}${flash}`, AT.end - AT.page);
}

/** Whether two fingerprints are the same. */
export const isSamePrint: (a: Uint8Array, b: Uint8Array) => boolean = isEqual;

/** Signs a ticket for this base: 56 characters, then the URL as it is. */
export async function writeTicket(
  keyring: Keyring,
  ticket: Ticket,
  base: string,
): Promise<string> {
  const bytes = new Uint8Array(AT.end);
  bytes[AT.format] = FORMAT;
  new DataView(bytes.buffer).setUint32(AT.expires, Math.floor(ticket.expires / 1_000));
  bytes.set(ticket.session, AT.session);
  bytes.set(ticket.page, AT.page);
  // A fragment never reaches a server, so the sign that begins it cannot stand in the URL.
  const flash = ticket.flash && "#" + toBase64Url(new TextEncoder().encode(ticket.flash));
  const tail = ticket.url + flash;
  bytes.set(await keyring.sign("ticket", signed(bytes, base, tail)));
  return toBase64Url(bytes) + tail;
}

/** Verifies a ticket at this time (milliseconds since 1970) and this base. Never throws. */
export async function readTicket(
  keyring: Keyring,
  text: string,
  { now, base }: { now: number; base: string },
): Promise<TicketAnswer> {
  const bytes = fromBase64Url(text.slice(0, TEXT_LENGTH));
  const tail = text.slice(TEXT_LENGTH);
  if (!bytes || bytes.length !== AT.end || !tail.startsWith("/") || bytes[AT.format] !== FORMAT) {
    return { type: "forged" };
  }
  const signature = bytes.slice(0, SIGNATURE_BYTES);
  const data = signed(bytes, base, tail);
  if (!await keyring.verify("ticket", data, signature)) return { type: "forged" };
  const expires = new DataView(bytes.buffer).getUint32(AT.expires) * 1_000;
  if (expires <= now) return { type: "expired", by: now - expires };
  const [url = "", flash = ""] = tail.split("#");
  return {
    type: "ticket",
    ticket: {
      url,
      expires,
      session: bytes.slice(AT.session, AT.page),
      page: bytes.slice(AT.page),
      flash: new TextDecoder().decode(fromBase64Url(flash) ?? new Uint8Array()),
    },
  };
}

/** What the signature covers: all but itself. */
function signed(bytes: Uint8Array, base: string, tail: string): Uint8Array {
  // No path has a zero in it, so the two cannot be taken apart in another place.
  const text = new TextEncoder().encode(`${base}\0${tail}`);
  const all = new Uint8Array(AT.end - SIGNATURE_BYTES + text.length);
  all.set(bytes.subarray(SIGNATURE_BYTES));
  all.set(text, AT.end - SIGNATURE_BYTES);
  return all;
}
