/** The channels of a page, behind the module that reads them: it is fetched when a first message comes. */

import type { Channels, ChannelsHost } from "../channels/mod.ts";
import { report, SERVED } from "../platform/mod.ts";
import type { Fetch, Rest } from "./modules.ts";

/** What it needs of its page. */
export interface ChannelLineHost extends ChannelsHost {
  readonly rest: Rest;
}

/** The channels of one page, line after line. */
export class ChannelLine {
  readonly #host: ChannelLineHost;
  /** None until the server opens a channel. */
  #channels: Promise<Channels | undefined> | undefined;
  #tries = 0;

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
    const { rest } = this.#host;
    try {
      const module = !SERVED && typeof rest === "object"
        ? rest.channels
        : await (rest as Fetch)("channels", this.#tries++);
      return new (module as typeof import("../channels/mod.ts")).Channels(this.#host);
    } catch (error) {
      report(error);
      return undefined;
    }
  }
}
