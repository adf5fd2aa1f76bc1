/** What stands before a path that was registered: an outer app, a base path, the values of its params. */

/** The part of a route's real path that an outer app has put before it; "" for none. */
export function outerPath(real: string, registered: string): string {
  const own = registered === "/" ? "" : registered;
  return real.endsWith(own) ? real.slice(0, real.length - own.length) : real;
}

/** A handler and the path under which an app has it. */
export interface Registered {
  readonly path: string;
  readonly handler?: unknown;
}

/**
 * The part of a running route's path that an outer app has put before it, where this app knows the
 * route: an outer app runs the very handler, or one that stands for it. undefined: it is no route of
 * this app.
 */
export function outerOf(
  running: Registered,
  registered: readonly Registered[],
): string | undefined {
  for (let handler = running.handler; handler !== undefined; handler = stoodForBy(handler)) {
    const paths = registered.filter((route) => route.handler === handler)
      .map(({ path }) => path)
      .filter((path) => path === "/" || running.path.endsWith(path));
    const [longest] = paths.sort((a, b) => b.length - a.length);
    if (longest !== undefined) return outerPath(running.path, longest);
  }
  return undefined;
}

/** A router that wraps a handler keeps it as a property, under a name that differs by version. */
function stoodForBy(handler: unknown): unknown {
  if (typeof handler !== "function") return undefined;
  return Reflect.ownKeys(handler).filter((key) => key !== "prototype")
    .map((key): unknown => Reflect.get(handler, key))
    .find((value) => typeof value === "function");
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
