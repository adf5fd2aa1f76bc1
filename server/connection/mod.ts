/**
 * One transport that carries many instances: joins, resumes, pace.
 *
 * @module
 */

export {
  type Dispatch,
  lastingEnv,
  pageHeadersOf,
  probeOf,
  reach,
  type Reached,
  REACHED_STATUS,
  type UpgradeFacts,
} from "./ask_app.ts";
export { Connection } from "./connection.ts";
export type { ConnectionParts } from "./connection_parts.ts";
export { Joins } from "./join.ts";
export type { JoinAnswer } from "./join_answer.ts";
export { errorFacts, instanceFor, mountFailure, ownerOf } from "./join_mount.ts";
export type { Receiver, Transport } from "./transport.ts";
export { isUpgrade, upgrade } from "./websocket.ts";
