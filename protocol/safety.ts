/** Which URLs and attributes may reach a page: one set of rules for the painter and the patcher. */

/** What a refused URL becomes. */
export const BLOCKED_URL = "about:blank#blocked";

const URL_ATTRIBUTES =
  /^(?:href|src|action|formaction|xlink:href|data|poster|ping|srcset|cite|background|manifest)$/;

/** Whether an attribute holds a URL: some do on one element only, so the caller names it. */
export function isUrlAttribute(name: string, element: string): boolean {
  return URL_ATTRIBUTES.test(name) || (name === "content" && element === "meta") ||
    (isAnimation(element) && /^(?:to|from|by|values)$/.test(name));
}

/** SVG's animations write their values into another element's attribute, a link's URL too. */
function isAnimation(element: string): boolean {
  return /^(?:animate|set)$/i.test(element);
}

/** Whether an attribute may be set at all: handlers in text and whole documents may not. */
export function isSafeAttribute(name: string): boolean {
  return !/^on/i.test(name) && !/^srcdoc$/i.test(name);
}

/**
 * A URL as it may stand in an attribute: relative, http, https, mailto, tel, and image data in an
 * image's `src`. Anything else becomes {@link BLOCKED_URL}.
 */
export function safeUrl(value: string, name: string, element: string): string {
  if (name === "srcset" || name === "ping" || isAnimation(element)) {
    return splitUrls(value).every((part) => isAllowed(part, name, element)) ? value : BLOCKED_URL;
  }
  if (name === "content") return safeRefresh(value);
  return isAllowed(value, name, element) ? value : BLOCKED_URL;
}

/** The URLs of a list, split where a browser might. */
function splitUrls(value: string): string[] {
  return value.split(/[\s,;]+/);
}

/** `<meta content>`: a refresh begins with seconds and may hold a URL behind them. */
function safeRefresh(value: string): string {
  const url = /^[\s\0]*[\d.]+[\s;,]*(?:url\s*=)?\s*['"]?(.*)$/is.exec(value);
  return !url || isAllowed(url[1] ?? "", "content", "meta") ? value : BLOCKED_URL;
}

/** Whether one URL is allowed, as a browser reads it: without C0 controls and white space. */
function isAllowed(value: string, name: string, element: string): boolean {
  // deno-lint-ignore no-control-regex -- controls are what a browser drops
  const bare = value.replace(/[\u0000-\u0020\u007f-\u00a0\u2028\u2029\ufeff]+/g, "");
  const scheme = /^([^/?#:]*):/.exec(bare);
  if (!scheme) return true;
  if (/^(?:https?|mailto|tel)$/i.test(scheme[1] ?? "")) return true;
  return name === "src" && element === "img" &&
    /^data:image\/(?:png|jpeg|gif|webp)[;,]/i.test(bare);
}

/**
 * Whether a command of a page may write an attribute: what the server says of an element is the
 * server's alone, and styles come by classes.
 */
export function isCommandAttribute(name: string): boolean {
  return /^[a-z_][\w.:-]*$/.test(name) && isSafeAttribute(name) &&
    !/^(?:style$|dj$|dj-|data-dj)/.test(name);
}
