/** What of an instance goes into its snapshots. */

import { fieldsOf } from "./fields.ts";
import type { Life } from "./life.ts";
import { type SnapshotContent, Snapshots } from "./snapshots.ts";
import type { TerminateReason } from "./view.ts";
import type { World } from "./world.ts";

/** What the snapshots of an instance are told besides its life. */
export interface KeepingOptions {
  readonly world: World;
  readonly token: string;
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
  const { world, token, lost } = options;
  if (!world.state) return undefined;
  return new Snapshots(world, world.state, {
    token,
    take: () => contentOf(life),
    get isHalfDone() {
      return life.isHalfDone;
    },
    get isIdle() {
      return !life.isHalfDone && life.mailbox.length === 0;
    },
    lost,
    failed: (error) => void life.reporter.failed("snapshot", error, "gone"),
  }, life.facts.restored);
}

function contentOf(life: Life): SnapshotContent {
  const { fields, skipped } = fieldsOf(life.view);
  if (skipped.length > 0 && life.world.development) {
    life.reporter.warn(
      `Not in the snapshot of "${life.view.constructor.name}": "${skipped.join('", "')}" ` +
        `cannot be copied; mark it @transient, or keep plain data`,
    );
  }
  const { url, owner = "" } = life.facts;
  const { handled } = life.counting;
  return { handled, owner, url: url.pathname + url.search, fields };
}
