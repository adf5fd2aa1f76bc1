/** The start of a site: its routes are checked, and one line says what is live. */

import {
  checkState,
  declaredState,
  type Extension,
  extensionsOf,
  type ViewClass,
} from "../../view/mod.ts";
import type { StateStore } from "../../world/mod.ts";
import type { Settings } from "../settings/mod.ts";

/** Throws where a path has no view, or one with extensions that are none. */
export function checkRoute(path: string, view: unknown, use: readonly Extension[]): void {
  if (!path.startsWith("/")) {
    throw new TypeError(`Cannot start: route "${path}" has no "/" at its start; write "/${path}"`);
  }
  const prototype = (view as { prototype?: { render?: unknown; pushEvent?: unknown } })?.prototype;
  if (typeof prototype?.render !== "function" || typeof prototype.pushEvent !== "function") {
    throw new TypeError(
      `Cannot start: route "${path}" has no view; give a class that extends LiveView and has render()`,
    );
  }
  extensionsOf(view as ViewClass, use);
  checkState(view as ViewClass);
  const { post, name } = view as { readonly post?: unknown; readonly name: string };
  if (post !== undefined && typeof post !== "boolean") {
    throw new TypeError(
      `Cannot start: static post of "${name}" is ${typeof post}; ` +
        `write static post = false where its forms need the page's script`,
    );
  }
}

/**
 * What a view declares and nobody keeps. Throws where the store that was given cannot; without one
 * the answer is what an author should know.
 */
export function lackOf(view: ViewClass, state: StateStore | undefined): string | undefined {
  const [field] = declaredState(view).session;
  if (field === undefined || state?.sessions) return undefined;
  if (!state) {
    return `"${field}" of "${view.name}" has session scope, and without a store nothing is kept: ` +
      `add { state: … } to live()`;
  }
  throw new TypeError(
    `Cannot start: "${field}" of "${view.name}" has session scope, and the store in "state" keeps ` +
      `no session fields; give one that has "sessions", or write { ${field}: "reconnect" }`,
  );
}

/** What is said at the start. */
export function startLine(paths: readonly string[], settings: Settings): string {
  const mode = settings.development ? "development" : "production";
  const shown = paths.length > 5 ? [...paths.slice(0, 5), "…"] : paths;
  return `${paths.length} live ${paths.length === 1 ? "route" : "routes"} at ${
    shown.join(", ")
  } (${mode})`;
}
