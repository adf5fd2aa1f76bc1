/** The names of the client's own members in what is served: as short as those of its variables. */

import type { BuildOptions } from "esbuild";

/**
 * Members that browsers have too, but only at videos, captions, threads, devices, graphics,
 * cookies and measurements of paints, which the client never touches.
 */
export const ALSO_OTHERS: readonly string[] = [
  "changed",
  "element",
  "forget",
  "line",
  "load",
  "lost",
  "pause",
  "removed",
  "views",
];

/**
 * Members that only the client's own files know: each becomes as short as a local name, the same in
 * all scripts. None else may be a member of the browser's, of the wire's or of what users see.
 */
export const OWN: readonly string[] = `
  absolve acked again aim alone anew announce answer area arrange arranged Arrivals arrivals arrow
  attach attempt attend attribute away base began begin blocks bring bucket byRoot called calmly
  came cameUp changes changing channelled ChannelLine Channels child classes clock Companion
  companion covers createParser credited crowd directive directives disturbed done drained drawn
  drops edited emit ends entered equip events expected facts fail failed firm flash fold follows
  foreign framed fresh full gather give given grant granted guard handle hasKeys heal hear heard
  heardHooks hears hello hidesOthers hold instance isAsking isAway isBusy isCalm isDisabled
  isFresh isGone isHidden isInner isInPixels isLaser isLive isNew isOn isOpen isOver isPainted
  isParting isPoison isRefocusing isSeen isShared isStale isTold isTouched isTyped isUnknown
  isUrgent isWaiting joined jump kept know knows laid latest learn leave listed listen listeners
  listenersOf lives loader lodge lostBlocks manner manners marks mend mine missed more mounted
  moved movedAt names need nest note Notice numbered numbers observer others over overlay overlays
  own pace page painted parting pass patchRich person phase place placed placeOf plan pointer
  pointOf pong post publish pushed quiet rank ranks rare readerOf receive received refuse regions
  renew repaint reread rest restart resumed retell retype rich rooms run said saidAt say scene see
  seen settle settled shown shut slots socket spot stage steps still strangers summon surface
  sweep tally tell tellAll templates ticketed tokenNow told touch toX toY tried trip undo wake
  want warned wasLive watcher words writeHead yields
`.trim().split(/\s+/).concat(ALSO_OTHERS);

/** Names that no member of the client's own is given: its private ones have them. */
export const PRIVATE: Record<string, string> = Object.fromEntries(
  [..."acdefghilmnoprstuy"].map((letter) => [`private ${letter}`, letter]),
);

/** What members of the client's own became, the same in all scripts. */
export type Short = NonNullable<BuildOptions["mangleCache"]>;

/**
 * Private members as plain ones, which are shorter by a sign each time. Their names are single small
 * letters, and kept for them: no other member of the client's own has one.
 */
export function opened(text: string, short: Short): string {
  const others = Object.keys(short).filter((own) => !(own in PRIVATE));
  const taken = new Set(others.map((own) => short[own]));
  return text.replace(/(?<=[{};])#\w+;/g, "").replace(
    /([.{};]|\b(?:get|async) ?)#(\w+)/g,
    (_, before: string, name: string) => {
      if (taken.has(name)) throw new Error(`Cannot build: two members are both named "${name}"`);
      return `${before}${/\w$/.test(before) ? " " : ""}${name}`;
    },
  );
}
