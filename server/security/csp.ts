/** Headers that a live page gets unless somebody set another value before. */

/**
 * The option `csp`: the default policy, the target policy, one's own, or none.
 *
 * @category Hub
 */
export type CspOption = "default" | "strict" | false | { readonly policy: string };

/**
 * The target policy, for routes of the app's own.
 *
 * @category Hub
 */
export const STRICT_CSP: string =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'; " +
  "require-trusted-types-for 'script'; trusted-types djust";

const POLICIES = {
  default: "base-uri 'self'; object-src 'none'; frame-ancestors 'self'",
  strict: STRICT_CSP,
} as const;

/** The headers of a live page. */
export function pageHeaders(csp: CspOption): [name: string, value: string][] {
  const headers: [string, string][] = [
    ["content-type", "text/html; charset=utf-8"],
    ["cache-control", "private, no-store"],
    ["x-content-type-options", "nosniff"],
    ["referrer-policy", "strict-origin-when-cross-origin"],
  ];
  if (csp !== false) {
    const policy = typeof csp === "string" ? POLICIES[csp] : csp.policy;
    headers.push(["content-security-policy", policy]);
  }
  return headers;
}
