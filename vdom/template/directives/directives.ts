/** Directives: the `dj-*` attributes that something reads, taken apart, and what is nearest to others. */

import { KEYS, MODIFIERS } from "./event_rows.ts";
import { SECTIONS } from "./list.ts";
import { nearest } from "./nearest.ts";
import type { DirectiveRow } from "./row.ts";

const set = (names: string): ReadonlySet<string> => new Set(names.trim().split(/\s+/));

/** The rows of directives by their names. */
const ROWS: ReadonlyMap<string, DirectiveRow> = new Map(
  SECTIONS.flatMap(({ rows }) => rows.map((row) => [row.name, row])),
);

/** Attributes that are no events. `dj-value-*` is one by its beginning. */
export const DIRECTIVES: ReadonlySet<string> = new Set(
  [...ROWS.keys()].filter((name) => !name.endsWith("*")),
);

/** Whether an attribute takes a value that gives others of its element. */
export function isBinding(name: string): boolean {
  if (isModel(name)) return true;
  const [, type = "", word] = /^dj-([^.:]+)(?:[.:](.+))?$/.exec(name) ?? [];
  const row = ROWS.get(type);
  return !!row?.binds && (word === undefined || Object.hasOwn(row.modifiers ?? {}, word));
}

/** Whether the element of an attribute has children that are not its template's. */
export function holdsOthers(name: string): boolean {
  return /^dj-stream(?![\w-])/.test(name);
}

/** Whether an attribute binds a control to a field of the view. */
export function isModel(name: string): boolean {
  return /^dj-model(?![\w-])/.test(name);
}

/** Events that browsers fire at elements, the document or the window. */
const EVENTS = set(`
  beforeinstallprompt contextlost contextrestored devicemotion deviceorientation encrypted
  enterpictureinpicture languagechange leavepictureinpicture messageerror orientationchange
  pagereveal pageswap scrollsnapchanging securitypolicyviolation show unload waitingforkey
  abort afterprint animationcancel animationend animationiteration animationstart auxclick
  beforeinput beforematch beforeprint beforetoggle beforeunload blur cancel canplay canplaythrough
  change click close command compositionend compositionstart compositionupdate contextmenu copy
  cuechange cut dblclick drag dragend dragenter dragleave dragover dragstart drop durationchange
  emptied ended error focus focusin focusout formdata fullscreenchange fullscreenerror
  gotpointercapture hashchange input invalid keydown keypress keyup load loadeddata loadedmetadata
  loadstart lostpointercapture message mousedown mouseenter mouseleave mousemove mouseout mouseover
  mouseup offline online pagehide pageshow paste pause play playing pointercancel pointerdown
  pointerenter pointerleave pointermove pointerout pointerover pointerrawupdate pointerup popstate
  progress ratechange reset resize scroll scrollend scrollsnapchange search seeked seeking select
  selectionchange selectstart slotchange stalled storage submit suspend timeupdate toggle touchcancel
  touchend touchmove touchstart transitioncancel transitionend transitionrun transitionstart
  visibilitychange volumechange waiting wheel
`);

/** A `dj-*` attribute, taken apart. */
export interface DirectiveName {
  /** What is known of its first part. */
  readonly kind: "directive" | "event" | "other";
  /** Its first part: of an event its type. */
  readonly type: string;
  /** Its modifiers. */
  readonly words: readonly string[];
}

/** Takes a name apart; `events` are those an app declares besides. */
export function directiveOf(name: string, events?: ReadonlySet<string>): DirectiveName {
  const own = name.slice("dj-".length);
  if (own.startsWith("value-")) return { kind: "directive", type: "value-", words: [] };
  const [type = "", ...rest] = own.split(/[.:]/);
  const isOwn = DIRECTIVES.has(type) && !ROWS.get(type)?.isEvent;
  // A number belongs to the word before it, but as a key.
  const hyphen = isOwn ? /-(?!\d+(?!\w))/ : "-";
  const words = own.includes(":") ? rest.join("-").split(hyphen) : rest;
  // A form can be reset, too; but the attribute says what becomes of it after its submit.
  if (isOwn) return { kind: "directive", type, words };
  return { kind: EVENTS.has(type) || events?.has(type) ? "event" : "other", type, words };
}

/** Whether an attribute without a value has modifiers that act by themselves, as `dj-dragover.prevent`. */
export function isLocal(name: string): boolean {
  return name.startsWith("dj-") && /[.:]/.test(name) && directiveOf(name).kind !== "directive";
}

/** The attribute that was perhaps meant. */
export function nearestDirective(type: string): string | undefined {
  // The mark of commands is painted, and refused in templates.
  const written = [...DIRECTIVES].filter((name) => name !== "js");
  const name = nearest(type, [...written, ...EVENTS], 2);
  return name && `dj-${name}`;
}

/** The row of a directive; undefined for what is nothing but an event. */
export function rowOf({ type }: DirectiveName): DirectiveRow | undefined {
  return ROWS.get(type);
}

/** The modifiers that nothing reads, each with what was perhaps meant. */
export function strangeWords(name: DirectiveName): [string, string | undefined][] {
  const { type, words } = name;
  const isKey = type.startsWith("key");
  const row = rowOf(name);
  const own = Object.keys(row?.modifiers ?? {});
  const known = name.kind === "directive"
    ? own
    : [...own, ...Object.keys(MODIFIERS), ...(isKey ? KEYS : [])];
  const isKnown = (word: string): boolean =>
    known.includes(word) ||
    own.some((one) => one.endsWith("*") && word.startsWith(one.slice(0, -1))) ||
    (isKey && (word.length === 1 || /^f\d+$/.test(word)));
  return words.filter((word) => !isKnown(word)).map((word) => [word, nearest(word, known, 2)]);
}
