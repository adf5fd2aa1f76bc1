/** Channel of a view: what goes between a page and an extension beside events and frames. */

import type { ChannelData, ChannelKind, Json } from "../../protocol/mod.ts";
import type { ChannelEnd } from "../world/mod.ts";
import { hostOf, type LiveView } from "./view.ts";

/**
 * What a channel is opened with. The functions run at once, also while a handler waits: to change the
 * view, `send` it a message, and take that in the extension's `message`.
 *
 * @category Extensions
 */
export interface ChannelOptions {
  /** What goes over it. */
  readonly kind: ChannelKind;
  /**
   * What it is about: views of one page that open the same kind and room share it, so that what is
   * sent to all of them goes over the line once. Default: one of the view's own.
   */
  readonly room?: string;
  /** What the page is told whenever it opens. */
  readonly detail?: () => Json | undefined;
  /** The page can be reached: at the first time, and whenever its line came back. */
  readonly opened?: () => void;
  /**
   * The page sent something. Where this gives a promise, the next message of a reliable channel waits
   * for it, and so does the page's credit.
   */
  readonly message?: (data: never) => unknown;
  /** The page is behind: what is sent is dropped, or waits. */
  readonly congested?: () => void;
  /** It is no longer behind. */
  readonly drained?: () => void;
  /** It closed; after `"line"` it opens anew by itself. */
  readonly closed?: (reason: ChannelEnd) => void;
}

/**
 * A channel of a view, as long as the view lives or until it is closed.
 *
 * @category Extensions
 */
export interface Channel {
  /** Whether the page can be reached now. */
  readonly isOpen: boolean;
  /** Whether the page is behind. */
  readonly isCongested: boolean;
  /**
   * Sends JSON or bytes, as the kind says. False where it will not arrive: there is no line, or too
   * much waits. Of a droppable channel, only the latest waits for a page that is behind. For many
   * pages encode once, with `new ChannelData(…)`.
   */
  send(data: Json | Uint8Array | ChannelData): boolean;
  /** Closes it for good. */
  close(): void;
}

/**
 * Opens a channel between a view and its page, for an extension. Call it once, in `mount` or
 * `connected`: its address dies with a line, and it is opened anew with the next one.
 *
 * @example
 * ```ts
 * import { channelKind, extension, openChannel } from "@djust/live";
 *
 * const echo = channelKind({ name: "echo", codec: "text", delivery: "reliable" });
 *
 * const echoing = extension({
 *   name: "echo",
 *   mount(view) {
 *     const channel = openChannel(view, {
 *       kind: echo,
 *       message: (text: string) => void channel.send(text.toUpperCase()),
 *     });
 *   },
 * });
 * ```
 *
 * @category Extensions
 */
export function openChannel(view: LiveView, options: ChannelOptions): Channel {
  return hostOf(view, "openChannel").openChannel(options);
}
