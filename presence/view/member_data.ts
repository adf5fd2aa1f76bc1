/** Data of a member that a snapshot keeps: with it a page is the same person in another process. */

import type { KeptLock } from "../room/mod.ts";
import type { JsonObject } from "../roster/mod.ts";

/** What a snapshot keeps. */
export interface MemberData {
  readonly connection: string;
  readonly joinedAt: number;
  readonly meta: JsonObject;
  readonly location?: JsonObject;
  /** Its fields may say that it edits: where it cannot have these again, it is told. */
  readonly locks?: readonly KeptLock[];
}
