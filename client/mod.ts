/**
 * The browser runtime, for bundles of one's own and for tests: pages get it ready-made.
 *
 * @module
 */

export type { EventFacts, Json, Manner, Params } from "../protocol/mod.ts";
export type { ChannelHandler, ChannelListener, PageChannel } from "./channels/mod.ts";
export {
  type Djust,
  type OptimisticEffect,
  start,
  type StartOptions,
  type Tap,
  type TapRecord,
} from "./page/mod.ts";
export type { Clock, Page } from "./platform/mod.ts";
export type { Directive, Directives, Hook, HookContext, Hooks, Place } from "./directives/mod.ts";
export type { Called, EventView, Stage, Trip, Warned } from "./events/mod.ts";
export type { Change, Overlaid, Overlay, Overlays, Shown, Spot } from "./overlay/mod.ts";
export type { Failure, Settle, SocketLike } from "./line/mod.ts";
