/** The page: its views, their one line, and what happens to pages in a browser's life. */

import { CLOSE, CODE, decodeDown, type Json } from "../../protocol/mod.ts";
import type { Djust, StartOptions } from "./api.ts";
import {
  addEventListener,
  body,
  chance,
  createClock,
  createElement,
  guarded,
  hidden,
  matches,
  type Page,
  querySelectorAll,
  readyState,
  removeEventListener,
  report,
  trace,
  Watch,
} from "../platform/mod.ts";
import type { Hooks } from "../directives/mod.ts";
import { Live } from "./live.ts";
import type { LiveHost } from "./live_host.ts";
import { createLoader, MESSAGE, type Rest } from "./loader.ts";
import { isElement, type Scene } from "../dom/mod.ts";
import type * as More from "./more.ts";
import { Bucket, type Failure, Line } from "../line/mod.ts";

/** A loss that is mended within this time is not shown. */
const GRACE = 1_500;
const ROOT = "[data-djust]";

/** Messages of more than texts: ops whose value is an array, full frames, heads. */
const RICH = /\d,\[|-9|"h":/;
/** When all is quiet, the rest is loaded: without a line it could not be. */
const QUIET = 2_000;
/** A page that was told to leave, and is still there after this time, stays. */
const LEAVING = 10_000;

/** A page that was loaded anew, and that did not help. */
const GIVEN_UP: Failure = { code: "refused", detail: CLOSE.refused };

/** Makes the views of a page live, once per window. */
export function run(window: Page, options: StartOptions, rest: Rest): Djust {
  const { document } = window;
  // An element with that id is none.
  const given = Object.hasOwn(window, "djust")
    ? (window as { djust?: Partial<Djust> }).djust
    : null;
  // Only a running client has this.
  if (given?.connect) return given as Djust;

  const clock = createClock(window, options);
  const bucket = new Bucket(clock);
  const lives = new Map<Element, Live>();
  const hooks: Hooks = new Proxy({ ...given?.hooks }, {
    set(target, name: string, hook) {
      target[name] = hook;
      for (const live of lives.values()) live.attend();
      return true;
    },
  });
  let instances = 0;
  let attempts = 0;
  let losses = 0;
  let isUp: boolean | undefined;
  let wasUp = false;
  let stopWaiting: (() => void) | undefined;
  let notice: More.Notice | undefined;
  /** The same, where the rest of the client cannot be had. */
  let plain: HTMLElement | undefined;

  const line = new Line({
    clock,
    random: options.random ?? chance,
    isHidden: () => hidden(document),
    connect: () => (options.connect ?? ((url) => new window.WebSocket(url)))(options.url ?? ""),
    opened() {
      bucket.fill();
      hello([...lives.values()]);
    },
    received(data) {
      if (api.debug) trace("<", data);
      const message = decodeDown(data);
      const before = losses;
      // The next line brings again what this one broke.
      if (!message) return line.renew();
      // And what had to wait while this one was lost.
      loader.need(RICH.test(data as string), MESSAGE, () => before === losses && receive(message));
    },
    lost,
    ended(failure) {
      lost(false);
      for (const live of lives.values()) live.refuse(failure);
      if (!wasUp || failure === GIVEN_UP || failure.detail !== CLOSE.refused) return offerReload();
      // Neither what is shown nor what was typed may be this visitor's to see; the app knows what is.
      body(document).textContent = "";
      // Not at once: a logout that is on its way to this window would be lost, and its cookie.
      later(
        GRACE,
        () => loader.need(true, MESSAGE, () => more?.reload(window, []) || showReload()),
      );
    },
  });

  const watch = new Watch(
    window,
    guarded((records) => {
      for (const live of lives.values()) live.note(records);
      const hasRoot = (node: Node): boolean =>
        isElement(node) && (matches(node, ROOT) || querySelectorAll(node, ROOT).length > 0);
      if (records.some((one) => [...one.addedNodes, ...one.removedNodes].some(hasRoot))) find();
    }),
  );

  let more: typeof More | undefined;
  let parse: Scene["parse"] | undefined;
  const loader = createLoader(rest, {
    clock,
    came(module) {
      parse = module.createParser(window);
      more = module;
      notice = new module.Notice(window);
      guarded(module.retype)(window, regions());
      for (const live of lives.values()) guarded(() => live.equip())();
      if (isUp) isWell();
    },
    missed: showReload,
  });

  const leave = guarded((to: string): void => {
    const { protocol } = new URL(to, window.location.href);
    if (/^http/.test(protocol)) window.location.assign(to);
  });

  const host: LiveHost = {
    get more() {
      return more;
    },
    want: loader.want,
    need: loader.need,
    window,
    clock,
    bucket,
    build: options.build ?? "",
    get parse() {
      return parse;
    },
    hooks: () => hooks,
    away: (run) => watch.away(run),
    attempt: () => ++attempts,
    send,
    hello,
    settle: () => line.settle(),
    renew: () => line.renew(),
    leave,
    changed,
    end: (failure) => line.end(failure),
  };

  /** Ends views that left the document, and joins those that came. */
  function find(): void {
    for (const [root, live] of lives) {
      if (root.isConnected) continue;
      live.end();
      lives.delete(root);
    }
    const flashes = body(document).querySelectorAll("[data-djust-flash]");
    const fresh: Live[] = [];
    body(document).querySelectorAll<HTMLElement>(ROOT).forEach((root, place) => {
      if (lives.has(root)) return;
      const live = new Live(host, instances++, root, flashes[place]);
      lives.set(root, live);
      fresh.push(live);
    });
    if (fresh.length === 0) return;
    more?.retype(window, regions());
    if (line.isOpen) hello(fresh);
    else line.connect();
  }

  function send(text: string): void {
    if (api.debug) trace(">", text);
    line.send(text);
  }

  function hello(joining: Live[]): void {
    const messages = joining.map((live) => live.hello());
    send(JSON.stringify(messages.length === 1 ? messages[0] : [0, ...messages]));
  }

  /** A message that makes no sense is asked for once more, by the next line. */
  function receive(message: readonly Json[]): void {
    try {
      route(message);
    } catch (error) {
      report(error);
      line.renew();
    }
  }

  function route(message: readonly Json[]): void {
    const [code, first, second] = message as [number, ...Json[]];
    const all = [...lives.values()];
    switch (code) {
      case CODE.ping:
        return;
      case CODE.drain:
        return line.renew(first as number);
      case CODE.reload:
        return reload(first as string | undefined);
      case CODE.instance:
        return all.find((live) => live.rank === first)?.receive(second as Json[]);
      case CODE.join:
      case CODE.resume:
        return all.find((live) => live.rank === first)?.receive(message);
      default:
        all.find((live) => live.rank === 0)?.receive(message);
    }
  }

  function changed(): void {
    const isLive = [...lives.values()].every((live) => live.isLive);
    const { classList } = body(document);
    classList.toggle("dj-connected", isLive);
    classList.toggle("dj-disconnected", !isLive);
    if (isLive !== isUp) later(isLive ? QUIET : GRACE, linger);
    isUp = isLive;
    if (!isLive) return;
    isWell();
    loader.again();
  }

  /** The page is live. If it was loaded anew for that, the next trouble may try it again. */
  function isWell(): void {
    wasUp = true;
    notice?.hide();
    plain?.remove();
    more?.forget(window);
  }

  /** What is done when nothing has changed until then. */
  function later(milliseconds: number, run: () => void): void {
    stopWaiting?.();
    stopWaiting = clock.after(milliseconds, run);
  }

  /** Nothing has changed for a while. The rest can be had also where only sockets cannot. */
  function linger(): void {
    loader.load();
    if (isUp) line.settle();
    else if (notice) notice.show("offline");
    else later(GRACE, linger);
  }

  function lost(isOrderly: boolean): void {
    losses++;
    for (const live of lives.values()) live.lost(isOrderly);
    changed();
  }

  const regions = (): Element[] => [...lives.values()].flatMap((live) => live.regions);

  /** Loads another page, or this one anew: once, and where that does not help the visitor decides. */
  function reload(to?: string): void {
    later(LEAVING, refuse);
    if (to !== undefined) leave(to);
    else loader.need(true, MESSAGE, () => more?.reload(window, regions()) || refuse());
  }

  const refuse = (): void => line.end(GIVEN_UP);

  function offerReload(): void {
    stopWaiting?.();
    loader.need(true, MESSAGE, showReload);
  }

  function showReload(): void {
    const act = (): void => window.location.reload();
    if (notice) return notice.show("reload", act);
    if (!plain) {
      plain = createElement(document, "div");
      const button = createElement(document, "button");
      button.textContent = "Reload";
      button.onclick = act;
      plain.className = "dj-notice";
      // A strict policy lets styles be written.
      plain.style.cssText = "position:fixed;bottom:0";
      plain.append("This page is out of date. ", button);
    }
    body(document).append(plain);
  }

  const api: Djust = {
    debug: given?.debug ?? false,
    get hooks() {
      return hooks;
    },
    set hooks(more) {
      Object.assign(hooks, more);
    },
    pushEvent(name, params) {
      const [first] = lives.values();
      return first
        ? first.pushEvent(name, params)
        : Promise.reject(new Error("No view in this page"));
    },
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
  (window as { djust?: Djust }).djust = api;
  if (typeof rest === "object") loader.load();

  const listen = (target: EventTarget, type: string, run: (event: Event) => void): void =>
    addEventListener(target, type, guarded(run));
  listen(window, "online", () => line.wake());
  listen(document, "visibilitychange", () => hidden(document) || line.wake());
  // A page that a browser keeps for Back sleeps; one that is really left says so.
  listen(window, "pagehide", (event) => {
    if (!(event as PageTransitionEvent).persisted) {
      for (const live of lives.values()) live.end();
    }
    line.close();
  });
  listen(window, "pageshow", (event) => {
    if ((event as PageTransitionEvent).persisted) line.connect();
  });
  if (readyState(document) === "loading") listen(document, "DOMContentLoaded", find);
  else find();
  return api;
}
