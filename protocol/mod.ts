/**
 * The vocabulary of both sides: messages, patches, the codec, and the rules of safety.
 *
 * @module
 */

export {
  ADDRESSES,
  bytesAt,
  ChannelData,
  type ChannelKind,
  channelKind,
  type ChannelReader,
  dataText,
  HEADER_BYTES,
  readBytes,
  readChannel,
} from "./channel.ts";
export { byteLength, type DecodeFailure, decodeUp, isForbidden } from "./codec.ts";
export { type OptimisticItem, readOptimistic } from "./optimistic.ts";
export { fieldPath, holderOf, ITEM_ORDER, OWN_FIELD, putField } from "./form_field.ts";
export { Counting, isBehind, type Owed, type Progress } from "./counting.ts";
export {
  bounded,
  clipped,
  CURSOR_LIMITS,
  CURSOR_SHOWN,
  type CursorDetail,
  type CursorDown,
  type CursorMode,
  type CursorMove,
  type CursorNews,
  type CursorPerson,
  CURSORS,
  type CursorUp,
  type MovedTo,
  moveOf,
  type Mover,
  OWN_SLOT,
  PLACE,
} from "./cursor.ts";
export {
  type CrowdReader,
  decodeCursorDown,
  decodeCursorUp,
  encodeAnchor,
  encodeChat,
  encodeCursorDown,
  encodeCursorUp,
  encodeFollow,
  encodeMove,
  encodeReaction,
  encodeView,
  readCrowd,
  readTogether,
  type TogetherReader,
} from "./cursor_codec.ts";
export {
  decodeDown,
  type DownReader,
  encodeDown,
  extrasOf,
  type InstanceReader,
  isRich,
  parseDown,
  readDown,
} from "./down.ts";
export { CLOSE, type FailureCode, FAILURES, isFinalClose } from "./failure.ts";
export {
  apartText,
  askingText,
  EXTRA,
  failureRest,
  frameText,
  type FrameUpdate,
  noteText,
  pushText,
  replyRest,
} from "./frame_text.ts";
export { FRAME_LIMITS, type FrameLimits, NAME_LENGTH, QUEUE_LIMITS } from "./limits.ts";
export { MANNER, type Manner, type Manners, readManners } from "./manner.ts";
export {
  ACK_AFTER,
  ACK_EVERY,
  type ChannelDown,
  type ClosureEvent,
  CODE,
  type Down,
  type EventFacts,
  type Extras,
  type Head,
  type HelloFacts,
  type InstanceDown,
  type Join,
  JOIN_DEFAULTS,
  type JoinFacts,
  type JoinOptions,
  type Json,
  type Letters,
  type NamedEvent,
  type PageDown,
  type Params,
  type Resume,
  RESUMED,
  type ResumeFacts,
  type Seen,
  type SeenFacts,
  type TextDown,
  type TextUp,
  type UnreadableEvent,
  type Up,
  VERSION,
  type Within,
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
export {
  BLOCKED_URL,
  isCommandAttribute,
  isSafeAttribute,
  isUrlAttribute,
  safeUrl,
} from "./safety.ts";
export {
  ackText,
  batchText,
  callLetters,
  encodeUp,
  eventLetters,
  forInstance,
  type HandlerPlace,
  healText,
  helloLetters,
  isClosureText,
  isJoin,
  UP_TEXT,
} from "./up.ts";
export { ROW_KEY, STREAM, STREAM_KEY, STREAM_PUSH, STREAM_TEXT } from "./stream.ts";
export { type Warning, type WarningName, WARNINGS } from "./warning.ts";
export { VISIBLE_BY_LINE } from "./visible.ts";
