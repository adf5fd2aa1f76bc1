/** Tasks of one view: what loads its fields, and what runs beside its handlers, one per name. */

import {
  type AssignOptions,
  type AsyncOptions,
  isAsyncValue,
  LiveView,
  loaded,
  loading,
  type Settled,
  stopped,
} from "../../view/mod.ts";
import { adviseAwaited, adviseResult } from "./advice.ts";
import type { Keeping } from "./keeping.ts";
import { planOf, Task } from "./task.ts";
import { TaskAdvice } from "./task_advice.ts";

/** A view, by the names of its fields. */
type Fields = Record<string, unknown>;

/** The tasks of one view. */
export class Tasks {
  readonly #keeper: Keeping;
  /** The latest load of each field: an older one may have ended, and its result still wait. */
  readonly #loads = new Map<string, Task>();
  /** What `startAsync` runs. */
  readonly #works = new Map<string, Task>();
  /** What the first paint waits for. */
  readonly #held: Promise<void>[] = [];
  /** What was loaded while the view mounts: its fields change when the mount is over. */
  #early: (() => void)[] = [];
  /** Loads for which the answer to a first page may stay open. */
  readonly #late = new Set<Task>();
  /** Those that have ended before it is known whether an answer is open for them. */
  #undecided: (() => void)[] | undefined;
  /** Told of each of those, while such an answer is open: then there are no turns yet. */
  #lateEnded: (() => void) | undefined;
  readonly #advice: TaskAdvice | undefined;

  /** Those of this view. */
  constructor(keeper: Keeping) {
    this.#keeper = keeper;
    if (keeper.world.development) this.#advice = new TaskAdvice(keeper);
  }

  /** Loads into a field. See `LiveView`. */
  assign(
    field: string,
    load: (signal: AbortSignal) => unknown,
    options: AssignOptions,
  ): void {
    const { view, mailbox, isMounting } = this.#keeper;
    if (field in LiveView.prototype) {
      throw new TypeError(
        `Cannot assignAsync "${field}": every view has a member of that name; choose another`,
      );
    }
    const label = `assignAsync ${field}`;
    const fields = view as unknown as Fields;
    const assign = (task: Task, settled: Settled): void => {
      if (this.#loads.get(field) !== task) return;
      this.#loads.delete(field);
      fields[field] = loaded(fields[field], settled);
    };
    const task = this.#task(label, load, options, (settled) => {
      const run = (): void => assign(task, settled);
      if (this.#keeper.isMounting) {
        this.#late.delete(task);
        return void this.#early.push(run);
      }
      const end = (): void => {
        if (this.#late.has(task) && this.#lateEnded) run();
        else {
          mailbox.call(label, run);
          this.#keeper.wake();
        }
        this.#endLate(task);
      };
      if (this.#late.has(task) && this.#undecided) this.#undecided.push(end);
      else end();
    });
    this.#advice?.assigned(field, fields, this.#works);
    this.#cancelLoad(field);
    fields[field] = loading(fields[field]);
    this.#loads.set(field, task);
    if (options.await === true && isMounting) {
      this.#held.push(task.ended);
      if (options.late) adviseAwaited(this.#keeper, field);
    } else if (options.late ?? this.#keeper.world.late) this.#late.add(task);
    task.start();
  }

  /** Runs something beside the handlers. See `LiveView`. */
  start(name: string, run: (signal: AbortSignal) => unknown, options: AsyncOptions): void {
    const task = this.#task(`startAsync ${name}`, run, options, (settled) => {
      if (this.#works.get(name) === task) this.#works.delete(name);
      adviseResult(this.#keeper, name, settled);
      this.#keeper.mailbox.result(name, { type: "async", name, ...settled });
      this.#keeper.wake();
    });
    this.#advice?.started(name, this.#loads);
    this.#works.get(name)?.cancel();
    this.#works.set(name, task);
    task.start();
  }

  /** Aborts what has this name. */
  cancel(name: string): void {
    this.#advice?.cancelled(name);
    this.#works.get(name)?.cancel();
    this.#works.delete(name);
    if (!this.#loads.has(name)) return;
    this.#cancelLoad(name);
    const fields = this.#keeper.view as unknown as Fields;
    fields[name] = stopped(fields[name]);
    this.#keeper.changed();
  }

  /** What the first paint waits for; undefined when there is nothing. */
  held(): Promise<unknown> | undefined {
    return this.#held.length > 0 ? Promise.all(this.#held) : undefined;
  }

  /** The mount is over: what was loaded by now is in the first paint. */
  mounted(): void {
    for (const run of this.#early) run();
    this.#early = [];
  }

  /** Whether something is loaded for which the answer to a first page may stay open. */
  get isLate(): boolean {
    return this.#late.size > 0;
  }

  /** Whether an answer is open will be known soon: what ends meanwhile waits for that. */
  holdLate(): void {
    this.#undecided = [];
  }

  /** An answer is open, and is told when something of that has ended; or none is, or no more. */
  followLate(told: (() => void) | undefined): void {
    const undecided = this.#undecided ?? [];
    this.#undecided = undefined;
    this.#lateEnded = told;
    for (const end of undecided) end();
  }

  /** Whether a field is being loaded. */
  isLoading(field: string): boolean {
    return this.#loads.has(field);
  }

  /** Aborts all. */
  end(): void {
    const all = [...this.#loads.values(), ...this.#works.values()];
    this.#loads.clear();
    this.#works.clear();
    this.#early = [];
    this.#lateEnded = this.#undecided = undefined;
    for (const task of all) task.cancel();
  }

  #cancelLoad(field: string): void {
    const load = this.#loads.get(field);
    if (!load) return;
    load.cancel();
    this.#loads.delete(field);
    this.#endLate(load);
  }

  #endLate(load: Task): void {
    if (this.#late.delete(load)) this.#lateEnded?.();
  }

  #task(
    label: string,
    run: (signal: AbortSignal) => unknown,
    options: AsyncOptions,
    done: (settled: Settled) => void,
  ): Task {
    const { world, view, reporter } = this.#keeper;
    if (typeof run !== "function") {
      const what = (run as unknown) instanceof Promise ? "a promise" : String(run);
      throw new TypeError(
        `Cannot ${label}: it was given ${what}; give a function that begins it, as in ` +
          `(signal) => load(signal)`,
      );
    }
    return new Task({
      label,
      plan: planOf(label, options),
      timer: (ms, due, how) => world.timer(ms, due, how),
      run: (signal) => run.call(view, signal),
      done: (settled) => {
        if (!settled.ok) this.#keeper.report(label, settled.error);
        done(settled);
      },
      failed: (phase, error) => void reporter.failed(phase, error, "handler"),
    });
  }
}

/** Ends the loading of fields that nobody loads: a snapshot was written while another process did. */
export function settleFields(view: LiveView, tasks: Tasks | undefined): void {
  const fields = view as unknown as Fields;
  for (const [name, value] of Object.entries(fields)) {
    if (!isAsyncValue(value) || !value.loading || tasks?.isLoading(name)) continue;
    fields[name] = stopped(value);
  }
}
