/**
 * Server-driven pages: a class on the server is the page, and stays it.
 *
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 *
 * class Counter extends LiveView {
 *   count = 0;
 *   @event
 *   increment() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.increment}>+1</button> <output>${this.count}</output>`;
 *   }
 * }
 * ```
 *
 * @module
 */

export {
  cache,
  type CacheOptions,
  clientState,
  debounce,
  type DebounceOptions,
  type DraftClass,
  type DraftHooks,
  type DraftMembers,
  DraftModeMixin,
  type HandlerDecorator,
  optimistic,
  throttle,
  type ThrottleOptions,
} from "./decorators/mod.ts";
export {
  type Anything,
  type AssignOptions,
  type AsyncField,
  type AsyncOptions,
  type AsyncResult,
  type AsyncValue,
  type Blocked,
  type Call,
  type Channel,
  type ChannelEnd,
  type ChannelOptions,
  type Embedded,
  type EmbedOptions,
  event,
  type EventOptions,
  type Extension,
  extension,
  type FieldErrors,
  type FieldEvent,
  type FieldHost,
  type FieldObject,
  type FlashState,
  type Letter,
  type LetterAnswer,
  type Lifecycle,
  LiveView,
  type LoadedInto,
  type MembersOf,
  memoryBus,
  memoryState,
  type MessageOf,
  type Mount,
  type ObserveRecord,
  openChannel,
  type OutputOf,
  type RateLimit,
  Refusal,
  refuse,
  type Register,
  type RequestFacts,
  type RetryOptions,
  type Session,
  type SessionData,
  type StandardIssue,
  type StandardResult,
  type StandardSchema,
  type StateOf,
  type StateScope,
  type TerminateReason,
  Topic,
  topic,
  type Topics,
  transient,
  unboundField,
  type User,
  view,
  type ViewClass,
  type ViewError,
} from "./server/mod.ts";
export {
  type AttributeMap,
  type Bindable,
  BOUND,
  type BoundAttributes,
  type BoundElement,
  type Child,
  type CommandHandler,
  type CommandMotion,
  type Commands,
  type CommandTarget,
  createElement,
  type Each,
  each,
  escape,
  type EventInfo,
  type EventParams,
  type Handler,
  type Hole,
  html,
  js,
  type KeyParams,
  type Memo,
  memo,
  type PointerParams,
  raw,
  type RawHtml,
  type ScrollParams,
  type Statics,
  type Template,
  TemplateError,
  type ValueParams,
  when,
} from "./vdom/mod.ts";
export {
  type Field,
  type FieldCheck,
  type FieldName,
  type FieldOf,
  type Fields,
  Form,
  form,
  FormBase,
  type FormOptions,
  type FormWords,
  type GroupField,
  type Initial,
  type InputOf,
  type Item,
  type ListField,
  type Operation,
  type StepsInput,
  type StepsOutput,
  type SummaryOptions,
  type Values,
  Wizard,
  wizard,
  type WizardOptions,
} from "./forms/mod.ts";
export { type Virtual, virtual, type VirtualOptions } from "./lists/mod.ts";
export {
  ChannelData,
  type ChannelKind,
  channelKind,
  type FailureCode,
  type Json,
  type WarningName,
} from "./protocol/mod.ts";
