/** Glide of a cursor: from where it is drawn to where it was told to be, evenly, over more than two ticks. */

/** More than two ticks of a room: the next move comes before the last one is reached, so that nothing stops. */
const SPAN = 120;
/** A frame that comes late moves no further than this many milliseconds. */
const MOST_STEP = 17;

/** A cursor between two places. */
export interface Glide {
  x: number;
  y: number;
  /** Where to. */
  toX: number;
  toY: number;
  /** Milliseconds until it is there. */
  left: number;
}

/** A glide that is where it is. */
export function standing(x: number, y: number): Glide {
  return { x, y, toX: x, toY: y, left: 0 };
}

/** From where it is now to another place. */
export function aim(glide: Glide, x: number, y: number): void {
  glide.toX = x;
  glide.toY = y;
  glide.left = SPAN;
}

/** So many milliseconds later. */
export function step(glide: Glide, passed: number): void {
  const ms = Math.min(passed, MOST_STEP, glide.left);
  const part = glide.left > 0 ? ms / glide.left : 1;
  glide.x += (glide.toX - glide.x) * part;
  glide.y += (glide.toY - glide.y) * part;
  glide.left -= ms;
}
