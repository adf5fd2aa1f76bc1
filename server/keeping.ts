/** What of an instance goes into its snapshots. */

import { CLOSE } from "../protocol/mod.ts";
import { fieldsOf } from "./fields.ts";
import type { Life } from "./life.ts";
import { Snapshots } from "./snapshots.ts";
import type { Owed, Snapshot } from "./state.ts";
import type { TerminateReason } from "./view.ts";
import type { World } from "./world.ts";

/** What the snapshots of an instance are told besides its life. */
export interface KeepingOptions {
  readonly world: World;
  readonly token: string;
  /** How many events have been counted. */
  readonly received: () => number;
  /** Another process has the instance now. */
  readonly lost: () => void;
}

/** Whether nobody can come back after this, so that the snapshot goes too. */
export function isFinal(reason: TerminateReason): boolean {
  switch (reason) {
    case "left":
    case "disconnected":
    case "timeout":
    case "failed":
      return true;
    case "unclaimed":
    case "expired":
    case "evicted":
    case "drained":
      return false;
    case "replaced":
      // It is the successor's.
      return false;
    default:
      return reason satisfies never;
  }
}

/** The snapshots of this life; undefined where no store was chosen. */
export function snapshotsOf(life: Life, options: KeepingOptions): Snapshots | undefined {
  const { world, token, received } = options;
  if (!world.state) return undefined;
  const epoch = life.facts.restored?.epoch ?? 0;
  return new Snapshots(world, world.state, {
    token,
    take: () => snapshotOf(life, received()),
    get isBusy() {
      return life.worker.isRunning;
    },
    lost: () => {
      life.outbox.outlet?.close(CLOSE.restart, "the page goes on elsewhere");
      options.lost();
    },
    failed: (error) => void life.reporter.failed("snapshot", error, "gone"),
  }, epoch);
}

function snapshotOf(life: Life, received: number): Omit<Snapshot, "epoch"> {
  const { fields, skipped } = fieldsOf(life.view);
  if (skipped.length > 0 && life.world.development) {
    life.reporter.warn(
      `Not in the snapshot of "${life.view.constructor.name}": "${skipped.join('", "')}" ` +
        `cannot be copied; mark it @transient, or keep plain data`,
    );
  }
  const { url, owner = "" } = life.facts;
  const handled = life.handledOf(received);
  return {
    handled,
    owed: owedOf(life, handled),
    owner,
    url: url.pathname + url.search,
    fields,
  };
}

/**
 * What the page may lack of its answers. Those out of order to events behind the handled ones are
 * left out: the page sends these events again, and they get other numbers.
 */
function owedOf(life: Life, handled: number): Owed {
  const { before, frames } = life.outbox.ledger;
  const { answers, apart } = life.updates.pending.owed;
  return {
    before,
    frames: frames.map(([answers, number]) => [answers, number > handled ? 0 : number] as const),
    answers,
    apart: apart.filter((number) => number <= handled),
  };
}
