/** Content of a snapshot: the fields of a view, and how many events are in them. */

import { declaredState, fieldsOf, objectsOf } from "../../view/mod.ts";
import type { SnapshotSize, TerminateReason, World } from "../../world/mod.ts";
import { dataOf, type RunningView } from "../life/mod.ts";
import { type SnapshotContent, Snapshots } from "./snapshot_writer.ts";

/** What the snapshots of an instance are told besides the running view. */
export interface SnapshotOptions {
  readonly world: World;
  readonly token: string;
  /** Another process has the instance now. */
  readonly lost: () => void;
}

/** Whether nobody can come back after this, so that the snapshot goes too. */
export function isFinal(reason: TerminateReason, page: "here" | "away"): boolean {
  switch (reason) {
    case "left":
    case "disconnected":
    case "failed":
      return true;
    case "timeout":
      // A page without a line may have gone on elsewhere: the snapshot is another's by now.
      return page === "here";
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

/** The snapshots of this running view; undefined where no store was chosen. */
export function snapshotsOf(running: RunningView, options: SnapshotOptions): Snapshots | undefined {
  const { world, token, lost } = options;
  if (!world.state) return undefined;
  return new Snapshots(world, world.state, {
    token,
    take: () => contentOf(running),
    get isHalfDone() {
      return running.isHalfDone;
    },
    get isIdle() {
      return !running.isHalfDone && running.mailbox.length === 0;
    },
    lost,
    large: (size) =>
      running.reporter.warn(sizeText(running.view.constructor.name, size), "snapshot"),
    failed: (error) => void running.reporter.failed("snapshot", error, "gone"),
  }, running.facts.restored);
}

function contentOf(running: RunningView): SnapshotContent {
  const { fields, skipped } = fieldsOf(running.view);
  if (skipped.length > 0 && running.world.development) {
    running.reporter.warn(
      `Not in the snapshot of "${running.view.constructor.name}": "${skipped.join('", "')}" ` +
        `cannot be copied; mark it @transient, or keep plain data`,
      "snapshot",
    );
  }
  const { version } = declaredState(running.view.constructor);
  const { owner = "" } = running.facts;
  const { handled, apart } = running.counting;
  const objects = running.objects.snapshot(objectsOf(running.view));
  const extensions = dataOf(running);
  return {
    handled,
    owner,
    url: running.location.target,
    view: running.view.constructor.name,
    fields,
    ...(version > 0 && { version }),
    ...(apart.length > 0 && { apart }),
    ...(objects && { objects }),
    ...(extensions && { extensions }),
  };
}

/** What an author should know of a large snapshot. */
function sizeText(view: string, { type, bytes, stored, largest }: SnapshotSize): string {
  const fields = largest.map(([name, own]) => `"${name}" ${kilobytes(own)}`).join(", ");
  const mend = `mark what can be loaded again @transient, or keep it in a database`;
  return type === "too large"
    ? `No snapshot of "${view}": it has ${kilobytes(stored)} as stored, and a store takes 700 KB ` +
      `(${fields}); ${mend}`
    : `The snapshot of "${view}" has ${kilobytes(bytes)} (${fields}), and is written after every ` +
      `change; ${mend}`;
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1_024)} KB`;
}
