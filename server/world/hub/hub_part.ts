/** Part of a hub: what views need of it beyond themselves, brought by their extensions, made once. */

import type { HubExtension } from "./hub_extension.ts";
import type { HubRecord } from "../report/mod.ts";
import type { PresenceStore } from "./presence_store.ts";

/** The hub, as its parts see it. */
export interface HubPartHost {
  /** Monotonic milliseconds. */
  now(): number;
  /** Milliseconds since 1970. */
  date(): number;
  /** Runs once after `ms`; returns how to cancel. `unref`: does not keep the process alive. */
  timer(ms: number, run: () => void, options?: { unref?: boolean }): () => void;
  /** That many random bytes as base64url. */
  random(bytes: number): string;
  /** Tells the observers, or the log. */
  observe(record: HubRecord): void;
  /** The option `presence`. */
  readonly presence: PresenceStore | undefined;
}

/** How a part is made: once for each hub, which starts, drains and closes it like an extension. */
export interface HubPart<Made extends HubExtension = HubExtension> {
  /** Makes it; nothing of it runs before the hub starts. */
  readonly make: (host: HubPartHost) => Made;
}

/** The parts of one hub. */
export class HubParts {
  readonly #host: HubPartHost;
  readonly #made = new Map<HubPart, HubExtension>();

  /** None yet. */
  constructor(host: HubPartHost) {
    this.#host = host;
  }

  /** All that were made, in their order. */
  get all(): readonly HubExtension[] {
    return [...this.#made.values()];
  }

  /** Whether the app gave a presence store. */
  get hasStore(): boolean {
    return this.#host.presence !== undefined;
  }

  /** Makes these, where they are not there yet. */
  add(parts: Iterable<HubPart>): void {
    for (const part of parts) {
      if (!this.#made.has(part)) this.#made.set(part, part.make(this.#host));
    }
  }

  /** What was made by a part; undefined where the hub does not have it. */
  of<Made extends HubExtension>(part: HubPart<Made>): Made | undefined {
    return this.#made.get(part) as Made | undefined;
  }
}
