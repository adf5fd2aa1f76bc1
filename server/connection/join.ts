/** Joins and resumes: decides whether to adopt, mount again, go on, or turn away. */

import { isBehind, type Join, type Resume, VERSION } from "../../protocol/mod.ts";
import { type Holders, Instance, type Instances, type Resident } from "../instance/mod.ts";
import { toBase64Url } from "../platform/mod.ts";
import type { Extension } from "../view/mod.ts";
import {
  digest,
  isSamePrint,
  type Keyring,
  type Logouts,
  pagePrint,
  readTicket,
  sessionPrint,
  type Ticket,
} from "../security/mod.ts";
import {
  type FlashState,
  type HubRecord,
  type MountFacts,
  type MountOutcome,
  type ObserveRecord,
  type Refusal,
  type Restored,
  type Snapshot,
  within,
  type World,
} from "../world/mod.ts";
import {
  ask,
  type Dispatch,
  type GuardAnswer,
  type Reached,
  type UpgradeFacts,
} from "./ask_app.ts";
import { comeBack } from "./comeback.ts";

/** The answer to a join or a resume. */
export type JoinAnswer =
  /** The painted instance; the page stays as it is. */
  | { type: "adopt"; resident: Resident }
  /** Adopted before by this page, whose answer was lost. */
  | { type: "again"; resident: Resident }
  /** A new mount that painted what the page shows (`kept`), or something else. */
  | { type: "mounted"; resident: Resident; how: "kept" | "full" }
  /** The same instance goes on, or its snapshot does in this process. */
  | { type: "resume"; resident: Resident; how: "resumed" }
  | { type: "resume"; resident: Resident; how: "restored"; from: Origin }
  /** The page has to be loaded anew, or another one. */
  | { type: "reload"; to?: string }
  /** The app does not let the visitor in. */
  | { type: "refused"; status: number }
  /** The mount failed; a later try may do better. */
  | { type: "failed"; request: string }
  /** Nothing is known under this token: join by the ticket. */
  | { type: "gone"; lives: boolean }
  /** The try is not above the last one seen. */
  | { type: "late" };

/** Where a restored instance comes from. */
export interface Origin {
  /** The process that goes on with it. */
  readonly process: string;
  /** Whether the page has answers of events that are not in the snapshot. */
  readonly isBehind: boolean;
  /** Whether the process where the page was lives. */
  readonly lives: boolean;
}

/** What joins need. */
export interface JoinParts {
  readonly world: World;
  /** Extensions of all views. */
  readonly use: readonly Extension[];
  readonly instances: Instances;
  readonly keyring: Keyring;
  /** None where no bus is shared with other processes. */
  readonly holders: Holders | undefined;
  readonly logouts: Logouts;
  readonly dispatch: Dispatch;
  /** Milliseconds since 1970. */
  date(): number;
  observe(record: HubRecord | ObserveRecord): void;
}

/** Answers joins and resumes. Attaches nothing: the connection does that, at once, when it hears. */
export class Joins {
  readonly #parts: JoinParts;

  /** Answers with these parts. */
  constructor(parts: JoinParts) {
    this.#parts = parts;
  }

  /** Never rejects for anything a page can send; what the app throws comes through. */
  answer(message: Join | Resume, upgrade: UpgradeFacts): Promise<JoinAnswer> {
    if (message.version !== VERSION) {
      this.#refuse("version", `the page speaks version ${message.version}, this server ${VERSION}`);
      return Promise.resolve({ type: "reload" });
    }
    return message.type === "join" ? this.#join(message, upgrade) : this.#resume(message, upgrade);
  }

  async #join(message: Join, upgrade: UpgradeFacts): Promise<JoinAnswer> {
    const { keyring, instances } = this.#parts;
    const read = await readTicket(keyring, message.ticket, {
      now: this.#parts.date(),
      base: upgrade.base,
    });
    if (read.type === "forged") {
      this.#refuse(
        "forged-ticket",
        "the ticket was not signed here with this secret; the page reloads",
      );
      return { type: "reload" };
    }
    if (read.type === "expired") {
      this.#refuse(
        "expired-ticket",
        `the ticket expired ${Math.round(read.by / 1_000)} s ago; the page reloads`,
      );
      return { type: "reload" };
    }
    const { ticket } = read;
    const guard = await this.#ask(ticket.url, upgrade);
    if (guard.type !== "allowed") return this.#turnedAway(ticket.url, guard);
    const { reached } = guard;
    const resident = instances.byClaim(message.claim);
    if (resident && isSamePage(resident, ticket.url, reached)) {
      if (resident.user !== reached.userKey) void instances.end(resident, "replaced");
      else if (message.attempt > instances.attempt(resident)) {
        const { instance } = resident;
        instance.renew(visitorOf(reached));
        if (instances.attempt(resident) < 0) return { type: "adopt", resident };
        // The page never heard that it was live, so it can have sent nothing.
        if (instance.received === 0 && instance.canResume(0)) return { type: "again", resident };
      }
    }
    return this.#mount(ticket.url, reached, { ticket, pristine: message.pristine });
  }

  async #resume(message: Resume, upgrade: UpgradeFacts): Promise<JoinAnswer> {
    const { instances, world } = this.#parts;
    const resident = instances.byToken(message.token);
    if (resident && message.attempt <= instances.attempt(resident)) {
      this.#refuse("try", `try ${message.attempt} to resume is not above the last one seen`);
      return { type: "late" };
    }
    const came = this.#parts.date();
    const { snapshot, lives } = await comeBack(message, resident, this.#parts);
    if (snapshot) return await this.#restore(message, upgrade, { snapshot, lives, came });
    const isFromHere = message.process === "" || message.process === world.process;
    if (!resident) return { type: "gone", lives };
    if (!isFromHere) {
      // The page has been with another process, and the store cannot say what became of it there.
      void instances.end(resident, "replaced");
      return { type: "gone", lives };
    }
    const guard = await this.#ask(resident.url, upgrade);
    if (guard.type !== "allowed") return this.#turnedAway(resident.url, guard);
    const { reached } = guard;
    if (isSamePage(resident, resident.url, reached)) {
      const isSameUser = resident.user === reached.userKey;
      if (isSameUser && resident.instance.canResume(message.got)) {
        resident.instance.renew(visitorOf(reached));
        return { type: "resume", resident, how: "resumed" };
      }
      void instances.end(resident, "replaced");
    }
    return this.#mount(resident.url, reached, {});
  }

  /** Goes on from a snapshot, where it is this visitor's; else afresh. */
  async #restore(
    page: Resume,
    upgrade: UpgradeFacts,
    { snapshot, lives, came }: { snapshot: Snapshot; lives: boolean; came: number },
  ): Promise<JoinAnswer> {
    const { world, logouts } = this.#parts;
    const { token, answered, apart } = page;
    const guard = await this.#ask(snapshot.url, upgrade);
    if (guard.type !== "allowed") return this.#turnedAway(snapshot.url, guard);
    const { reached } = guard;
    const isOwner = snapshot.owner === await ownerOf(reached);
    const seen = { got: page.got, answered, apart };
    const answer = await this.#mount(snapshot.url, reached, {
      ...(isOwner && { restored: { ...snapshot, token, seen } }),
      lives,
    });
    // Nobody who was put out meanwhile comes back to what the snapshot holds.
    if (logouts.since(reached.facts.session.id, came)) {
      world.state?.remove(token).catch((error: unknown) =>
        this.#parts.observe({ type: "failure", phase: "logout", request: world.random(9), error })
      );
    }
    return answer;
  }

  /** Asks the app. One that does not answer in time cannot answer now. */
  #ask(url: string, upgrade: UpgradeFacts): Promise<GuardAnswer> {
    const { dispatch, world } = this.#parts;
    const { mount } = world.limits;
    return within(ask(dispatch, url, upgrade), mount, {
      world,
      late: () => new Error(`Cannot join "${url}": the app did not answer within ${mount} ms`),
    });
  }

  async #mount(url: string, reached: Reached, from: MountFrom): Promise<JoinAnswer> {
    const { world } = this.#parts;
    const instance = new Instance(reached.view, world, this.#parts.use);
    const flash = flashOf(from.ticket);
    const facts: MountFacts = {
      ...reached.facts,
      ...(flash && { flash }),
      ...(from.restored && { restored: from.restored }),
      ...(world.state && { owner: await ownerOf(reached) }),
    };
    const outcome = await instance.mount(facts, "join");
    if (outcome.type !== "mounted") {
      void instance.end("failed").catch(() => {});
      switch (outcome.type) {
        case "redirect": {
          const { to, flash, session } = outcome;
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
          this.#parts.observe(mountFailure(instance, reached, outcome));
          // What an older version of the class kept may be nothing this one can show.
          if (from.restored) return await this.#mount(url, reached, {});
          return { type: "failed", request: facts.request.id };
      }
    }
    const resident: Resident = {
      instance,
      view: reached.view,
      url,
      claim: "",
      session: reached.facts.session.id,
      user: reached.userKey,
      base: reached.facts.base,
      ticketed: from.ticket ? from.ticket.expires - world.limits.ticket : 0,
    };
    const { restored, lives = false } = from;
    if (restored) {
      const { process } = world;
      const origin = { process, lives, isBehind: isBehind(restored, restored.seen) };
      return { type: "resume", resident, how: "restored", from: origin };
    }
    const { ticket, pristine = false } = from;
    const isKept = ticket !== undefined && pristine && await isAsPainted(ticket, resident);
    return { type: "mounted", resident, how: isKept ? "kept" : "full" };
  }

  #turnedAway(url: string, answer: Exclude<GuardAnswer, { type: "allowed" }>): JoinAnswer {
    const path = url.slice(0, 100);
    if (answer.type === "redirect") {
      this.#refuse("guard", `the app redirects the join of "${path}"`);
      return { type: "reload", to: answer.to };
    }
    this.#refuse(
      "guard",
      answer.status < 300
        ? `the join of "${path}" did not reach its route; { fetch } must pass on both of its arguments`
        : `the app answers the join of "${path}" with ${answer.status}`,
    );
    return { type: "refused", status: answer.status };
  }

  #refuse(why: Refusal, reason: string): void {
    this.#parts.observe({ type: "refused", why, message: `Cannot join: ${reason}` });
  }
}

/** What a fresh mount goes by. */
interface MountFrom {
  readonly ticket?: Ticket;
  readonly pristine?: boolean;
  readonly restored?: Restored;
  /** Whether the process where its page was lives. */
  readonly lives?: boolean;
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

/** The part of a request that an instance keeps from its latest join. */
function visitorOf({ facts: { user, session } }: Reached): Pick<MountFacts, "user" | "session"> {
  return { user, session };
}

/** Whether an instance belongs to this page, this view and this session. */
function isSamePage(resident: Resident, url: string, reached: Reached): boolean {
  return resident.url === url && resident.view === reached.view &&
    resident.session === reached.facts.session.id;
}

/** Whether a fresh mount painted the very page that holds the ticket. */
async function isAsPainted(ticket: Ticket, { instance, session }: Resident): Promise<boolean> {
  const { content, flash } = instance.painted();
  return isSamePrint(ticket.session, await sessionPrint(session)) &&
    isSamePrint(ticket.page, await pagePrint(content, flash));
}

/** The flash messages that the page was painted with. We signed them, so they have their shape. */
function flashOf(ticket: Ticket | undefined): FlashState | undefined {
  return ticket?.flash ? JSON.parse(ticket.flash) as FlashState : undefined;
}
