/** Addresses of visitors: whom a connection counts for, and which proxies are believed. */

/** Where a request comes from, as its socket and its headers say. */
export interface AddressFacts {
  /** The address of the socket's other end. */
  readonly peer: string | undefined;
  /** The X-Forwarded-For header. */
  readonly forwarded: string | null;
  /** The option `proxies`: addresses and ranges (`10.0.0.0/8`) whose X-Forwarded-* headers count. */
  readonly proxies: readonly string[];
}

/** The visitor's address; undefined where nobody trustworthy says it. */
export function visitorAddress({ peer, forwarded, proxies }: AddressFacts): string | undefined {
  if (!isProxy(peer, proxies)) return peer;
  // Each proxy appends whom it saw: read from the end, up to the first one that is no proxy.
  const chain = (forwarded ?? "").split(",").map((part) => part.trim()).filter(Boolean);
  const said = chain.findLast((address) => !isProxy(address, proxies)) ?? chain[0] ?? peer;
  // What is no address may be anything, as long as a header.
  return said !== undefined && parseAddress(said) ? said : undefined;
}

/** Whether the peer's X-Forwarded-* headers count. */
export function isProxy(peer: string | undefined, proxies: readonly string[]): boolean {
  const bytes = peer === undefined ? undefined : parseAddress(peer);
  return bytes !== undefined && proxies.some((range) => isIn(bytes, range));
}

/**
 * What an address counts as: IPv4 itself, IPv6 its /64. Undefined for private ones, behind which
 * anybody may be, and for what is no address.
 */
export function countedAs(address: string | undefined): string | undefined {
  const bytes = address === undefined ? undefined : parseAddress(address);
  if (!bytes || PRIVATE.some((range) => isIn(bytes, range))) return undefined;
  return bytes.length === 4 ? bytes.join(".") : bytes.slice(0, 8).join(".") + "/64";
}

const PRIVATE: readonly string[] = [
  ...["0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16"],
  ...["172.16.0.0/12", "192.168.0.0/16", "::1", "::", "fc00::/7", "fe80::/10"],
];

/** Whether this is an address or a range, for the check of options. */
export function isRange(text: string): boolean {
  const [address = "", length, ...rest] = text.split("/");
  const bytes = parseAddress(address);
  if (!bytes || rest.length > 0) return false;
  return length === undefined || (/^\d{1,3}$/.test(length) && Number(length) <= bytes.length * 8);
}

/** Whether an address is within a range. */
function isIn(bytes: readonly number[], range: string): boolean {
  const [address = "", length] = range.split("/");
  const base = parseAddress(address);
  if (!base || base.length !== bytes.length) return false;
  let bits = length === undefined ? bytes.length * 8 : Number(length);
  for (let i = 0; i < bytes.length && bits > 0; i++, bits -= 8) {
    const mask = bits >= 8 ? 0xff : 0xff << (8 - bits) & 0xff;
    if (((bytes[i] ?? 0) & mask) !== ((base[i] ?? 0) & mask)) return false;
  }
  return true;
}

/** The 4 or 16 bytes of an address; IPv4 written as IPv6 counts as IPv4. */
export function parseAddress(text: string): number[] | undefined {
  // Some proxies write a port, brackets or a zone.
  const bare = text.replace(/^\[(.*)\](?::\d+)?$/, "$1").replace(/%.*$/, "")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1");
  return bare.includes(":") ? parseVersion6(bare) : parseVersion4(bare);
}

function parseVersion4(text: string): number[] | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseVersion6(text: string): number[] | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const [head, tail] = halves.map(groupsOf);
  if (!head || (halves.length === 2 && !tail)) return undefined;
  const missing = 16 - head.length - (tail?.length ?? 0);
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const bytes = [...head, ...new Array<number>(missing).fill(0), ...(tail ?? [])];
  const isVersion4 = bytes.slice(0, 10).every((byte) => byte === 0) &&
    bytes[10] === 0xff && bytes[11] === 0xff;
  return isVersion4 ? bytes.slice(12) : bytes;
}

/** The bytes of groups between colons; the last may be written as IPv4. */
function groupsOf(text: string): number[] | undefined {
  if (text === "") return [];
  const groups = text.split(":");
  const bytes: number[] = [];
  for (const [index, group] of groups.entries()) {
    if (group.includes(".") && index === groups.length - 1) {
      const last = parseVersion4(group);
      if (!last) return undefined;
      bytes.push(...last);
    } else {
      if (!/^[\da-f]{1,4}$/i.test(group)) return undefined;
      const value = parseInt(group, 16);
      bytes.push(value >> 8, value & 0xff);
    }
  }
  return bytes;
}
