/** Listener of a contract case: remembers what a store told, and compares. */

import type { PresenceCast, PresenceChange, PresenceListener } from "../../server/world/mod.ts";

/** What a process heard of the others. */
export interface Heard {
  readonly listener: PresenceListener;
  readonly casts: readonly { room: string; node: string; cast: PresenceCast }[];
  /** Whether the other is there. */
  isUp(other: Named): boolean;
  /** The latest that was told of a node. */
  stateOf(other: Named): string | undefined;
  /** The highest version that was told. */
  version(room: string, of: Named): number;
  /** What was told of a room, each version once. */
  changes(room: string, of: Named): readonly PresenceChange[];
}

/** Whoever has a node. */
interface Named {
  readonly node: { readonly id: string };
}

/** A listener, and what it heard. */
export function heardBy(): Heard {
  const states = new Map<string, string>();
  const versions = new Map<string, Map<number, readonly PresenceChange[]>>();
  const casts: { room: string; node: string; cast: PresenceCast }[] = [];
  const of = (room: string, node: string): Map<number, readonly PresenceChange[]> => {
    const key = JSON.stringify([room, node]);
    const found = versions.get(key) ?? new Map();
    versions.set(key, found);
    return found;
  };
  return {
    listener: {
      changed: (room, node, version, changes) => void of(room, node).set(version, changes),
      lost: () => {},
      node: (node, state) => void states.set(node, state),
      cast: (room, node, cast) => void casts.push({ room, node, cast }),
      renewed: () => {},
    },
    casts,
    isUp: ({ node }) => states.get(node.id) === "up",
    stateOf: ({ node }) => states.get(node.id),
    version: (room, { node }) => Math.max(0, ...of(room, node.id).keys()),
    changes: (room, { node }) =>
      [...of(room, node.id)].sort(([one], [other]) => one - other).flatMap(([, changes]) =>
        changes
      ),
  };
}

/** Throws where two are not the same, by what they hold. */
export function equal(found: unknown, expected: unknown): void {
  const [is, should] = [textOf(found), textOf(expected)];
  if (is !== should) throw new Error(`Expected ${should}, found ${is}`);
}

/** Throws where something does not hold. */
export function isTrue(holds: boolean, otherwise: string): void {
  if (!holds) throw new Error(`Expected otherwise: ${otherwise}`);
}

/** JSON with keys in order. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => {
    if (typeof inner !== "object" || inner === null || Array.isArray(inner)) return inner;
    return Object.entries(inner).sort(([one], [other]) => one < other ? -1 : 1);
  }) ?? String(value);
}
