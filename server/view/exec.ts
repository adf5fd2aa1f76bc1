/** Commands that a view has its page run: what of a chain goes with the next frame. */

import { MARK } from "../../protocol/mod.ts";
import { commandAdvice, CommandChain, type Commands } from "../../vdom/mod.ts";
import type { Host } from "./host.ts";
import { registryOf } from "./registry.ts";
import type { LiveView, ViewClass } from "./view.ts";

/** The name of their push: that of the directive which runs them. */
export const EXEC: string = MARK.run;

/** A chain as its push tells it; nothing else may be pushed under that name. */
export class Executed {
  readonly #letters: readonly unknown[];

  /** Its steps, and the name of the handler that its event goes to. */
  constructor(...letters: readonly unknown[]) {
    this.#letters = letters;
  }

  /** For JSON. */
  toJSON(): unknown {
    return this.#letters;
  }
}

/** What a page is told. There is no element of an event, so that a closure would have no place. */
export function executed(view: LiveView, commands: Commands, host: Pick<Host, "advise">): Executed {
  if (!(commands instanceof CommandChain)) {
    throw new TypeError(
      `Cannot exec ${commands === null ? "null" : typeof commands}: give commands, as in ` +
        `this.exec(js.focus("#name"))`,
    );
  }
  for (const told of commandAdvice(commands)) host.advise(`exec: ${told}`, "directive-value");
  const given = CommandChain.handler(commands);
  const name = typeof given === "function"
    ? registryOf(view.constructor as ViewClass).nameOf(given)
    : given;
  if (typeof given === "function" && name === undefined) {
    throw new TypeError(
      "Cannot exec commands that push a closure: push a method with @event, or its name",
    );
  }
  const steps = CommandChain.steps(commands);
  return name === undefined ? new Executed(steps) : new Executed(steps, name);
}
