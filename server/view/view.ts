/** What users extend: a class with `mount`, handlers and `render`. */

import type { Commands } from "../../vdom/mod.ts";
import { errorsOf, type FieldErrors } from "../schema/mod.ts";
import type { FlashState, Session, SessionData } from "../world/mod.ts";
import type { AssignOptions, AsyncField, AsyncOptions, LoadedInto, MembersOf } from "./async.ts";
import { EXEC, executed } from "./exec.ts";
import type { Host } from "./host.ts";
import type { Anything, Lifecycle } from "./lifecycle.ts";
import type { User } from "./mount.ts";
import { type Topic, topicName } from "./topic.ts";

/**
 * A view's class, as routes take it.
 *
 * @category Views
 */
export type ViewClass<P = Anything> = new () => LiveView<P> & Lifecycle<P>;

/** Binds a view to its instance. The property is set by the class below, which alone can. */
const PRIVATE: { bind?: typeof bindView; host?: typeof hostOf } = {};

/**
 * The base of every view. Fields are state: change them in a handler and the page follows.
 *
 * @example
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
 * @category Views
 */
export class LiveView<P = Anything> {
  #host: Host | undefined = undefined;
  /**
   * The document's title, once it is set: in `mount`, or as a field by `override pageTitle = "…"`.
   * It wins over a title in `head()`.
   */
  pageTitle: string | undefined = undefined;
  /** The document's language, where it differs from the layout's. */
  pageLang: string | undefined = undefined;
  /** The document's writing direction, where it differs from the layout's. */
  pageDir: string | undefined = undefined;
  /** Messages by field for the last params that did not fit their schema; empty since some did. */
  errors: FieldErrors = {};

  static {
    PRIVATE.bind = (view, host) => {
      view.#host = host;
    };
    PRIVATE.host = (view, member) => view.#bound(member);
  }

  /** The same for one handler: a page with several forms shows each its own. */
  errorsOf(handler: string): FieldErrors {
    return errorsOf(this, handler);
  }

  /** Params of the route's path. */
  get params(): P {
    return this.#bound("params").location.params as P;
  }

  /** What the `user` option found, fresh at every join. */
  get user(): User {
    return this.#bound("user").facts.user as User;
  }

  /** The page's URL. */
  get url(): URL {
    return this.#bound("url").location.url;
  }

  /** The visitor's session as it was at the mount. */
  get session(): Session {
    return this.#bound("session").facts.session;
  }

  /** The messages that are shown now, by kind. */
  get flash(): FlashState {
    return this.#bound("flash").flash.state;
  }

  /** Fires `djust:<name>` in the page, and in its hooks. `payload` must fit into JSON. */
  pushEvent(name: string, payload: unknown = null): void {
    this.#bound("pushEvent").pushEvent(name, payload);
  }

  /**
   * Has the page run commands once it shows what changed: `this.exec(js.focus("#name"))`. What they do
   * with no target, with `closest` or with `inner` they do to the view's own element.
   */
  exec(commands: Commands): void {
    const host = this.#bound("exec");
    host.pushEvent(EXEC, executed(this, commands, host));
  }

  /**
   * Shows a message; one per kind (`"info"`, `"error"`, …). Survives one redirect. With `ms` it goes
   * away by itself, that long after a live page shows it; after a redirect the time begins anew.
   *
   * @example
   * ```ts
   * import { event, html, LiveView } from "@djust/live";
   *
   * class Settings extends LiveView {
   *   @event
   *   save() {
   *     this.putFlash("info", "Saved", { ms: 4_000 });
   *   }
   *   render() {
   *     return html`<button dj-click=${this.save}>Save</button>`;
   *   }
   * }
   * ```
   */
  putFlash(kind: string, text: string, { ms }: { ms?: number } = {}): void {
    this.#bound("putFlash").flash.put(kind, text, ms);
    this.#host?.changedFlash();
  }

  /** Takes the message of a kind away, or all. */
  clearFlash(kind?: string): void {
    this.#bound("clearFlash").flash.clear(kind);
    this.#host?.changedFlash();
  }

  /** Leaves for another page of this origin. `session` is written into the visitor's cookie. */
  redirect(to: string, options: { session?: SessionData } = {}): void {
    this.#bound("redirect").redirect(to, options);
  }

  /**
   * From now on `handleInfo` gets what is published to the topic; with a callback that does, and
   * `handleInfo` gets the topic's gaps only. Of several calls for one topic the last holds.
   */
  subscribe<Message>(topic: Topic<Message>, take?: (message: Message) => unknown): void;
  /** The same for a topic whose messages have no type. */
  subscribe(topic: string, take?: (message: Anything) => unknown): void;
  subscribe(topic: string | Topic<Anything>, take?: (message: Anything) => unknown): void {
    this.#bound("subscribe").subscribe(topicName(topic), take);
  }

  /** Ends a subscription. */
  unsubscribe(topic: string | Topic<Anything>): void {
    this.#bound("unsubscribe").unsubscribe(topicName(topic));
  }

  /** Sends a copy of the message to all subscribers of the topic, this view too. */
  publish<Message>(topic: Topic<Message>, message: NoInfer<Message>): void;
  /** The same for a topic whose messages have no type. */
  publish(topic: string, message: unknown): void;
  publish(topic: string | Topic<Anything>, message: unknown): void {
    this.#bound("publish").publish(topicName(topic), message);
  }

  /** Posts a message to this view's own `handleInfo`, now or later; returns how to take it back. */
  send(message: unknown, delay = 0): () => void {
    return this.#bound("send").send(message, delay);
  }

  /** Runs again and again while the view lives; returns how to stop. At most one run waits. */
  every(ms: number, run: () => unknown): () => void {
    return this.#bound("every").every(ms, run);
  }

  /**
   * Renders and sends now, inside a running handler or what `startAsync` runs. Await it to go no faster
   * than the reader, and to let a stop through.
   *
   * @example
   * ```ts
   * import { event, html, LiveView } from "@djust/live";
   *
   * async function* model(): AsyncGenerator<string> {
   *   yield "Hello";
   * }
   *
   * class Chat extends LiveView {
   *   text = "";
   *   @event
   *   async ask() {
   *     for await (const token of model()) {
   *       this.text += token;
   *       await this.flush();
   *     }
   *   }
   *   render() {
   *     return html`<button dj-click=${this.ask}>Ask</button><p>${this.text}</p>`;
   *   }
   * }
   * ```
   */
  flush(): Promise<void> {
    return this.#bound("flush").flush();
  }

  /**
   * Loads into a field, which holds an {@linkcode AsyncValue} from now on; again by the same call.
   * `await: true` holds the first paint until it is there.
   *
   * @example
   * ```ts
   * import { type AsyncValue, html, LiveView } from "@djust/live";
   *
   * class Profile extends LiveView {
   *   name?: AsyncValue<string>;
   *   mount() {
   *     this.assignAsync("name", async () => await Promise.resolve("Ada"), { timeout: 2_000 });
   *   }
   *   render() {
   *     return html`<p>${this.name?.ok ? this.name.result : "loading"}</p>`;
   *   }
   * }
   * ```
   */
  assignAsync<View, Field extends Exclude<AsyncField<View>, keyof LiveView>>(
    this: MembersOf<View> | LiveView,
    field: Field,
    load: (
      signal: AbortSignal,
    ) => LoadedInto<View[Field & keyof View]> | PromiseLike<LoadedInto<View[Field & keyof View]>>,
    options: AssignOptions = {},
  ): void {
    hostOf(this as unknown as LiveView, "assignAsync").assignAsync(field, load, options);
  }

  /**
   * Runs beside the handlers, one at a time per name. When it has ended the view renders, and
   * `handleInfo` gets an {@linkcode AsyncResult}.
   */
  startAsync(
    name: string,
    run: (signal: AbortSignal) => unknown,
    options: AsyncOptions = {},
  ): void {
    this.#bound("startAsync").startAsync(name, run, options);
  }

  /** Aborts what `startAsync` or `assignAsync` started under this name. */
  cancelAsync(name: string): void {
    this.#bound("cancelAsync").cancelAsync(name);
  }

  #bound(member: string): Host {
    if (this.#host) return this.#host;
    throw new Error(
      `Cannot use "${member}" in the constructor or a field of "${this.constructor.name}": ` +
        `the view is not mounted yet; use it in mount()`,
    );
  }
}

/** Binds a view to the instance that keeps it. */
export function bindView(view: LiveView, host: Host): void {
  PRIVATE.bind?.(view, host);
}

/** The host of a view, for what stands beside its methods. */
export function hostOf(view: LiveView, member: string): Host {
  return PRIVATE.host?.(view, member) as Host;
}
