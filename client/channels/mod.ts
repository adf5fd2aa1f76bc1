/**
 * Channels of a page: what goes between extensions and their browser halves beside events and frames.
 *
 * @module
 */

export {
  type ChannelHandler,
  type ChannelListener,
  type ChannelPage,
  Channels,
  type ChannelsHost,
  type PageChannel,
} from "./channels.ts";
