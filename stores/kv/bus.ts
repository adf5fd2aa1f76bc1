/** Bus on Deno KV: at once within the process, through the node's outbox to the others. */

import {
  type Bus,
  type Delivery,
  type LocalBus,
  memoryBus,
  type StoreStatus,
} from "../../server/world/mod.ts";
import type { NodeLink } from "../node/link.ts";
import { pack, unpackList } from "../node/pack.ts";

/** What others can be sent: it has to fit into an outbox. */
const MOST = 48 * 1_024;
const MOST_TOPIC = 4 * 1_024;
const CHANNEL = "bus";

/** Carries messages over a node's link. */
export class LinkBus implements Bus {
  readonly #link: NodeLink;
  readonly #local: LocalBus = memoryBus();
  /** Whom to tell that messages were lost. */
  readonly #listeners = new Set<(delivery: Delivery) => void>();
  #stop: (() => void) | undefined;

  /** Hears and sends nothing before it is used. */
  constructor(link: NodeLink) {
    this.#link = link;
  }

  publish(topic: string, message: unknown): Promise<void> {
    const payload = payloadOf(topic, message);
    this.#local.publish(topic, message);
    return this.#link.send(CHANNEL, payload);
  }

  subscribe(
    topic: string,
    listener: (delivery: Delivery) => void,
  ): (() => void) | Promise<() => void> {
    this.#stop ??= this.#listen();
    const own = (delivery: Delivery): void => listener(delivery);
    this.#listeners.add(own);
    const end = this.#local.subscribe(topic, own);
    const stop = (): void => {
      this.#listeners.delete(own);
      end();
    };
    // This process's own messages are heard already; the others' once it has found them.
    const ready = this.#link.ready();
    return ready === "ready" ? stop : ready.then(() => stop);
  }

  close(): Promise<void> {
    this.#stop?.();
    this.#listeners.clear();
    return this.#link.close();
  }

  /** See {@link Bus}. */
  drain(): Promise<void> {
    return this.#link.drain();
  }

  status(): StoreStatus {
    return this.#link.status();
  }

  #listen(): () => void {
    return this.#link.listen(CHANNEL, (delivery) => {
      if (delivery.type === "gap") {
        for (const listener of [...this.#listeners]) listener({ type: "gap" });
        return;
      }
      const [topic, message] = unpackList(delivery.payload);
      // Another version's word, that this one does not know.
      if (typeof topic === "string") this.#local.publish(topic, message);
    });
  }
}

function payloadOf(topic: string, message: unknown): Uint8Array {
  const payload = packed(topic, message);
  const name = topic.length > 60 ? `${topic.slice(0, 60)}…` : topic;
  if (topic.length > MOST_TOPIC) {
    throw new TypeError(
      `Cannot publish to "${name}": the topic has ${topic.length} letters, at most ${MOST_TOPIC} ` +
        `are carried; choose a shorter one`,
    );
  }
  if (payload.length > MOST + 2 * topic.length + 16) {
    throw new TypeError(
      `Cannot publish to "${name}": the message has ${
        Math.ceil(payload.length / 1_024)
      } KB, and a ` +
        `bus that spans processes carries 48; publish an id, and read the rest where it is kept`,
    );
  }
  return payload;
}

function packed(topic: string, message: unknown): Uint8Array {
  try {
    return pack([topic, message]);
  } catch (cause) {
    throw new TypeError(
      `Cannot publish to "${topic}": the message cannot be copied (${
        cause instanceof Error ? cause.message : String(cause)
      }); send plain data`,
      { cause },
    );
  }
}
