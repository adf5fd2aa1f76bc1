/** Asks the process that had an instance whether it lives, over the bus, and answers others that ask. */

import { type HubExtension, type HubHost, within, type World } from "../world/mod.ts";
import type { Instances } from "./instances.ts";

/** How long an answer may take: as long as a page waits for what its old process writes. */
const PATIENCE = 500;

/** What processes say to each other. */
type Word =
  | { readonly type: "asked"; readonly by: string; readonly token: string }
  | { readonly type: "lives"; readonly process: string };

/** The processes of an app, as far as the bus spans them: an extension of the hub. */
export class Holders implements HubExtension {
  readonly name = "holders";
  readonly #world: World;
  readonly #instances: Instances;
  /** Who waits to hear of a process. */
  readonly #waiting = new Map<string, Set<() => void>>();

  /** Holders of these instances; nobody is heard yet. */
  constructor(world: World, instances: Instances) {
    this.#world = world;
    this.#instances = instances;
  }

  /** Listens for those that ask. */
  readonly start = (hub: Pick<HubHost, "onClose">): void => {
    const { bus, process } = this.#world;
    hub.onClose(bus.subscribe(topicOf(process), (delivery) => {
      if (delivery.type === "message" && isWord(delivery.message)) this.#hear(delivery.message);
    }));
  };

  /**
   * Whether this process lives. It is told whose page is here: what it still has to write of the
   * instance it writes now.
   */
  async ask(process: string, token: string): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const heard = (): void => resolve(true);
    const waiting = this.#waiting.get(process) ?? new Set();
    this.#waiting.set(process, waiting.add(heard));
    try {
      this.#say(process, { type: "asked", by: this.#world.process, token });
      const late = (): Error => new Error("no answer");
      return await within(promise, PATIENCE, { world: this.#world, late });
    } catch {
      // Whether the process or the bus is away makes no difference.
      return false;
    } finally {
      waiting.delete(heard);
      if (waiting.size === 0 && this.#waiting.get(process) === waiting) {
        this.#waiting.delete(process);
      }
    }
  }

  #hear(word: Word): void {
    if (word.type === "lives") return this.#waiting.get(word.process)?.forEach((heard) => heard());
    this.#instances.byToken(word.token)?.instance.handOver();
    try {
      this.#say(word.by, { type: "lives", process: this.#world.process });
    } catch {
      // Whoever asked waits no longer than for a process that is gone.
    }
  }

  #say(process: string, word: Word): void {
    this.#world.bus.publish(topicOf(process), word);
  }
}

/** What the name of a process looks like: pages say it, too. */
export function isProcess(name: unknown): name is string {
  return typeof name === "string" && /^[\w-]{4}$/.test(name);
}

function topicOf(process: string): string {
  return `djust:process:${process}`;
}

/** Whatever else comes over a bus that others write to, too. */
function isWord(message: unknown): message is Word {
  if (typeof message !== "object" || message === null) return false;
  const { type, by, token, process } = message as Record<string, unknown>;
  if (type === "lives") return typeof process === "string";
  return type === "asked" && isProcess(by) && typeof token === "string";
}
