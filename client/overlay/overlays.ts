/** Overlays: changes that lie over what the server says of a node, until they are taken away. */

import type { Scene } from "../dom/mod.ts";
import { type Control, paintedOf, stateOf } from "../forms/mod.ts";
import { entryOf, guarded, isConnected } from "../platform/mod.ts";
import { CONTROL, readSpot, type Shown, type Spot, writeSpot } from "./spot.ts";

/**
 * What an overlay makes of what would stand there without it.
 *
 * @category Client
 */
export type Change = (base: Shown) => Shown;

/**
 * One change that lies over a spot.
 *
 * @category Client
 */
export interface Overlay {
  /** Where it lies. */
  readonly place: Overlaid;
  /** Takes it away. What stands there is written when all of a message is known. */
  drop(): void;
  /** Takes it away, and lets what it made stand: the server says nothing of it. */
  fold(): void;
}

/**
 * A spot with overlays.
 *
 * @category Client
 */
export interface Overlaid {
  /** Whose it is. */
  readonly node: Node;
  /** Which of it. */
  readonly spot: Spot;
  /** What the server says. */
  base: Shown;
  /** What it said when the page was last written. */
  before: Shown;
  /** What the page shows. */
  shown: Shown;
  /** Whether something else stands there since. */
  isGone: boolean;
}

interface Place extends Overlaid {
  /** Of a control: what was painted when it was looked at last. */
  painted: Shown;
  changes: { readonly change: Change; readonly yields: boolean }[];
}

/** What overlays need. */
export interface OverlaysHost {
  readonly scene: Scene;
  /** Runs what changes the document itself. */
  away(run: () => void): void;
}

/**
 * The overlays of one view. Frames write what is below them; the page is written where it differs.
 *
 * @category Client
 */
export class Overlays {
  readonly #host: OverlaysHost;
  readonly #places = new Map<Node, Map<Spot, Place>>();
  readonly #waiting: (() => void)[] = [];
  #isDue = false;

  /** Patches of the scene go on below them once it has them. */
  constructor(host: OverlaysHost) {
    this.#host = host;
  }

  /** Lays a change over a spot; with `yields` it goes when the server says something else of that. */
  put(node: Node, spot: Spot, change: Change, { yields = false } = {}): Overlay {
    const at = entryOf(entryOf(this.#places, node, () => new Map<Spot, Place>()), spot, () => {
      const base = readSpot(this.#host.scene, node, spot);
      const painted = spot === CONTROL ? paintedOf(node as Control) : null;
      return { node, spot, base, before: base, shown: base, isGone: false, painted, changes: [] };
    });
    const one = { change, yields };
    if (spot === CONTROL) look(at);
    at.changes.push(one);
    this.#show(at);
    const drop = (): void => {
      at.changes = at.changes.filter((other) => other !== one);
      this.#soon();
    };
    return {
      place: at,
      drop,
      fold: () => {
        at.base = change(at.base);
        drop();
      },
    };
  }

  /** A patch writes a spot: true where overlays lie over it, and the page is not written now. */
  take(node: Node, spot: Spot, value: unknown, grows = false): boolean {
    const place = this.#places.get(node)?.get(spot);
    if (!place) return false;
    const text = value === null ? null : String(value);
    const base = grows ? (place.base ?? "") + text : text;
    if (base !== place.base) place.changes = place.changes.filter(({ yields }) => !yields);
    place.base = base;
    this.#soon();
    return true;
  }

  /** A patch wrote more than one spot of a node at once: what stands there is what the server says. */
  reread(node: Node, kind: "." | ":" | ""): void {
    for (const place of this.#places.get(node)?.values() ?? []) {
      if (!kind && !place.spot) {
        place.isGone = true;
        this.#places.get(node)?.delete("");
      }
      if (kind && place.spot[0] === kind) {
        place.base = place.shown = readSpot(this.#host.scene, node, place.spot);
        this.#soon();
      }
    }
  }

  /** Whether what a control shows is an overlay's. */
  covers(control: Element): boolean {
    return !!this.#places.get(control)?.has(CONTROL);
  }

  /** Runs when all that a message brings is known, and before the page is written. */
  next(run: () => void): void {
    this.#waiting.push(run);
    this.#soon();
  }

  /** Writes what differs. */
  flush(): void {
    this.#isDue = false;
    for (const spots of this.#places.values()) look(spots.get(CONTROL));
    for (const run of this.#waiting.splice(0)) guarded(run)();
    for (const [node, spots] of this.#places) {
      for (const place of spots.values()) {
        if (isConnected(node)) guarded(() => this.#show(place))();
        if (!place.changes[0] || !isConnected(node)) spots.delete(place.spot);
      }
      if (spots.size === 0) this.#places.delete(node);
    }
  }

  #show(place: Place): void {
    const { node, spot, changes } = place;
    const { scene, away } = this.#host;
    place.before = place.base;
    const shown = changes.reduce((value, { change }) => change(value), place.base);
    if (shown === place.shown) return;
    place.shown = shown;
    const write = (): void => writeSpot(scene, node, spot, shown);
    if (spot) write();
    else away(write);
  }

  /** All that one message brings is known when it has been read. */
  #soon(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    queueMicrotask(() => this.#isDue && this.flush());
  }
}

/** Of a control the patcher writes what is painted; what it shows may be the user's since. */
function look(place: Place | undefined): void {
  if (!place) return;
  const control = place.node as Control;
  const [state, painted] = [stateOf(control), paintedOf(control)];
  if (painted !== place.painted) place.base = place.painted = painted;
  if (state !== place.shown && state !== painted) {
    place.changes = [];
    place.base = state;
  }
  place.shown = state;
}
