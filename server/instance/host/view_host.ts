/** Host of one view: turns what its methods ask for into letters, timers, subscriptions, frames. */

import type { WarningName } from "../../../protocol/mod.ts";
import { checkSession } from "../../security/mod.ts";
import type {
  AssignOptions,
  AsyncOptions,
  Channel,
  ChannelOptions,
  Feed,
  FeedHost,
  Flash,
  Host,
} from "../../view/mod.ts";
import type {
  Delivery,
  Outlet,
  PageLocation,
  SessionData,
  VisitFacts,
  World,
} from "../../world/mod.ts";
import { FlashTimes } from "./flash_times.ts";
import { adviseRender, adviseSubscription, mailboxFull } from "./advice.ts";
import { Channels } from "./channels.ts";
import type { Keeping } from "./keeping.ts";
import { payloadText } from "./payload_text.ts";
import { settleFields, Tasks } from "./tasks.ts";
import { checkInterval, ticking, Timers } from "./timers.ts";
import { ownTopic, type Subscription, Subscriptions } from "../mailbox/mod.ts";

/** The host of one view. What it holds is made when it is first needed. */
export class ViewHost implements Host {
  readonly #keeper: Keeping;
  #timers: Timers | undefined;
  #subscriptions: Subscriptions | undefined;
  #tasks: Tasks | undefined;
  #flashTimes: FlashTimes | undefined;
  #channels: Channels | undefined;
  isStarted = false;
  #outlet: Outlet | undefined;

  /** A host for this instance's view. */
  constructor(keeper: Keeping) {
    this.#keeper = keeper;
  }

  /** See {@link Host}. */
  get facts(): VisitFacts {
    return this.#keeper.facts;
  }

  /** See {@link Host}. */
  get location(): PageLocation {
    return this.#keeper.location;
  }

  /** See {@link Host}. */
  get flash(): Flash {
    return this.#keeper.flash;
  }

  /** See {@link Host}. */
  get isRendering(): boolean {
    return this.#keeper.isRendering;
  }

  get world(): World {
    return this.#keeper.world;
  }

  /** What the first paint waits for; undefined when there is nothing. */
  held(): Promise<unknown> | undefined {
    return this.#tasks?.held();
  }

  /** Its tasks, where the answer to its first page may stay open for some of them. */
  get late(): Tasks | undefined {
    return this.#tasks?.isLate ? this.#tasks : undefined;
  }

  /** No answer is open any more. */
  endLate(): void {
    this.#tasks?.followLate(undefined);
  }

  /** The mount is over: fields have what was loaded meanwhile, and what nobody loads is not loading. */
  mounted(): void {
    this.#tasks?.mounted();
    if (this.#keeper.facts.restored) settleFields(this.#keeper.view, this.#tasks);
  }

  /** A socket is there: timers begin. */
  start(): void {
    this.isStarted = true;
    this.#followFlash();
    this.#timers?.start();
  }

  /** A line is there, or none is any more: channels go with it. */
  line(outlet: Outlet | undefined): void {
    this.#outlet = outlet;
    this.#channels?.line(outlet);
  }

  /** Lets everything go. */
  end(): void {
    this.#channels?.end();
    this.#timers?.end();
    this.#subscriptions?.end((error) => this.#keeper.reporter.failed("unsubscribe", error, "gone"));
    this.#tasks?.end();
  }

  /** See {@link Host}. */
  changedFlash(): void {
    this.#checkTime("putFlash");
    if (this.#keeper.page) return this.#keeper.page.host.changedFlash();
    this.#followFlash();
    this.#keeper.changed();
  }

  /** See {@link Host}. */
  pushEvent(name: string, payload: unknown): void {
    this.#checkTime("pushEvent");
    const text = payloadText(name, payload);
    if (this.#keeper.isEnded) return;
    this.#keeper.pushText(JSON.stringify(String(name)), text);
    if (name === "flash") this.#showFlash(payload);
  }

  /** See {@link Host}. */
  redirect(to: string, options: { session?: SessionData }): void {
    this.#checkTime("redirect");
    if (options.session) checkSession(options.session);
    this.#keeper.redirect(to, options);
  }

  /** See {@link Host}. */
  subscribe(topic: string, take: ((message: unknown) => unknown) | undefined): void {
    this.#checkTime("subscribe");
    if (this.#keeper.isEnded) return;
    if (!take) adviseSubscription(this.#keeper, topic);
    this.#subscriptions ??= new Subscriptions(this.#keeper.world.bus, (subscription, delivery) => {
      this.#deliver(subscription, delivery);
    });
    this.#subscriptions.add(ownTopic(topic), take);
  }

  /** See {@link Host}. */
  unsubscribe(topic: string): void {
    this.#subscriptions?.remove(topic);
  }

  /** See {@link Host}. */
  publish(topic: string, message: unknown): void {
    this.#checkTime("publish");
    if (!this.#keeper.isMute) this.#keeper.world.bus.publish(ownTopic(topic), message);
  }

  /** See {@link Host}. */
  send(message: unknown, delay: number): () => void {
    this.#checkTime("send");
    const { mailbox, isEnded } = this.#keeper;
    if (isEnded) return () => {};
    if (delay > 0) {
      return this.#timer().once(delay, () => {
        if (!mailbox.message(message)) {
          const why = `${mailboxFull(this.#keeper, "a delayed message")}: it was dropped`;
          this.#keeper.reporter.warn(why, "message-dropped");
        }
        this.#keeper.wake();
      });
    }
    if (!mailbox.message(message)) throw new Error(mailboxFull(this.#keeper, "a message"));
    this.#keeper.wake();
    return () => {};
  }

  /** See {@link Host}. */
  every(ms: number, run: () => unknown): () => void {
    this.#checkTime("every");
    checkInterval(ms);
    if (this.#keeper.isEnded) return () => {};
    return ticking(
      (tick) => this.#timer().every(ms, tick),
      () => run.call(this.#keeper.view),
      (tick) => {
        this.#keeper.mailbox.call("every", tick);
        this.#keeper.wake();
      },
    );
  }

  /** See {@link Host}. */
  flush(): Promise<void> {
    this.#checkTime("flush");
    return this.#keeper.flushNow();
  }

  /** See {@link Host}. */
  assignAsync(
    field: string,
    load: (signal: AbortSignal) => unknown,
    options: AssignOptions,
  ): void {
    this.#checkTime("assignAsync");
    if (!this.#keeper.isEnded) this.#task().assign(field, load, options);
  }

  /** See {@link Host}. */
  startAsync(name: string, run: (signal: AbortSignal) => unknown, options: AsyncOptions): void {
    this.#checkTime("startAsync");
    if (!this.#keeper.isEnded) this.#task().start(name, run, options);
  }

  /** See {@link Host}. */
  cancelAsync(name: string): void {
    this.#tasks?.cancel(name);
  }

  /** See {@link Host}. */
  openChannel(options: ChannelOptions): Channel {
    this.#checkTime("openChannel");
    this.#keeper.world.kinds.check(options.kind);
    if (!this.#channels) {
      this.#channels = new Channels(this.#keeper);
      this.#channels.line(this.#outlet);
      if (this.#keeper.isEnded) this.#channels.end();
    }
    return this.#channels.open(options);
  }

  /** See {@link Host}. */
  openFeed(feed: Feed): FeedHost {
    return this.#keeper.openFeed(feed);
  }

  /** See {@link Host}. */
  advise(message: string, name: WarningName): void {
    if (this.#keeper.world.development) this.#keeper.reporter.warn(message, name);
  }

  #checkTime(member: string): void {
    if (this.#keeper.isRendering) adviseRender(this.#keeper, member);
  }

  #deliver(subscription: Subscription, delivery: Delivery): void {
    if (delivery.type === "gap") this.#keeper.mailbox.gap(subscription.topic);
    else this.#keeper.mailbox.published(subscription, delivery.message);
    this.#keeper.wake();
  }

  #showFlash(payload: unknown): void {
    const { message, type } = (payload ?? {}) as { message?: unknown; type?: unknown };
    if (typeof message !== "string") return;
    this.flash.put(typeof type === "string" ? type : "info", message);
    this.changedFlash();
  }

  /** Its times run from when a socket is there, also of messages that a redirect carried here. */
  #followFlash(): void {
    if (!this.isStarted || this.#keeper.isEnded || this.#keeper.page) return;
    if (!this.#flashTimes && this.flash.timed().length === 0) return;
    this.#flashTimes ??= new FlashTimes(this.flash, () => this.#keeper.changed());
    this.#flashTimes.follow(() => this.#timer());
  }

  #timer(): Timers {
    if (!this.#timers) {
      this.#timers = new Timers(this.#keeper.world);
      if (this.isStarted) this.#timers.start();
    }
    return this.#timers;
  }

  #task(): Tasks {
    return this.#tasks ??= new Tasks(this.#keeper);
  }
}
