/** Extensions of one hub: started, asked and ended in their order, none harmed by another. */

import { type Clock, isThenable } from "../../platform/mod.ts";
import {
  type HubExtension,
  type HubHost,
  type HubRoute,
  type Limits,
  within,
} from "../../world/mod.ts";

/** What the extensions of a hub need of it. */
export interface HubExtensionsParts {
  readonly clock: Clock;
  readonly limits: Limits;
  /** In their order: what later ones stand on comes first. */
  readonly all: readonly HubExtension[];
  /** The hub, as they see it, without what is kept here. */
  readonly host: Omit<HubHost, "onClose" | "observe">;
  observe: HubHost["observe"];
  requestId(): string;
}

/** The extensions of one hub. */
export class HubExtensions {
  readonly #parts: HubExtensionsParts;
  /** Those that have begun: the others have nothing to end. */
  readonly #started: HubExtension[] = [];
  readonly #listening = new Map<() => void, number>();

  /** These extensions; nothing of them runs yet. */
  constructor(parts: HubExtensionsParts) {
    this.#parts = parts;
  }

  /** How many listeners they hold. */
  get listeners(): number {
    return [...this.#listening.values()].reduce((sum, count) => sum + count, 0);
  }

  /** What they answer below the hub's path. */
  get routes(): readonly HubRoute[] {
    return this.#parts.all.flatMap(({ routes }) => routes ?? []);
  }

  /** Starts them. Throws where one does; what is returned rejects where one of their promises does. */
  start(): Promise<void> {
    const { host, all, observe } = this.#parts;
    const whole: HubHost = {
      isDevelopment: host.isDevelopment,
      publish: (topic, message) => host.publish(topic, message),
      subscribe: (topic, listener) => this.#onClose(host.subscribe(topic, listener)),
      drain: () => host.drain(),
      observe,
      onClose: (stop, listeners) => this.#onClose(stop, listeners),
    };
    const waits: Promise<void>[] = [];
    for (const extension of all) {
      this.#started.push(extension);
      const failed = (cause: unknown): never => {
        throw new Error(`Cannot start: the extension "${extension.name}" failed`, { cause });
      };
      try {
        const starting = extension.start?.(whole);
        if (isThenable(starting)) waits.push(Promise.resolve(starting).then(() => {}, failed));
      } catch (error) {
        failed(error);
      }
    }
    const started = Promise.all(waits).then(() => {});
    const failed = (error: unknown): void =>
      observe({ type: "failure", phase: "start", request: this.#parts.requestId(), error });
    started.catch(failed);
    return started;
  }

  /** Tells them that pages are sent away; resolves when they are done, or have had their time. */
  async drain(saved: Promise<void>): Promise<void> {
    await Promise.all(
      this.#started.map((extension) =>
        this.#run("drain", extension, () => extension.drain?.(saved))
      ),
    );
  }

  /** Ends them, the last first, and lets go what they listen to. */
  async close(): Promise<void> {
    for (const extension of this.#started.splice(0).reverse()) {
      await this.#run("close", extension, () => extension.close?.());
    }
    for (const stop of [...this.#listening.keys()]) stop();
  }

  /** What they say of themselves, by their names. */
  stats(): Record<string, unknown> {
    const all: Record<string, unknown> = {};
    for (const extension of this.#started) {
      if (!extension.stats) continue;
      try {
        all[extension.name] = extension.stats();
      } catch (error) {
        this.#failed("stats", extension, error);
      }
    }
    return all;
  }

  #onClose(stop: () => void, listeners = 1): () => void {
    const once = (): void => {
      if (this.#listening.delete(once)) stop();
    };
    this.#listening.set(once, listeners);
    return once;
  }

  /** What is called runs before this returns, up to its first await. */
  async #run(member: string, extension: HubExtension, run: () => unknown): Promise<void> {
    const { clock, limits: { restore } } = this.#parts;
    try {
      const running = run();
      if (!isThenable(running)) return;
      const late = (): Error => new Error(`it took over ${restore} ms`);
      await within(running, restore, { world: clock, late });
    } catch (error) {
      this.#failed(member, extension, error);
    }
  }

  #failed(member: string, { name }: HubExtension, error: unknown): void {
    const request = this.#parts.requestId();
    const phase = `${member} of "${name}"`;
    this.#parts.observe({ type: "failure", phase, request, error });
  }
}
