/** Addresses that a text may lead to: a model, or whoever wrote to it, chooses them. */

const SCHEMES = new Set(["https:", "http:", "mailto:"]);

/** An address that may be followed; undefined for any other. Where it has no scheme there is none. */
export function safeAddress(given: string): string | undefined {
  // Browsers read past white space and control characters.
  // deno-lint-ignore no-control-regex -- those are what it looks for
  if (/[\u0000-\u0020\u007f-\u00a0\u2028\u2029]/.test(given)) return undefined;
  const url = URL.parse(given);
  return url && SCHEMES.has(url.protocol) ? url.href : undefined;
}
