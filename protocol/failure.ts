/** Every code with which something is refused or fails; each has a paragraph in docs/errors.md. */

/**
 * A failure's code.
 *
 * @category Hub
 */
export type FailureCode =
  | "bad-frame"
  | "too-large"
  | "rate"
  | "dropped"
  | "busy"
  | "stale"
  | "undeclared"
  | "invalid"
  | "form"
  | "denied"
  | "handler"
  | "timeout"
  | "render"
  | "mount"
  | "overrun"
  | "queue-full"
  | "gone"
  | "refused"
  | "hook"
  | "unknown-part"
  | "poison"
  | "broken"
  | "script";

/** The codes, each with the one who can mend it. */
export const FAILURES: Readonly<Record<FailureCode, "client" | "server" | "app">> = {
  "bad-frame": "client",
  "too-large": "client",
  "rate": "client",
  "dropped": "client",
  "busy": "server",
  "stale": "client",
  "undeclared": "app",
  "invalid": "client",
  "form": "client",
  "denied": "app",
  "handler": "app",
  "timeout": "app",
  "render": "app",
  "mount": "app",
  "overrun": "server",
  "queue-full": "client",
  "gone": "server",
  "refused": "app",
  "hook": "app",
  "unknown-part": "client",
  "poison": "app",
  "broken": "client",
  "script": "client",
};

/** Close codes of a socket. 4400-4419 are final: the page stays away. */
export const CLOSE = {
  restart: 1012,
  misuse: 4400,
  refused: 4401,
  noJoin: 4408,
  takenOver: 4409,
  badFrame: 4420,
  rate: 4429,
  slow: 4430,
} as const;

/** Whether a page must not reconnect after this close code. */
export function isFinalClose(code: number): boolean {
  return code >= 4400 && code < 4420;
}
