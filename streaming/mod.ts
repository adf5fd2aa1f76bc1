/**
 * Streams: lists that a page has and its server does not keep.
 *
 * @module
 */

export { type StreamContainer, type Streams } from "./container.ts";
export { type StreamClass, StreamingMixin, type StreamMembers } from "./mixin.ts";
export type {
  InsertOptions,
  StreamFailed,
  StreamLost,
  StreamOptions,
  TextOptions,
} from "./options.ts";
