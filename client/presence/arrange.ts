/** Arrangement of names beside cursors: none over another, none over the edge. */

/** What is visible, in pixels of the window. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A name, at the point of its cursor. */
export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  /** What it may not reach out of. */
  area: Area;
  /** Which of the places around the point it has, from the last time: it keeps that while it can. */
  spot: number;
}

/** From the point of a cursor to a name beside it. */
const GAP = 12;
/** Right below, left below, right above, left above; then the same four, a row further, and so on. */
const SPOTS = 16;

/** A name at one of the places around its point. */
export function spotAt({ x, y, width, height, spot }: Omit<Label, "area">): Area {
  const away = GAP + (spot >> 2) * (height + 2);
  const left = spot & 1 ? x - GAP - width : x + GAP;
  const top = spot & 2 ? y - away - height : y + away;
  return { left, top, right: left + width, bottom: top + height };
}

/** Gives every name a place, the first ones first. */
export function arrange(labels: readonly Label[]): void {
  const taken: Area[] = [];
  for (const label of labels) {
    const { spot, area } = label;
    const isFree = (spot: number): boolean => {
      label.spot = spot;
      const box = spotAt(label);
      return box.left >= area.left && box.top >= area.top && box.right <= area.right &&
        box.bottom <= area.bottom && !taken.some((other) => overlaps(box, other));
    };
    // Where there is room for none it stays, and lies over another.
    if (![spot, ...Array(SPOTS).keys()].some(isFree)) label.spot = spot;
    taken.push(spotAt(label));
  }
}

/** The point of an area that is nearest to one, so far from its edge. */
export function nearest(
  { left, top, right, bottom }: Area,
  x: number,
  y: number,
  edge: number,
): [x: number, y: number] {
  return [
    Math.max(left + edge, Math.min(x, right - edge)),
    Math.max(top + edge, Math.min(y, bottom - edge)),
  ];
}

const overlaps = (one: Area, other: Area): boolean =>
  one.left < other.right && other.left < one.right && one.top < other.bottom &&
  other.top < one.bottom;
