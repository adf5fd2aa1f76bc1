/** The page: its views, their one line, and what happens to pages in a browser's life. */

import { CLOSE, CODE, decodeDown, type Json } from "../protocol/mod.ts";
import type { Djust, StartOptions } from "./api.ts";
import { createClock, guarded, type Page } from "./clock.ts";
import type { Hooks } from "./hook.ts";
import { Kept } from "./kept.ts";
import { Live, type LiveHost } from "./live.ts";
import { isElement } from "./marks.ts";
import { report, trace } from "./log.ts";
import type * as More from "./more.ts";
import { chance } from "./random.ts";
import { Bucket } from "./rate.ts";
import type { Scene } from "./scene.ts";
import { Line } from "./socket.ts";
import { Watch } from "./watch.ts";

/** A loss that is mended within this time is not shown. */
const GRACE = 1_500;
const ROOT = "[data-djust]";

/** Messages of more than texts: ops whose value is an array, full frames, heads. */
const RICH = /\d,\[|-9|"h":/;
/** When all is quiet, the rest is loaded: without a line it could not be. */
const QUIET = 2_000;

/** The rest of the client, or what fetches it. */
export type Rest = typeof More | (() => Promise<typeof More>);

/** Makes the views of a page live, once per window. */
export function run(window: Page, options: StartOptions, rest: Rest): Djust {
  const { document } = window;
  const given = (window as { djust?: Partial<Djust> }).djust;
  // Only a running client has this.
  if (given?.connect) return given as Djust;

  const clock = createClock(window, options);
  const bucket = new Bucket(clock);
  const kept = new Kept(window);
  const lives = new Map<Element, Live>();
  const hooks: Hooks = new Proxy({ ...given?.hooks }, {
    set(target, name: string, hook) {
      target[name] = hook;
      for (const live of lives.values()) live.hooksCame();
      return true;
    },
  });
  let instances = 0;
  let attempts = 0;
  let losses = 0;
  let stopNotice: (() => void) | undefined;
  let shown: More.Notice | undefined;

  const line = new Line({
    clock,
    random: options.random ?? chance,
    isHidden: () => document.hidden,
    connect: () => (options.connect ?? ((url) => new window.WebSocket(url)))(options.url ?? ""),
    opened() {
      bucket.fill();
      hello([...lives.values()]);
    },
    received(data) {
      if (api.debug) trace("<", data);
      const message = decodeDown(data);
      const before = losses;
      // The next line brings again what had to wait while this one was lost.
      if (message) need(RICH.test(data as string), () => before === losses && receive(message));
    },
    lost,
    ended(code) {
      const isPutOut = code === CLOSE.refused && !kept.get();
      stay(code);
      if (!isPutOut) return offerReload();
      // Neither what is shown nor what was typed may be this visitor's to see; the app knows what is.
      document.body.textContent = "";
      stopNotice?.();
      // Not at once: a logout that is on its way to this window would be lost, and its cookie.
      stopNotice = clock.after(
        GRACE,
        () => kept.set({}) ? window.location.reload() : offerReload(),
      );
    },
  });

  const watch = new Watch(
    window,
    guarded((records) => {
      for (const live of lives.values()) live.note(records);
      const hasRoot = (node: Node): boolean =>
        isElement(node) && (node.matches(ROOT) || !!node.querySelector(ROOT));
      if (records.some((one) => [...one.addedNodes, ...one.removedNodes].some(hasRoot))) find();
    }),
  );

  let more: typeof More | undefined;
  let parse: Scene["parse"] | undefined;
  let isLoading = false;
  const waiting: (() => void)[] = [];

  function loaded(module: typeof More): void {
    more = module;
    parse = module.createParser(window);
    for (const live of lives.values()) live.equip();
    for (const run of waiting.splice(0)) guarded(run)();
  }

  /** Runs now, or as soon as the rest of the client is there; never before what came earlier. */
  function need(isNeeded: boolean, run: () => void): void {
    if (more || !(isNeeded || waiting.length > 0)) return run();
    waiting.push(run);
    if (isLoading || typeof rest === "object") return;
    isLoading = true;
    rest().then(loaded).catch(report).finally(() => isLoading = false);
  }

  if (typeof rest === "object") loaded(rest);

  const host: LiveHost = {
    get more() {
      return more;
    },
    need,
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
    renew: () => line.renew(),
    reload,
    leave,
    changed,
  };

  /** Ends views that left the document, and joins those that came. */
  function find(): void {
    for (const [root, live] of lives) {
      if (root.isConnected) continue;
      live.end();
      lives.delete(root);
    }
    const flashes = document.querySelectorAll("[data-djust-flash]");
    const fresh: Live[] = [];
    document.querySelectorAll<HTMLElement>(ROOT).forEach((root, place) => {
      if (lives.has(root)) return;
      const live = new Live(host, instances++, root, flashes[place]);
      lives.set(root, live);
      fresh.push(live);
    });
    if (fresh.length === 0) return;
    const typed = kept.get();
    if (typed) need(true, () => more?.retype(regions(), typed));
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

  function receive(message: readonly Json[]): void {
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
        return all.find((live) => live.number === first)?.receive(second as Json[]);
      case CODE.join:
      case CODE.resume:
        return all.find((live) => live.number === first)?.receive(message);
      default:
        all.find((live) => live.number === 0)?.receive(message);
    }
  }

  function leave(to: string): void {
    const { protocol } = new URL(to, window.location.href);
    if (/^http/.test(protocol)) window.location.assign(to);
  }

  function changed(): void {
    const isLive = [...lives.values()].every((live) => live.isLive);
    const { classList } = document.body;
    classList.toggle("dj-connected", isLive);
    classList.toggle("dj-disconnected", !isLive);
    stopNotice?.();
    if (!isLive) {
      stopNotice = clock.after(GRACE, () => notice()?.show("offline"));
      return;
    }
    shown?.hide();
    stopNotice = clock.after(QUIET, () => need(true, () => {}));
    line.settle();
    // The page that was loaded anew is live: the next trouble may try that again.
    kept.drop();
  }

  function notice(): More.Notice | undefined {
    return shown ??= more && new more.Notice(window);
  }

  function lost(): void {
    losses++;
    for (const live of lives.values()) live.lost();
    changed();
  }

  const regions = (): Element[] => [...lives.values()].flatMap((live) => live.regions);

  /** Loads the page anew, once: if that did not help, the page stays and the visitor decides. */
  function reload(to?: string): void {
    if (to !== undefined) return leave(to);
    if (!kept.get() && kept.set(more?.typedIn(regions()) ?? {})) window.location.reload();
    else {
      line.end();
      stay(CLOSE.refused);
      offerReload();
    }
  }

  /** Nothing goes up from here any more. */
  function stay(code: number): void {
    lost();
    for (const live of lives.values()) live.refuse({ code: "refused", detail: code });
  }

  function offerReload(): void {
    stopNotice?.();
    need(true, () => notice()?.show("reload", () => window.location.reload()));
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
      document.addEventListener("djust:" + name, hear);
      return () => document.removeEventListener("djust:" + name, hear);
    },
    latency(milliseconds) {
      line.latency = milliseconds;
    },
  };
  (window as { djust?: Djust }).djust = api;

  const listen = (target: EventTarget, type: string, run: (event: Event) => void): void =>
    target.addEventListener(type, guarded(run));
  listen(window, "online", () => line.wake());
  listen(document, "visibilitychange", () => document.hidden || line.wake());
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
  if (document.readyState === "loading") listen(document, "DOMContentLoaded", find);
  else find();
  return api;
}
