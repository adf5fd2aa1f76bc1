/** Field objects of one view: found by public names, bound, kept in its snapshots, ended with it. */

import { isForbidden, type Json, type Params } from "../../../protocol/mod.ts";
import type { Outcome } from "../../frame/mod.ts";
import type { Told } from "../events/mod.ts";
import {
  type FieldErrors,
  type FieldEvent,
  type FieldHost,
  type FieldObject,
  isFieldObject,
  nameOf,
} from "../../view/mod.ts";
import { compact } from "../../world/mod.ts";
import type { RunningView } from "./running_view.ts";

/** Objects that are in a field of some view: what two visitors shared, one would learn of the other. */
const TAKEN = new WeakSet<FieldObject>();

/** What the objects are told of the running view, and who hears what they throw. */
type Owner = Pick<
  RunningView,
  "view" | "call" | "settledLate" | "wake" | "reporter" | "host" | "place"
>;

/** The name of an event for an object: its field, what it is asked, and perhaps with what. */
const OPERATION = /^([^.\s]+)\.(\w+)(?: (.*))?$/s;

/** The field objects of one view. */
export class FieldObjects {
  readonly #owner: Owner;
  /** Made for the first one: most views have none. */
  #bound: Map<string, FieldObject> | undefined;
  /** Why the event that is handled came to nothing, where an object says so. */
  #refusal: FieldErrors | undefined;

  /** Those of this view; none is bound yet. */
  constructor(owner: Owner) {
    this.#owner = owner;
  }

  /** Binds those that are not; one that went from its field ends. Throws where one does. */
  bind(): void {
    const { view, place } = this.#owner;
    const host: FieldHost = {
      view,
      place,
      changed: () => this.#changed(),
      failed: (error) => void this.#owner.reporter.failed("a field object", error, "handler"),
      refuse: (errors) => {
        this.#refusal = errors;
      },
    };
    for (const [name, value] of Object.entries(view)) {
      const bound = this.#bound?.get(name);
      if (bound === value) continue;
      if (bound) this.#end(name, bound);
      if (!isFieldObject(value)) continue;
      if (TAKEN.has(value)) {
        throw new Error(
          `Cannot bind "${name}" of "${view.constructor.name}": this ${nameOf(value)} is in a ` +
            `field already, of this view or of another; make one for each: ${name} = new ` +
            `${nameOf(value)}(…)`,
        );
      }
      TAKEN.add(value);
      (this.#bound ??= new Map()).set(name, value);
      value.bind(host, name);
    }
  }

  /** An event of an element that is bound to the object of this name, before its handler. */
  hear(name: string, told: Told): unknown {
    return this.#bound?.get(name)?.event?.({ operation: undefined, way: this.#way, ...told });
  }

  /** What runs an event that is an object's own; undefined where its name is of none. */
  operation(name: string): ((told: Told) => unknown) | undefined {
    const [, field = "", operation, details] = OPERATION.exec(name) ?? [];
    const object = this.#bound?.get(field);
    if (!object?.event || operation === undefined) return undefined;
    return ({ params, target }) =>
      object.event?.({
        operation,
        params: { ...params, ...detailsOf(details) },
        target,
        way: this.#way,
      });
  }

  /** What became of an event: nothing, where an object has said so meanwhile. */
  judged(outcome: Outcome): Outcome {
    const detail = this.#refusal;
    if (!detail) return outcome;
    this.#refusal = undefined;
    return outcome.type === "done" ? { type: "failed", code: "form", detail } : outcome;
  }

  get #way(): FieldEvent["way"] {
    return this.#owner.host.isStarted ? "live" : "posted";
  }

  /** What those under these names keep, each a copy; undefined where none keeps anything. */
  snapshot(objects: ReadonlyMap<string, FieldObject>): Record<string, unknown> | undefined {
    const data: Record<string, unknown> = Object.create(null);
    for (const [name, object] of objects) {
      if (this.#bound?.get(name) !== object) {
        const { reporter, view } = this.#owner;
        reporter.warn(
          `Not in the snapshot of "${view.constructor.name}": the ${nameOf(object)} in "${name}" ` +
            `came after mount(), so it is not bound; put it there in the class, or in mount()`,
          "snapshot",
        );
        continue;
      }
      try {
        const own = object.snapshot();
        if (own !== undefined) data[name] = compact(structuredClone(own));
      } catch (error) {
        this.#owner.reporter.failed(`snapshot of "${name}"`, error, "handler");
      }
    }
    return Object.keys(data).length > 0 ? data : undefined;
  }

  /** Gives those under these names what they kept. */
  restore(
    objects: ReadonlyMap<string, FieldObject>,
    data: Readonly<Record<string, unknown>>,
  ): void {
    for (const [name, object] of objects) {
      if (!Object.hasOwn(data, name)) continue;
      try {
        object.restore(data[name]);
      } catch (error) {
        this.#owner.reporter.failed(`restore of "${name}"`, error, "handler");
      }
    }
  }

  /** What the object of this name wants its form to bring back; undefined for nothing. */
  carried(name: string): Json | undefined {
    try {
      const text = JSON.stringify(this.#bound?.get(name)?.carried?.());
      return text === undefined ? undefined : JSON.parse(text) as Json;
    } catch (error) {
      this.#owner.reporter.failed(`carried of "${name}"`, error, "handler");
      return undefined;
    }
  }

  /** A form has brought it back. */
  takeBack(name: string, data: Json): void {
    const object = this.#bound?.get(name);
    if (object?.carried) this.restore(new Map([[name, object]]), { [name]: data });
  }

  /** Ends all. */
  end(): void {
    for (const [name, object] of this.#bound ?? []) this.#end(name, object);
  }

  /** State has changed, perhaps while no handler runs: rendered soon, and kept. */
  #changed(): void {
    this.#owner.settledLate();
    this.#owner.wake();
  }

  #end(name: string, object: FieldObject): void {
    this.#bound?.delete(name);
    void this.#owner.call(`ended of "${name}"`, () => object.ended());
  }
}

/** What stands behind the name of an operation. Anybody may write anything there. */
function detailsOf(text: string | undefined): Params {
  if (text === undefined) return {};
  let value: unknown;
  try {
    value = JSON.parse(text, (key, inner) => isForbidden(key) ? undefined : inner);
  } catch {
    return {};
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? value as Params
    : {};
}
