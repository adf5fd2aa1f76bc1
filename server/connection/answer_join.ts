/** Carries out the answer to a join: attaches the instance to its line, or tells the page why not. */

import {
  CLOSE,
  encodeDown,
  type Join,
  JOIN_DEFAULTS,
  type JoinOptions,
  QUEUE_LIMITS,
  type Resume,
  RESUMED,
  type Seen,
} from "../../protocol/mod.ts";
import type { Instances, Resident } from "../instance/mod.ts";
import type { Limits, ObserveRecord } from "../world/mod.ts";
import type { JoinAnswer } from "./join_answer.ts";
import type { InstanceChannel } from "./instance_channel.ts";

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
 * newer try took it, or another page adopted it, while the app was asked.
 */
export function attach(
  answer: JoinAnswer,
  message: Join | Resume,
  channel: InstanceChannel,
  host: AttachHost,
): boolean {
  switch (answer.type) {
    case "adopt":
    case "again":
      return adopt(answer, message, channel, host);
    case "mounted":
      begin(answer, message, channel, host);
      return true;
    case "resume":
      return resume(answer, message, channel, host);
    case "reload":
      channel.leave();
      host.post(encodeDown({ type: "reload", to: answer.to }));
      return true;
    case "refused":
      turnAway(channel, answer.status, host);
      return true;
    case "failed":
      channel.leave();
      channel.fail("mount", answer.request);
      // A failure of one view is no reason to cut the others.
      if (!host.isNeeded()) host.close(CLOSE.restart, "the mount failed");
      return true;
    case "gone":
      channel.leave();
      if (answer.lives) channel.fail("gone", "", RESUMED.lives);
      else channel.fail("gone");
      return true;
    case "late":
      channel.leave();
      host.close(CLOSE.takenOver, "a newer try of this page was here before");
      return true;
  }
}

type Answered<Type extends JoinAnswer["type"]> = Extract<JoinAnswer, { type: Type }>;

/**
 * The painted instance is the page's; it may have been before, and the page never heard. A page that
 * does not show what was painted for it is sent all of it.
 */
function adopt(
  { type, resident }: Answered<"adopt" | "again">,
  message: Join | Resume,
  channel: InstanceChannel,
  host: AttachHost,
): boolean {
  const { instances } = host.parts;
  // Adopted meanwhile: this page may lack what has changed since the paint.
  if (type === "adopt" && instances.attempt(resident) >= 0) return false;
  if (!instances.take(resident, message.attempt, channel)) return false;
  if (isCut(resident, channel, host)) return true;
  channel.begin(resident, Math.min(message.queued, QUEUE_LIMITS.events));
  const isAsPainted = message.type === "resume" || message.pristine;
  channel.joined(isAsPainted ? 0 : 1, optionsOf(host));
  tell(resident, type === "adopt" ? "adopted" : "resumed", host);
  if (type === "again") resident.instance.replay(channel, NOTHING);
  else if (isAsPainted) resident.instance.adopt(channel);
  else resident.instance.attachFull(channel);
  return true;
}

/** A new instance is the page's: with what it shows, or with a full frame. */
function begin(
  { resident, how }: Answered<"mounted">,
  message: Join | Resume,
  channel: InstanceChannel,
  host: AttachHost,
): void {
  host.parts.instances.addHeld(resident, message.attempt, channel);
  // What it is in has it no more: then it has ended, and its page was told.
  if (resident.instance.ended) return;
  channel.begin(resident, Math.min(message.queued, QUEUE_LIMITS.events));
  channel.joined(how === "kept" ? 0 : 1, optionsOf(host));
  tell(resident, how, host);
  if (how === "kept") resident.instance.adopt(channel);
  else resident.instance.attachFull(channel);
}

/** The page goes on with its instance, or with the snapshot of it. */
function resume(
  answer: Answered<"resume">,
  message: Join | Resume,
  channel: InstanceChannel,
  host: AttachHost,
): boolean {
  const { instances } = host.parts;
  const { resident, how } = answer;
  if (how === "restored") instances.addHeld(resident, message.attempt, channel);
  else if (!instances.take(resident, message.attempt, channel)) return false;
  if (isCut(resident, channel, host)) return true;
  channel.begin(resident, Math.min(message.queued, QUEUE_LIMITS.events));
  channel.resumed(how === "restored" ? answer.from : undefined);
  tell(resident, how, host);
  resident.instance.replay(channel, message.type === "resume" ? message : NOTHING);
  return true;
}

/** Whoever had the instance may have sat on this very line, which is closed for it. */
function isCut(resident: Resident, channel: InstanceChannel, host: AttachHost): boolean {
  if (resident.instance.ended) return true;
  if (host.isOpen()) return false;
  host.parts.instances.letGo(resident, channel);
  return true;
}

/** The app does not let the page in: for now, or for good. */
function turnAway(channel: InstanceChannel, status: number, host: AttachHost): void {
  channel.leave();
  channel.fail("refused", host.parts.requestId(), status);
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
