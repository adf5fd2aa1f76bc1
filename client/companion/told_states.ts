/** What the server was told of controls by events that are not answered yet. */

import type { Trip } from "../events/mod.ts";
import { type Control, type Controls, stateOf } from "../forms/mod.ts";
import { toldBy } from "./told.ts";

/** The states of one view's controls, as they were told. */
export class ToldStates {
  /** What the latest event that is not answered tells of a control, and of those beside it. */
  readonly #told = new WeakMap<Element, ReadonlyMap<Element, string>>();
  /** What is told no more: processes went under it. */
  readonly #poison = new WeakMap<Element, string>();

  /** An event goes: whether the server knows what controls show depends on what becomes of it. */
  publish(trip: Trip, controls: Controls): void {
    const [told, outcome] = toldBy(trip);
    const settle = controls.sent(told);
    const states = new Map(told.map((control) => [control, stateOf(control)]));
    for (const control of told) this.#told.set(control, states);
    trip.settled.push((failure) => {
      for (const [control, state] of states) {
        if (this.#told.get(control) === states) this.#told.delete(control);
        if (failure?.code === "poison") this.#poison.set(control, state);
      }
      settle(failure ? "failed" : outcome);
    });
  }

  /** Whether an event on its way tells of this state. */
  isTold(control: Control, state: string): boolean {
    return this.#told.get(control)?.get(control) === state;
  }

  /** Whether processes went under this state. */
  isPoison(control: Control, state: string): boolean {
    return this.#poison.get(control) === state;
  }

  /** The user changed it. */
  typed(control: Element): void {
    this.#poison.delete(control);
  }
}
