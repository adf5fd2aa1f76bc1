/** What is printed: the one place that knows the console. */

import type { WarningName } from "../../protocol/mod.ts";
import type { HubRecord } from "./hub_record.ts";
import type { Blocked, ObserveRecord } from "./record.ts";

/** How grave a line is. */
export type Level = "info" | "warn" | "error";

/** Controls, and the marks that turn the order of letters around. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** Most characters of a line. */
const LINE_LENGTH = 4_000;

/** Prints lines. Secrets never get through. */
export class Log {
  readonly #secrets: readonly string[];
  readonly #print: (level: Level, line: string) => void;

  /** Hides these secrets; prints to the console unless told. */
  constructor(
    secrets: readonly string[],
    print: (level: Level, line: string) => void = printToConsole,
  ) {
    this.#secrets = secrets.filter((secret) => secret.length > 0);
    this.#print = print;
  }

  /** One line, whatever the text. */
  line(level: Level, text: string): void {
    let line = text;
    for (const secret of this.#secrets) line = line.replaceAll(secret, "***");
    // A log line cannot be forged, nor a terminal steered.
    line = line.replace(/[\r\n\u0085\u2028\u2029]\s*/g, " | ").replace(STEERING, " ");
    if (line.length > LINE_LENGTH) line = `${line.slice(0, LINE_LENGTH)}…`;
    this.#print(level, `djust: ${line}`);
  }

  /** The default observer: the start, warnings and errors; the rest in silence. */
  record(record: ObserveRecord | HubRecord): void {
    switch (record.type) {
      case "start":
        return this.line("info", record.message);
      case "notice":
        return this.line("warn", record.message + nameOf(record.name));
      case "refused":
        return this.line("warn", record.message);
      case "failure":
        return this.line(
          "error",
          `${record.phase} failed (request ${record.request}): ${describe(record.error)}`,
        );
      case "drain":
        if (record.sockets === 0) return;
        return this.line(
          "info",
          `draining: ${record.sockets} sockets return within ${record.window} ms`,
        );
      case "warning":
        return this.line("warn", `${record.view}: ${record.message}${nameOf(record.name)}`);
      case "blocked":
        return this.line("warn", `${record.view}.${blockedText(record)}${nameOf("blocked")}`);
      case "error":
        return this.line(
          "error",
          `${record.view}: ${record.phase} failed with "${record.code}" (request ${record.request}): ${
            describe(record.error)
          }`,
        );
      default:
        return;
    }
  }
}

/** What to say of a handler that kept the loop. */
export function blockedText({ name, ms, when }: Blocked): string {
  const long = `the event loop for ${Math.round(ms)} ms`;
  return when === "at once"
    ? `${name} kept ${long}`
    : `${name} was under way while something kept ${long}: it did, or what ran beside it`;
}

/** The name under which the documentation has a warning. */
function nameOf(name: WarningName | undefined): string {
  return name ? ` [${name}]` : "";
}

/** Causes told of one error: a chain may be a ring. */
const MOST_CAUSES = 5;

/** An error with its stack and its causes. Never throws, whatever was thrown. */
export function describe(error: unknown, causes = MOST_CAUSES): string {
  try {
    if (!(error instanceof Error)) return String(error);
    const text = error.stack ?? `${error.name}: ${error.message}`;
    if (error.cause === undefined || causes === 0) return text;
    return `${text}\ncaused by ${describe(error.cause, causes - 1)}`;
  } catch {
    return "something that has no text";
  }
}

function printToConsole(level: Level, line: string): void {
  console[level](line);
}
