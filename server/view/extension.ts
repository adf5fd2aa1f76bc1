/** Extension of a view: code that goes along with it, its events and its messages, from outside. */

import type { FailureCode, Json, Manner } from "../../protocol/mod.ts";
import type { HubPart, TerminateReason } from "../world/mod.ts";
import type { EventInfo } from "./event.ts";
import type { Mount } from "./mount.ts";
import type { Anything } from "./lifecycle.ts";
import type { LiveView } from "./view.ts";

/**
 * An event on its way to its handler.
 *
 * @category Extensions
 */
export interface Call<V = LiveView> {
  /** The view it goes to. */
  readonly view: V;
  /** The name of the handler; none for a closure. */
  readonly name?: string;
  /** What the page sent. Give it another value before `next()`: the handler's schema sees that one. */
  params: { [name: string]: unknown };
  /** What the handler is given as its `info`. */
  readonly info: EventInfo;
  /** Of a form's change or input: the name of the control it came from. */
  readonly target: string | undefined;
}

/**
 * What came for `handleInfo`.
 *
 * @category Extensions
 */
export interface Letter<V = LiveView> {
  /** The view it came for. */
  readonly view: V;
  /** A message that was published or sent, the news that some were lost, or what `startAsync` came to. */
  readonly type: "message" | "gap" | "async";
  /** Where it was published, or what was lost; none for what was sent and for results. */
  readonly topic?: string;
  /** What `handleInfo` would be given. */
  readonly message: Anything;
}

/**
 * Whether an extension took a letter, and whether the page has to be rendered for it.
 *
 * @category Extensions
 */
export type LetterAnswer = "changed" | "unchanged" | void;

/**
 * The members of an extension. All but the name may be absent. What needs more than any view has is
 * told by the type: `extension<LiveView & { isOpen: boolean }>({ … })`.
 *
 * @category Extensions
 */
export interface Extension<V = LiveView> {
  /** Stands in the log, and over its data in snapshots. */
  readonly name: string;
  /**
   * What it needs of the hub, of the framework's own ones.
   *
   * @internal
   */
  readonly part?: HubPart;
  /**
   * Names of the members that it reads or calls where a view has them: what nearly has one of these
   * names is told in development.
   */
  readonly hooks?: readonly string[];
  /**
   * What a page is told of the view itself, with each paint.
   *
   * @internal
   */
  readonly manner?: (view: V) => Manner | undefined;
  /**
   * Before the view's own `mount`. Where it redirects, or finds nothing, the view is not mounted;
   * where it throws, neither.
   */
  readonly mount?: (view: V, context: Mount<Anything>) => unknown;
  /** Once per instance, when a socket has adopted it. */
  readonly connected?: (view: V) => unknown;
  /** The line went. */
  readonly disconnected?: (view: V) => unknown;
  /** The line came back. */
  readonly reconnected?: (view: V) => unknown;
  /** The instance ends for good. */
  readonly ended?: (view: V, reason: TerminateReason) => unknown;
  /**
   * Around every handler. `next()` goes on, at most once, and gives what the handler returned, or a
   * {@linkcode Refusal} where it did not come to an end. What is returned is the reply; nothing leaves
   * the handler's. Where it throws before `next()`, the handler does not run.
   */
  readonly event?: (call: Call<V>, next: () => Anything) => unknown;
  /** A letter: an answer takes it, so that neither `handleInfo` nor later extensions get it. */
  readonly message?: (letter: Letter<V>) => LetterAnswer | Promise<LetterAnswer>;
  /** After every render. What is changed here is seen by the next one. */
  readonly rendered?: (view: V) => void;
  /** Data for the instance's snapshot: what can be copied. */
  readonly snapshot?: (view: V) => unknown;
  /** That data, after the view's `mount` and before its first render. */
  readonly restore?: (view: V, data: Anything) => void;
}

const MEMBERS: ReadonlySet<string> = new Set<Exclude<keyof Extension, "part" | "hooks" | "manner">>(
  [
    ...["mount", "connected", "disconnected", "reconnected", "ended"] as const,
    ...["event", "message", "rendered", "snapshot", "restore"] as const,
  ],
);

/**
 * Makes an extension: for the views that list it in `static use`, or for all of `live(app, routes,
 * { use })`. Those of `live()` come first, then those of base classes, then the class's own; after
 * them an event's params are validated, and its handler runs.
 *
 * @example
 * ```ts
 * import { event, extension, html, LiveView, refuse } from "@djust/live";
 *
 * const officeHours = extension({
 *   name: "office hours",
 *   event: (_call, next) => new Date().getUTCHours() < 18 ? next() : refuse("denied"),
 * });
 *
 * class Counter extends LiveView {
 *   static use = [officeHours];
 *   count = 0;
 *   @event
 *   increment() {
 *     this.count++;
 *   }
 *   render() {
 *     return html`<button dj-click=${this.increment}>${this.count}</button>`;
 *   }
 * }
 * ```
 *
 * @category Extensions
 */
export function extension<V extends LiveView = LiveView>(members: Extension<V>): Extension<V> {
  checkExtension(members);
  return Object.freeze({ ...members });
}

/** Throws for what is no extension. */
export function checkExtension(value: unknown): void {
  const { name, part: _part, manner: _manner, hooks = [], ...members } = (value ?? {}) as Record<
    string,
    unknown
  >;
  if (typeof name !== "string" || name === "") {
    throw new TypeError(
      `Cannot make an extension without a name; write extension({ name: "audit", … })`,
    );
  }
  if (!Array.isArray(hooks) || !hooks.every((hook) => typeof hook === "string" && hook !== "")) {
    throw new TypeError(
      `Cannot make the extension "${name}": "hooks" is no list of names; write ["handleJoin"]`,
    );
  }
  for (const [member, run] of Object.entries(members)) {
    if (!MEMBERS.has(member)) {
      throw new TypeError(
        `Cannot make the extension "${name}": "${member}" is no member; known are ${
          [...MEMBERS, "hooks"].join(", ")
        }`,
      );
    }
    if (run !== undefined && typeof run !== "function") {
      throw new TypeError(`Cannot make the extension "${name}": "${member}" is no function`);
    }
  }
}

/**
 * An event that was refused, or did not come to its end; made by {@linkcode refuse}.
 *
 * @category Extensions
 */
export class Refusal {
  /** Why: see docs/errors.md. */
  readonly code: FailureCode;
  /** What the page is told besides. */
  readonly detail: Json | undefined;

  /** A refusal with this code. */
  constructor(code: FailureCode, detail?: Json) {
    this.code = code;
    this.detail = detail;
  }
}

/**
 * What an extension returns from `event` in place of `next()`: the handler does not run, and the page
 * is told `denied`, with this detail.
 *
 * @example
 * ```ts
 * import { extension, refuse } from "@djust/live";
 *
 * const readOnly = extension({
 *   name: "read only",
 *   event: ({ name }, next) => name === "search" ? next() : refuse("denied", { until: "noon" }),
 * });
 * ```
 *
 * @category Extensions
 */
export function refuse(code: "denied", detail?: Json): Refusal {
  const text = detail === undefined ? undefined : JSON.stringify(detail);
  return new Refusal(code, text === undefined ? undefined : JSON.parse(text));
}
