/** Kinds of channel that a hub has met: pages know a kind by its name, so one name is one kind. */

import type { ChannelKind } from "../../../protocol/mod.ts";

/** Kinds remembered: code has few, unless it makes names of ids. */
const MOST = 1_000;

/** The kinds of a hub, by name. */
export class ChannelKinds {
  readonly #known = new Map<string, ChannelKind>();

  /** Throws where a kind with this name was another one; the same made twice is the same. */
  check(kind: ChannelKind): void {
    const known = this.#known.get(kind.name);
    if (known === kind) return;
    const other = known && differing(known, kind);
    if (known && other) {
      throw new TypeError(
        `Cannot open a channel "${kind.name}": its ${other} is ${
          JSON.stringify(kind[other])
        }, and ` +
          `another kind of this name has ${JSON.stringify(known[other])}; make the kind once and ` +
          `import it, or give it a name of its own`,
      );
    }
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(kind.name, kind);
  }
}

/** A member in which two kinds differ. */
function differing(one: ChannelKind, other: ChannelKind): keyof ChannelKind | undefined {
  const members = Object.keys(one) as (keyof ChannelKind)[];
  return members.find((member) => one[member] !== other[member]);
}
