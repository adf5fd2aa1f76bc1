/** Runs what an event means: finds the handler, validates, calls it, and says what became of it. */

import type { ClosureEvent, NamedEvent, Params } from "../../../protocol/mod.ts";
import type { FoundHandler } from "../../../vdom/mod.ts";
import {
  DONE,
  failed,
  MODEL,
  type Models,
  type Outcome,
  refused,
  type Reporter,
} from "../../frame/mod.ts";
import { isThenable } from "../../platform/mod.ts";
import { check, type Checked, noteErrors, type StandardSchema } from "../../schema/mod.ts";
import {
  type Call,
  type Extensions,
  type Lifecycle,
  type LiveView,
  type RateLimit,
  type Registry,
  UnknownOperation,
} from "../../view/mod.ts";
import { Bucket } from "../../world/mod.ts";
import type { Letter } from "../mailbox/mod.ts";
import { pass, type Passed } from "./event_chain.ts";
import { HandlerRun } from "./handler_run.ts";
import { type ObjectEvents, tell } from "./object_events.ts";

/** Where handlers are found and failures reported. */
export interface HandlersOptions {
  readonly view: LiveView & Lifecycle;
  readonly registry: Registry;
  /** What is in a handler's slot now. */
  readonly slot: (event: ClosureEvent) => FoundHandler | undefined;
  readonly reporter: Reporter;
  /** The objects in fields of the view. */
  readonly objects: ObjectEvents;
  /** What controls are bound to. */
  readonly models: Pick<Models, "take">;
  /** Milliseconds that only grow. */
  readonly now: () => number;
  /** Those that see events; none where no extension of the view does. */
  readonly extensions: Extensions["atEvent"];
}

/** A handler that was found. */
interface Target {
  /** None for a closure. */
  readonly name: string | undefined;
  readonly method: Method;
  readonly schema: StandardSchema | undefined;
}

type Method = (this: unknown, params: unknown, info: HandlerRun) => unknown;

/** The name of an event in the log. */
export function labelOf(event: NamedEvent | ClosureEvent): string {
  return event.type === "event" ? event.name : `closure on ${event.on}`;
}

/** The name of a letter in the log. */
export function labelOfLetter(letter: Letter): string {
  switch (letter.type) {
    case "event":
      return labelOf(letter.event);
    case "call":
      return letter.name;
    case "refused":
      return letter.code;
    case "past":
      return "an event that ran before";
    case "message":
      return letter.from?.take ? "subscribe" : "handleInfo";
    case "gap":
      return "handleInfo";
    case "result":
      return `startAsync ${letter.name}`;
    default:
      return letter satisfies never;
  }
}

/** The handlers of one instance. */
export class Handlers {
  readonly #options: HandlersOptions;
  /** Of handlers with a limit that were called. */
  readonly #buckets = new Map<string, Bucket>();

  /** Handlers of this view. */
  constructor(options: HandlersOptions) {
    this.#options = options;
  }

  /** Runs an event. Never throws, never rejects; sync where the handler and its schema are. */
  run(event: NamedEvent | ClosureEvent, run: HandlerRun): Outcome | Promise<Outcome> {
    try {
      // Found before anything waits: by then another one may be in its slot.
      const handler = event.type === "event" ? event.name : this.#options.slot(event)?.handler;
      const told = tell(this.#options.objects, event, run);
      if (!isThenable(told)) return this.#handle(handler, event, run);
      return Promise.resolve(told).then(() => this.#handle(handler, event, run))
        .catch((error: unknown) => this.#fail(event, error));
    } catch (error) {
      return this.#fail(event, error);
    }
  }

  #handle(
    handler: FoundHandler["handler"] | undefined,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    if (handler === undefined) return refused("stale");
    if (typeof handler === "string") return this.#named(handler, event, run);
    const method = handler as Method;
    if (this.#options.extensions.length === 0) return this.#call(method, event.params, event, run);
    return this.#extended({ name: undefined, method, schema: undefined }, event, run);
  }

  #named(
    name: string,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const { registry, reporter } = this.#options;
    const declared = registry.find(name);
    if (!declared && name === MODEL) return this.#model(event, run);
    const method = declared ? methodOf(this.#options.view, name) : this.#operation(name);
    if (!method) return reporter.refused("undeclared", this.#mendOf(name));
    const { params: schema, rateLimit } = declared ?? {};
    if (rateLimit && !this.#takes(name, rateLimit)) return refused("rate");
    if (this.#options.extensions.length > 0) {
      return this.#extended({ name, method, schema }, event, run);
    }
    if (!schema) return this.#call(method, event.params, event, run);
    return this.#validated({ name, method, schema }, event.params, event, run);
  }

  /** A control that is bound to a field holds something else. */
  #model(event: NamedEvent | ClosureEvent, run: HandlerRun): Outcome | Promise<Outcome> {
    const taken = this.#options.models.take(event.params);
    const { reporter, extensions } = this.#options;
    if (taken.type === "refused") return reporter.refused("undeclared", taken.message);
    if (taken.type === "ignored") return DONE;
    const method: Method = () => taken.assign();
    if (extensions.length === 0) return this.#call(method, event.params, event, run);
    return this.#extended({ name: MODEL, method, schema: undefined }, event, run);
  }

  /** What an object in a field of the view is asked to do by an event of this name. */
  #operation(name: string): Method | undefined {
    const run = name.includes(".") ? this.#options.objects.operation(name) : undefined;
    return run && ((params, { target }) => run({ params: params as Params, target }));
  }

  /** Whether a handler may be called once more; each view counts its own. */
  #takes(name: string, { rate, burst }: Required<RateLimit>): boolean {
    const now = this.#options.now();
    let bucket = this.#buckets.get(name);
    if (!bucket) this.#buckets.set(name, bucket = new Bucket(rate, burst, now));
    return bucket.take(now);
  }

  /** Through the extensions of the view, to the handler. */
  #extended(
    { name, method, schema }: Target,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const { view, extensions, reporter } = this.#options;
    const call: Call = {
      view,
      ...(name !== undefined && { name }),
      params: event.params,
      info: run,
      target: run.target,
    };
    let value: unknown;
    const kept: Method = function (this: unknown, params, run) {
      return value = method.call(this, params, run);
    };
    const handle = (): Passed | Promise<Passed> => {
      // It was answered, or the view has ended, while an extension waited.
      if (HandlerRun.isOver(run)) return { outcome: failed("timeout"), value: undefined };
      let outcome: Outcome | Promise<Outcome>;
      try {
        outcome = schema
          ? this.#validated({ name, method: kept, schema }, call.params, event, run)
          : this.#call(kept, call.params, event, run);
      } catch (error) {
        outcome = this.#fail(event, error);
      }
      if (!(outcome instanceof Promise)) return { outcome, value };
      return outcome.then(async (outcome) =>
        outcome.type === "done" ? { outcome, value: await value } : { outcome, value: undefined }
      );
    };
    const replyOf = (value: unknown): Outcome => outcomeOf(value, event);
    const passed = pass({ extensions, call, reporter, handle, replyOf });
    return passed instanceof Promise ? passed.then(({ outcome }) => outcome) : passed.outcome;
  }

  /** What an author has to write so that the name can be called. */
  #mendOf(name: string): string {
    const shown = JSON.stringify(name.slice(0, 60));
    const known = this.#options.registry.names.map((known) => `"${known}"`).join(", ");
    const state = methodOf(this.#options.view, name)
      ? `it is no @event; put @event over the method, or write dj-click=\${this.${name}}`
      : known === ""
      ? "no method has @event; put it over the method"
      : `there is no such @event; known are ${known}`;
    return `Cannot call ${shown} of "${this.#options.view.constructor.name}": ${state}`;
  }

  #validated(
    { name, method, schema }: Target & { readonly schema: StandardSchema },
    params: unknown,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const { view } = this.#options;
    const go = (checked: Checked): Outcome | Promise<Outcome> => {
      noteErrors(view, name ?? "", checked.type === "valid" ? {} : checked.fields);
      if (checked.type === "valid") return this.#call(method, checked.value, event, run);
      const { vendor } = schema["~standard"];
      this.#options.reporter.misfits(labelOf(event), checked.issues, { params, vendor });
      return { type: "failed", code: "invalid", detail: checked.fields };
    };
    const checked = check(schema, params);
    if (!(checked instanceof Promise)) return go(checked);
    return checked.then(go).catch((error: unknown) => this.#fail(event, error));
  }

  #call(
    method: Method,
    params: Params | unknown,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const value = method.call(this.#options.view, params, run);
    if (!isThenable(value)) return outcomeOf(value, event);
    return Promise.resolve(value).then((value) => outcomeOf(value, event)).catch(
      (error: unknown) => this.#fail(event, error),
    );
  }

  #fail(event: NamedEvent | ClosureEvent, error: unknown): Outcome {
    const { reporter } = this.#options;
    if (error instanceof UnknownOperation) return reporter.refused("undeclared", error.message);
    return reporter.failed(labelOf(event), error, "handler");
  }
}

/** A method by the name that a visitor gave. Runs no getter, and knows none of every object's. */
function methodOf(view: object, name: string): Method | undefined {
  let at: object | null = view;
  while (at && at !== Object.prototype) {
    const member = Object.getOwnPropertyDescriptor(at, name);
    if (member) return typeof member.value === "function" ? member.value : undefined;
    at = Object.getPrototypeOf(at);
  }
  return undefined;
}

/** Calls what has no answer. Never throws, never rejects: what goes wrong is given to `fail`. */
export function called(
  run: () => unknown,
  fail: (error: unknown) => void,
): Outcome | Promise<Outcome> {
  const caught = (error: unknown): Outcome => {
    fail(error);
    return DONE;
  };
  try {
    const result = run();
    return isThenable(result) ? Promise.resolve(result).then(() => DONE).catch(caught) : DONE;
  } catch (error) {
    return caught(error);
  }
}

function outcomeOf(value: unknown, event: NamedEvent | ClosureEvent): Outcome {
  if (event.type !== "event" || !event.reply) return DONE;
  return { type: "done", reply: JSON.stringify(value) ?? "null" };
}
