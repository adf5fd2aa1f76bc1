/** Status of a page's visitor: active, idle or away, what they type in and select; told when it changes. */

import type { Json } from "../../protocol/mod.ts";
import type { ChannelListener, OwnPage, PageChannel } from "../channels/mod.ts";
import { addEventListener, getAttribute, removeEventListener } from "../platform/mod.ts";

/** After so long without input somebody is idle. */
const IDLE = 60_000;
/** And after so long away. */
const AWAY = 300_000;
/** How long a page may be hidden before its visitor is away. */
const HIDDEN = 5_000;
/** Typing is told again after so long. */
const TYPING = 3_000;
/** Selections are told when they rest for so long. */
const SELECTION = 100;

const INPUTS = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "scroll"] as const;

/** What the server tells with the channel. */
interface Detail {
  readonly peers?: boolean;
  readonly typing?: boolean;
  readonly selection?: boolean;
}

/** What a visitor does, and what the server is told of it. */
interface Telling {
  readonly page: OwnPage;
  readonly root: Element;
  /** False where nobody else is there, or nothing can be sent. */
  say(word: string, ...values: readonly Json[]): boolean;
}

/** Keeps the server told of the visitor; nothing is told while nobody else is there. */
export function presence(channel: PageChannel, page: OwnPage): ChannelListener {
  const { document } = page.window;
  const detail = (channel.detail ?? {}) as Detail;
  let hasPeers = detail.peers === true;
  const telling: Telling = {
    page,
    root: channel.root ?? document.documentElement,
    say: (word, ...values) => hasPeers && channel.send([word, ...values]),
  };
  const { look, stop } = watchStatus(telling);
  const stops = [
    stop,
    ...(detail.typing ? [watchTyping(telling)] : []),
    ...(detail.selection ? [watchSelection(telling)] : []),
  ];
  return {
    message(data: unknown) {
      if (!Array.isArray(data) || data[0] !== "peers") return;
      hasPeers = data[1] === true;
      look();
    },
    closed() {
      for (const stop of stops) stop();
    },
  };
}

/** Tells whether the visitor is active, idle or away. `look` tells it where it could not be told. */
function watchStatus({ page, say }: Telling): { look: () => void; stop: () => void } {
  const { clock, window: { document } } = page;
  const isHidden = (): boolean => document.visibilityState === "hidden";
  let last = clock.now();
  let hiddenSince = isHidden() ? last - HIDDEN : undefined;
  let told = "active";
  let stopWaiting = (): void => {};
  const look = (): void => {
    stopWaiting();
    const now = clock.now();
    const rest = now - last;
    const hidden = hiddenSince === undefined ? -1 : now - hiddenSince;
    const status = rest >= AWAY || hidden >= HIDDEN ? "away" : rest >= IDLE ? "idle" : "active";
    if (status !== told && say("status", status)) told = status;
    const waits = [
      ...(status === "active" ? [IDLE - rest] : []),
      ...(status === "away" ? [] : [AWAY - rest]),
      ...(hidden >= 0 && hidden < HIDDEN ? [HIDDEN - hidden] : []),
    ];
    if (waits.length > 0) stopWaiting = clock.after(Math.min(...waits), look);
  };
  const moved = (): void => {
    last = clock.now();
    if (told !== "active") look();
  };
  const showed = (): void => {
    hiddenSince = isHidden() ? clock.now() : undefined;
    if (!isHidden()) last = clock.now();
    look();
  };
  const stops = [
    ...INPUTS.map((type) => hear(document, type, moved)),
    hear(document, "visibilitychange", showed),
  ];
  look();
  return {
    look,
    stop() {
      stopWaiting();
      for (const stop of stops) stop();
    },
  };
}

/** Tells in which control the visitor types. */
function watchTyping({ page, root, say }: Telling): () => void {
  let told: { readonly field: string; readonly at: number } | undefined;
  return hear(page.window.document, "input", ({ target }) => {
    const field = nameIn(root, target);
    const at = page.clock.now();
    if (field === undefined || (told?.field === field && at - told.at < TYPING)) return;
    if (say("typing", field)) told = { field, at };
  });
}

/** Tells what the visitor has selected in a control, once it rests. */
function watchSelection({ page, root, say }: Telling): () => void {
  const { clock, window: { document } } = page;
  let told = "";
  let stopWaiting = (): void => {};
  const stop = hear(document, "selectionchange", () => {
    stopWaiting();
    stopWaiting = clock.after(SELECTION, () => {
      const selection = selectionIn(root, document.activeElement);
      const text = JSON.stringify(selection);
      if (text !== told && say("selection", ...selection)) told = text;
    });
  });
  return () => {
    stop();
    stopWaiting();
  };
}

/** Listens before anybody else; returns how to stop. */
function hear(target: Document, type: string, run: (event: Event) => void): () => void {
  addEventListener(target, type, run, true);
  return () => removeEventListener(target, type, run, true);
}

/** The name of a control of the view; none for what is secret. */
function nameIn(root: Element, target: unknown): string | undefined {
  const control = target as Element | null;
  if (!control || !root.contains(control)) return undefined;
  const name = getAttribute(control, "name");
  return name && getAttribute(control, "type") !== "password" ? name : undefined;
}

/** What is selected in a control of the view: its name, from where to where; nothing: empty. */
function selectionIn(root: Element, active: Element | null): Json[] {
  const name = nameIn(root, active);
  if (name === undefined) return [];
  const { selectionStart, selectionEnd } = active as HTMLTextAreaElement;
  return typeof selectionStart === "number" && typeof selectionEnd === "number"
    ? [name, selectionStart, selectionEnd]
    : [];
}
