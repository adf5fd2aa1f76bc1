/** The names of the client's own members in what is served: as short as those of its variables. */

import type { BuildOptions } from "esbuild";

/**
 * Members that browsers have too, but only at videos, captions, threads, devices and graphics, which
 * the client never touches.
 */
export const ALSO_OTHERS: readonly string[] = ["forget", "line", "load", "lost", "pause", "views"];

/**
 * Members that only the client's own files know: each becomes as short as a local name, the same in
 * all scripts. None else may be a member of the browser's, of the wire's or of what users see.
 */
export const OWN: readonly string[] = `
  absolve acked again alone announce answer area Arrivals arrivals arrow ask attach attempt
  attend attribute away began begin blocks bring bucket byRoot called came cameUp channelled
  ChannelLine clock Companion companion covers createParser credited crowd directive disturbed done
  drained drawn emit equip events expected facts fail failed firm fold foreign framed fresh full
  gather give grant granted guard handle hasKeys heal hear heard hello hidesOthers hold instance
  isAsking isBusy isCalm isGone isHidden isInner isInPixels isLaser isLive isNew isOpen isOver
  isPainted isParting isSeen isStale isTouched isTyped isUnknown isWaiting joined jump kept knows
  learn leave listed listen listenersOf lives loader lodge lostBlocks marks mend mine missed more
  moved movedAt need nest note Notice numbered others overlay overlays pace page parting patchRich
  person place placed placeOf pointer pointOf pong post publish quiet rank ranks rare readerOf
  receive received refuse regions renew repaint reread rest restart resumed retype rich rooms run
  said saidAt say scene see seen settle settled shut slots spot steps strangers summon surface sweep
  tally tell tellAll templates ticketed tokenNow told touch toX toY tried wake want warned wasLive
  watcher words writeHead
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
