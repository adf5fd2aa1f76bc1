/** The channels of a page, behind the module that reads them: it is fetched when a first message comes. */

import type { Channels, ChannelsHost } from "../channels/mod.ts";
import { report, SERVED } from "../platform/mod.ts";
import type { Fetch, Rest } from "./modules.ts";

/** What it needs of its page. */
export interface ChannelLineHost extends Omit<ChannelsHost, "bring"> {
  readonly rest: Rest;
}

/** The channels of one page, line after line. */
export class ChannelLine {
  readonly #host: ChannelLineHost;
  /** None until the server opens a channel. */
  #channels: Promise<Channels | undefined> | undefined;
  #tries = 0;
  /** Modules of kinds of the framework's own, line after line. */
  readonly #modules = new Map<string, Promise<unknown>>();

  constructor(host: ChannelLineHost) {
    this.#host = host;
  }

  /** Whether the server has opened one on this line. */
  get isOpen(): boolean {
    return this.#channels !== undefined;
  }

  /** Messages in their order, also those that come while the module does. */
  take(message: unknown): void {
    const channels = this.#channels ??= this.#fetch();
    channels.then((open) => channels === this.#channels && open?.take(message));
  }

  /** The line is gone, and all addresses with it. */
  lost(): void {
    this.#channels?.then((channels) => channels?.lost());
    this.#channels = undefined;
  }

  /** Where it cannot be had the page goes on without channels: the next line tries again. */
  async #fetch(): Promise<Channels | undefined> {
    const { window, clock, line } = this.#host;
    try {
      const module = await this.#bring("channels") as typeof import("../channels/mod.ts");
      return new module.Channels({
        window,
        clock,
        line,
        readerOf: (instance) => this.#host.readerOf(instance),
        bring: (name) => this.#once(name),
      });
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  /** Fetched once; what could not be had is tried again when it is needed next. */
  #once(name: string): Promise<unknown> {
    const module = this.#modules.get(name) ?? this.#bring(name);
    this.#modules.set(name, module);
    module.catch(() => this.#modules.delete(name));
    return module;
  }

  async #bring(name: string): Promise<unknown> {
    const { rest } = this.#host;
    return !SERVED && typeof rest === "object"
      ? rest[name as keyof typeof rest]
      : await (rest as Fetch)(name, this.#tries++);
  }
}
