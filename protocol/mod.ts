/**
 * The vocabulary of both sides: messages, patches, the codec, and the rules of safety.
 *
 * @module
 */

export { byteLength, decodeDown, type DecodeFailure, decodeUp, isForbidden } from "./codec.ts";
export { Counting, isBehind, type Owed, type Progress } from "./counting.ts";
export { CLOSE, type FailureCode, FAILURES, isFinalClose } from "./failure.ts";
export { FRAME_LIMITS, type FrameLimits, QUEUE_LIMITS } from "./limits.ts";
export {
  ACK_AFTER,
  ACK_EVERY,
  type ClosureEvent,
  CODE,
  type EventFacts,
  type Extras,
  type Frame,
  type Head,
  type Join,
  JOIN_DEFAULTS,
  type JoinOptions,
  type Json,
  type NamedEvent,
  type Params,
  type Resume,
  RESUMED,
  type Seen,
  type UnreadableEvent,
  type Up,
  VERSION,
} from "./message.ts";
export {
  type AttributeValue,
  CLASS,
  COMMENT,
  CONTENT,
  type Content,
  type ContentArray,
  type Definition,
  MARK,
  NAMESPACE,
  OP,
  type Op,
  RAW,
  type Styles,
} from "./patch.ts";
export { BLOCKED_URL, isSafeAttribute, isUrlAttribute, safeUrl } from "./safety.ts";
export { type Warning, type WarningName, WARNINGS } from "./warning.ts";
