/** The start of a site: its routes are checked, and one line says what is live. */

import { type Extension, extensionsOf, type ViewClass } from "../../view/mod.ts";
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
}

/** What is said at the start. */
export function startLine(paths: readonly string[], settings: Settings): string {
  const mode = settings.development ? "development" : "production";
  const shown = paths.length > 5 ? [...paths.slice(0, 5), "…"] : paths;
  return `${paths.length} live ${paths.length === 1 ? "route" : "routes"} at ${
    shown.join(", ")
  } (${mode})`;
}
