/** Carries out the answer to a join: from here on the instance speaks on this line, or the page is told why not. */

import {
  CLOSE,
  CODE,
  type Join,
  JOIN_DEFAULTS,
  type JoinOptions,
  type Resume,
  type Seen,
} from "../protocol/mod.ts";
import type { Instances, Resident } from "./instances.ts";
import type { JoinAnswer } from "./join.ts";
import type { Limits } from "./limits.ts";
import type { ObserveRecord } from "./observe.ts";
import type { Seat } from "./seat.ts";

/** What a page has seen that never heard it was live. */
const NOTHING: Seen = { got: 0, answered: 0, apart: [] };

/** What is needed of the connection. */
export interface AttachHost {
  readonly parts: {
    readonly limits: Limits;
    readonly instances: Instances;
    readonly development: boolean;
    requestId(): string;
    observe(record: ObserveRecord): void;
  };
  /** Sends a whole message. */
  post(text: string): void;
  close(code: number, reason: string): void;
  /** Whether the line still is there. */
  isOpen(): boolean;
  /** Whether other instances of the page are there, or on their way. */
  isNeeded(): boolean;
}

/**
 * Does what the answer says, at once. False when the instance is no longer to be had: it ended, or a
 * newer try took it, while the app was asked.
 */
export function attach(
  answer: JoinAnswer,
  message: Join | Resume,
  seat: Seat,
  host: AttachHost,
): boolean {
  const { instances, limits } = host.parts;
  const queued = Math.min(message.queued, limits.replay);
  switch (answer.type) {
    case "adopt":
    case "again": {
      const { resident } = answer;
      if (!instances.take(resident, message.attempt, seat)) return false;
      if (isCut(resident, seat, host)) return true;
      seat.begin(resident, queued);
      seat.joined(0, optionsOf(host));
      tell(resident, answer.type === "adopt" ? "adopted" : "resumed", host);
      if (answer.type === "adopt") resident.instance.adopt(seat);
      else resident.instance.replay(seat, NOTHING);
      return true;
    }
    case "mounted": {
      const { resident, how } = answer;
      instances.addHeld(resident, message.attempt, seat);
      seat.begin(resident, queued);
      seat.joined(how === "kept" ? 0 : 1, optionsOf(host));
      tell(resident, how, host);
      if (how === "kept") resident.instance.adopt(seat);
      else resident.instance.attachFull(seat);
      return true;
    }
    case "resume": {
      const { resident, how, process } = answer;
      if (how === "restored") instances.addHeld(resident, message.attempt, seat);
      else if (!instances.take(resident, message.attempt, seat)) return false;
      if (isCut(resident, seat, host)) return true;
      seat.begin(resident, queued);
      seat.resumed(how === "restored" ? process : undefined);
      tell(resident, how, host);
      resident.instance.replay(seat, message.type === "resume" ? message : NOTHING);
      return true;
    }
    case "reload":
      seat.leave();
      host.post(JSON.stringify(answer.to === undefined ? [CODE.reload] : [CODE.reload, answer.to]));
      return true;
    case "refused":
      turnAway(seat, answer.status, host);
      return true;
    case "failed":
      seat.leave();
      seat.fail("mount", answer.request);
      // A failure of one view is no reason to cut the others.
      if (!host.isNeeded()) host.close(CLOSE.restart, "the mount failed");
      return true;
    case "gone":
      seat.leave();
      seat.fail("gone");
      return true;
    case "late":
      seat.leave();
      host.close(CLOSE.takenOver, "a newer try of this page was here before");
      return true;
  }
}

/** Whoever had the instance may have sat on this very line, which is closed for it. */
function isCut(resident: Resident, seat: Seat, host: AttachHost): boolean {
  if (host.isOpen()) return false;
  host.parts.instances.letGo(resident, seat);
  return true;
}

/** The app does not let the page in: for now, or for good. */
function turnAway(seat: Seat, status: number, host: AttachHost): void {
  seat.leave();
  seat.fail("refused", host.parts.requestId(), status);
  const isForNow = status >= 500 || status === 429;
  if (isForNow) host.close(CLOSE.restart, "the app cannot answer now");
  else if (!host.isNeeded()) host.close(CLOSE.refused, `the app answered ${status}`);
}

function tell(
  { instance, view }: Resident,
  mode: Extract<ObserveRecord, { type: "join" }>["mode"],
  { parts }: AttachHost,
): void {
  parts.observe({ type: "join", instance: instance.id, view: view.name, mode });
}

/** What a join tells the page: nothing that it knows. */
function optionsOf({ parts }: AttachHost): JoinOptions {
  const { grant: credit, rate, burst } = parts.limits;
  return {
    ...(credit !== JOIN_DEFAULTS.credit && { credit }),
    ...(rate !== JOIN_DEFAULTS.rate && { rate }),
    ...(burst !== JOIN_DEFAULTS.burst && { burst }),
    ...(parts.development && { dev: 1 }),
  };
}
