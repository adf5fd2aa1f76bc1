/** Tells the observer what happens to one instance, and the page what it may know of it. */

import type { FailureCode, Json, Warning, WarningName } from "../../protocol/mod.ts";
import { misfitsOf, type Refused, type StandardIssue } from "../schema/mod.ts";
import {
  type Blocked,
  blockedText,
  describe,
  type ObserveRecord,
  type Subject,
  type World,
} from "../world/mod.ts";
import { type Outcome, refused } from "./outcome.ts";
import { Warnings } from "./warnings.ts";

/** A record without what is the same in all records of an instance. */
type OwnRecord = ObserveRecord extends infer Each
  ? Each extends ObserveRecord ? Omit<Each, keyof Subject> : never
  : never;

const NONE: readonly Warning[] = [];

/** The reporter of one instance. */
export class Reporter {
  readonly #world: World;
  readonly #subject: Subject;
  /** Made at the first: most pages have none. */
  #warnings: Warnings | undefined;

  /** A reporter about this instance. */
  constructor(world: World, subject: Subject) {
    this.#world = world;
    this.#subject = subject;
  }

  /** Tells the observer. */
  tell(record: OwnRecord): void {
    try {
      this.#world.observe({ ...this.#subject, ...record } as ObserveRecord);
    } catch {
      // An observer's failure is not a reason for a page to fail.
    }
  }

  /** Something an author should know: told once, in development to the page too. */
  warn(message: string, name: WarningName): void {
    const warnings = this.#warnings ??= new Warnings();
    if (!warnings.isNew({ name, message })) return;
    this.tell({ type: "warning", name, message });
    if (this.#world.development) warnings.keep({ name, message });
  }

  /** Warnings that the page does not have yet. Who takes them brings them there. */
  takeWarnings(): readonly Warning[] {
    return this.#warnings?.take() ?? NONE;
  }

  /** An event was refused for a reason that its author can mend: told in development only. */
  refused(code: FailureCode, message: string): Outcome & { type: "failed" } {
    if (!this.#world.development) return refused(code);
    this.warn(message, "undeclared");
    return refused(code, { message });
  }

  /** The loop was kept: all pages wait meanwhile. */
  blocked(blocked: Blocked): void {
    this.tell({ type: "blocked", ...blocked });
    if (!this.#world.development) return;
    const warnings = this.#warnings ??= new Warnings();
    // How long it was is another number each time.
    if (!warnings.isNew({ name: "blocked", message: blocked.name })) return;
    warnings.keep({ name: "blocked", message: blockedText(blocked) });
  }

  /** Params do not fit their schema: what its author can mend is told in development only. */
  misfits(name: string, issues: readonly StandardIssue[], refused: Refused): void {
    if (!this.#world.development) return;
    for (const misfit of misfitsOf(issues, refused)) {
      this.warn(`Params of "${name}" do not fit their schema: ${misfit}`, "params");
    }
  }

  /** User code failed: the log is told all, the page a code and a number. */
  failed(phase: string, error: unknown, code: FailureCode): Outcome & { type: "failed" } {
    const request = this.#world.random(6);
    this.tell({ type: "error", phase, code, request, error });
    if (!this.#world.development) return { type: "failed", code, request };
    return { type: "failed", code, request, detail: detailOf(error) };
  }
}

/** What the page may know of an error in development. */
function detailOf(error: unknown): Json {
  try {
    if (!(error instanceof Error)) return { message: describe(error) };
    const { name, message, stack = "" } = error;
    return { message: `${String(name)}: ${String(message)}`, stack: String(stack) };
  } catch {
    // An error may have getters, and these may throw.
    return { message: describe(error) };
  }
}
