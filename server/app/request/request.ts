/** A request as a site sees it, and the check of its Host, of which URLs are made. */

import { peerAddress } from "../../platform/mod.ts";
import { isProxy } from "../../security/mod.ts";
import type { LiveContext } from "./router.ts";

/** A request, as far as a site cares. */
export interface RequestLike {
  readonly url: URL;
  readonly headers: Headers;
  /** The address of the socket's other end. */
  readonly peer: string | undefined;
}

/** Headers in which browsers say that nobody looks at the page yet; Firefox and Safari had their own. */
const PURPOSES = ["sec-purpose", "purpose", "x-purpose", "x-moz"];

/** Most characters of a host and its port: a name has 253. */
const HOST_LENGTH = 259;

/** What is known of a request; undefined where its Host, or that of its target, names no host. */
export function requestOf(c: LiveContext): RequestLike | undefined {
  const headers = new Headers(c.req.raw.headers);
  const host = headers.get("host");
  const url = URL.parse(c.req.url);
  // HTTP/1.0 knows no Host: then the platform makes the URL of its own address.
  if (!url || (host !== null && !isHost(host))) return undefined;
  return { url, headers, peer: peerAddress(c.env) };
}

/** Whether a text can stand between `http://` and a path, and means a host there and nothing else. */
export function isHost(text: string): boolean {
  if (text.length > HOST_LENGTH || /[^\x21-\x7e]|[/\\?#@]/.test(text)) return false;
  return URL.canParse(`http://${text}/`);
}

/** Whether a page is fetched ahead: perhaps nobody will ever see it. */
export function isAhead(headers: Headers): boolean {
  return PURPOSES.some((name) => /prefetch|preview/i.test(headers.get(name) ?? ""));
}

/** What the log is told of a request that names no host. */
export function hostRefusal({ req }: LiveContext): string {
  const quoted = (text: string): string => `"${text.slice(0, 60)}"`;
  return `Cannot answer ${quoted(req.path)}: Host ${quoted(req.header("host") ?? "")} names no ` +
    `host; a proxy has to pass on the Host that the browser sends`;
}

/** The scheme the browser used, where it is known: plain http may hide a TLS proxy. */
export function schemeOf(
  { url, headers, peer }: RequestLike,
  proxies: readonly string[],
): string | undefined {
  if (url.protocol === "https:") return "https";
  if (!isProxy(peer, proxies)) return undefined;
  return headers.get("x-forwarded-proto")?.split(",")[0]?.trim().toLowerCase();
}
