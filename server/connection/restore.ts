/** Restores a view from a snapshot for the page that comes back, where it is this visitor's; else mounts afresh. */

import type { Resume } from "../../protocol/mod.ts";
import type { Resident } from "../instance/mod.ts";
import type { Logouts } from "../security/mod.ts";
import { migrated } from "../view/mod.ts";
import type { HubRecord, ObserveRecord, OpenSnapshot } from "../world/mod.ts";
import type { Reached } from "./ask_app.ts";
import type { JoinAnswer } from "./join_answer.ts";
import { mountFor, type MountParts } from "./join_mount.ts";

/** What is needed besides what mounts need. */
export interface RestoreParts extends MountParts {
  readonly logouts: Logouts;
  observe(record: HubRecord | ObserveRecord): void;
}

/** A page that comes back, and what was kept of it. */
export interface Restoring {
  readonly page: Resume;
  readonly reached: Reached;
  /** Whose a snapshot has to be. */
  readonly owner: string;
  readonly snapshot: OpenSnapshot;
  /** Whether the process where its page was lives. */
  readonly lives: boolean;
  /** When the page came, in milliseconds since 1970. */
  readonly came: number;
  readonly within?: Resident["within"];
}

/** Goes on from it. */
export async function restoreFor(parts: RestoreParts, restoring: Restoring): Promise<JoinAnswer> {
  const { page, reached, owner, snapshot, lives, came, within } = restoring;
  const { world, logouts } = parts;
  const { token, got, answered, apart } = page;
  const fields = snapshot.owner === owner ? fieldsFor(parts, reached, snapshot) : undefined;
  const seen = { got, answered, apart };
  const answer = await mountFor(parts, {
    url: snapshot.url,
    reached,
    ...(fields && { restored: { ...snapshot, fields, token, seen } }),
    lives,
    within,
  });
  // Nobody who was put out meanwhile comes back to what the snapshot holds.
  if (logouts.since(reached.facts.session.id, came)) {
    world.state?.remove(token).catch((error: unknown) =>
      parts.observe({ type: "failure", phase: "logout", request: world.random(9), error })
    );
  }
  return answer;
}

/** What the snapshot holds, in the version of the view's class; undefined where that cannot be. */
function fieldsFor(
  { world }: RestoreParts,
  { view }: Reached,
  { fields, version = 0 }: OpenSnapshot,
): OpenSnapshot["fields"] | undefined {
  try {
    return migrated(view, fields, version);
  } catch (error) {
    world.state?.tellOnce({ type: "unreadable", why: "version", error }, view.name);
    return undefined;
  }
}
