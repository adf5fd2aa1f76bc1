/**
 * Channels of a page: what goes between extensions and their browser halves beside events and frames.
 *
 * @module
 */

export {
  type ChannelHandler,
  type ChannelListener,
  Channels,
  type ChannelsHost,
  type OwnHandler,
  type OwnPage,
  type PageChannel,
} from "./channels.ts";
