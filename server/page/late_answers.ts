/** Answers that are still open, as an extension of the hub: a page whose scripts run ends its own. */

import type { HubExtension, HubHost, World } from "../world/mod.ts";

/** How a process is asked to end one of its answers. */
const TOPIC = "djust:late:";

/** A name, and the four characters of the process that made it. */
const NAME = /^([\w-]{4})[\w-]{12}$/;

/** An answer that is still open. */
export interface OpenAnswer {
  /** What comes later comes by the page's line. */
  end(): void;
}

/**
 * The open answers of a process. Their pages ask for a script of their own: it is empty, and whoever asks
 * for it runs scripts, and will have a line.
 */
export class LateAnswers implements HubExtension {
  readonly name = "late";
  readonly #world: Pick<World, "bus" | "process" | "random">;
  /** Whether another process may be asked for the script. */
  readonly #spansProcesses: boolean;
  readonly #open = new Map<string, OpenAnswer>();

  /** None is open yet. */
  constructor(
    world: Pick<World, "bus" | "process" | "random">,
    { spansProcesses }: { readonly spansProcesses: boolean },
  ) {
    this.#world = world;
    this.#spansProcesses = spansProcesses;
  }

  /** Hears of pages that have asked another process. */
  readonly start = (hub: Pick<HubHost, "onClose">): void => {
    if (!this.#spansProcesses) return;
    const { bus, process } = this.#world;
    hub.onClose(bus.subscribe(TOPIC + process, (delivery) => {
      if (delivery.type === "message") this.end(String(delivery.message));
    }));
  };

  readonly routes: NonNullable<HubExtension["routes"]> = [{
    path: "late/:name",
    answer: ({ params }) => {
      this.#asked(params["name"]?.replace(/\.js$/, "") ?? "");
      return new Response("", {
        headers: {
          "content-type": "text/javascript; charset=utf-8",
          "x-content-type-options": "nosniff",
          "cache-control": "no-store",
          "cross-origin-resource-policy": "same-origin",
        },
      });
    },
  }];

  /** A name for another answer. */
  next(): string {
    return this.#world.process + this.#world.random(9);
  }

  /** The answer of this name is open; returns how to forget it. */
  add(name: string, answer: OpenAnswer): () => void {
    this.#open.set(name, answer);
    return () => this.#open.delete(name);
  }

  /** Ends the answer of this name, where it is open here. */
  end(name: string): void {
    this.#open.get(name)?.end();
  }

  #asked(name: string): void {
    if (this.#open.has(name)) return this.end(name);
    const [, process] = NAME.exec(name) ?? [];
    if (!this.#spansProcesses || process === undefined || process === this.#world.process) return;
    try {
      this.#world.bus.publish(TOPIC + process, name);
    } catch {
      // Then the answer ends by its limit.
    }
  }
}
