/** Color of a person: always the same for an id, and dark enough for white text on it. */

/** How many hues there are: neighbours are still told apart. */
const HUES = 24;
/** Hues that look brighter than they are need less light. */
const LIGHT = { bright: 32, others: 42 };

/**
 * The color of a person, by their id: a text for `background` or `color`. White is read on it
 * (4.5 : 1 at least), and it is read on white.
 *
 * @example
 * ```ts
 * import { presenceColor } from "@djust/live/presence";
 *
 * const color = presenceColor("ada"); // the same one everywhere
 * ```
 *
 * @category Presence
 */
export function presenceColor(id: string | number): string {
  const text = String(id);
  let mixed = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193);
  }
  return colorAt((mixed >>> 0) % HUES);
}

/** A hue as a color. */
export function colorAt(step: number): string {
  const hue = ((step % HUES) + HUES) % HUES * (360 / HUES);
  return rgbOf(hue, 0.72, lightFor(hue) / 100);
}

/** The colors of people who are shown beside each other: two equal ones are nudged apart. */
export function apartColors(ids: readonly (string | number)[]): string[] {
  const taken = new Set<string>();
  return ids.map((id) => {
    let color = presenceColor(id);
    for (let step = 0; taken.has(color) && step < HUES; step++) {
      const at = Array.from({ length: HUES }, (_, index) => colorAt(index)).indexOf(color);
      color = colorAt(at + 5);
    }
    taken.add(color);
    return color;
  });
}

/** Yellow to cyan look brightest. */
const lightFor = (hue: number): number => hue >= 25 && hue <= 200 ? LIGHT.bright - 6 : LIGHT.others;

function rgbOf(hue: number, saturation: number, light: number): string {
  const chroma = saturation * Math.min(light, 1 - light);
  const channel = (shift: number): string => {
    const at = (shift + hue / 30) % 12;
    const value = light - chroma * Math.max(-1, Math.min(at - 3, 9 - at, 1));
    return Math.round(value * 255).toString(16).padStart(2, "0");
  };
  return `#${channel(0)}${channel(8)}${channel(4)}`;
}
