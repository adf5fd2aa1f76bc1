/** Line to Redis: one connection that is watched, and opened again when it is lost. */

import { type Clock, type StoreStatus, within } from "../../../server/world/mod.ts";
import type { Command } from "./redis_client.ts";

/** An open connection. */
export interface Link {
  send(command: Command): Promise<unknown>;
  /** Again is no more than once. */
  subscribe(channel: string): Promise<unknown>;
  unsubscribe(channel: string): Promise<unknown>;
  /** Ends it at once; what waits for an answer is rejected. */
  close(): void;
}

/** What a connection tells of itself. */
export interface LinkEvents {
  lost(error: unknown): void;
  message(channel: string, message: Uint8Array): void;
}

/** What a line stands on. */
export interface LineParts {
  readonly clock: Clock;
  /** Between 0 and 1: spreads the tries of many processes. */
  chance(): number;
  /** Opens a connection. One that is closed meanwhile must not stay open. */
  open(events: LinkEvents, giveUp: AbortSignal): Promise<Link>;
  /** Where it leads, without a password. */
  readonly address: string;
  message(channel: string, message: Uint8Array): void;
  /** It was lost, and is open again, and hears all its channels. */
  back(): void;
}

/** How long a call waits for a connection that is just being opened or was just lost. */
const GRACE = 2_000;
/** How long opening may take: a try that hangs would keep the next from a server that is back. */
const OPENING = 2_000;
/** The first and the longest wait between two tries. */
const WAIT = 50;
const MOST_WAIT = 1_000;
/** How often the connection is asked whether it lives, and how long it may take to say so. */
const BEAT = 2_000;
const BEAT_PATIENCE = 3_000;

type State =
  | { readonly type: "idle" }
  | { readonly type: "opening"; readonly since: number; readonly ready: PromiseWithResolvers<Link> }
  | { readonly type: "open"; readonly link: Link }
  | { readonly type: "closed" };

/** One connection, opened when it is needed first. Nothing here keeps a process alive. */
export class Line {
  readonly #parts: LineParts;
  /** Channels it hears, or is to hear as soon as it is open. */
  readonly #channels = new Set<string>();
  #state: State = { type: "idle" };
  #status: StoreStatus = { state: "up" };
  #cancel: (() => void) | undefined;
  /** Ends the try that is under way. */
  #giveUp: AbortController | undefined;
  #tries = 0;
  #wasLost = false;

  constructor(parts: LineParts) {
    this.#parts = parts;
  }

  /** Whether it is open, as far as is known; one that was never needed is well. */
  get status(): StoreStatus {
    return this.#status;
  }

  /** Sends a command, as soon as there is a connection. */
  async send(command: Command): Promise<unknown> {
    const link = await this.#link();
    try {
      return await link.send(command);
    } catch (error) {
      // What Redis answers is its own; what a lost connection says is of no help.
      throw this.#isAt(link) ? error : this.#away(error);
    }
  }

  /** Hears a channel from now on, over every loss; resolves when Redis knows. */
  async subscribe(channel: string): Promise<void> {
    this.#channels.add(channel);
    const link = await this.#opening();
    // It may not be wanted any more; and to hear it twice is to hear it once.
    if (this.#channels.has(channel)) await link.subscribe(channel);
  }

  /** Hears it no more. */
  async unsubscribe(channel: string): Promise<void> {
    this.#channels.delete(channel);
    if (this.#state.type === "open") await this.#state.link.unsubscribe(channel);
  }

  /** For good. */
  close(): void {
    const state = this.#state;
    this.#state = { type: "closed" };
    this.#cancel?.();
    this.#giveUp?.abort(this.#closed());
    if (state.type === "open") state.link.close();
    if (state.type === "opening") state.ready.reject(this.#closed());
  }

  /** The open connection. Waits for it a while, but not through a long outage. */
  async #link(): Promise<Link> {
    if (this.#state.type === "open") return this.#state.link;
    const opening = this.#opening();
    if (this.#state.type !== "opening") return opening;
    const { clock } = this.#parts;
    const left = this.#state.since + GRACE - clock.now();
    if (left <= 0) throw this.#away();
    // What is asked for keeps the process: it is over in two seconds.
    const timer: Clock["timer"] = (ms, run) => clock.timer(ms, run);
    return await within(opening, left, { world: { timer }, late: () => this.#away() });
  }

  #opening(): Promise<Link> {
    switch (this.#state.type) {
      case "open":
        return Promise.resolve(this.#state.link);
      case "closed":
        return Promise.reject(this.#closed());
      case "opening":
        return this.#state.ready.promise;
      case "idle":
        return this.#begin();
    }
  }

  #begin(): Promise<Link> {
    const ready = Promise.withResolvers<Link>();
    // Nobody may be waiting when it is closed.
    ready.promise.catch(() => {});
    this.#state = { type: "opening", since: this.#parts.clock.now(), ready };
    void this.#try();
    return ready.promise;
  }

  /** One try, and after a while the next. */
  async #try(): Promise<void> {
    const { clock } = this.#parts;
    const giveUp = this.#giveUp = new AbortController();
    const late = (): Error => new Error(`it did not answer within ${OPENING} ms`);
    let isLost = false;
    let link: Link | undefined;
    const events: LinkEvents = {
      lost: (error) => {
        isLost = true;
        if (link) this.#lost(link, error);
        else giveUp.abort(error);
      },
      message: (channel, message) => this.#parts.message(channel, message),
    };
    try {
      const opened = Promise.race([this.#opened(events, giveUp.signal), aborted(giveUp.signal)]);
      const found = await within(opened, OPENING, { world: clock, late });
      if (isLost || this.#state.type !== "opening") return this.#again(found, giveUp.signal.reason);
      link = found;
      this.#open(found);
    } catch (error) {
      giveUp.abort(error);
      if (this.#state.type !== "opening") return;
      this.#degraded(error);
      this.#wait();
    }
  }

  /** A connection that hears all channels. Those that are wanted meanwhile see to themselves. */
  async #opened(events: LinkEvents, giveUp: AbortSignal): Promise<Link> {
    const link = await this.#parts.open(events, giveUp);
    giveUp.addEventListener("abort", () => link.close());
    if (giveUp.aborted) link.close();
    await Promise.all([...this.#channels].map((channel) => link.subscribe(channel)));
    return link;
  }

  /** It was lost, or not wanted any more, in the very moment it opened. */
  #again(link: Link, reason: unknown): void {
    link.close();
    if (this.#state.type !== "opening") return;
    this.#degraded(reason);
    this.#wait();
  }

  #open(link: Link): void {
    if (this.#state.type !== "opening") return;
    const { ready } = this.#state;
    this.#tries = 0;
    this.#status = { state: "up" };
    this.#state = { type: "open", link };
    ready.resolve(link);
    this.#beat(link);
    if (this.#wasLost) this.#parts.back();
  }

  /** A connection that nobody ends may be dead for a quarter of an hour before the system says so. */
  #beat(link: Link): void {
    const { clock } = this.#parts;
    this.#cancel = clock.timer(BEAT, () => {
      const late = (): Error => new Error(`it did not answer within ${BEAT_PATIENCE} ms`);
      within(link.send(["PING"]), BEAT_PATIENCE, { world: clock, late }).then(
        () => this.#isAt(link) && this.#beat(link),
        (error) => this.#lost(link, error),
      );
    }, { unref: true });
  }

  #isAt(link: Link): boolean {
    return this.#state.type === "open" && this.#state.link === link;
  }

  #lost(link: Link, error: unknown): void {
    if (!this.#isAt(link)) return;
    this.#cancel?.();
    this.#wasLost = true;
    this.#degraded(error);
    const ready = Promise.withResolvers<Link>();
    ready.promise.catch(() => {});
    this.#state = { type: "opening", since: this.#parts.clock.now(), ready };
    // What still waits for an answer of it learns that there will be none.
    link.close();
    this.#wait();
  }

  #wait(): void {
    const { clock, chance } = this.#parts;
    const most = Math.min(WAIT * 2 ** this.#tries++, MOST_WAIT);
    this.#cancel = clock.timer(most * (0.5 + chance() / 2), () => void this.#try(), {
      unref: true,
    });
  }

  #degraded(error: unknown): void {
    const since = this.#status.state === "up" ? this.#parts.clock.date() : this.#status.since;
    this.#status = { state: "degraded", since, reason: textOf(error) };
  }

  #away(cause?: unknown): Error {
    const why = this.#status.state === "up" ? "it does not answer" : this.#status.reason;
    return new Error(
      `Cannot reach Redis at ${this.#parts.address}: ${why}; it is tried again until it is there`,
      { cause },
    );
  }

  #closed(): Error {
    return new Error(`Cannot reach Redis at ${this.#parts.address}: the store was closed`);
  }
}

/** Rejects when the signal comes. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** What an error says; some of the platform's have only a code. */
function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code } = error as { code?: unknown };
  return error.message || String(code ?? error.name);
}
