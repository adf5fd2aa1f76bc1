/** Wire: payload bytes of exchanges between a page and a real connection, over a pipe that counts. */

import { Hono } from "hono";
import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import { ACK_EVERY, ackText, helloLetters, VERSION } from "../protocol/mod.ts";
import type { Limits } from "../server/hono.ts";
import { mountSite, type Receiver, type Transport, type ViewClass } from "../server/mod.ts";
import { ManualClock } from "../testing/mod.ts";
import { ChatPage, ClosurePage, CounterPage, DashboardPage, TablePage } from "./pages.ts";

/** Mean bytes of one exchange. */
export interface Exchange {
  readonly name: string;
  readonly up: number;
  readonly down: number;
}

/** A page on a pipe: counts what it says and hears. */
class Line implements Transport {
  readonly buffered = 0;
  up = 0;
  down = 0;
  #receiver: Receiver | undefined;
  #frames = 0;
  #told = 0;
  #answered = Promise.withResolvers<string>();

  send(data: string | Uint8Array): void {
    const text = String(data);
    this.down += byteLength(text);
    if (text.startsWith("[-3,")) return;
    // What the page acknowledges by itself, and what it is asked to.
    if (!text.startsWith("[-")) {
      const isDue = ++this.#frames - this.#told >= ACK_EVERY || text.endsWith('"a":1}]');
      if (isDue) this.#say(ackText(this.#told = this.#frames));
    }
    this.#answered.resolve(text);
  }

  close(code: number, reason: string): void {
    this.#answered.reject(new Error(`the server closed with ${code} ${reason}`));
  }

  open(receiver: Receiver): void {
    this.#receiver = receiver;
  }

  /** Says something, and waits for what is no ack. */
  exchange(text: string): Promise<string> {
    this.up = this.down = 0;
    this.#answered = Promise.withResolvers();
    this.#say(text);
    return this.#answered.promise;
  }

  #say(text: string): void {
    this.up += byteLength(text);
    this.#receiver?.message(text);
  }
}

const byteLength = (text: string): number => new TextEncoder().encode(text).length;

const ROUTES = {
  "/counter": CounterPage,
  "/closure": ClosurePage,
  "/table": TablePage,
  "/dashboard": DashboardPage,
  "/chat": ChatPage,
} satisfies Record<string, ViewClass>;

/** The parts of a page that a join needs, and how large its answer is. */
interface Joined {
  readonly line: Line;
  readonly join: Omit<Exchange, "name">;
  [Symbol.asyncDispose](): Promise<void>;
}

/** No page may click as fast as a benchmark. */
const FAST: Partial<Limits> = { rate: 1_000_000, burst: 1_000_000 };

/** Loads a page and joins it, as the client does after a page load. */
async function visit(path: keyof typeof ROUTES, limits: Partial<Limits> = FAST): Promise<Joined> {
  const app = new Hono();
  const clock = new ManualClock();
  const text = (bytes: number): string => {
    const drawn = crypto.getRandomValues(new Uint8Array(bytes));
    return btoa(String.fromCharCode(...drawn)).replace(/=+$/, "").replaceAll("+", "-").replaceAll(
      "/",
      "_",
    );
  };
  const { site, hub } = mountSite(app, ROUTES, {
    secret: "wire".repeat(8),
    dev: false,
    signals: false,
    observe: () => {},
    limits,
  }, {
    client: CLIENT_BUILD,
    rim: {
      clock,
      secret: undefined,
      isDeployment: false,
      random: () => text(36),
      randomText: text,
      chance: () => 0.5,
      whenIdle: () => () => {},
      signals: () => ({ listen: () => ({ listeners: 0, stop: () => {} }) }),
    },
  });
  const response = await app.request(`http://live.test${path}`);
  const body = await response.text();
  const read = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(body)?.[1] ?? "";
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const line = new Line();
  site.hub.connect(line, {
    site,
    base: "",
    origin: "http://live.test",
    headers: new Headers({ cookie }),
    env: {},
    address: "192.0.2.1",
    session: "",
  });
  const facts = {
    v: VERSION,
    b: CLIENT_BUILD.hashes.client,
    try: 1,
    claim: read("data-djust"),
    ticket: read("data-ticket"),
    pristine: 1,
    queued: 0,
  } as const;
  const joined = await line.exchange(JSON.stringify(helloLetters(0, facts)));
  if (!joined.startsWith("[-1,0,0")) throw new Error(`Cannot join: ${joined}`);
  const join = { up: line.up, down: line.down };
  return { line, join, [Symbol.asyncDispose]: () => hub.close() };
}

/** One exchange: a message up, and the frame that answers it. */
async function exchange({ line }: Joined, message: string): Promise<Omit<Exchange, "name">> {
  await line.exchange(message);
  return { up: line.up, down: line.down };
}

const FIRST = 1000;
const LAST = 1099;

/** The mean of exchanges 1,000 to 1,099; `between` puts back what was measured. */
async function mean(
  name: string,
  path: keyof typeof ROUTES,
  message: string,
  between?: string,
): Promise<Exchange[]> {
  await using page = await visit(path);
  const sums = [0, 0, 0, 0] as [number, number, number, number];
  for (let turn = 0; turn <= LAST; turn++) {
    const there = await exchange(page, message);
    const back = between ? await exchange(page, between) : { up: 0, down: 0 };
    if (turn < FIRST) continue;
    sums[0] += there.up;
    sums[1] += there.down;
    sums[2] += back.up;
    sums[3] += back.down;
  }
  const [up, down, backUp, backDown] = sums.map((sum) => sum / (LAST - FIRST + 1)) as typeof sums;
  const first = { name, up, down };
  return between ? [first, { name: JSON.parse(between), up: backUp, down: backDown }] : [first];
}

async function joins(name: string, path: keyof typeof ROUTES): Promise<Exchange> {
  await using page = await visit(path, {});
  return { name, ...page.join };
}

/** All tokens of W5, each in a frame of its own. */
async function stream(): Promise<Exchange> {
  await using page = await visit("/chat");
  const sum = { up: 0, down: 0 };
  for (let turn = 0; turn < 2000; turn++) {
    const { up, down } = await exchange(page, '"grow"');
    sum.up += up;
    sum.down += down;
  }
  return { name: "W5, 2,000 tokens in all", ...sum };
}

/** Every row of the table, in its order. */
export async function measureWire(): Promise<Exchange[]> {
  const [prepend, remove] = await mean("W2 prepend", "/table", '"prepend"', '"remove"');
  const [clear, create] = await mean("W2 clear", "/table", '"clear"', '"create"');
  return [
    ...await mean("counter click", "/counter", '"increment"'),
    ...await mean("counter click, a closure", "/closure", "[1,0]"),
    ...await mean("event that changes nothing", "/counter", '"nothing"'),
    await joins("join, counter", "/counter"),
    await joins("join, 1,000-row table", "/table"),
    ...await mean("W2 one cell", "/table", '"cell"'),
    ...await mean("W2 update every 10th", "/table", '"update"'),
    ...await mean("W2 swap", "/table", '"swap"'),
    ...await mean("W2 select", "/table", '"select"'),
    prepend as Exchange,
    { ...remove as Exchange, name: "W2 remove" },
    ...await mean("W2 reverse", "/table", '"reverse"'),
    { ...create as Exchange, name: "W2 create 1,000 rows" },
    clear as Exchange,
    ...await mean("W4, 20 of 200 change", "/dashboard", '"tick"'),
    await stream(),
  ];
}

if (import.meta.main) console.log(JSON.stringify(await measureWire()));
