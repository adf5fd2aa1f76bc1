/** The channels of a page, behind the module that reads them: it is fetched when a first message comes. */

import type { ChannelHandler, ChannelPage, Channels, ChannelsHost } from "../channels/mod.ts";
import { type Clock, type Page, report } from "../platform/mod.ts";
import type { Rest } from "./modules.ts";

/** What it needs of its page. */
export interface ChannelLineHost extends Omit<ChannelsHost, "handlerOf"> {
  readonly window: Page;
  readonly clock: Clock;
  readonly rest: Rest;
}

/** The channels of one page, line after line. */
export class ChannelLine {
  readonly #host: ChannelLineHost;
  /** None until the server opens a channel. */
  #channels: Promise<Channels | undefined> | undefined;
  /** Who takes kinds of the framework's own, line after line. */
  readonly #handlers = new Map<string, Promise<ChannelHandler>>();
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
    const { window, line, readerOf } = this.#host;
    try {
      const module = await this.#bring("channels") as typeof import("../channels/mod.ts");
      return new module.Channels({
        window,
        line,
        readerOf: readerOf.bind(this.#host),
        handlerOf: (name) => this.#handlerOf(name),
      });
    } catch (error) {
      report(error);
      return undefined;
    }
  }

  #handlerOf(name: string): Promise<ChannelHandler> {
    const known = this.#handlers.get(name);
    if (known) return known;
    const { window, clock } = this.#host;
    const page: ChannelPage = { window, clock, bring: (name) => this.#bring(name) };
    const handler = this.#bring(name).then((module) =>
      (module as { channel(page: ChannelPage): ChannelHandler }).channel(page)
    );
    this.#handlers.set(name, handler);
    handler.catch(() => this.#handlers.delete(name));
    return handler;
  }

  async #bring(name: string): Promise<object> {
    const { rest } = this.#host;
    const module = typeof rest === "object"
      ? (rest as Record<string, object>)[name]
      : await rest(name, this.#tries++);
    return module as object;
  }
}
