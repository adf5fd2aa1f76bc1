/** A directive for tests, as one would be added: `dj-tally` shows how often its element was changed. */

import type { Directive } from "../../client/mod.ts";

interface Tally {
  readonly element: HTMLElement;
  readonly unit: string;
  count: number;
}

const show = ({ element, unit, count }: Tally): void => {
  element.dataset.tally = `${count} ${unit}`;
};

export const tally: Directive<Tally> = {
  kind: "element",
  mounted({ element, value }) {
    const kept = { element, unit: value, count: 0 };
    show(kept);
    return kept;
  },
  changed(kept) {
    kept.count++;
    show(kept);
  },
  removed: ({ element }) => delete element.dataset.tally,
};

/** A directive with a part in every event's way: `dj-single` lets one event of its value go. */
const gone = new Set<string | null>();
export const single: Directive = {
  kind: "modifier",
  stage: {
    before({ element }) {
      const name = element?.getAttribute("dj-single") ?? null;
      if (name === null || !gone.has(name)) {
        gone.add(name);
        return true;
      }
      return false;
    },
  },
};
