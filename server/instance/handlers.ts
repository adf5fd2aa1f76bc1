/** Runs what an event means: finds the handler, validates, calls it, and says what became of it. */

import type { ClosureEvent, NamedEvent, Params } from "../../protocol/mod.ts";
import { DONE, failed, type Outcome, type Reporter } from "../frame/mod.ts";
import { isThenable } from "../platform/mod.ts";
import {
  check,
  type Checked,
  type Lifecycle,
  type LiveView,
  type Registry,
  type StandardSchema,
} from "../view/mod.ts";
import type { Letter } from "./mailbox.ts";
import type { HandlerRun } from "./handler_run.ts";

/** Where handlers are found and failures reported. */
export interface HandlersOptions {
  readonly view: LiveView & Lifecycle;
  readonly registry: Registry;
  /** What is in a handler's slot now. */
  readonly slot: (event: ClosureEvent) => unknown;
  readonly reporter: Reporter;
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
    case "message":
    case "gap":
      return "handleInfo";
    default:
      return letter satisfies never;
  }
}

/** The handlers of one instance. */
export class Handlers {
  readonly #options: HandlersOptions;

  /** Handlers of this view. */
  constructor(options: HandlersOptions) {
    this.#options = options;
  }

  /** Runs an event. Never throws, never rejects; sync where the handler and its schema are. */
  run(event: NamedEvent | ClosureEvent, run: HandlerRun): Outcome | Promise<Outcome> {
    try {
      if (event.type === "event") return this.#named(event.name, event, run);
      const found = this.#options.slot(event);
      if (found === undefined) return failed("stale");
      if (typeof found === "string") return this.#named(found, event, run);
      return this.#call(found as Method, event.params, event, run);
    } catch (error) {
      return this.#fail(event, error);
    }
  }

  #named(
    name: string,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const { registry, reporter } = this.#options;
    const declared = registry.find(name);
    const method = declared && methodOf(this.#options.view, name);
    if (!method) return reporter.refused("undeclared", this.#mendOf(name));
    if (!declared.params) return this.#call(method, event.params, event, run);
    return this.#validated(method, declared.params, event, run);
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
    method: Method,
    schema: StandardSchema,
    event: NamedEvent | ClosureEvent,
    run: HandlerRun,
  ): Outcome | Promise<Outcome> {
    const { view } = this.#options;
    const go = (checked: Checked): Outcome | Promise<Outcome> => {
      view.errors = checked.type === "valid" ? {} : checked.fields;
      if (checked.type === "valid") return this.#call(method, checked.value, event, run);
      return { type: "failed", code: "invalid", detail: checked.fields };
    };
    const checked = check(schema, event.params);
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
    if (!isThenable(value)) return replyOf(value, event);
    return Promise.resolve(value).then((value) => replyOf(value, event)).catch(
      (error: unknown) => this.#fail(event, error),
    );
  }

  #fail(event: NamedEvent | ClosureEvent, error: unknown): Outcome {
    return this.#options.reporter.failed(labelOf(event), error, "handler");
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

function replyOf(value: unknown, event: NamedEvent | ClosureEvent): Outcome {
  if (event.type !== "event" || !event.reply) return DONE;
  return { type: "done", reply: JSON.stringify(value) ?? "null" };
}
