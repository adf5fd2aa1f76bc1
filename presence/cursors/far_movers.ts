/** Movers of other nodes: each node gets a slot here, and who is there is remembered. */

import {
  type CursorDown,
  type CursorMove,
  type CursorNews,
  type CursorPerson,
  decodeCursorDown,
} from "../../protocol/mod.ts";
import type { CursorUser } from "./seat.ts";
import type { Sighting } from "./sightings.ts";

/** One node. */
interface Node {
  readonly slot: number;
  readonly people: Map<number, CursorPerson>;
  readonly moves: Map<number, Moved>;
  /** Whom of other nodes its pages follow. */
  watched: ReadonlySet<string>;
  /** Whether it has told all who are there. */
  isWhole: boolean;
  /** When it was asked for that last. */
  askedAt: number;
}

/** Where somebody is, and since when. */
interface Moved {
  readonly move: CursorMove;
  readonly movedAt: number;
}

/** A node that has not told who is there is asked so often: what it told before we listened is lost. */
const ASKS_EVERY = 1_000;

/** A slot is one byte, and 0 is this node. */
const MOST_SLOTS = 255;

const NOBODY: ReadonlySet<string> = new Set();

const keyOf = (user: string, index: number): string => `${index} ${user}`;

/** The movers of all other nodes in a room. */
export class FarMovers {
  readonly #nodes = new Map<string, Node>();

  /** Everybody there. */
  get people(): CursorPerson[] {
    return [...this.#nodes.values()].flatMap(({ people }) => [...people.values()]);
  }

  /** Where cursors are. */
  get cursors(): Sighting[] {
    return [...this.#nodes.values()].flatMap(({ slot, people, moves }) =>
      [...moves].flatMap(([index, moved]) => {
        const user = people.get(index);
        const anchor = user?.anchors[moved.move.place - 1] ?? "";
        return user ? [{ mover: { slot, index }, user, ...moved, anchor }] : [];
      })
    );
  }

  /** Whether a page of any of them follows this mover of ours. */
  isWatched(user: string, index: number): boolean {
    const key = keyOf(user, index);
    return [...this.#nodes.values()].some(({ watched }) => watched.has(key));
  }

  /** Who a mover is. */
  userOf(slot: number, index: number): CursorUser | undefined {
    for (const node of this.#nodes.values()) if (node.slot === slot) return node.people.get(index);
    return undefined;
  }

  /** What a node said, as pages of this one are told; undefined where it says nothing that can be. */
  take(name: string, data: Uint8Array, now: number): CursorDown | undefined {
    const down = decodeCursorDown(data);
    const node = down && this.#nodeOf(name);
    if (!node) return undefined;
    const { slot } = node;
    switch (down.type) {
      case "moves":
        for (const { index, ...move } of down.moves) {
          node.moves.set(index, { move, movedAt: now });
        }
        return { ...down, slot };
      case "news":
        return { type: "news", news: this.#learn(node, down.news) };
      case "chat":
      case "react":
      case "view":
        return { ...down, mover: { ...down.mover, slot } };
      default:
        return down satisfies never;
    }
  }

  /** Whether a node is to be asked now who is there: it speaks, and has never told. */
  asks(name: string, now: number): boolean {
    const node = this.#nodes.get(name);
    if (!node || node.isWhole || now - node.askedAt < ASKS_EVERY) return false;
    node.askedAt = now;
    return true;
  }

  /** A person is gone, from all nodes. A node nobody is left of keeps its slot for when it speaks. */
  forgetUser(user: string): [slot: number, index: number][] {
    const gone: [number, number][] = [];
    for (const node of this.#nodes.values()) {
      const { slot, people, moves } = node;
      for (const [index, person] of people) {
        if (person.user !== user) continue;
        people.delete(index);
        moves.delete(index);
        gone.push([slot, index]);
      }
      if (people.size === 0) node.watched = NOBODY;
    }
    return gone;
  }

  #learn(node: Node, news: CursorNews): CursorNews {
    const { who = [], all, gone = [], anchor, spotlight, watched } = news;
    const { slot, people, moves } = node;
    // A room of many is told in pieces, of which none has all.
    node.isWhole ||= all === true || (who.length > 0 && watched !== undefined);
    if (watched) node.watched = new Set(watched.map(([user, index]) => keyOf(user, index)));
    const left = all
      ? [...people.keys()].filter((index) => !who.some((person) => person.index === index))
      : gone.map(([, index]) => index);
    for (const index of left) {
      people.delete(index);
      moves.delete(index);
    }
    const came = who.map((person) => ({ ...person, slot }));
    for (const person of came) people.set(person.index, person);
    if (anchor) {
      const [, index, place, name] = anchor;
      const person = people.get(index);
      const anchors = [...person?.anchors ?? []];
      anchors[place - 1] = name;
      if (person) people.set(index, { ...person, anchors });
    }
    return {
      ...news.ask && { ask: news.ask },
      ...came.length > 0 && { who: came },
      ...left.length > 0 && { gone: left.map((index) => [slot, index] as const) },
      ...anchor && { anchor: [slot, anchor[1], anchor[2], anchor[3]] as const },
      ...spotlight !== undefined && { spotlight: spotlight && [slot, spotlight[1]] as const },
    };
  }

  #nodeOf(name: string): Node | undefined {
    const known = this.#nodes.get(name);
    if (known) return known;
    // Nodes of which nobody is left are forgotten: a process that comes anew has another name.
    if (this.#nodes.size >= MOST_SLOTS) {
      for (const [node, { people }] of this.#nodes) if (people.size === 0) this.#nodes.delete(node);
    }
    const slots = new Set([...this.#nodes.values()].map(({ slot }) => slot));
    for (let slot = 1; slot <= MOST_SLOTS; slot++) {
      if (slots.has(slot)) continue;
      const node: Node = {
        slot,
        people: new Map(),
        moves: new Map(),
        watched: NOBODY,
        isWhole: false,
        askedAt: -Infinity,
      };
      this.#nodes.set(name, node);
      return node;
    }
    return undefined;
  }
}
