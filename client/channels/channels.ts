/** Channels of a page: finds who takes them by their kind, and hands data on by its address. */

import {
  bytesAt,
  type ChannelReader,
  dataText,
  type Json,
  type Letters,
  readBytes,
  readChannel,
} from "../../protocol/mod.ts";
import { type Clock, guarded, type Page, report } from "../platform/mod.ts";

/**
 * A channel that has opened, as its browser half sees it.
 *
 * @category Client
 */
export interface PageChannel {
  /** The name of its kind. */
  readonly kind: string;
  /** The element of the view that opened it. */
  readonly root: Element | undefined;
  /** What the server told with it. */
  readonly detail: Json | undefined;
  /**
   * Sends JSON or bytes, as the kind says. What a reliable channel has no credit for waits; false
   * where the channel has closed, or too much waits.
   */
  send(data: Json | Uint8Array): boolean;
}

/**
 * What the browser half of a channel hears.
 *
 * @category Client
 */
export interface ChannelListener {
  /** The server sent something: JSON, or bytes. */
  message?(data: never): void;
  /** It closed, or the line is gone: it opens anew with the next one. */
  closed?(): void;
}

/**
 * The browser half of a kind of channels: called whenever one opens.
 *
 * @category Client
 */
export type ChannelHandler = (channel: PageChannel) => ChannelListener | void;

/** What the client's own browser halves are given besides. */
export interface OwnPage {
  readonly window: Page;
  readonly clock: Clock;
  /** A module of the client; rejects where it cannot be had. */
  bring(module: string): Promise<unknown>;
}

/** A browser half of the client's own. */
export type OwnHandler = (channel: PageChannel, page: OwnPage) => ChannelListener | void;

/** Kinds whose browser half the client has itself: in the module of this name, under that of the kind. */
const OWN_KINDS: Readonly<Record<string, string>> = {
  cursors: "cursors",
  presence: "presence",
};

/** What channels need of their page. */
export interface ChannelsHost {
  readonly clock: Clock;
  /** Brings a module of the client. */
  bring(module: string): Promise<unknown>;
  /** Where the browser halves are: `window.djust.channels`. */
  readonly window: object;
  readonly line: {
    send(data: string | Uint8Array<ArrayBuffer>): void;
    /** Comes back on another line: this one says what makes no sense. */
    renew(): void;
  };
  /** A view, by its number. */
  readerOf(instance: number): { readonly root: Element } | undefined;
}

/** What may wait for credit. */
const MOST = 1_000;

/** One address: the views that share it, and what waits for credit. */
interface Place {
  readonly members: Map<number, ChannelListener | void>;
  /** Messages that may go; a droppable channel asks for none. */
  credit: number;
  waiting: (Json | Uint8Array)[];
}

/** The channels of one page. */
export class Channels implements ChannelReader {
  readonly #host: ChannelsHost;
  readonly #places = new Map<number, Place>();

  constructor(host: ChannelsHost) {
    this.#host = host;
  }

  /** A message about channels, or over one. */
  take(message: unknown): void {
    const bytes = readBytes(message);
    if (bytes) this.heard(bytes.address, bytes.payload);
    else if (!Array.isArray(message) || !readChannel(message as unknown as Letters, this)) {
      this.#host.line.renew();
    }
  }

  /** The line is gone, and all addresses with it. */
  lost(): void {
    const places = [...this.#places.values()];
    this.#places.clear();
    for (const { members } of places) {
      for (const listener of members.values()) guarded(() => listener?.closed?.())();
    }
  }

  began(kind: string, address: number, instance: number, detail: Json | undefined): void {
    const { window } = this.#host;
    const { djust } = window as { djust?: { channels?: Record<string, ChannelHandler> } };
    const handlers = djust?.channels ?? {};
    const place = this.#places.get(address) ??
      { members: new Map(), credit: Infinity, waiting: [] };
    this.#places.set(address, place);
    place.members.set(instance, undefined);
    const isOpen = (): boolean =>
      this.#places.get(address) === place && place.members.has(instance);
    const channel: PageChannel = {
      kind,
      root: this.#host.readerOf(instance)?.root,
      detail,
      send: (data) => isOpen() && this.#send(address, place, data),
    };
    const take = (handler: OwnHandler | undefined): void =>
      guarded(() => {
        place.members.set(instance, handler?.(channel, this.#host as unknown as OwnPage));
      })();
    if (Object.hasOwn(handlers, kind)) return take(handlers[kind]);
    if (Object.hasOwn(OWN_KINDS, kind)) return this.#bring(kind, place, { instance, isOpen, take });
    report(new Error(`No one takes the channel "${kind}": set djust.channels.${kind}`));
  }

  /** A browser half of the client's own: what comes before it is there waits. */
  #bring(
    kind: string,
    { members }: Place,
    { instance, isOpen, take }: {
      instance: number;
      isOpen(): boolean;
      take(handler: OwnHandler | undefined): void;
    },
  ): void {
    const early: unknown[] = [];
    members.set(instance, { message: (data: unknown) => void early.push(data) });
    this.#host.bring(OWN_KINDS[kind] ?? kind).then((module) => {
      if (!isOpen()) return;
      take((module as Record<string, OwnHandler>)[kind]);
      const listener = members.get(instance);
      for (const data of early) guarded(() => listener?.message?.(data as never))();
    }, report);
  }

  shut(address: number, instance: number): void {
    const place = this.#places.get(address);
    const listener = place?.members.get(instance);
    place?.members.delete(instance);
    if (place?.members.size === 0) this.#places.delete(address);
    guarded(() => listener?.closed?.())();
  }

  heard(address: number, data: Json | Uint8Array): void {
    const place = this.#places.get(address);
    if (!place) return this.#host.line.renew();
    for (const listener of [...place.members.values()]) {
      guarded(() => listener?.message?.(data as never))();
    }
  }

  /** The first grant comes before its channel opens. */
  credited(address: number, count: number): void {
    const place = this.#places.get(address);
    if (!place) {
      this.#places.set(address, { members: new Map(), credit: count, waiting: [] });
      return;
    }
    place.credit += count;
    while (place.credit > 0 && place.waiting.length > 0) {
      this.#post(address, place, place.waiting.shift() as Json);
    }
  }

  #send(address: number, place: Place, data: Json | Uint8Array): boolean {
    if (place.credit > 0) this.#post(address, place, data);
    else if (place.waiting.length >= MOST) return false;
    else place.waiting.push(data);
    return true;
  }

  #post(address: number, place: Place, data: Json | Uint8Array): void {
    place.credit--;
    this.#host.line.send(
      data instanceof Uint8Array ? bytesAt(address, data) : dataText(address, data),
    );
  }
}
