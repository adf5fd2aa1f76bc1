/** Channels of the rooms that a node follows: what other nodes tell there. */

import type { PresenceListener } from "../../../server/world/mod.ts";
import { PATIENCE, type RedisConnection } from "../line/mod.ts";
import { Places } from "../posts/mod.ts";
import { unpackPresence } from "./presence_message.ts";

/** How long a room that nobody follows is still heard: people come and go. */
const COOLDOWN = 30_000;

/** What the channels need. */
export interface RoomChannelsParts {
  /** Something came from a node: whether it is another's. */
  isHeard(node: string): boolean;
  /** Calls the listener, later and in order. */
  tell(run: (listener: PresenceListener) => void): void;
}

/** A room that is heard. */
interface Heard {
  readonly confirmed: Promise<unknown>;
  readonly places: Places;
  /** Ends it. */
  deafen(): Promise<void>;
  /** Takes back the end that comes after the cooldown. */
  keep: (() => void) | undefined;
}

/** The channels of one node. */
export class RoomChannels {
  readonly #connection: RedisConnection;
  readonly #parts: RoomChannelsParts;
  readonly #heard = new Map<string, Heard>();
  readonly #stop: () => void;
  #unread = 0;

  /** None is heard yet. */
  constructor(connection: RedisConnection, parts: RoomChannelsParts) {
    this.#connection = connection;
    this.#parts = parts;
    this.#stop = connection.onBack(() => parts.tell((listener) => listener.lost()));
  }

  /** Messages that could not be read: of another version, or of somebody else. */
  get unread(): number {
    return this.#unread;
  }

  /** The channel of a room. */
  channelOf(room: string): string {
    return this.#connection.key("r", room);
  }

  /** Hears a room; resolves when Redis knows. */
  async follow(room: string): Promise<void> {
    const { clock } = this.#connection;
    const begun = clock.now();
    const heard = this.#hear(room);
    heard.keep?.();
    heard.keep = undefined;
    await heard.confirmed;
    // Nobody has waited so long: what was read meanwhile may have missed something.
    if (clock.now() - begun >= PATIENCE) this.#parts.tell((listener) => listener.lost(room));
  }

  /** Hears it no more, after a while. */
  unfollow(room: string): void {
    const heard = this.#heard.get(room);
    if (!heard) return;
    heard.keep?.();
    heard.keep = this.#connection.clock.timer(COOLDOWN, () => {
      this.#heard.delete(room);
      // What Redis still sends is for nobody: no harm.
      heard.deafen().catch(() => {});
    }, { unref: true });
  }

  /** Hears nothing any more. */
  async close(): Promise<void> {
    this.#stop();
    const rooms = [...this.#heard.values()];
    this.#heard.clear();
    for (const { keep } of rooms) keep?.();
    await Promise.allSettled(rooms.map((heard) => heard.deafen()));
  }

  #hear(room: string): Heard {
    const known = this.#heard.get(room);
    if (known) return known;
    const places = new Places();
    const hearing = this.#connection.hear(
      this.channelOf(room),
      (bytes) => this.#message(room, places, bytes),
    );
    const heard: Heard = { places, keep: undefined, ...hearing };
    this.#heard.set(room, heard);
    return heard;
  }

  #message(room: string, places: Places, bytes: Uint8Array): void {
    const message = unpackPresence(bytes);
    if (!message) {
      this.#unread++;
      return;
    }
    const { node } = message;
    if (!this.#parts.isHeard(node)) return;
    const { tell } = this.#parts;
    switch (message.type) {
      case "changed": {
        const { version, changes } = message;
        return tell((listener) => listener.changed(room, node, version, changes));
      }
      case "drop": {
        const { cast } = message;
        return tell((listener) => listener.cast(room, node, cast));
      }
      case "cast": {
        const { cast, place } = message;
        if (places.follow(node, place) || !cast) tell((listener) => listener.lost(room));
        if (cast) tell((listener) => listener.cast(room, node, cast));
        return;
      }
      case "node":
        return;
      default:
        message satisfies never;
    }
  }
}
