/** Finds what a page that comes back goes on from: a snapshot, and whether its old process lives. */

import type { Resume } from "../../protocol/mod.ts";
import { type Holders, isProcess, type Resident, takeOver } from "../instance/mod.ts";
import { type OpenSnapshot, within, type World } from "../world/mod.ts";

/** What a page finds. */
export interface Comeback {
  /** The snapshot of an instance that is not here, or that went on elsewhere. */
  readonly snapshot: OpenSnapshot | undefined;
  /** Whether the process where the page was last has answered: its events did that one no harm. */
  readonly lives: boolean;
}

/** What is needed to look. */
export interface ComebackParts {
  readonly world: World;
  /** None where no bus is shared with other processes. */
  readonly holders: Holders | undefined;
}

/** What a token looks like: a store is asked for nothing else. */
const TOKEN = /^[\w-]+$/;

/** Looks in the store, and asks the other process meanwhile. */
export async function comeBack(
  page: Resume,
  resident: Resident | undefined,
  parts: ComebackParts,
): Promise<Comeback> {
  const isElsewhere = isProcess(page.process) && page.process !== parts.world.process;
  const asked = isElsewhere && page.sent > page.answered
    ? parts.holders?.ask(page.process, page.token)
    : undefined;
  const snapshot = await snapshotFor(page, resident, parts);
  const hasAll = snapshot !== undefined && snapshot.handled >= page.sent;
  return { snapshot, lives: hasAll || await asked === true };
}

/** A store that fails or is away costs the state, not the page. */
async function snapshotFor(
  page: Resume,
  resident: Resident | undefined,
  { world }: ComebackParts,
): Promise<OpenSnapshot | undefined> {
  const { restore } = world.limits;
  const { token: key, attempt, sent } = page;
  const store = world.state;
  if (!store || !TOKEN.test(key)) return undefined;
  const holder = world.random(6);
  try {
    const taken = resident?.instance.reclaim(page) ??
      takeOver(world, { store, key, holder, attempt, sent, ifNone: "wait" })
        .then((taken) => taken?.snapshot);
    return await within(taken, restore, {
      world,
      late: () => new Error(`the state store did not answer within ${restore} ms`),
    });
  } catch {
    // The store has told of its outage itself.
    return undefined;
  }
}
