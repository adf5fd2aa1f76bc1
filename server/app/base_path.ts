/** What stands before a path that was registered: an outer app, a base path, the values of its params. */

/** The part of a route's real path that an outer app has put before it; "" for none. */
export function outerPath(real: string, registered: string): string {
  const own = registered === "/" ? "" : registered;
  return real.endsWith(own) ? real.slice(0, real.length - own.length) : real;
}

/**
 * A path with the values of its params in their places; without those that have none. They are the
 * visitor's words, and a slash in one, or two slashes, would make "//another.host" of it.
 */
export function withValues(
  path: string,
  valueOf: (name: string) => string | undefined,
): string {
  return path.replaceAll(/\/:(\w+)(?:\{[^}]*\})?\??/g, (_, name: string) => {
    const value = valueOf(name);
    return value ? `/${encodeURIComponent(value)}` : "";
  });
}
