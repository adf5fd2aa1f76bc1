/** What a page's own scripts may use: `window.djust`, and how the client is started. */

import type { Json, Params } from "../../protocol/mod.ts";
import type { ChannelHandler } from "../channels/mod.ts";
import type { Directives, Hooks } from "../directives/mod.ts";
import type { Line, SocketLike } from "../line/mod.ts";
import { addEventListener, type Page, removeEventListener } from "../platform/mod.ts";
import type { Tap } from "./tap.ts";

/**
 * Shows what a handler will do, before its answer.
 *
 * @category Client
 */
export type OptimisticEffect = (element: Element, params: Params) => (() => void) | void;

/**
 * `window.djust`. Hooks may be set before the client has loaded:
 * `window.djust = { hooks: { Chart } }`.
 *
 * @example
 * ```ts ignore
 * djust.hooks.Chart = { mounted() { draw(this.el); } };
 * const reply = await djust.pushEvent("save", { id: 1 });
 * ```
 *
 * @category Client
 */
export interface Djust {
  /** Hooks by name. Assigning adds to them. */
  hooks: Hooks;
  /** Browser halves of channels, by the name of their kind: `djust.channels = { echo }`. */
  channels?: Record<string, ChannelHandler> | undefined;
  /**
   * Effects of one's own for `@optimistic("Name")`: what one returns takes it back where the handler
   * fails or refuses.
   */
  optimistic: Record<string, OptimisticEffect>;
  /** Asks in place of the browser's dialog what `dj-confirm` says: `djust.confirm = (text) => ask(text)`. */
  confirm?: ((text: string, element: Element) => boolean | Promise<boolean>) | undefined;
  /** Prints every message to the console. */
  debug: boolean;
  /** Calls a handler of the page's first view; resolves with what it returns, or rejects. */
  pushEvent(name: string, params?: Params): Promise<Json | undefined>;
  /** Opens the line again after {@link Djust.disconnect}. */
  connect(): void;
  /** Closes the line until {@link Djust.connect}. Events are kept. */
  disconnect(): void;
  /** Listens to what views push; returns what ends it. */
  on(name: string, listener: (payload: Json) => void): () => void;
  /** Hears messages, events and patches, for tools: a function that may be set, also before. */
  tap?: Tap | undefined;
  /** Makes everything sent late by so many milliseconds. */
  latency(milliseconds: number): void;
}

/**
 * How a page is started.
 *
 * @category Client
 */
export interface StartOptions {
  /** Where the socket is. */
  url?: string;
  /** Which build of the client this is. */
  build?: string;
  /** Directives besides those of the framework, by their names without `dj-`. */
  directives?: Directives;
  /** Opens a socket; the browser's own by default. */
  connect?(url: string): SocketLike;
  /** Milliseconds that only grow. */
  now?(): number;
  /** Runs once after so many milliseconds; returns what cancels it. */
  after?(milliseconds: number, run: () => void): () => void;
  /** A number from 0 to 1. */
  random?(): number;
}

/** What scripts reach by it: of the page's views the first. */
export interface Scripted {
  readonly window: Page;
  readonly hooks: Hooks;
  readonly line: Line;
  readonly views: { readonly lives: readonly Pick<Djust, "pushEvent">[] };
}

/** Makes `window.djust`. */
export function createApi(page: Scripted, given: Partial<Djust>): Djust {
  const { window: { document }, line, views } = page;
  return {
    debug: false,
    optimistic: {},
    // What was set before, without its accessors.
    ...given,
    get hooks() {
      return page.hooks;
    },
    set hooks(more) {
      Object.assign(page.hooks, more);
    },
    pushEvent: (...call) =>
      views.lives[0]?.pushEvent(...call) ?? Promise.reject(new Error("No view in this page")),
    connect: () => line.connect(),
    disconnect: () => line.close(),
    on(name, listener) {
      const hear = (event: Event) => listener((event as CustomEvent).detail);
      addEventListener(document, "djust:" + name, hear);
      return () => removeEventListener(document, "djust:" + name, hear);
    },
    latency(milliseconds) {
      line.latency = milliseconds;
    },
  };
}
