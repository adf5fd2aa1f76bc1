/**
 * The browser runtime, for bundles of one's own and for tests: pages get it ready-made.
 *
 * @module
 */

export type { Json, Params } from "../protocol/mod.ts";
export type { Djust, StartOptions } from "./api.ts";
export type { Clock, Page } from "./clock.ts";
export type { Hook, HookContext, Hooks } from "./hook.ts";
export type { Failure } from "./outbox.ts";
export type { SocketLike } from "./socket.ts";
export { start } from "./start.ts";
