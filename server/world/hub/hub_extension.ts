/** Extension of a hub: what begins and ends with it, answers below its path, and tells how it is. */

import type { Delivery } from "../ports/mod.ts";
import type { ObserveRecord, Session } from "../visit/mod.ts";
import type { HubRecord } from "../report/mod.ts";

/**
 * The hub, as its extensions see it.
 *
 * @category Hub
 */
export interface HubHost {
  /** Whether this is development. */
  readonly isDevelopment: boolean;
  /** Publishes a message to every view that subscribes to the topic. */
  publish(topic: string, message: unknown): void;
  /** Hears what is published to a topic, until the hub is closed or this is called. */
  subscribe(topic: string, listener: (delivery: Delivery) => void): () => void;
  /** Tells the observers, or the log. */
  observe(record: HubRecord | ObserveRecord): void;
  /** Sends all pages away, as `hub.drain()` does. */
  drain(): Promise<void>;
  /** What is to be let go when the hub is closed; `listeners` of it are counted (1). */
  onClose(stop: () => void, listeners?: number): () => void;
}

/**
 * A request for a route of an extension.
 *
 * @category Hub
 */
export interface HubRequest {
  /** The request itself. */
  readonly request: Request;
  /** Its URL, as the visitor's browser has it. */
  readonly url: URL;
  /** Params of the route's path. */
  readonly params: Readonly<Record<string, string>>;
  /** The visitor's session; undefined before the first live page. */
  session(): Promise<Session | undefined>;
}

/**
 * A route of an extension: a GET below `/_djust/`, behind the middleware that is registered before.
 *
 * @category Hub
 */
export interface HubRoute {
  /** Its path behind `/_djust/`, as the router writes it: `"report/:day"`. */
  readonly path: string;
  /** The answer. */
  readonly answer: (request: HubRequest) => Response | Promise<Response>;
}

/**
 * The members of an extension of a hub. All but the name may be absent.
 *
 * @category Hub
 */
export interface HubExtension {
  /** Stands in the log, and over its part of `hub.stats()`. */
  readonly name: string;
  /**
   * When the hub begins, before its first page. Where it throws, `live()` does; `hub.ready` waits for
   * its promise, and rejects where that does.
   */
  readonly start?: (hub: HubHost) => unknown;
  /** What it answers below `/_djust/`. */
  readonly routes?: readonly HubRoute[];
  /**
   * When pages are sent away, at once: the process may be about to end. `saved` resolves when all
   * snapshots are written. What is returned is waited for, 3 s at most (`limits.restore`).
   */
  readonly drain?: (saved: Promise<void>) => unknown;
  /** How it is, as plain data for `hub.stats()`. */
  readonly stats?: () => unknown;
  /** When the hub has ended: connections and views are gone. Waited for as `drain` is. */
  readonly close?: () => unknown;
}

const MEMBERS: ReadonlySet<string> = new Set<keyof HubExtension>([
  ...["name", "start", "routes", "drain", "stats", "close"] as const,
]);

/** Paths of the hub itself: what it is asked, and its files. */
const TAKEN = /^(?:(?:health|socket|go|start|late)(?:\/.*)?|[^/]+\.(?:js|css))$/;

/** Checks the extensions that an app gave; what is wrong is thrown, with what to write instead. */
export function checkHubExtensions(given: unknown): readonly HubExtension[] {
  if (!Array.isArray(given)) fail(`"extend" is no list; write [{ name: "…", start() {} }]`);
  const names = new Set<string>();
  const paths = new Set<string>();
  for (const value of given as unknown[]) {
    const extension = checked(value);
    if (names.has(extension.name)) {
      fail(`"extend" holds two extensions named "${extension.name}"; give each its own name`);
    }
    names.add(extension.name);
    for (const { path } of extension.routes ?? []) {
      if (paths.has(path)) fail(`"extend" holds two routes "${path}"; choose another path for one`);
      paths.add(path);
    }
  }
  return given as HubExtension[];
}

function checked(value: unknown): HubExtension {
  const { name, routes, ...members } = (value ?? {}) as Record<string, unknown>;
  if (typeof name !== "string" || name === "") {
    fail(`"extend" holds what has no name; write { name: "audit", start() {} }`);
  }
  const extension = `the extension "${name}"`;
  for (const [member, run] of Object.entries(members)) {
    if (!MEMBERS.has(member)) {
      fail(
        `${extension} in "extend" has "${member}", which is no member; known are ${
          [...MEMBERS].join(", ")
        } (what goes along with views stands in "use")`,
      );
    }
    if (run !== undefined && typeof run !== "function") {
      fail(`"${member}" of ${extension} is no function`);
    }
  }
  checkRoutes(routes, extension);
  return value as HubExtension;
}

function checkRoutes(routes: unknown, extension: string): void {
  if (routes === undefined) return;
  if (!Array.isArray(routes)) {
    fail(`"routes" of ${extension} is no list; write [{ path: "report", answer }]`);
  }
  for (const route of routes as unknown[]) {
    const { path, answer } = (route ?? {}) as Partial<HubRoute>;
    if (typeof path !== "string" || typeof answer !== "function") {
      fail(`a route of ${extension} is none; write { path: "report", answer: () => Response }`);
    }
    if (!/^[\w:][^\s?#]*$/.test(path)) {
      fail(
        `the route "${path}" of ${extension} is no path below /_djust/; write one like "report"`,
      );
    }
    if (TAKEN.test(path)) {
      fail(`the route "${path}" of ${extension} is the framework's own; choose another`);
    }
  }
}

function fail(what: string): never {
  throw new TypeError(`Cannot start: ${what}`);
}
