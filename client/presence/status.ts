/** Status of a page's visitor: active, idle or away, what they type in and select; told when it changes. */

import type { Json } from "../../protocol/mod.ts";
import type { ChannelListener, OwnPage, PageChannel } from "../channels/mod.ts";
import { activeElement, addEventListener, documentElement, getAttribute } from "../platform/mod.ts";

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
  /** Aborted when the channel has closed. */
  readonly over: AbortSignal;
  /** False where nobody else is there, or nothing can be sent. */
  say(word: string, ...values: readonly Json[]): boolean;
}

/** Keeps the server told of the visitor; nothing is told while nobody else is there. */
export function presence(channel: PageChannel, page: OwnPage): ChannelListener {
  const detail = (channel.detail ?? {}) as Detail;
  const over = new AbortController();
  let hasPeers = detail.peers === true;
  const telling: Telling = {
    page,
    root: channel.root ?? documentElement(page.window.document),
    over: over.signal,
    say: (word, ...values) => hasPeers && channel.send([word, ...values]),
  };
  const look = watchStatus(telling);
  if (detail.typing) watchTyping(telling);
  if (detail.selection) watchSelection(telling);
  return {
    message(data: unknown) {
      if (!Array.isArray(data) || data[0] !== "peers") return;
      hasPeers = data[1] === true;
      look();
    },
    closed: () => over.abort(),
  };
}

/** Tells whether the visitor is active, idle or away; gives what tells it where it could not be told. */
function watchStatus(telling: Telling): () => void {
  const { page: { clock, window: { document } }, say } = telling;
  let last = clock.now();
  // Since when it is hidden: before the page began, or not at all.
  let hiddenAt = isHidden(document) ? -Infinity : NaN;
  let told = "active";
  const wait = waiting(telling);
  const look = (): void => {
    const now = clock.now();
    const rest = now - last;
    const away = now - hiddenAt;
    const status = rest >= AWAY || away >= HIDDEN ? "away" : rest >= IDLE ? "idle" : "active";
    if (status !== told && say("status", status)) told = status;
    const waits = [IDLE - rest, AWAY - rest, HIDDEN - away].filter((ms) => ms > 0);
    if (waits.length > 0) wait(Math.min(...waits), look);
  };
  hear(telling, INPUTS, () => {
    last = clock.now();
    if (told !== "active") look();
  });
  hear(telling, ["visibilitychange"], () => {
    const now = clock.now();
    if (isHidden(document)) hiddenAt = now;
    else [last, hiddenAt] = [now, NaN];
    look();
  });
  look();
  return look;
}

/** Tells in which control the visitor types. */
function watchTyping(telling: Telling): void {
  const { page: { clock }, root, say } = telling;
  let told = "";
  let toldAt = -Infinity;
  hear(telling, ["input"], ({ target }) => {
    const field = nameIn(root, target);
    const now = clock.now();
    if (!field || (told === field && now - toldAt < TYPING)) return;
    if (say("typing", field)) [told, toldAt] = [field, now];
  });
}

/** Tells what the visitor has selected in a control, once it rests. */
function watchSelection(telling: Telling): void {
  const { page: { window: { document } }, root, say } = telling;
  let told = "";
  const wait = waiting(telling);
  const look = (): void => {
    const selection = selectionIn(root, activeElement(document));
    const text = JSON.stringify(selection);
    if (text !== told && say("selection", ...selection)) told = text;
  };
  hear(telling, ["selectionchange"], () => wait(SELECTION, look));
}

const isHidden = ({ visibilityState }: Document): boolean => visibilityState === "hidden";

/** Listens before anybody else, until the channel closes. */
function hear(
  { page: { window: { document } }, over }: Telling,
  types: readonly string[],
  run: (event: Event) => void,
): void {
  const options = { capture: true, signal: over };
  for (const type of types) addEventListener(document, type, run, options);
}

/** Waits for one thing at a time, until the channel closes. */
function waiting({ page: { clock }, over }: Telling): (ms: number, run: () => void) => void {
  let stop = (): void => {};
  addEventListener(over, "abort", () => stop());
  return (ms, run) => {
    stop();
    stop = clock.after(ms, run);
  };
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
