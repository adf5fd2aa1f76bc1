/** Options of `live()`. */

import type { ErrorView, Layout, Messages } from "../../page/mod.ts";
import type { CspOption } from "../../security/mod.ts";
import type { Anything, Extension, User } from "../../view/mod.ts";
import type {
  Bus,
  HubExtension,
  Limits,
  PresenceStore,
  Session,
  StateStore,
} from "../../world/mod.ts";
import type { Observer } from "../hub/mod.ts";

/**
 * Where the visitor's session comes from, in place of the signed cookie of the framework.
 *
 * @category Hub
 */
export interface SessionOptions<Context = Anything> {
  /** Another name for the cookie than `djust_session`. */
  readonly cookie?: string;
  /** Reads the session of a request; must have an `id`. Then no cookie is set by the framework. */
  read?(context: Context): Session | undefined | Promise<Session | undefined>;
}

/**
 * The options of `live()`. `Context` is what the app's router gives its handlers.
 *
 * @category Hub
 */
export interface LiveOptions<Context = Anything> {
  /** The HTML document around a view. */
  readonly layout?: Layout;
  /** 32 bytes or more; several for rotation, the one that signs first. Default: `DJUST_SECRET`. */
  readonly secret?: string | readonly string[];
  /** Who is there: `(c) => c.get("user")`. Asked at every paint, join and resume. */
  user?(context: Context): unknown;
  /** What tells users apart. Default: the user's `id`. */
  userKey?(user: User): unknown;
  /** Another session than the signed cookie of the framework. */
  readonly session?: SessionOptions<Context>;
  /** Extensions of all views: they come before those of a class. */
  readonly use?: readonly Extension[];
  /** What begins and ends with the hub, answers below its path, and stands in its `stats()`. */
  readonly extend?: readonly HubExtension[];
  /** Events of the page's own, which `dj-<event>` may name besides those of browsers. */
  readonly events?: readonly string[];
  /**
   * Keeps snapshots beyond this process. Default: none; in development a small store on the
   * platform's Cache API, so that a page outlives a restart. `false`: none there either.
   */
  readonly state?: StateStore | false;
  /**
   * Encrypts what the state store keeps, with a key of the secret: a fixed one has to be there. With
   * a list of secrets the first encrypts, and all can read.
   */
  readonly encrypt?: boolean;
  /**
   * Whether answers to first pages stay open for what `assignAsync` loads, where a load does not say:
   * where no script runs, parts are filled in when they are there.
   */
  readonly late?: boolean;
  /** Carries messages between instances. Default: `memoryBus()`, within this process. */
  readonly bus?: Bus;
  /** Where people of several processes meet. Default: `memoryPresence()`, within this process. */
  readonly presence?: PresenceStore;
  /** The outermost app's `fetch`, where routes are given to an app that is mounted in another. */
  readonly fetch?: (request: Request, env: unknown) => Response | Promise<Response>;
  /** Limits that differ from the defaults. */
  readonly limits?: Partial<Limits>;
  /** Origins whose pages may join; `null` allows clients without an Origin. Default: the own host. */
  readonly origins?: readonly (string | null)[];
  /** Proxies whose `X-Forwarded-*` headers count: addresses, or ranges like `10.0.0.0/8`. */
  readonly proxies?: readonly string[];
  /** The content security policy: `"default"`, `"strict"`, `{ policy }`, or none. */
  readonly csp?: CspOption;
  /** A prefix that a proxy takes away before requests get here. */
  readonly basePath?: string;
  /** Words that a visitor may see. */
  readonly messages?: Messages;
  /** Is told what happens, in place of the log: one, or several. */
  readonly observe?: Observer | readonly Observer[];
  /** The page shown where a view could not be painted. */
  readonly errorView?: ErrorView;
  /**
   * `false`: leaves the process alone. Call `hub.drain()` on SIGTERM yourself; and what no code
   * catches, in a promise let go or a timer, ends the process as it does without a framework.
   */
  readonly signals?: boolean;
  /** Whether this is development. Default: unless it runs on Deno Deploy. */
  readonly dev?: boolean;
}
