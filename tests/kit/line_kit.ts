/** What the tests of connections share: a site on hand-moved time, and lines that remember. */

import { Hono } from "hono";
import { ManualClock } from "../../testing/mod.ts";
import { until } from "../until.ts";
import { type MountedSite, mountSite } from "../../server/app/live_hub.ts";
import type { HubRecord, RefusalReason } from "../../server/world/report/hub_record.ts";
import type { ObserveRecord } from "../../server/world/visit/record.ts";
import type { LiveOptions } from "../../server/app/settings/options.ts";
import type { LiveContext } from "../../server/app/request/router.ts";
import type { Receiver, Transport } from "../../server/connection/transport.ts";
import type { ViewClass } from "../../server/view/view.ts";

const EMPTY = { code: "", hash: "0" };
const SCRIPTS = { client: EMPTY, dev: EMPTY };

/** A site whose time stands still. */
export class FakeSite {
  readonly clock = new ManualClock();
  readonly app = new Hono();
  readonly records: (HubRecord | ObserveRecord)[] = [];
  readonly mounted: MountedSite<LiveContext>;
  /** What waits until there is nothing else to do. */
  readonly idle = new Set<() => void>();
  cookie = "";
  #drawn = 0;

  constructor(routes: Record<string, ViewClass>, options: LiveOptions = {}) {
    const draw = (bytes: number): string =>
      String(++this.#drawn).padStart(Math.ceil(bytes * 4 / 3), "0");
    this.mounted = mountSite<LiveContext>(this.app, routes, {
      signals: false,
      observe: (record) => this.records.push(record),
      ...options,
    }, {
      client: { hashes: { client: "0", dev: "0" }, load: () => Promise.resolve(SCRIPTS) },
      rim: {
        clock: this.clock,
        secret: undefined,
        isDeployment: false,
        random: () => draw(48),
        randomText: draw,
        chance: () => 0.5,
        whenIdle: (run) => {
          this.idle.add(run);
          return () => this.idle.delete(run);
        },
        signals: () => ({ listen: () => ({ listeners: 0, stop: () => {} }) }),
      },
    });
  }

  /** Why somebody was refused, so far. */
  refused(): RefusalReason[] {
    return this.records.filter((record) => record.type === "refused").map(({ why }) => why);
  }

  /** Loads a page: the facts of its join. */
  async load(path = "/"): Promise<{ claim: string; ticket: string }> {
    const response = await this.app.request(`http://live.test${path}`, {
      headers: { cookie: this.cookie },
    });
    this.cookie ||= response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const body = await response.text();
    const read = (name: string): string =>
      (new RegExp(`${name}="([^"]*)"`).exec(body)?.[1] ?? "").replaceAll("&amp;", "&");
    return { claim: read("data-djust"), ticket: read("data-ticket") };
  }

  /** A line that has not said anything, of the visitor with this session. */
  connect(session = ""): FakeLine {
    const line = new FakeLine(this.clock);
    const headers = new Headers({ cookie: this.cookie });
    const { site } = this.mounted;
    site.hub.connect(line, {
      site,
      base: "",
      origin: "http://live.test",
      headers,
      env: {},
      address: "9.9.9.9",
      session,
    });
    return line;
  }

  /** A page that has joined, and its token. */
  async live(path = "/", facts: Record<string, unknown> = {}): Promise<[FakeLine, string]> {
    const page = await this.load(path);
    const line = this.connect();
    line.say([-1, 0, { ...FACTS, ...page, ...facts }]);
    const answer = await line.next();
    return [line, String(answer[3])];
  }
}

/** What joins and resumes say unless told. */
export const FACTS = { v: 1, b: "0", try: 1, pristine: 1, queued: 0 };

/** A line that keeps what it was sent. */
export class FakeLine implements Transport {
  readonly #clock: ManualClock;
  readonly #sent: unknown[][] = [];
  #receiver: Receiver | undefined;
  buffered = 0;
  closed: { code: number; reason: string } | undefined;

  constructor(clock: ManualClock) {
    this.#clock = clock;
  }

  send(data: string | Uint8Array): void {
    // Bytes of a channel stand there as their numbers, behind a word.
    this.#sent.push(typeof data === "string" ? JSON.parse(data) : ["bytes", ...data]);
  }

  close(code: number, reason: string): void {
    this.closed ??= { code, reason };
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  /** The page says something. */
  say(message: unknown): void {
    this.#receiver?.message(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Something comes as it is. */
  put(data: unknown): void {
    this.#receiver?.message(data);
  }

  /** The line is gone, without a word. */
  cut(): void {
    this.#receiver?.closed();
  }

  /** The next message that is sent. */
  next(): Promise<unknown[]> {
    return until("a message is sent", () => this.#sent.shift(), { every: 1 });
  }

  /**
   * What was sent and not taken, after all that needs no time. Signatures are not among that: threads
   * of the platform make them, so a join's answer has to be waited for by {@link FakeLine.next}.
   */
  async rest(): Promise<unknown[][]> {
    for (let turns = 0; turns < 5; turns++) await this.#clock.settled();
    return this.#sent.splice(0);
  }
}
