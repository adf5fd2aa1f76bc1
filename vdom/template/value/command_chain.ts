/** The chain of commands: made by authors link by link, read by the engine, checked at each link. */

import { isCommandAttribute, type Json } from "../../../protocol/mod.ts";
import type { CommandHandler, CommandMotion, Commands, CommandTarget } from "./commands.ts";

/** One command as it travels: its name, its target (null for the element itself), and the rest. */
export type CommandStep = readonly [
  name: keyof Commands,
  target: CommandTarget | null,
  ...rest: readonly Json[],
];

/** Commands, with what the engine reads of them. */
export class CommandChain implements Commands {
  readonly #steps: readonly CommandStep[];
  readonly #handler: CommandHandler | undefined;

  /** Steps, and what the event goes to. */
  constructor(steps: readonly CommandStep[], handler: CommandHandler | undefined) {
    this.#steps = steps;
    this.#handler = handler;
  }

  /** The steps of a chain. */
  static steps(chain: CommandChain): readonly CommandStep[] {
    return chain.#steps;
  }

  /** Where a chain sends the event; undefined for nowhere. */
  static handler(chain: CommandChain): CommandHandler | undefined {
    return chain.#handler;
  }

  show(target?: CommandTarget, motion?: CommandMotion): Commands {
    return this.#add("show", target, ...motionOf("show", motion));
  }

  hide(target?: CommandTarget, motion?: CommandMotion): Commands {
    return this.#add("hide", target, ...motionOf("hide", motion));
  }

  toggle(target?: CommandTarget, motion?: CommandMotion): Commands {
    return this.#add("toggle", target, ...motionOf("toggle", motion));
  }

  addClass(names: string, target?: CommandTarget): Commands {
    return this.#add("addClass", target, filled("addClass", names));
  }

  removeClass(names: string, target?: CommandTarget): Commands {
    return this.#add("removeClass", target, filled("removeClass", names));
  }

  toggleClass(names: string, target?: CommandTarget): Commands {
    return this.#add("toggleClass", target, filled("toggleClass", names));
  }

  setAttr(name: string, value: string | number, target?: CommandTarget): Commands {
    return this.#add("setAttr", target, attribute("setAttr", name), String(value));
  }

  removeAttr(name: string, target?: CommandTarget): Commands {
    return this.#add("removeAttr", target, attribute("removeAttr", name));
  }

  toggleAttr(name: string, one: string, other: string, target?: CommandTarget): Commands {
    const own = attribute("toggleAttr", name);
    return this.#add("toggleAttr", target, own, String(one), String(other));
  }

  focus(target?: CommandTarget): Commands {
    return this.#add("focus", target);
  }

  dispatch(name: string, target?: CommandTarget, detail: Json = null): Commands {
    return this.#add("dispatch", target, filled("dispatch", name), detail);
  }

  transition(name: string, target?: CommandTarget): Commands {
    return this.#add("transition", target, filled("transition", name));
  }

  pushEvent(handler: CommandHandler, params: { readonly [name: string]: Json } = {}): Commands {
    if (this.#handler !== undefined) {
      throw new TypeError(
        "Cannot push two events in one chain of commands: call both from one handler of the view",
      );
    }
    if (typeof handler !== "function") filled("pushEvent", handler);
    const step: CommandStep = ["pushEvent", null, { ...params }];
    return new CommandChain([...this.#steps, step], handler);
  }

  #add(name: keyof Commands, target: CommandTarget | undefined, ...rest: Json[]): Commands {
    const step: CommandStep = [name, checked(name, target), ...rest];
    return new CommandChain([...this.#steps, step], this.#handler);
  }
}

/**
 * The beginning of every chain of commands, as in `dj-click=${js.toggle("#menu")}`.
 *
 * @category Commands
 */
export const js: Commands = new CommandChain([], undefined);

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);

/** A text that must say something. */
function filled(command: string, text: unknown): string {
  if (typeof text === "string" && text.trim() !== "") return text;
  throw new TypeError(
    `Cannot make js.${command}(${
      shown(text)
    }): its first argument must be a text that says something`,
  );
}

/** An attribute that a command may write. */
function attribute(command: string, name: string): string {
  const own = filled(command, name).toLowerCase();
  if (isCommandAttribute(own)) return own;
  const mend = own === "style"
    ? "use a class"
    : /^(?:data-)?dj/.test(own)
    ? "only the server writes what begins with dj"
    : "handlers in text and whole documents are never written; use js.dispatch or a handler";
  throw new TypeError(`Cannot make js.${command}(${shown(name)}): ${mend}`);
}

/** A target that a page can look for. */
function checked(command: string, target: CommandTarget | undefined): CommandTarget | null {
  if (target === undefined) return null;
  if (typeof target === "string") return filled(command, target) && target;
  const [kind = "", ...more] = Object.keys(target);
  const selector = (target as Record<string, unknown>)[kind];
  if (/^(?:closest|inner)$/.test(kind) && !more[0] && typeof selector === "string") return target;
  throw new TypeError(
    `Cannot aim js.${command} at ${shown(target)}: ` +
      `write "#id", { closest: ".card" } or { inner: "input" }`,
  );
}

/** The name of a transition, or nothing. */
function motionOf(command: string, motion: CommandMotion = {}): string[] {
  const { transition, ...rest } = motion;
  const [odd] = Object.keys(rest);
  if (odd !== undefined) {
    throw new TypeError(
      `Cannot make js.${command}: "${odd}" is no option; write { transition: "fade" }`,
    );
  }
  return transition === undefined ? [] : [filled(command, transition)];
}
