/** Extensions of one view class: those of its hub, of its bases and its own, collected once. */

import { checkExtension, type Extension } from "./extension.ts";
import type { Anything } from "./lifecycle.ts";
import type { ViewClass } from "./view.ts";

/** An extension that has this member. */
type With<Member extends keyof Extension> =
  & Extension<Anything>
  & Required<Pick<Extension<Anything>, Member>>;

/** The extensions of one class in one hub, in their order. At least one. */
export class Extensions {
  readonly all: readonly Extension<Anything>[];
  /** Those that see events, letters, renders: they are asked each time. */
  readonly atEvent: readonly With<"event">[];
  readonly atMessage: readonly With<"message">[];
  readonly atRender: readonly With<"rendered">[];
  /** The members that they call on a view. */
  readonly hooks: readonly string[];

  /** These extensions. */
  constructor(all: readonly Extension<Anything>[]) {
    this.all = all;
    const having = <Member extends keyof Extension>(member: Member): With<Member>[] =>
      all.filter((extension): extension is With<Member> => extension[member] !== undefined);
    this.atEvent = having("event");
    this.atMessage = having("message");
    this.atRender = having("rendered");
    this.hooks = all.flatMap(({ hooks = [] }) => hooks);
  }
}

/** Classes and the list of a hub do not change. A cache: it holds nothing that is not derived. */
const COLLECTED = new WeakMap<object, WeakMap<ViewClass, Extensions | "none">>();

/** A hub without extensions of its own. */
export const NO_EXTENSIONS: readonly Extension[] = [];

/** The extensions of a class in a hub with these; undefined where there are none. */
export function extensionsOf(
  view: ViewClass,
  use: readonly Extension[] = NO_EXTENSIONS,
): Extensions | undefined {
  let ofHub = COLLECTED.get(use);
  if (!ofHub) COLLECTED.set(use, ofHub = new WeakMap());
  let found = ofHub.get(view);
  if (!found) ofHub.set(view, found = collected(view, use));
  return found === "none" ? undefined : found;
}

function collected(view: ViewClass, use: readonly Extension[]): Extensions | "none" {
  // A mixin that is applied twice is meant once.
  const all = new Set<Extension<Anything>>([...use, ...listedBy(view)]);
  const names = new Set<string>();
  for (const { name } of all) {
    if (names.has(name)) {
      throw new TypeError(
        `Cannot use two extensions named "${name}" with "${view.name}": ` +
          `their snapshots would be one; give each its own name`,
      );
    }
    names.add(name);
  }
  return all.size === 0 ? "none" : new Extensions([...all]);
}

/** What `static use` says along the chain of classes, the base first. */
function listedBy(view: ViewClass): Extension<Anything>[] {
  const found: Extension<Anything>[] = [];
  for (
    let current: object | null = view;
    typeof current === "function";
    current = Object.getPrototypeOf(current)
  ) {
    if (!Object.hasOwn(current, "use")) continue;
    const { use } = current as unknown as { use: unknown };
    found.unshift(...checkUse(use, `static use of "${(current as ViewClass).name}"`));
  }
  return found;
}

/** Throws where a list holds what is no extension. */
export function checkUse(use: unknown, where: string): readonly Extension[] {
  if (!Array.isArray(use)) {
    throw new TypeError(`Cannot start: ${where} is no list; write [audit]`);
  }
  try {
    for (const extension of use) checkExtension(extension);
  } catch (cause) {
    throw new TypeError(
      `Cannot start: ${where} holds what extension({ … }) did not make (${
        cause instanceof Error ? cause.message : String(cause)
      })`,
      { cause },
    );
  }
  return use;
}
