/** Chain of extensions around one event's handler: each may go on once, change params, or refuse. */

import { DONE, type Outcome, refused, type Reporter } from "../../frame/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import { type Anything, type Call, type Extensions, Refusal } from "../../view/mod.ts";

/** What became of an event so far, and what its handler or an extension returned. */
export interface Passed {
  readonly outcome: Outcome;
  readonly value: unknown;
}

/** One event, and what it goes through. */
export interface Passage {
  readonly extensions: Extensions["atEvent"];
  readonly call: Call<Anything>;
  readonly reporter: Reporter;
  /** Validates and calls the handler. Never throws, never rejects. */
  handle(): Passed | Promise<Passed>;
  /** What a returned value is to the page. */
  replyOf(value: unknown): Outcome;
}

/** Sends an event through its extensions to its handler. Sync where all of them are. Never rejects. */
export function pass(passage: Passage, index = 0): Passed | Promise<Passed> {
  const extension = passage.extensions[index];
  if (!extension) return passage.handle();
  const { reporter, call } = passage;
  let hasPassed = false;
  let inner: Passed | Promise<Passed> | undefined;
  const next = (): unknown => {
    if (hasPassed) {
      throw new Error(
        `Cannot call next() a second time in "${extension.name}": the handler has run; ` +
          `keep what the first call gave`,
      );
    }
    hasPassed = true;
    inner = pass(passage, index + 1);
    return isThenable(inner) ? inner.then(resultOf) : resultOf(inner);
  };
  const done = (value: unknown): Passed | Promise<Passed> =>
    isThenable(inner)
      ? inner.then((passed) => together(passage, passed, value))
      : together(passage, inner, value);
  const fail = (error: unknown): Passed | Promise<Passed> => {
    const phase = `event of "${extension.name}"`;
    const passed = { outcome: reporter.failed(phase, error, "handler"), value: undefined };
    // A handler that runs is waited for, whatever becomes of its answer.
    return isThenable(inner) ? inner.then(() => passed) : passed;
  };
  try {
    const value = extension.event(call, next);
    return isThenable(value) ? Promise.resolve(value).then(done).catch(fail) : done(value);
  } catch (error) {
    return fail(error);
  }
}

/** What `next()` gives. */
function resultOf({ outcome, value }: Passed): unknown {
  return outcome.type === "done" ? value : new Refusal(outcome.code, outcome.detail);
}

/** What the handler came to, and what an extension made of it. A failure stays one. */
function together(
  { replyOf }: Passage,
  inner: Passed | undefined,
  value: unknown,
): Passed {
  if (inner?.outcome.type === "failed") return inner;
  if (value instanceof Refusal) {
    const { code, detail } = value;
    if (!inner) return { outcome: refused(code, detail), value };
    // The handler has run: what it changed is to be seen.
    const outcome = { type: "failed", code, ...(detail !== undefined && { detail }) } as const;
    return { outcome, value };
  }
  if (value === undefined) return inner ?? { outcome: DONE, value };
  return { outcome: replyOf(value), value };
}
