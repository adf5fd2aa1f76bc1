/** Mounts a view anew for a page that joins or resumes: by its ticket, or from a snapshot. */

import { isBehind } from "../../protocol/mod.ts";
import { type EmbeddedView, type ErrorWords, standIns, type ViewError } from "../embed/mod.ts";
import { Instance, type Resident } from "../instance/mod.ts";
import { toBase64Url } from "../platform/mod.ts";
import { digest, isSamePrint, pagePrint, sessionPrint, type Ticket } from "../security/mod.ts";
import type { Extension, ViewClass } from "../view/mod.ts";
import type {
  CarriedFlash,
  MountFacts,
  MountOutcome,
  ObserveRecord,
  Restored,
  World,
} from "../world/mod.ts";
import type { Reached } from "./ask_app.ts";
import type { JoinAnswer } from "./join_answer.ts";

/** What a mount needs. */
export interface MountParts {
  readonly world: World;
  /** Extensions of all views. */
  readonly use: readonly Extension[];
  readonly development: boolean;
  /** What a visitor is shown in place of a view that could not be mounted. */
  readonly words?: ErrorWords | undefined;
  observe(record: ObserveRecord): void;
}

/** What a fresh mount goes by. */
export interface JoinVisit {
  readonly url: string;
  readonly reached: Reached;
  readonly ticket?: Ticket;
  readonly pristine?: boolean;
  readonly restored?: Restored;
  /** Whether the process where its page was lives. */
  readonly lives?: boolean;
  /** Where it is embedded. */
  readonly within?: Resident["within"];
}

/** Mounts it, and says what becomes of the page. */
export async function mountFor(parts: MountParts, visit: JoinVisit): Promise<JoinAnswer> {
  const { world } = parts;
  const { reached, ticket, restored, within, lives = false } = visit;
  const instance = instanceFor(reached.view, parts, within);
  const flash = flashOf(ticket);
  const facts: MountFacts = {
    ...reached.facts,
    ...(flash && { flash }),
    ...(restored && { restored }),
    ...(world.state && !within && { owner: await ownerOf(reached) }),
  };
  const outcome = await instance.mount(facts, "join");
  if (outcome.type !== "mounted") {
    void instance.end("failed").catch(() => {});
    return await unmounted(outcome, instance, { parts, visit });
  }
  const resident = residentOf(instance, visit, world);
  if (restored) {
    const { process } = world;
    const from = { process, lives, isBehind: isBehind(restored, restored.seen) };
    return { type: "resume", resident, how: "restored", from };
  }
  const isKept = ticket !== undefined && visit.pristine === true &&
    await isAsPainted(ticket, resident);
  return { type: "mounted", resident, how: isKept ? "kept" : "full" };
}

function residentOf(instance: Instance, visit: JoinVisit, { limits }: World): Resident {
  const { reached, ticket, within } = visit;
  return {
    instance,
    view: reached.view,
    claim: "",
    session: reached.facts.session.id,
    user: reached.userKey,
    base: reached.facts.base,
    within,
    // The ticket is the page's.
    ticketed: within ? Infinity : ticket ? ticket.expires - limits.ticket : 0,
  };
}

/** An instance, in another one where it is embedded. */
export function instanceFor(
  view: ViewClass,
  { world, use }: Pick<MountParts, "world" | "use">,
  within:
    | { readonly parent: { readonly instance: Instance }; readonly view: EmbeddedView }
    | undefined,
): Instance {
  return new Instance(view, world, use, within && { ...within, parent: within.parent.instance });
}

/** What becomes of a page whose view did not mount. */
async function unmounted(
  outcome: Exclude<MountOutcome, { type: "mounted" }>,
  instance: Instance,
  { parts, visit }: { parts: MountParts; visit: JoinVisit },
): Promise<JoinAnswer> {
  const { url, reached, restored, within } = visit;
  switch (outcome.type) {
    case "redirect": {
      const { to, flash, session } = outcome;
      const { world } = parts;
      const isPlain = session === undefined && Object.keys(flash).length === 0;
      if (isPlain || !world.leave) return { type: "reload", to };
      const { base, session: visitor } = reached.facts;
      const carry = { base, flash, visitor, ...(session && { session }) };
      return { type: "reload", to: await world.leave(to, carry) };
    }
    case "notFound":
      // The page itself shows what the app shows in such a case.
      return { type: "reload" };
    case "failed":
      parts.observe(mountFailure(instance, reached, outcome));
      // What an older version of the class kept may be nothing this one can show.
      if (restored) return await mountFor(parts, { url, reached, within });
      if (within) return await standIn(outcome.error, { parts, visit: { url, reached, within } });
      return { type: "failed", request: reached.facts.request.id };
  }
}

/** An embedded view that cannot be mounted is shown as that, and harms nobody else. */
async function standIn(
  error: unknown,
  { parts, visit }: { parts: MountParts; visit: JoinVisit },
): Promise<JoinAnswer> {
  const { reached } = visit;
  const { request } = reached.facts;
  for (const view of standIns(reached.view, errorFacts(error, request.id, parts), parts.words)) {
    const instance = instanceFor(view, parts, visit.within);
    const outcome = await instance.mount(reached.facts, "join");
    if (outcome.type === "mounted") {
      return { type: "mounted", resident: residentOf(instance, visit, parts.world), how: "full" };
    }
    void instance.end("failed").catch(() => {});
  }
  return { type: "failed", request: request.id };
}

/** What an error view of a view is told. */
export function errorFacts(
  error: unknown,
  request: string,
  { development }: Pick<MountParts, "development">,
): ViewError {
  return { request, error: development ? error : undefined, development };
}

/** Whom a snapshot belongs to: this visitor and this user, and nobody else. */
export async function ownerOf({ facts, userKey }: Reached): Promise<string> {
  return toBase64Url(await digest(`djust owner\0${facts.session.id}\0${userKey}`, 12));
}

/** What is told of a mount that failed. */
export function mountFailure(
  { id }: Instance,
  { view, facts }: Reached,
  { error, phase }: Extract<MountOutcome, { type: "failed" }>,
): ObserveRecord {
  const { id: request } = facts.request;
  return { type: "error", instance: id, view: view.name, phase, code: "mount", request, error };
}

/** Whether a fresh mount painted the very page that holds the ticket. */
async function isAsPainted(ticket: Ticket, { instance, session }: Resident): Promise<boolean> {
  return isSamePrint(ticket.session, await sessionPrint(session)) &&
    isSamePrint(ticket.page, await pagePrint(instance.painted()));
}

/** The flash messages that the page was painted with. We signed them, so they have their shape. */
function flashOf(ticket: Ticket | undefined): CarriedFlash | undefined {
  return ticket?.flash ? JSON.parse(ticket.flash) as CarriedFlash : undefined;
}
