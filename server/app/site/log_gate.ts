/** Gate before the log: bounds what visitors can cause, and lets each warning through once. */

import { type Clock, WarnOnce } from "../../platform/mod.ts";
import { Bucket, type HubRecord, Log, type ObserveRecord } from "../../world/mod.ts";
import type { Settings } from "../settings/mod.ts";

/** Warnings that are remembered. */
const MOST = 10_000;

/** A log behind its gate. */
export interface GatedLog {
  record(this: void, record: HubRecord | ObserveRecord): void;
  /** Shows these secrets no more. */
  hide(secrets: readonly string[]): void;
}

/** The log of a site, behind its gate: in lines for people, where this is development. */
export function gatedLog(
  { secrets, development }: Pick<Settings, "secrets" | "development">,
  clock: Clock,
): GatedLog {
  const log = new Log(secrets, { shape: development ? "lines" : "one line" });
  const gate = new LogGate(development, clock.now());
  return {
    record: (record) => {
      if (gate.passes(record, clock.now())) log.record(record);
    },
    hide: (secrets) => log.hide(secrets),
  };
}

/** The gate of one log. */
export class LogGate {
  readonly #development: boolean;
  readonly #told = new WarnOnce(MOST);
  /** Lines that visitors can cause: 20 at once, one a second. */
  readonly #lines: Bucket;

  /** A gate that opens now. */
  constructor(development: boolean, now: number) {
    this.#development = development;
    this.#lines = new Bucket(1, 20, now);
  }

  /** Whether a record may pass. */
  passes(record: HubRecord | ObserveRecord, now: number): boolean {
    // Whoever can make us refuse or warn must not be able to fill a disk.
    if (record.type === "refused") return this.#lines.take(now);
    if (record.type !== "warning") return true;
    // Every page is told again, for its console is a new one; the log stays.
    const { view, name, message } = record;
    return this.#development
      ? this.#told.isNew(`${view} ${name} ${message}`)
      : this.#lines.take(now);
  }
}
