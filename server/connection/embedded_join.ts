/** Joins and resumes of embedded views: by what is rendered around them, whose page was asked already. */

import type { Join, Resume } from "../../protocol/mod.ts";
import type { EmbeddedView } from "../embed/mod.ts";
import type { Resident } from "../instance/mod.ts";
import type { Reached } from "./ask_app.ts";
import { comeBack } from "./comeback.ts";
import type { JoinAnswer } from "./join_answer.ts";
import { mountFor } from "./join_mount.ts";
import { type JoinParts, visitorOf } from "./join.ts";
import { restoreFor } from "./restore.ts";

/** Nothing of that name is rendered. */
const GONE: JoinAnswer = { type: "gone", lives: false };

/**
 * The answer to a view in another one. It names no class and has no ticket: the instance around it,
 * which is live, says what stands there, for whom, and with which params.
 */
export async function joinWithin(
  message: Join | Resume,
  parent: Resident | undefined,
  parts: JoinParts,
): Promise<JoinAnswer> {
  const view = parent?.instance.viewNamed(message.within?.name ?? "");
  if (!parent || !view) return GONE;
  const within = { parent, view };
  const reached = reachedIn(within);
  return message.type === "join"
    ? await join(message, within, reached, parts)
    : await resume(message, within, reached, parts);
}

async function join(
  message: Join,
  within: { readonly parent: Resident; readonly view: EmbeddedView },
  reached: Reached,
  parts: JoinParts,
): Promise<JoinAnswer> {
  const { instances } = parts;
  const url = reached.facts.location.target;
  const resident = instances.inner(within.parent, within.view.name);
  const isPainted = resident && instances.byClaim(resident.claim) === resident;
  if (isPainted && message.pristine && message.attempt > instances.attempt(resident)) {
    const { instance } = resident;
    instance.renew(visitorOf(reached));
    if (instances.attempt(resident) < 0) return { type: "adopt", resident };
    // The page never heard that it was live, so it can have sent nothing.
    if (instance.received === 0 && instance.canResume(0)) return { type: "again", resident };
  }
  if (resident) void instances.end(resident, "expired");
  return await mountFor(parts, { url, reached, within });
}

async function resume(
  message: Resume,
  within: { readonly parent: Resident; readonly view: EmbeddedView },
  reached: Reached,
  parts: JoinParts,
): Promise<JoinAnswer> {
  const { instances, world } = parts;
  const { parent, view } = within;
  const resident = instances.byToken(message.token);
  if (resident && message.attempt <= instances.attempt(resident)) return { type: "late" };
  const came = parts.date();
  const { snapshot, lives } = await comeBack(message, resident, parts);
  // It may have gone meanwhile.
  if (parent.instance.viewNamed(view.name) !== view) return { type: "gone", lives };
  if (snapshot) {
    const owner = reached.facts.owner ?? "";
    return await restoreFor(parts, {
      page: message,
      reached,
      owner,
      snapshot,
      lives,
      came,
      within,
    });
  }
  const isHere = message.process === "" || message.process === world.process;
  const isItsOwn = resident?.within?.parent === parent && view.isSame(resident.within.view);
  if (!resident || !isItsOwn || !isHere) return { type: "gone", lives };
  if (resident.user === reached.userKey && resident.instance.canResume(message.got)) {
    resident.instance.renew(visitorOf(reached));
    return { type: "resume", resident, how: "resumed" };
  }
  void instances.end(resident, "replaced");
  return await mountFor(parts, { url: reached.facts.location.target, reached, within });
}

/** What the app said of the page holds for all views in it. */
function reachedIn({ parent, view }: {
  readonly parent: Resident;
  readonly view: EmbeddedView;
}): Reached {
  return { view: view.View, userKey: parent.user, facts: parent.instance.factsFor(view) };
}
