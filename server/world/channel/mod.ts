/**
 * Channels of views: their kinds, and the port to the connection that carries them.
 *
 * @module
 */

export { ChannelKinds } from "./channel_kinds.ts";
export type { ChannelEnd, ChannelLine, ChannelPort } from "./channel_port.ts";
