/** Colour of a person: the same in every process, dark enough for white letters. */

/** The contrast that letters need on it. */
const CONTRAST = 4.6;
/** So many hues can be told apart. */
const HUES = 24;

/**
 * A colour for somebody, by their id: always the same, and white text on it can be read.
 *
 * @example
 * ```ts
 * import { presenceColor } from "@djust/live/presence";
 *
 * const color = presenceColor("ada"); // "#…"
 * ```
 *
 * @category Presence
 */
export function presenceColor(id: string | number): string {
  const hue = (hashOf(String(id)) % HUES) * (360 / HUES);
  for (let lightness = 0.5; lightness > 0; lightness -= 0.01) {
    const color = rgbOf(hue, 0.62, lightness);
    if (1.05 / (luminanceOf(color) + 0.05) >= CONTRAST) return hexOf(color);
  }
  return "#000000";
}

/** FNV-1a, mixed once more: neighbours are far from each other. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  }
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 0) >>> 7;
}

type Rgb = readonly [red: number, green: number, blue: number];

function rgbOf(hue: number, saturation: number, lightness: number): Rgb {
  const part = (shift: number): number => {
    const turn = (shift + hue / 30) % 12;
    const most = saturation * Math.min(lightness, 1 - lightness);
    return lightness - most * Math.max(-1, Math.min(turn - 3, 9 - turn, 1));
  };
  return [part(0), part(8), part(4)];
}

/** As WCAG defines it. */
function luminanceOf(color: Rgb): number {
  const [red = 0, green = 0, blue = 0] = color.map((part) =>
    part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function hexOf(color: Rgb): string {
  return "#" + color.map((part) => Math.round(part * 255).toString(16).padStart(2, "0")).join("");
}
