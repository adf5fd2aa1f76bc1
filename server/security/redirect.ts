/** Redirect targets stay on the origin. */

/**
 * The target as path, query and fragment of this origin; undefined when it leads elsewhere or a
 * browser might read it so (`//evil`, `\\evil`, controls, `javascript:`).
 */
export function safeRedirect(to: string, origin: string): string | undefined {
  // deno-lint-ignore no-control-regex -- controls are what a browser drops before it parses
  if (typeof to !== "string" || /[\u0000-\u001f\u007f\\]/.test(to)) return undefined;
  if (/^\s|^\/\//.test(to)) return undefined;
  try {
    const home = new URL(origin);
    const url = new URL(to, home);
    // A blob: URL has the origin of its maker, so the scheme is compared too.
    if (url.origin !== home.origin || url.protocol !== home.protocol) return undefined;
    if (url.username || url.password) return undefined;
    const path = url.pathname + url.search + url.hash;
    // "/..//evil" has become "//evil": another host when it is read as a reference.
    return path.startsWith("//") ? undefined : path;
  } catch {
    return undefined;
  }
}
