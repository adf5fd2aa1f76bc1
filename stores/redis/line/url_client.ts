/** Client for a URL: the maintained one of npm, loaded when it is needed first, on two connections. */

import { chance, type Clock, type StoreStatus } from "../../../server/world/mod.ts";
import { Line, type Link, type LinkEvents } from "./line.ts";
import type { Command, RedisClient } from "./redis_client.ts";

/** The part of a URL that may stand in a log. */
function addressOf(url: string): string {
  if (!/^rediss?:\/\//.test(url) || !URL.canParse(url)) {
    throw new TypeError(
      `Cannot open Redis: the "url" is none; write redis://user:password@host:6379/0, or rediss:// for TLS`,
    );
  }
  return new URL(url).host || "127.0.0.1:6379";
}

/** Commands on one connection, channels on another: a busy one does not keep the other waiting. */
export class UrlClient implements RedisClient {
  readonly #commands: Line;
  readonly #channels: Line;
  #message: (channel: string, message: Uint8Array) => void = () => {};
  #back: () => void = () => {};

  /** Opens nothing yet. */
  constructor(url: string, clock: Clock) {
    const shared = {
      clock,
      chance,
      address: addressOf(url),
      open: (events: LinkEvents, giveUp: AbortSignal) => openLink(url, events, giveUp),
    };
    this.#commands = new Line({ ...shared, message: () => {}, back: () => {} });
    this.#channels = new Line({
      ...shared,
      message: (channel, message) => this.#message(channel, message),
      back: () => this.#back(),
    });
  }

  send(command: Command): Promise<unknown> {
    return this.#commands.send(command);
  }

  subscribe(channel: string): Promise<void> {
    return this.#channels.subscribe(channel);
  }

  unsubscribe(channel: string): Promise<void> {
    return this.#channels.unsubscribe(channel);
  }

  onMessage(listener: (channel: string, message: Uint8Array) => void): void {
    this.#message = listener;
  }

  onBack(listener: () => void): void {
    this.#back = listener;
  }

  /** The worse of the two. */
  status(): StoreStatus {
    const { status } = this.#commands;
    return status.state === "degraded" ? status : this.#channels.status;
  }

  close(): void {
    this.#commands.close();
    this.#channels.close();
  }
}

/** Opens one connection. It is not opened again here: the line knows when. */
async function openLink(url: string, events: LinkEvents, giveUp: AbortSignal): Promise<Link> {
  const [{ createClient, RESP_TYPES }, { Buffer }] = await Promise.all([
    import("@redis/client"),
    import("node:buffer"),
  ]);
  const client = createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { typeMapping: { [RESP_TYPES.BLOB_STRING]: Buffer } },
    maintNotifications: "disabled",
    socket: { reconnectStrategy: false },
  });
  client.on("error", events.lost);
  client.unref();
  const close = (): void => client.destroy();
  giveUp.addEventListener("abort", close);
  giveUp.throwIfAborted();
  await client.connect();
  // One function: the client counts listeners, and asks Redis for the first of a channel only.
  const heard = (message: Uint8Array, channel: Uint8Array): void =>
    events.message(channel.toString(), message);
  return {
    send: (command) =>
      client.sendCommand(command.map((arg) => typeof arg === "string" ? arg : bufferOf(arg))),
    subscribe: (channel) => client.subscribe(channel, heard, true),
    unsubscribe: (channel) => client.unsubscribe(channel),
    close,
  };

  function bufferOf({ buffer, byteOffset, byteLength }: Uint8Array): Buffer {
    return Buffer.from(buffer as ArrayBuffer, byteOffset, byteLength);
  }
}
