/**
 * The options of `live()`, and the settings they are checked into.
 *
 * @module
 */

export type { LiveOptions, SessionOptions } from "./options.ts";
export { type Settings, settingsOf, type Surroundings } from "./settings.ts";
