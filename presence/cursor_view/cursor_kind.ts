/** Kind of the cursors' channel: small, droppable, both ways. */

import { type ChannelKind, channelKind, CURSORS } from "../../protocol/mod.ts";

/** Moves come 20 times a second, what is said and shown besides adds 18. */
export const CURSOR_KIND: ChannelKind = channelKind({
  name: CURSORS,
  codec: "binary",
  delivery: "droppable",
  rate: 40,
  burst: 80,
  bytes: 160,
});
