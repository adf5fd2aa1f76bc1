/** Warnings of one page: told once each, and kept until the page takes them. */

import { encodeDown, type Warning } from "../../protocol/mod.ts";
import { WarnOnce } from "../platform/mod.ts";

/** The warnings of one page. */
export class Warnings {
  readonly #told = new WarnOnce();
  #waiting: Warning[] | undefined;

  /** Whether to tell it: the first time. */
  isNew({ name, message }: Warning): boolean {
    return this.#told.isNew(`${name} ${message}`);
  }

  /** Keeps one for the page. */
  keep(warning: Warning): void {
    (this.#waiting ??= []).push(warning);
  }

  /** Those that the page does not have yet; it has them now. */
  take(): readonly Warning[] {
    const waiting = this.#waiting ?? [];
    this.#waiting = undefined;
    return waiting;
  }
}

/** A warning as it stands on the wire: not counted. */
export function warningText({ name, message }: Warning): string {
  return encodeDown({ type: "warning", name, message });
}
