/** Asks the app whether a page may join: a GET of the page's own path goes through its middleware. */

import type { ViewClass } from "../view/mod.ts";
import type { MountFacts } from "../world/mod.ts";

/** What a live route learned of a request that reached it. */
export interface Reached {
  readonly view: ViewClass;
  readonly facts: MountFacts;
  /** What tells the user from others. */
  readonly userKey: string;
}

/** Goes with a request in its `env`; a live route of the site that asks answers into it. */
export interface Probe {
  /** Who asks. */
  readonly site: object;
  reached: Reached | undefined;
}

/** What is kept of an upgrade request: after the upgrade nothing of it can be read. */
export interface UpgradeFacts {
  /** The site whose socket it is. */
  readonly site: object;
  /** Where that has its `/_djust`, as browsers see it. */
  readonly base: string;
  /** Scheme and host, as the app saw them. */
  readonly origin: string;
  readonly headers: Headers;
  readonly env: unknown;
  /** The visitor's address, where it is known. */
  readonly address: string | undefined;
  /** The session in the request's cookie; "" for none. */
  readonly session: string;
}

/** What the app says. */
export type GuardAnswer =
  | { type: "allowed"; reached: Reached }
  | { type: "redirect"; to: string }
  | { type: "refused"; status: number };

/** How to send a request through the outermost app. */
export type Dispatch = (request: Request, env: unknown) => Response | Promise<Response>;

/** What a live route answers to a probe. Whatever else comes back was another's answer. */
export const REACHED_STATUS = 204;

const PROBE = Symbol("djust probe");

/** The probe of a request, if it is one of ours. A client cannot set one: it is no header. */
export function probeOf(env: unknown): Probe | undefined {
  if (typeof env !== "object" || env === null) return undefined;
  return (env as { [PROBE]?: Probe })[PROBE];
}

/** What came of a request that was sent through the app to see whether it reaches a live route. */
export interface Asked {
  /** What it reached; undefined where somebody else has answered. */
  readonly reached: Reached | undefined;
  /** That answer. Its body is the caller's to read or to cancel. */
  readonly response: Response;
}

/** Sends a request through the app for a site, and learns whether it reaches a live route of it. */
export async function reach(
  dispatch: Dispatch,
  request: Request,
  { site, env }: Pick<UpgradeFacts, "site" | "env">,
): Promise<Asked> {
  const probe: Probe = { site, reached: undefined };
  const response = await dispatch(request, marked(env, probe));
  return { reached: response.status === REACHED_STATUS ? probe.reached : undefined, response };
}

/** Asks whether the visitor behind this upgrade may have this page. */
export async function ask(
  dispatch: Dispatch,
  url: string,
  upgrade: UpgradeFacts,
): Promise<GuardAnswer> {
  const request = new Request(upgrade.origin + url, { headers: upgrade.headers });
  const { reached, response } = await reach(dispatch, request, upgrade);
  // Its Set-Cookie goes nowhere, nor does its body.
  await response.body?.cancel();
  if (reached) return { type: "allowed", reached };
  const to = response.headers.get("location");
  if (to !== null && response.status >= 300 && response.status < 400) {
    return { type: "redirect", to };
  }
  return { type: "refused", status: response.status };
}

/** The headers of an upgrade request, as a GET of a page has them. */
export function pageHeadersOf(upgrade: Headers): Headers {
  const headers = new Headers(upgrade);
  for (const name of [...headers.keys()]) {
    if (/^(?:sec-websocket-|sec-fetch-|connection$|upgrade$|keep-alive$)/.test(name)) {
      headers.delete(name);
    }
  }
  // Middleware that tells pages from APIs looks here.
  if (!headers.has("accept")) headers.set("accept", "text/html");
  return headers;
}

/**
 * The `env` of an upgrade request, to be kept as long as its socket. The platform's own `info` throws
 * "Request closed" after the upgrade, and would hold the whole request in memory.
 */
export function lastingEnv(env: unknown): unknown {
  const isPlatforms = typeof env === "object" && env !== null && "remoteAddr" in env &&
    !Object.hasOwn(env, "remoteAddr");
  return isPlatforms ? { remoteAddr: env.remoteAddr } : env;
}

/**
 * Keeps an upgrade request in little memory, as long as its socket lives. Most are asked for once:
 * a text is a third of the arrays of a `Headers`.
 */
export function packed(upgrade: UpgradeFacts): () => UpgradeFacts {
  const { headers, ...rest } = upgrade;
  const text = JSON.stringify([...headers]);
  return () => ({ ...rest, headers: new Headers(JSON.parse(text) as [string, string][]) });
}

/** The same `env`, and the probe in it. */
function marked(env: unknown, probe: Probe): object {
  // A copy would lose getters that want their own object as `this`.
  return new Proxy(typeof env === "object" && env !== null ? env : {}, {
    get(target, name) {
      if (name === PROBE) return probe;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
