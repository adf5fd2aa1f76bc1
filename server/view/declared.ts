/** Declared handlers: what decorators say of a class's methods, collected along its chain. */

import type { Manner } from "../../protocol/mod.ts";
import type { StandardSchema } from "../schema/mod.ts";
import { refuseLegacy } from "./legacy.ts";
import { metadataOf, ownEntry } from "./metadata.ts";
import type { Lifecycle } from "./lifecycle.ts";

/**
 * How often a page may call a handler.
 *
 * @category Views
 */
export interface RateLimit {
  /** So many times a second, on the long run. */
  readonly rate: number;
  /** So many at once; `rate` by default. */
  readonly burst?: number;
}

/** What `@event` says of a handler. */
export interface EventDeclaration {
  readonly params: StandardSchema | undefined;
  readonly interrupt: boolean;
  readonly rateLimit: Required<RateLimit> | undefined;
  readonly offline: "queue" | "drop";
}

/** What one decorator says: `@event` all that it can say, others their part of the manner. */
export interface Declaration {
  readonly event?: EventDeclaration;
  readonly manner?: Manner;
}

/** A declared handler. */
export interface Declared extends EventDeclaration {
  readonly name: string;
  /** How pages call it; without members where nothing is said. */
  readonly manner: Manner;
}

/** Throws: names class, handler and decorator, what is wrong, and what to write. */
export type Refuse = (state: string, mend: string) => never;

/** Members that the framework calls; a page must not. */
export const LIFECYCLE: ReadonlySet<string> = new Set<keyof Lifecycle>([
  ...["mount", "connected", "handleInfo", "render", "head"] as const,
  ...["disconnected", "reconnected", "terminate", "updateModel"] as const,
]);

const PLAIN: EventDeclaration = {
  params: undefined,
  interrupt: false,
  rateLimit: undefined,
  offline: "queue",
};

/** Where a class's own metadata keeps its own declarations. */
const EVENTS = Symbol("djust.events");

/** Declares a method as a handler, with what a decorator says of it. */
export function declareHandler(
  decorator: string,
  context: ClassMethodDecoratorContext,
  declare: (refuse: Refuse) => Declaration,
): void {
  refuseLegacy(decorator, context);
  const name = String(context.name);
  const refuse: Refuse = (state, mend) => {
    const article = decorator === "@event" ? "an" : "a";
    throw new TypeError(
      `Cannot declare "${name}" of ${className()} as ${article} ${decorator}: ${state}; ${mend}`,
    );
  };
  const mend = "write it as a public method";
  if ((context.kind as string) !== "method") refuse(`it is a ${context.kind}`, mend);
  if (context.private) refuse("it is private", mend);
  if (context.static) refuse("it is static", mend);
  if (typeof context.name === "symbol") refuse("its name is a symbol", mend);
  if (LIFECYCLE.has(name)) {
    refuse("it is a member that the framework calls", "choose another name");
  }
  const own = ownEntry(context.metadata, EVENTS, () => new Map<string, Declaration>());
  own.set(name, together(own.get(name), declare(refuse)));
}

/** All handlers declared by a class and those it inherits from. */
export function declaredBy(view: object): ReadonlyMap<string, Declared> {
  const all = new Map<string, Declaration>();
  for (const metadata of metadataOf(view)) {
    if (!Object.hasOwn(metadata, EVENTS)) continue;
    for (const [name, declaration] of metadata[EVENTS] as Map<string, Declaration>) {
      all.set(name, together(all.get(name), declaration));
    }
  }
  return new Map(
    [...all].map(([name, { event = PLAIN, manner = {} }]) => [name, {
      name,
      ...event,
      manner: event.offline === "drop" ? { ...manner, offline: "drop" } : manner,
    }]),
  );
}

/**
 * What two decorators say of one handler, or a class and its base. `@event` says all that it can say:
 * an override with none of its own keeps the schema of its base.
 */
function together(before: Declaration = {}, { event, manner }: Declaration): Declaration {
  const both = event ?? before.event;
  return { ...(both && { event: both }), manner: { ...before.manner, ...manner } };
}

/** Decorators run before their class has a name they could ask; the stack knows it. */
function className(): string {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 50;
  const { stack = "" } = new Error();
  Error.stackTraceLimit = stackTraceLimit;
  const name = /(?:at|new) (?:Function\.)?([\w$]+)\.<static_initializer>/.exec(stack)?.[1];
  return name ? `"${name}"` : "its class";
}
