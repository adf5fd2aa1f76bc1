/** All that is live in one app: its connections and instances, and how they end. */

import {
  Connection,
  type ConnectionParts,
  type JoinAnswer,
  type Transport,
  type UpgradeFacts,
} from "../../connection/mod.ts";
import { type InstanceCounts, type Instances, ownTopic } from "../../instance/mod.ts";
import type { Clock } from "../../platform/mod.ts";
import { type Logouts, type NoPlace, type Place, Quota } from "../../security/mod.ts";
import type {
  HubExtension,
  HubRecord,
  HubRoute,
  Limits,
  LocalBus,
  ObserveRecord,
  RefusalReason,
} from "../../world/mod.ts";
import { CLOSE } from "../../../protocol/mod.ts";
import { HubExtensions } from "./hub_extensions.ts";
import { preloadRaw } from "../../../vdom/mod.ts";

/** Topic on which the hubs of an app tell each other whom to disconnect. */
const DISCONNECT = "djust:disconnect";

/**
 * How much is alive. The counts return to zero when the pages are gone and the hub is closed.
 *
 * @category Hub
 */
export interface HubStats extends InstanceCounts {
  /** Sockets. */
  readonly connections: number;
  /** Timers that are still to run. */
  readonly timers: number;
  /** Listeners at the process and the bus. */
  readonly listeners: number;
  /** Whether pages are sent away. */
  readonly draining: boolean;
  /** What extensions say of themselves, by their names; `stores`: how bus and state store are. */
  readonly extensions: Readonly<Record<string, unknown>>;
  /** How often somebody was refused since the start, by reason. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
}

/** What a hub needs. */
export interface HubParts {
  readonly clock: Clock;
  readonly limits: Limits;
  readonly bus: LocalBus;
  /** Resolves when what was published has left this process. */
  published(): Promise<void>;
  /** Nothing that views keep for this visitor is kept any longer. */
  forget(session: string): void;
  readonly development: boolean;
  /** Joins: see {@link ConnectionParts.answer}. */
  readonly answer: ConnectionParts["answer"];
  /** Signs anew: see {@link ConnectionParts.ticket}. */
  readonly ticket: ConnectionParts["ticket"];
  readonly instances: Instances;
  readonly logouts: Logouts;
  readonly extensions: readonly HubExtension[];
  observe(record: HubRecord | ObserveRecord): void;
  /** Refusals so far. */
  readonly refused: Readonly<Partial<Record<RefusalReason, number>>>;
  random(bytes: number): string;
  /** A number at least 0 and below 1. */
  chance(): number;
  /** Runs something once there is nothing else to do; returns what calls it off. */
  whenIdle(run: () => void): () => void;
}

/** Keeps connections and instances, sends them away, ends them. */
export class Hub {
  readonly #parts: HubParts;
  readonly #connections = new Map<Connection, Place | undefined>();
  /** What all connections share. */
  readonly #shared: ConnectionParts;
  readonly #quota: Quota;
  /** Joins that are being answered. */
  readonly #answers = new Set<Promise<JoinAnswer>>();
  readonly #extensions: HubExtensions;
  /** Calls off the warming up; undefined before the first page. */
  #stopWarming: (() => void) | undefined;
  #draining: Promise<void> | undefined;

  /** A hub; it hears nothing before it is started. */
  constructor(parts: HubParts) {
    this.#parts = parts;
    this.#quota = new Quota(parts.limits);
    const { clock, limits, instances, development, answer, ticket, random } = parts;
    this.#shared = {
      clock,
      limits,
      instances,
      development,
      answer: (...join) => this.#answering(answer(...join)),
      ticket,
      requestId: () => random(9),
      observe: (record) => parts.observe(record),
      gone: (connection) => {
        this.#connections.get(connection)?.leave();
        this.#connections.delete(connection);
      },
    };
    this.#extensions = new HubExtensions({
      all: [this.#logouts(), ...parts.extensions],
      clock,
      limits,
      requestId: () => random(9),
      observe: (record) => parts.observe(record),
      host: {
        isDevelopment: development,
        publish: (topic, message) => this.publish(topic, message),
        subscribe: (topic, listener) => parts.bus.subscribe(ownTopic(topic), listener),
        drain: () => this.drain(),
      },
    });
  }

  /** What extensions answer below the hub's path. */
  get routes(): readonly HubRoute[] {
    return this.#extensions.routes;
  }

  /** Starts what begins with the hub. Throws where one of them does; rejects where one does later. */
  start(): Promise<void> {
    return this.#extensions.start();
  }

  /** Whether pages are sent away. */
  get isDraining(): boolean {
    return this.#draining !== undefined;
  }

  /** A place for one more socket, or why there is none. */
  admit(address: string | undefined, session: string): Place | NoPlace {
    const keys = { address, session: session || undefined };
    return this.#quota.enter(keys, this.#parts.clock.now());
  }

  /** A page has come, over this transport. */
  connect(transport: Transport, upgrade: UpgradeFacts, place?: Place): void {
    this.#connections.set(new Connection(transport, upgrade, this.#shared), place);
    // The first page is there: what pages may need later is loaded before one waits for it.
    this.#stopWarming ??= this.#parts.whenIdle(() => void preloadRaw());
  }

  /** Publishes a message to every instance that subscribes to the topic. */
  publish(topic: string, message: unknown): void {
    this.#parts.bus.publish(ownTopic(topic), message);
  }

  /** Resolves when what was published has left this process, or was given up. */
  published(): Promise<void> {
    return this.#parts.published();
  }

  /** Ends the sockets of a visitor's session: here at once, elsewhere as fast as the bus is. */
  disconnect(session: string): void {
    // Here first: a bus that is away must not keep a visitor in.
    this.#disconnectHere(session);
    this.#parts.forget(session);
    this.#parts.bus.publish(DISCONNECT, session);
  }

  /**
   * Sends all pages away, to come back spread over a window, and writes snapshots. What comes first,
   * the message to each socket, is sent before this returns.
   */
  drain(): Promise<void> {
    this.#draining ??= this.#drain();
    return this.#draining;
  }

  /** Ends everything: sockets, instances, timers, listeners. */
  async close(): Promise<void> {
    this.#stopWarming?.();
    await this.drain();
    for (const connection of [...this.#connections.keys()]) {
      connection.close(CLOSE.restart, "the server goes");
    }
    // What they mount ends at once, for nobody is there; but it ends before we are done.
    await Promise.allSettled(this.#answers);
    await this.#parts.instances.close();
    await this.#extensions.close();
  }

  /** How much is alive. */
  stats(): HubStats {
    return {
      ...this.#parts.instances.counts,
      connections: this.#connections.size,
      timers: this.#parts.clock.timers,
      listeners: this.#extensions.listeners,
      draining: this.isDraining,
      extensions: this.#extensions.stats(),
      refused: { ...this.#parts.refused },
    };
  }

  async #drain(): Promise<void> {
    const { limits, chance, observe } = this.#parts;
    const sockets = this.#connections.size;
    const window = Math.ceil(Math.max(limits.drainWindow, sockets / limits.drainRate * 1_000));
    // Nothing is awaited before these are sent: in a signal's listener the process has 10 ms.
    // The last fifth of the window is for the joins themselves.
    const spread = window * 0.8;
    for (const connection of this.#connections.keys()) {
      connection.drain(Math.floor(chance() * spread));
    }
    observe({ type: "drain", sockets, window });
    const saved = this.#save();
    await Promise.all([saved, this.#extensions.drain(saved)]);
  }

  async #save(): Promise<void> {
    const { instances, observe } = this.#parts;
    await Promise.all(
      instances.all().map(({ instance, view }) =>
        instance.drain().catch((error: unknown) =>
          observe({
            type: "failure",
            phase: `snapshot of ${view.name}`,
            request: instance.id,
            error,
          })
        )
      ),
    );
  }

  /** Hears of visitors who were put out elsewhere. */
  #logouts(): HubExtension {
    return {
      name: "logouts",
      start: ({ onClose }) => {
        onClose(this.#parts.bus.subscribe(DISCONNECT, (delivery) => {
          if (delivery.type === "message") this.#disconnectHere(delivery.message);
        }));
      },
    };
  }

  #answering(answer: Promise<JoinAnswer>): Promise<JoinAnswer> {
    this.#answers.add(answer);
    const settled = (): void => void this.#answers.delete(answer);
    answer.then(settled, settled);
    return answer;
  }

  #disconnectHere(session: unknown): void {
    if (typeof session !== "string" || session === "") return;
    const { instances, logouts, clock } = this.#parts;
    logouts.note(session, clock.date());
    const connections = [...this.#connections.keys()].filter((connection) =>
      connection.isOf(session)
    );
    for (const resident of instances.all()) {
      if (resident.session === session) void instances.end(resident, "disconnected");
    }
    for (const connection of connections) {
      connection.close(CLOSE.refused, "the app disconnected this visitor");
    }
  }
}
