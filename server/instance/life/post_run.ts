/** A run of one event without a line: for a form that was sent before the page's script ran. */

import type { Json, NamedEvent } from "../../../protocol/mod.ts";
import type { Outcome, Painted } from "../../frame/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import { type CarriedFlash, type SessionData, within } from "../../world/mod.ts";
import { HandlerRun, labelOf } from "../events/mod.ts";
import type { RunningView } from "./running_view.ts";

/** What came of it. */
export type Posted =
  | { type: "painted"; outcome: Outcome; painted: Painted }
  | { type: "redirect"; to: string; flash: CarriedFlash; session?: SessionData }
  /** A handler threw or took too long, or nothing could be painted after it. */
  | { type: "failed"; error: unknown; request?: string | undefined };

/** What a form brought back for an object of the view. */
export interface BroughtBack {
  readonly field: string;
  readonly state: Json;
}

/** Runs the event, then what it has sent to the view itself, and paints anew. Never rejects. */
export async function postedTo(
  running: RunningView,
  event: NamedEvent,
  back: BroughtBack | undefined,
): Promise<Posted> {
  try {
    // Its answer is open for nothing.
    running.host.endLate();
    if (back) {
      running.objects.takeBack(back.field, back.state);
      // Objects know their controls by what is painted.
      await running.renderer.paint();
    }
    const outcome = await outcomeOf(running, event);
    if (outcome.type === "failed" && FAULTS.has(outcome.code)) {
      const { request } = outcome;
      return { type: "failed", error: faultOf(event.name, outcome), request };
    }
    const late = (): Error => new Error(`What "${event.name}" sent to its view took too long`);
    await within(ownLetters(running), running.world.limits.mount, { world: running.world, late });
    // What is kept for the visitor's next page has to be there before that page is asked for.
    running.remembered?.start();
    running.remembered?.changed();
    await running.remembered?.flush();
    if (running.isEnded) throw new Error(`Cannot answer "${event.name}": its view has ended`);
    const departure = running.takeDeparture();
    if (departure) return { type: "redirect", ...departure, flash: running.flash.carried };
    const painting = running.renderer.paint();
    return { type: "painted", outcome, painted: isThenable(painting) ? await painting : painting };
  } catch (error) {
    running.reporter.failed("render", error, "render");
    return { type: "failed", error };
  }
}

/** Failures of the app's code: their visitor sees an error page, and no form that is fine but for them. */
const FAULTS: ReadonlySet<string> = new Set(["handler", "timeout", "render"]);

/** What was thrown, as far as it is told: in development all of it. */
function faultOf(name: string, { code, detail }: Outcome & { type: "failed" }): Error {
  const { message, stack } = (detail ?? {}) as { message?: string; stack?: string };
  const error = new Error(message ?? `"${name}" failed: ${code}`);
  if (stack !== undefined) error.stack = stack;
  return error;
}

async function outcomeOf(running: RunningView, event: NamedEvent): Promise<Outcome> {
  const { world, reporter } = running;
  const run = new HandlerRun((error) => running.report("abort", error), event.facts);
  const { numbering } = running.frames;
  const outcome = running.perform({ type: "event", event, number: 0, numbering }, run);
  if (!(outcome instanceof Promise)) return outcome;
  const name = labelOf(event);
  const late = new Promise<Outcome>((resolve) => {
    HandlerRun.watch(run, world, {
      // It has no reader yet.
      isHeld: () => false,
      late: () => {
        resolve(reporter.failed(name, new Error(`"${name}" took too long`), "timeout"));
      },
      // Its view has ended by then, and nobody waits for it.
      stuck: () => {},
      blocked: (ms) => reporter.blocked({ name, ms, when: "later" }),
    });
  });
  const first = await Promise.race([outcome, late]);
  HandlerRun.done(run);
  return first;
}

/** What waits for the view itself, as far as it is there: a message that the handler has published. */
async function ownLetters(running: RunningView): Promise<void> {
  const { mailbox, world } = running;
  for (let left = world.limits.mailbox; left > 0 && !running.isEnded; left--) {
    const letter = mailbox.take();
    if (!letter) return;
    await running.perform(letter, new HandlerRun((error) => running.report("abort", error)));
  }
}
