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

/** Keeps the server told of the visitor; nothing is told while nobody else is there. */
export function presence(channel: PageChannel, { window, clock }: OwnPage): ChannelListener {
  const { document } = window;
  const detail = (channel.detail ?? {}) as Detail;
  const root = channel.root ?? document.documentElement;
  let hasPeers = detail.peers === true;
  let last = clock.now();
  let hiddenSince = document.visibilityState === "hidden" ? last - HIDDEN : undefined;
  let told = "active";
  let stopWaiting = (): void => {};
  let typing: { readonly field: string; readonly at: number } | undefined;
  let stopSelecting = (): void => {};
  let selected = "";

  const say = (word: string, ...values: readonly Json[]): boolean =>
    hasPeers && channel.send([word, ...values]);

  /** Tells what holds now, and looks again when that may be over. */
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
    const isHidden = document.visibilityState === "hidden";
    hiddenSince = isHidden ? clock.now() : undefined;
    if (!isHidden) last = clock.now();
    look();
  };

  const typed = (event: Event): void => {
    const field = nameIn(root, event.target);
    if (!detail.typing || field === undefined) return;
    const at = clock.now();
    if (typing?.field === field && at - typing.at < TYPING) return;
    if (say("typing", field)) typing = { field, at };
  };

  const select = (): void => {
    if (!detail.selection) return;
    stopSelecting();
    stopSelecting = clock.after(SELECTION, () => {
      const selection = selectionIn(root, document.activeElement);
      const text = JSON.stringify(selection);
      if (text !== selected && say("selection", ...selection)) selected = text;
    });
  };

  const heard = [
    ...INPUTS.map((type) => [type, moved] as const),
    ...[["visibilitychange", showed], ["input", typed], ["selectionchange", select]] as const,
  ];
  for (const [type, run] of heard) addEventListener(document, type, run, true);
  look();
  return {
    message(data: unknown) {
      if (!Array.isArray(data) || data[0] !== "peers") return;
      hasPeers = data[1] === true;
      look();
    },
    closed() {
      stopWaiting();
      stopSelecting();
      for (const [type, run] of heard) removeEventListener(document, type, run, true);
    },
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
