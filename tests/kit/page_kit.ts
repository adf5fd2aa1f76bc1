/** A page for tests of the client: started, with a line that a test speaks through. */

import { ManualClock } from "../../testing/mod.ts";
import type { Djust, StartOptions } from "../../client/page/api.ts";
import type { Page } from "../../client/platform/clock.ts";
import { openWindow } from "./patch_kit.ts";
import type { SocketLike } from "../../client/line/line.ts";
import { start } from "../../client/page/start.ts";

interface Frames extends SocketLike {
  sent: unknown[];
}

export const COUNTER = `<button dj=b dj-click=increment>0</button>`;
export const VIEW = (content: string, claim = "c") =>
  `<div data-djust=${claim} data-ticket=t>${content}</div>`;

/** Events that keep their target: the DOM library takes it from them when they have arrived. */
function lasting(Event: typeof globalThis.Event): typeof globalThis.Event {
  const targets = new WeakMap<Event, EventTarget>();
  return class extends Event {
    override get target(): EventTarget | null {
      return targets.get(this) ?? null;
    }
    override set target(target: EventTarget | null) {
      if (target) targets.set(this, target);
    }
  };
}

/** A window with members of its own: the DOM library's writes through to the global object. */
function owning(window: Page, own: Record<PropertyKey, unknown>): Page {
  return new Proxy(window, {
    get(target, name) {
      if (name in own) return own[name];
      const value: unknown = Reflect.get(target, name);
      return /^(?:add|remove)EventListener$|^dispatchEvent$/.test(String(name))
        ? (value as typeof target.dispatchEvent).bind(target)
        : value;
    },
    set: (_, name, value) => (own[name] = value, true),
    getOwnPropertyDescriptor: (_, name) => ownProperty(own, name),
  });
}

/** Where a proxy says that a property is its own, it may not be fixed. */
function ownProperty(own: Record<PropertyKey, unknown>, name: PropertyKey) {
  return name in own ? { value: own[name as string], configurable: true } : undefined;
}

/** A started page with a line that a test speaks through. */
export function open(
  body = VIEW(COUNTER),
  prepare: (window: Record<string, unknown>) => void = () => {},
  begin: (window: Page, options: StartOptions) => Djust = start,
  changes: StartOptions = {},
) {
  const real = openWindow(body);
  const { document } = real;
  const clock = new ManualClock();
  const sockets: Frames[] = [];
  const events: [type: string, detail: unknown][] = [];
  const left: string[] = [];
  const stored = new Map<string, string>();
  const given: Record<PropertyKey, unknown> = {
    location: {
      href: "https://example.com/page",
      assign: (to: string) => left.push(to),
      reload: () => left.push("reload"),
    },
    sessionStorage: {
      getItem: (name: string) => stored.get(name) ?? null,
      setItem: (name: string, value: string) => stored.set(name, value),
      removeItem: (name: string) => stored.delete(name),
    },
    Event: lasting(real.Event),
    djust: undefined,
  };
  const window = owning(real, given);
  prepare(window as unknown as Record<string, unknown>);
  for (const name of ["connected", "disconnected", "error", "patched", "ping"]) {
    document.addEventListener("djust:" + name, (event) => {
      events.push([name, (event as CustomEvent).detail]);
    });
  }
  const options = {
    build: "b1",
    now: () => clock.now(),
    after: (ms: number, run: () => void) => clock.timer(ms, run),
    random: () => 0,
    connect: (): SocketLike => {
      const sent: unknown[] = [];
      const none = { onopen: null, onmessage: null, onclose: null, onerror: null };
      const socket: Frames = {
        ...none,
        sent,
        send: (text) => void sent.push(JSON.parse(String(text))),
        close() {},
      };
      sockets.push(socket);
      return socket;
    },
    ...changes,
  };
  const djust: Djust = begin(window, options);
  const socket = () => sockets.at(-1) as Frames;
  const fire = (target: string, type: string, facts: object = {}): void => {
    const event = new window.Event(type, { bubbles: true, cancelable: true });
    document.querySelector(target)?.dispatchEvent(Object.assign(event, facts));
  };
  return {
    window,
    document,
    djust,
    clock,
    sockets,
    events,
    left,
    stored,
    again: () => start(window, options),
    /** The line is up: takes the message with which the page says who it is. */
    up(): unknown {
      socket().onopen?.({} as never);
      return socket().sent.shift();
    },
    say(...message: unknown[]): void {
      socket().onmessage?.({ data: JSON.stringify(message) } as never);
    },
    /** Whatever came over the line. */
    garble: (data: unknown) => socket().onmessage?.({ data } as never),
    cut: (code = 1006, reason = "") => socket().onclose?.({ code, reason } as never),
    take: () => socket().sent.splice(0),
    fire,
    click: (selector = "button") => fire(selector, "click"),
    notice: () => noticeIn(document),
    names: () => events.splice(0).map(([name]) => name),
  };
}

/** The notice that is shown, if one is. */
export function noticeIn(document: Document): HTMLElement | null {
  const root = document.querySelector("djust-notice")?.shadowRoot ?? document;
  return root.querySelector<HTMLElement>(".dj-notice:not([hidden])");
}

/** The button of the notice; the plain one is nothing else. */
export function noticeButtonIn(document: Document): HTMLElement | null {
  const notice = noticeIn(document);
  return notice?.matches("button") ? notice : notice?.querySelector("button") ?? null;
}

/** Runs without what the client prints when something is wrong; returns how often it did. */
export async function quietly(run: () => unknown): Promise<number> {
  const { error } = console;
  let count = 0;
  console.error = () => count++;
  try {
    await run();
  } finally {
    console.error = error;
  }
  return count;
}

/** A page that is live. */
export function openLive(body?: string, prepare?: (window: Record<string, unknown>) => void) {
  const page = open(body, prepare);
  page.up();
  page.say(-1, 0, 0, "token");
  return page;
}
