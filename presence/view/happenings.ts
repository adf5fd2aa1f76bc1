/** Happenings in a room that a view is called for: gathered, and told when it is the view's turn. */

import type { LetterAnswer, LiveView } from "../../server/view/mod.ts";
import type { PresenceHooks } from "./hooks.ts";
import type { Presence } from "../roster/mod.ts";

/** A view that has the mixin. */
export type PresentView = LiveView & PresenceHooks;

/** Something that happened. */
export type Happening =
  | { readonly type: "join" | "leave" | "update"; readonly person: Presence }
  | { readonly type: "lock"; readonly part: string }
  /** What the view itself threw when it was asked whom it sees. */
  | { readonly type: "failure"; readonly error: unknown };

/** Wakes a view: there is something for it. */
export class PresenceLetter {}

/** More than anybody would be told one by one. */
const MOST = 1_000;

/** What waits for one view. */
export class Happenings {
  readonly #view: PresentView;
  readonly #letter = new PresenceLetter();
  #waiting: Happening[] = [];
  #state: "idle" | "posted" | "ended" = "idle";
  #isStale = false;

  /** Nothing yet. */
  constructor(view: PresentView) {
    this.#view = view;
  }

  /** Tells these in the view's turn, where it has a member for them. */
  add(happenings: readonly Happening[]): void {
    const wanted = happenings.filter((one) => handlerOf(this.#view, one) !== undefined);
    if (wanted.length === 0 || this.#state === "ended") return;
    this.#waiting = [...this.#waiting, ...wanted].slice(-MOST);
    this.#post();
  }

  /** The page shows something that is another by now. */
  render(): void {
    if (this.#state === "ended") return;
    this.#isStale = true;
    this.#post();
  }

  /** The view's turn has come. The first error is thrown when all are told. */
  take(): LetterAnswer | Promise<LetterAnswer> {
    const waiting = this.#waiting;
    this.#waiting = [];
    const isChanged = this.#isStale || waiting.length > 0;
    this.#isStale = false;
    if (this.#state !== "ended") this.#state = "idle";
    const answer = isChanged ? "changed" : "unchanged";
    const results: unknown[] = [];
    const errors: unknown[] = [];
    for (const happening of waiting) {
      try {
        results.push(handlerOf(this.#view, happening)?.());
      } catch (error) {
        errors.push(error);
      }
    }
    const promises = results.filter((result) => result instanceof Promise);
    if (promises.length === 0) {
      if (errors.length > 0) throw errors[0];
      return answer;
    }
    return Promise.allSettled(promises).then((all) => {
      const rejected = all.find((one) => one.status === "rejected");
      if (errors.length > 0) throw errors[0];
      if (rejected) throw rejected.reason;
      return answer;
    });
  }

  /** Nothing is told any more. */
  end(): void {
    this.#state = "ended";
    this.#waiting = [];
  }

  #post(): void {
    if (this.#state !== "idle") return;
    try {
      this.#view.send(this.#letter);
      this.#state = "posted";
    } catch {
      // Its mailbox is full: the next thing that happens tries again, with what waits.
    }
  }
}

/** What a view is called with; undefined where it has no member for it. */
function handlerOf(view: PresentView, happening: Happening): (() => unknown) | undefined {
  switch (happening.type) {
    case "join":
      return called(view, "handlePresenceJoin", happening.person);
    case "leave":
      return called(view, "handlePresenceLeave", happening.person);
    case "update":
      return called(view, "handlePresenceUpdate", happening.person);
    case "lock":
      return called(view, "onLockLost", happening.part);
    case "failure":
      return () => {
        throw happening.error;
      };
    default:
      return happening satisfies never;
  }
}

function called(
  view: PresentView,
  member: "handlePresenceJoin" | "handlePresenceLeave" | "handlePresenceUpdate" | "onLockLost",
  argument: unknown,
): (() => unknown) | undefined {
  const handler: unknown = view[member];
  return typeof handler === "function" ? () => handler.call(view, argument) : undefined;
}
