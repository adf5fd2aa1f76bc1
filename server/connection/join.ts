/** Joins and resumes: decides whether to adopt, mount again, go on, or turn away. */

import { type Join, type Resume, VERSION } from "../../protocol/mod.ts";
import type { Holders, Instances, Resident } from "../instance/mod.ts";
import { type Keyring, type Logouts, readTicket } from "../security/mod.ts";
import {
  type HubRecord,
  type MountFacts,
  type ObserveRecord,
  type RefusalReason,
  within,
} from "../world/mod.ts";
import {
  ask,
  type Dispatch,
  type GuardAnswer,
  type Reached,
  type UpgradeFacts,
} from "./ask_app.ts";
import { comeBack } from "./comeback.ts";
import { joinWithin } from "./embedded_join.ts";
import type { JoinAnswer } from "./join_answer.ts";
import { mountFor, type MountParts, ownerOf } from "./join_mount.ts";
import { restoreFor } from "./restore.ts";

/** What joins need. */
export interface JoinParts extends MountParts {
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
  answer(
    message: Join | Resume,
    upgrade: UpgradeFacts,
    parent?: Resident,
  ): Promise<JoinAnswer> {
    if (message.version !== VERSION) {
      this.#refuse("version", `the page speaks version ${message.version}, this server ${VERSION}`);
      return Promise.resolve({ type: "reload" });
    }
    if (message.within) return joinWithin(message, parent, this.#parts);
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
      if (resident.user !== reached.userKey) this.#anotherUser(resident);
      else if (message.attempt > instances.attempt(resident)) {
        const { instance } = resident;
        instance.renew(visitorOf(reached));
        if (instances.attempt(resident) < 0) return { type: "adopt", resident };
        // The page never heard that it was live, so it can have sent nothing.
        if (instance.received === 0 && instance.canResume(0)) return { type: "again", resident };
      }
    }
    return mountFor(this.#parts, {
      url: ticket.url,
      reached,
      ticket,
      pristine: message.pristine,
    });
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
    if (snapshot) {
      const guard = await this.#ask(snapshot.url, upgrade);
      if (guard.type !== "allowed") return this.#turnedAway(snapshot.url, guard);
      const { reached } = guard;
      const owner = await ownerOf(reached);
      return await restoreFor(this.#parts, {
        page: message,
        reached,
        owner,
        snapshot,
        lives,
        came,
      });
    }
    const isFromHere = message.process === "" || message.process === world.process;
    if (!resident) return { type: "gone", lives };
    if (!isFromHere) {
      // The page has been with another process, and the store cannot say what became of it there.
      void instances.end(resident, "replaced");
      return { type: "gone", lives };
    }
    const url = resident.instance.location.target;
    const guard = await this.#ask(url, upgrade);
    if (guard.type !== "allowed") return this.#turnedAway(url, guard);
    const { reached } = guard;
    if (isSamePage(resident, url, reached)) {
      const isSameUser = resident.user === reached.userKey;
      if (isSameUser && resident.instance.canResume(message.got)) {
        resident.instance.renew(visitorOf(reached));
        return { type: "resume", resident, how: "resumed" };
      }
      if (isSameUser) void instances.end(resident, "replaced");
      else this.#anotherUser(resident);
    }
    return mountFor(this.#parts, { url, reached });
  }

  /** Its user has gone: nothing of theirs is kept for whoever comes next. */
  #anotherUser(resident: Resident): void {
    const { instances, world } = this.#parts;
    void instances.end(resident, "replaced");
    // A store that is away has told of it itself.
    world.state?.sessions?.forget(resident.session).catch(() => {});
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

  #refuse(why: RefusalReason, reason: string): void {
    this.#parts.observe({ type: "refused", why, message: `Cannot join: ${reason}` });
  }
}

/** The part of a request that an instance keeps from its latest join. */
export function visitorOf(
  { facts: { user, session } }: Reached,
): Pick<MountFacts, "user" | "session"> {
  return { user, session };
}

/** Whether an instance belongs to this page, this view and this session. */
function isSamePage(resident: Resident, url: string, reached: Reached): boolean {
  return resident.instance.location.target === url && resident.view === reached.view &&
    resident.session === reached.facts.session.id;
}
