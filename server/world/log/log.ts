/** What is printed: the one place that knows the console. */

import type { WarningName } from "../../../protocol/mod.ts";
import { errorLines } from "./error_text.ts";
import { WarnOnce } from "../../platform/mod.ts";
import type { HubRecord, StoreRecord, UnreadableRecord } from "../report/mod.ts";
import type { Blocked, ObserveRecord } from "../visit/mod.ts";

/** How grave a line is. */
export type Level = "info" | "warn" | "error";

/** Controls, and the marks that turn the order of letters around. */
const STEERING = /[\p{Cc}\p{Bidi_Control}]/gu;

/** Most characters of a line. */
const LINE_LENGTH = 4_000;

/** Most lines of a text. */
const MOST_LINES = 60;

const BREAK = /\r\n|[\r\n\u0085\u2028\u2029]/;

/** Why nothing can be read of what a store kept. */
const UNREADABLE: Readonly<Record<Exclude<UnreadableRecord["why"], "version">, string>> = {
  codec: "another version of the framework or of the runtime wrote it",
  key:
    `it is encrypted with a secret that is not there; keep the old one in "secret", after the new`,
  seal: "it is not what was encrypted here: somebody wrote into the store, or it was not encrypted",
};

/** How a log prints. */
export interface LogOptions {
  /** Where to. Default: the console. */
  readonly print?: (level: Level, line: string) => void;
  /** `lines`: for people who read it as it comes; collectors of logs want one. */
  readonly shape?: "one line" | "lines";
}

/** Prints lines. Secrets never get through. */
export class Log {
  readonly #secrets: string[];
  readonly #print: (level: Level, line: string) => void;
  readonly #shape: "one line" | "lines";
  readonly #unread = new WarnOnce();

  /** Hides these secrets; prints to the console unless told. */
  constructor(secrets: readonly string[], options: LogOptions = {}) {
    const { print = printToConsole, shape = "one line" } = options;
    this.#secrets = secrets.filter((secret) => secret.length > 0);
    this.#print = print;
    this.#shape = shape;
  }

  /** Hides these as well, from now on. */
  hide(secrets: readonly string[]): void {
    this.#secrets.push(...secrets);
  }

  /** A text as the log has it: one line, or several that stand under their first. */
  text(level: Level, text: string): void {
    if (this.#shape === "one line") return this.line(level, text);
    const lines = text.split(BREAK).slice(0, MOST_LINES).map((line) => this.#clean(line));
    // What stands further right cannot be taken for a line of the log's own.
    this.#print(level, `djust: ${lines.join("\n    ")}`);
  }

  /** One line, whatever the text. */
  line(level: Level, text: string): void {
    // A log line cannot be forged.
    const line = this.#clean(text.replace(/[\r\n\u0085\u2028\u2029]\s*/g, " | "));
    this.#print(level, `djust: ${line}`);
  }

  /** Without secrets; and a terminal cannot be steered. */
  #clean(text: string): string {
    let line = text;
    for (const secret of this.#secrets) line = line.replaceAll(secret, "***");
    line = line.replace(STEERING, " ");
    return line.length > LINE_LENGTH ? `${line.slice(0, LINE_LENGTH)}…` : line;
  }

  #error(head: string, error: unknown): void {
    if (this.#shape === "one line") return this.line("error", `${head}: ${describe(error)}`);
    this.text("error", [head, ...errorLines(error)].join("\n"));
  }

  #store(record: StoreRecord): void {
    const name = record.port === "bus" ? "the bus" : `the ${record.port} store`;
    if (record.status === "degraded") return this.#error(`${name} is away`, record.error);
    this.line("info", `${name} is back after ${Math.round(record.ms / 1_000)} s`);
  }

  /** After a change of secrets there are as many as there were pages: the first of a kind is told. */
  #unreadable({ why, error }: UnreadableRecord): void {
    if (why === "version") return this.#error("the state that was kept begins anew", error);
    if (!this.#unread.isNew(why)) return;
    this.line(
      "warn",
      `what the store kept cannot be read, so pages begin anew: ${UNREADABLE[why]}`,
    );
  }

  /** The default observer: the start, warnings and errors; the rest in silence. */
  record(record: ObserveRecord | HubRecord): void {
    switch (record.type) {
      case "start":
        return this.line("info", record.message);
      case "notice":
        return this.text("warn", withName(record));
      case "refused":
        return this.line("warn", record.message);
      case "failure":
        return this.#error(`${record.phase} failed (request ${record.request})`, record.error);
      case "store":
        return this.#store(record);
      case "unreadable":
        return this.#unreadable(record);
      case "drain":
        if (record.sockets === 0) return;
        return this.line(
          "info",
          `draining: ${record.sockets} sockets return within ${record.window} ms`,
        );
      case "warning":
        return this.text("warn", `${record.view}: ${withName(record)}`);
      case "blocked":
        return this.line("warn", `${record.view}.${blockedText(record)} [blocked]`);
      case "error":
        return this.#error(
          `${record.view}: ${record.phase} failed with "${record.code}" (request ${record.request})`,
          record.error,
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

/** A warning, and in its first line the name under which the documentation has it. */
function withName({ message, name }: { message: string; name?: WarningName }): string {
  if (!name) return message;
  const [first = "", ...rest] = message.split("\n");
  return [`${first} [${name}]`, ...rest].join("\n");
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
