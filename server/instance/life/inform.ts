/** Information for a view: offered to its extensions, then given to who of the view takes it. */

import { DONE, type Outcome, UNCHANGED } from "../../frame/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import type { Letter, LetterAnswer } from "../../view/mod.ts";
import { labelOfLetter } from "../events/mod.ts";
import type { Letter as Waiting } from "../mailbox/mod.ts";
import type { RunningView } from "./running_view.ts";

/** A letter that is not about an event. */
type Information = Extract<Waiting, { type: "message" | "gap" | "result" }>;

/**
 * Gives a letter to whoever takes it. `unchanged` where nobody did, and no code of the view's ran
 * before it. Never throws, never rejects.
 */
export function inform(
  running: RunningView,
  information: Information,
): Outcome | Promise<Outcome> {
  const { view, extensions } = running;
  const message = information.type === "gap"
    ? { type: "gap", topic: information.topic }
    : information.message;
  const handle = (): Outcome | Promise<Outcome> => {
    const take = takerOf(running, information);
    // Whatever a task of the view's has changed is to be seen, also where nobody asks what it came to.
    if (!take && information.type === "result") return DONE;
    if (!take || running.isEnded) return UNCHANGED;
    return running.call(labelOfLetter(information), () => take.call(view, message));
  };
  if (!extensions || extensions.atMessage.length === 0) return handle();
  const { type } = information;
  const topic = topicOf(information);
  const letter: Letter = {
    view,
    type: type === "result" ? "async" : type,
    ...(topic !== undefined && { topic }),
    message,
  };
  return offer({ running, letter, handle }, 0, UNCHANGED);
}

/** Who of the view takes it: the function of its subscription, else `handleInfo`. */
function takerOf(
  { view }: RunningView,
  information: Information,
): ((message: unknown) => unknown) | undefined {
  if (information.type !== "message" || !information.from?.take) return view.handleInfo;
  return information.from.isOver ? undefined : information.from.take;
}

function topicOf(information: Information): string | undefined {
  switch (information.type) {
    case "message":
      return information.from?.topic;
    case "gap":
      return information.topic;
    case "result":
      return undefined;
    default:
      return information satisfies never;
  }
}

/** A letter on its way, and where it ends. */
interface Offer {
  readonly running: RunningView;
  readonly letter: Letter;
  handle(): Outcome | Promise<Outcome>;
}

/** `least`: what it comes to when nobody takes it from here on. */
function offer(way: Offer, index: number, least: Outcome): Outcome | Promise<Outcome> {
  const { running, letter } = way;
  const extension = running.extensions?.atMessage[index];
  if (!extension) {
    const outcome = way.handle();
    return outcome === UNCHANGED ? least : outcome;
  }
  const judge = (answer: LetterAnswer): Outcome | Promise<Outcome> => {
    if (answer === "changed") return DONE;
    if (answer === "unchanged") return least;
    return offer(way, index + 1, least);
  };
  const fail = (error: unknown): Outcome | Promise<Outcome> => {
    running.report(`message of "${extension.name}"`, error);
    // It may have changed something before it threw.
    return offer(way, index + 1, DONE);
  };
  try {
    const answer = extension.message(letter);
    return isThenable(answer) ? Promise.resolve(answer).then(judge, fail) : judge(answer);
  } catch (error) {
    return fail(error);
  }
}
