/** Commands in the hole of an event, settled: what is painted of them, and where their event goes. */

import { MARK } from "../../protocol/mod.ts";
import { adviseName } from "./advice.ts";
import { commandAdvice } from "./preset_advice.ts";
import { CommandChain, type Handler, HoleError, type Scope, type Slot } from "./value/mod.ts";

/**
 * What the page has of a chain: its steps in the attribute itself, and a mark beside it that text can
 * never make, so that what a visitor wrote is never run. The mark holds the name of a handler, nothing
 * for a closure, and a dot where nothing goes to the server.
 */
export class SettledCommands {
  /** Names and values of both attributes in turn. */
  readonly attributes: [name: string, steps: string, mark: string, handler: string];
  /** Where the event goes: a closure, or the name of a handler. */
  readonly handler: Handler | string | undefined;

  /** The steps, for the attribute of this name. */
  constructor(name: string, steps: string, handler: Handler | string | undefined) {
    const held = handler === undefined ? MARK.local : typeof handler === "string" ? handler : "";
    this.attributes = [name, steps, markOf(name), held];
    this.handler = handler;
  }

  /** The name of the mark. */
  get mark(): string {
    return this.attributes[2];
  }

  /** Whether a page has the same of it. */
  equals(other: unknown): boolean {
    return other instanceof SettledCommands &&
      this.attributes.every((part, i) => part === other.attributes[i]);
  }
}

/** The mark that says that an attribute holds commands. */
const markOf = (name: string): string => `dj-${MARK.commands}${name.slice("dj-".length)}`;

/** Settles a chain. */
export function settleCommands(slot: Slot, chain: CommandChain, scope: Scope): SettledCommands {
  const { name, element } = slot;
  if (!name.startsWith("dj-")) {
    throw new HoleError(
      slot,
      `Cannot paint ${name} of <${element}>: its value is a chain of commands; ` +
        "write dj-<event>=${js.toggle(…)}, or this.exec(js.toggle(…)) in a handler",
    );
  }
  if (scope.deaf !== undefined) throw new HoleError(slot, scope.deaf);
  const given = CommandChain.handler(chain);
  const handler = typeof given === "function" ? scope.nameOf(given) ?? given as Handler : given;
  if (typeof handler === "function" && scope.closureless !== undefined) {
    throw new HoleError(slot, scope.closureless);
  }
  if (scope.development) {
    if (typeof handler === "string") adviseName({ name, tag: element, held: handler }, scope);
    for (const told of commandAdvice(chain)) {
      scope.warn(`${name} of <${element}>: ${told}`, "directive-value");
    }
  }
  return new SettledCommands(name, JSON.stringify(CommandChain.steps(chain)), handler);
}
