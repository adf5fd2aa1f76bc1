/** Port between a view's channel and the connection that has an address for it. */

import type { ChannelData, ChannelKind, Json } from "../../../protocol/mod.ts";

/**
 * Why a channel closed: the page's line is gone (it opens anew when the page comes back), it was
 * closed, too much waited for a page that does not read, or its view ended.
 *
 * @category Extensions
 */
export type ChannelEnd = "line" | "closed" | "overrun" | "ended";

/** A view's side of a channel. Nothing here throws. */
export interface ChannelPort {
  readonly kind: ChannelKind;
  /** Channels of one kind and room share an address on a connection. */
  readonly room: string;
  /** What the page is told when it opens. */
  detail(): Json | undefined;
  /** Something came up. */
  message(data: Json | Uint8Array): void | Promise<void>;
  /** The page is behind, or no more. */
  congested(): void;
  /** See {@link ChannelPort.congested}. */
  drained(): void;
  /** The connection let it go. */
  closed(reason: ChannelEnd): void;
}

/** A connection's side of a channel. */
export interface ChannelLine {
  /** Whether the page is behind. */
  readonly isCongested: boolean;
  /** Sends now or later; false where it was dropped. */
  send(data: ChannelData): boolean;
  /** The view needs it no more. Tells the port nothing. */
  close(): void;
}
