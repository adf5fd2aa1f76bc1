/** Random states of a page that change step by step, and what a view would render for them. */

import { type Child, each, html, memo, preloadRaw, raw } from "../../vdom/mod.ts";
import type { Random } from "../seed.ts";
import type { HoleKind, Place, Shape } from "./shapes.ts";
import { growRaw, randomRaw } from "./raw_html.ts";
import { randomValue } from "./values.ts";

// Trees are painted and compared at once here.
await preloadRaw();

/** What a child hole holds. */
export type State =
  | { type: "value"; value: Child }
  | { type: "block"; shape: Shape; holes: unknown[]; tag: number }
  | {
    type: "list";
    form: "each" | "array";
    rows: Row[];
    version: number;
    deps: boolean;
    place: Place;
    /** What was there under another version, and may come back. */
    past?: { rows: Row[]; version: number };
  }
  | { type: "raw"; html: string; events: boolean; past?: string }
  | {
    type: "memo";
    version: number;
    inner: State;
    /** What was there under another version, and may come back. */
    past?: { inner: State; version: number };
  };

/** A row with its key. */
export interface Row {
  key: unknown;
  state: State;
}

/** A handler that knows whose it is. */
export type Tagged = (() => void) & { tag: number };

const BLOCK: Partial<Record<HoleKind, Place>> = {
  content: "flow",
  rows: "rows",
  options: "options",
  shapes: "shapes",
  links: "links",
  raw: "raw",
};

/** Makes states, and changes them. */
export class States {
  readonly #random: Random;
  readonly #shapes: readonly Shape[];
  #tags = 0;
  #keys = 0;

  constructor(random: Random, shapes: readonly Shape[]) {
    this.#random = random;
    this.#shapes = shapes;
  }

  /** Something for a place. */
  make(place: Place, depth: number): State {
    const random = this.#random;
    if (place === "raw") return this.#raw();
    const kind = random.next();
    if (depth > 3 || kind < 0.2) {
      const nothing: Child[] = [null, undefined, false, true, ""];
      return {
        type: "value",
        value: place === "flow" && random.chance(0.8)
          ? randomValue(random, "text") as Child
          : random.pick(nothing),
      };
    }
    if (kind < 0.55) return this.#block(place, depth);
    if (kind < 0.85) return this.#list(place, depth);
    if (kind < 0.92) {
      return { type: "memo", version: this.#tags++, inner: this.make(place, depth + 1) };
    }
    return place === "flow" ? this.#raw() : this.#block(place, depth);
  }

  #raw(): State {
    const random = this.#random;
    return { type: "raw", html: randomRaw(random), events: random.chance(0.3) };
  }

  #block(place: Place, depth: number): State & { type: "block" } {
    const shape = this.#random.pick(this.#shapes.filter((shape) => shape.place === place));
    const tag = this.#tags++;
    return { type: "block", shape, tag, holes: shape.holes.map((kind) => this.#hole(kind, depth)) };
  }

  #hole(kind: HoleKind, depth: number): unknown {
    const place = BLOCK[kind];
    return place ? this.make(place, depth + 1) : randomValue(this.#random, kind);
  }

  #list(place: Place, depth: number): State {
    const random = this.#random;
    const rows: Row[] = [];
    // Mostly one template, as in real lists.
    const sample = this.#block(place, depth + 1);
    const mixed = random.chance(0.25);
    for (let i = random.pick([0, 1, 2, 3, 5, 9, 30]); i > 0; i--) {
      rows.push(this.#row(mixed ? undefined : sample.shape, place, depth));
    }
    const form = random.pick(["each", "each", "array"] as const);
    return { type: "list", form, rows, version: this.#tags++, deps: random.chance(0.2), place };
  }

  #row(shape: Shape | undefined, place: Place, depth: number): Row {
    const random = this.#random;
    const key = random.chance(0.03) ? random.pick([1, "1", null, NaN]) : `k${this.#keys++}`;
    if (!shape) return { key, state: this.make(place, depth + 2) };
    const holes = shape.holes.map((kind) => this.#hole(kind, depth + 2));
    return { key, state: { type: "block", shape, holes, tag: this.#tags++ } };
  }

  /** The state a little later. */
  change(state: State, place: Place, depth: number): State {
    const random = this.#random;
    if (random.chance(0.08)) return this.make(place, depth);
    switch (state.type) {
      case "value": {
        const grows = typeof state.value === "string" && place === "flow" && random.chance(0.4);
        if (grows) return { type: "value", value: state.value + random.pick(["", "b", "<", " é"]) };
        return random.chance(0.5) ? state : this.make(place, depth + 4);
      }
      case "block": {
        const holes = state.holes.map((hole, i) => this.#changeHole(state.shape, i, hole, depth));
        return { ...state, holes, tag: this.#tags++ };
      }
      case "list":
        return this.#changeList(state, depth);
      case "raw": {
        if (random.chance(0.5)) return state;
        const { html, past } = state;
        const next = past !== undefined && random.chance(0.3) ? past : growRaw(random, html);
        return { ...state, html: next, past: html };
      }
      case "memo": {
        if (random.chance(0.5)) return state;
        const { inner, version, past } = state;
        const next = past && random.chance(0.5)
          ? past
          : { inner: this.change(inner, place, depth + 1), version: this.#tags++ };
        return { type: "memo", ...next, past: { inner, version } };
      }
    }
  }

  #changeHole(shape: Shape, index: number, hole: unknown, depth: number): unknown {
    const random = this.#random;
    const kind = shape.holes[index] as HoleKind;
    const place = BLOCK[kind];
    if (place) return this.change(hole as State, place, depth + 1);
    if (kind === "text" && typeof hole === "string" && random.chance(0.3)) return hole + "+\r\n";
    return random.chance(0.6) ? hole : randomValue(random, kind);
  }

  #changeList(state: State & { type: "list" }, depth: number): State {
    const random = this.#random;
    if (state.deps && random.chance(0.3)) return state;
    const past = { rows: state.rows, version: state.version };
    if (state.deps && state.past && random.chance(0.4)) return { ...state, ...state.past, past };
    let rows = state.rows.map((row) =>
      random.chance(0.7) ? row : { ...row, state: this.change(row.state, state.place, depth + 2) }
    );
    const at = (): number => random.integer(0, rows.length);
    const shape = rows[0]?.state.type === "block" ? rows[0].state.shape : undefined;
    for (let edits = random.integer(0, 3); edits > 0; edits--) {
      const step = random.next();
      if (step < 0.25) rows.splice(at(), 0, this.#row(shape, state.place, depth));
      else if (step < 0.45) rows.splice(at(), random.integer(1, 3));
      else if (step < 0.65) rows.splice(at(), 0, ...rows.splice(at(), random.integer(1, 2)));
      else if (step < 0.72) rows = random.shuffle(rows);
      else if (step < 0.79) rows.reverse();
      else if (step < 0.84) rows = [];
      else if (step < 0.92 && rows.length > 1) {
        const [from, to] = [random.integer(0, rows.length - 1), random.integer(0, rows.length - 1)];
        [rows[from], rows[to]] = [rows[to] as Row, rows[from] as Row];
      } else for (let i = 0; i < 3; i++) rows.push(this.#row(shape, state.place, depth));
    }
    return { ...state, rows, version: this.#tags++, past };
  }
}

/** What a view renders for a state. */
export function render(state: State): Child {
  switch (state.type) {
    case "value":
      return state.value;
    case "raw":
      return raw(state.html, { events: state.events });
    case "memo":
      return memo([state.version], () => render(state.inner));
    case "block":
      return renderBlock(state);
    case "list": {
      if (state.form === "array") return state.rows.map((row) => render(row.state));
      const options = state.deps ? { deps: [state.version] } : {};
      return each(state.rows, (row) => row.key, (row) => render(row.state), options);
    }
  }
}

function renderBlock({ shape, holes, tag }: State & { type: "block" }): Child {
  const closure: Tagged = Object.assign(() => {}, { tag });
  const values = shape.holes.map((kind, i) => {
    if (kind === "closure") return closure;
    if (kind === "name") return named;
    if (kind === "tag") return tag;
    return BLOCK[kind] ? render(holes[i] as State) : holes[i];
  });
  return html(shape.statics as unknown as TemplateStringsArray, ...values as Child[]);
}

/** A method with a registered name. */
export function named(): void {}
