/** All that is live in an app: its site, and what the app may ask of it. */

import type { Child } from "../../vdom/mod.ts";
import type { Dispatch } from "../connection/mod.ts";
import type { ClientBuild, RenderOptions } from "../page/mod.ts";
import { type Anything, type Topic, topicName, type ViewClass } from "../view/mod.ts";
import type { PresenceRoom, Session, SessionData } from "../world/mod.ts";
import { Endpoints } from "./endpoints/mod.ts";
import { type HubStats, type Observer, presenceIn } from "./hub/mod.ts";
import type { LiveOptions } from "./settings/mod.ts";
import type { AppLike, LiveContext } from "./request/mod.ts";
import { type Rim, Site } from "./site/mod.ts";

/**
 * All that is live in an app.
 *
 * @category Hub
 */
export interface LiveHub<C = Anything> {
  /** Publishes a message to every view that subscribes to the topic. */
  publish<Message>(topic: Topic<Message>, message: NoInfer<Message>): void;
  /** The same for a topic whose messages have no type. */
  publish(topic: string, message: unknown): void;
  /**
   * Ends the sockets of a visitor's session, for a logout. In all processes only with a bus that
   * spans them.
   */
  disconnect(sessionId: string): void;
  /** Sends all pages away, to come back spread over a window, and writes snapshots. */
  drain(): Promise<void>;
  /** Ends everything: sockets, views, timers, listeners. */
  close(): Promise<void>;
  /** Tells one more observer what happens, from now on; returns how to stop. */
  observe(observer: Observer): () => void;
  /** How much is alive. */
  stats(): HubStats;
  /**
   * A room of the presence, by its key: who is there, and a way to tell them something. Throws where
   * no view uses `PresenceMixin` and no `presence` store was given.
   */
  presence(room: string): PresenceRoom;
  /** Resolves when what was published has left this process, or was given up. */
  published(): Promise<void>;
  /** Resolves when everything is at hand; rejects where an extension in `extend` could not start. */
  readonly ready: Promise<void>;
  /** The visitor's session in any handler; undefined before the first live page. */
  session(context: C): Promise<Session | undefined>;
  /** Writes the visitor's session in place of what it held, and renews its id. */
  session(context: C, data: SessionData): Promise<Session>;
  /**
   * Shows a message on the page that comes next, after a redirect say; where the same request shows
   * a page, on that one. Await it before you answer, for it sets a cookie.
   *
   * @example
   * ```ts
   * import { Hono } from "hono";
   * import { live } from "@djust/live/hono";
   *
   * const app = new Hono();
   * const hub = live(app, {}, { signals: false });
   * app.post("/profile", async (c) => {
   *   await hub.putFlash(c, "info", "Saved", { ms: 4_000 });
   *   return c.redirect("/", 303);
   * });
   * ```
   */
  putFlash(context: C, kind: string, text: string, options?: { ms?: number }): Promise<void>;
  /**
   * A page of a plain route, a login or a 404, in the same layout and with the same headers as the
   * live ones. It shows the flash messages that wait, and brings no script: a handler in its
   * template is an error.
   *
   * @example
   * ```ts
   * import { Hono } from "hono";
   * import { html } from "@djust/live";
   * import { live } from "@djust/live/hono";
   *
   * const app = new Hono();
   * const hub = live(app, {}, { signals: false });
   * app.notFound((c) => hub.render(c, html`<h1>Nothing here</h1>`, { status: 404 }));
   * ```
   */
  render(context: C, template: Child, options?: RenderOptions): Promise<Response>;
}

/** A hub, and the site behind it, for the test kit. */
export interface MountedSite<C> {
  readonly hub: LiveHub<C>;
  readonly site: Site<C>;
}

/** Registers the routes of a site, on a rim that a test may replace. */
export function mountSite<C extends LiveContext>(
  app: AppLike,
  routes: Readonly<Record<string, ViewClass>>,
  options: LiveOptions<C>,
  parts: { readonly client: ClientBuild; readonly rim: Rim },
): MountedSite<C> {
  const dispatch: Dispatch = options.fetch ?? ((request, env) => app.fetch(request, env));
  const site = new Site<C>({ routes, options, dispatch, ...parts });
  const own = new Endpoints(app, site, { options, dispatch, clock: parts.rim.clock });
  for (const [path, view] of Object.entries(routes)) own.addPage(path, view);
  const ready = started(site);
  return {
    site,
    hub: {
      publish: (topic: string | Topic<Anything>, message: unknown) =>
        site.hub.publish(topicName(topic), message),
      disconnect: (sessionId) => site.hub.disconnect(sessionId),
      drain: () => site.hub.drain(),
      close: async () => {
        await site.ready;
        await site.hub.close();
      },
      observe: (observer) => site.observers.add(observer),
      stats: () => site.hub.stats(),
      presence: (room) => presenceIn(site.parts, room),
      published: () => site.hub.published(),
      ready,
      session: ((c, data) => own.session(c, data)) as LiveHub<C>["session"],
      putFlash: async (c, kind, text, { ms } = {}) => await own.putFlash(c, kind, text, ms),
      render: (c, template, options) => own.render(c, template, options),
    },
  };
}

/** Starts what begins with a hub; where that fails at once, nothing of it is left. */
function started<C>(site: Site<C>): Promise<void> {
  try {
    const ready = Promise.all([site.ready, site.hub.start()]).then(() => {});
    // Whoever waits for it hears of what failed; nobody has to.
    ready.catch(() => {});
    return ready;
  } catch (error) {
    void site.ready.then(() => site.hub.close());
    throw error;
  }
}
