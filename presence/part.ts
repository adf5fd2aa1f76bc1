/** Part of stores: what presence is made of, so that a store alone brings it. */

import type { PresencePart } from "../server/world/mod.ts";
import { roomsPart } from "./room/mod.ts";

/**
 * What makes the presence of a hub: a store of your own has it as its `part`.
 *
 * @category Presence
 */
export const presencePart: PresencePart = roomsPart;
