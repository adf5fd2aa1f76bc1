/** Channels: one message to the pages of 1,000 connections, beside handing the same bytes on. */

import { Hono } from "hono";
import { CLIENT_BUILD } from "../client/hashes.gen.ts";
import {
  type Channel,
  ChannelData,
  channelKind,
  extension,
  html,
  LiveView,
  openChannel,
} from "../mod.ts";
import { helloLetters, VERSION } from "../protocol/mod.ts";
import { mountSite, type Receiver, type Transport } from "../server/mod.ts";
import { ManualClock } from "../testing/mod.ts";

/** Microseconds for all pages. */
export interface FanOut {
  readonly pages: number;
  /** Encoded once, and sent over each channel. */
  readonly channels: number;
  /** The bytes given to each transport, and nothing else. */
  readonly handedOn: number;
}

/** A pipe that counts what it is given. */
class Pipe implements Transport {
  readonly buffered = 0;
  bytes = 0;
  receiver: Receiver | undefined;

  send(data: string | Uint8Array): void {
    this.bytes += data.length;
  }

  close(): void {}

  open(receiver: Receiver): void {
    this.receiver = receiver;
  }
}

const PAGES = 1_000;

/** Pages that have joined, and their channels in one room. */
async function joined(): Promise<{ pipes: Pipe[]; channels: Channel[]; close(): Promise<void> }> {
  const kind = channelKind({ name: "pointer", codec: "binary", delivery: "droppable" });
  const channels: Channel[] = [];
  const room = extension({
    name: "room",
    connected: (view) => void channels.push(openChannel(view, { kind, room: "desk" })),
  });
  class Desk extends LiveView {
    render() {
      return html`<p>desk</p>`;
    }
  }
  const app = new Hono();
  let drawn = 0;
  const text = (bytes: number): string => String(++drawn).padStart(Math.ceil(bytes * 4 / 3), "0");
  const { site, hub } = mountSite(app, { "/": Desk }, {
    secret: "fan out!".repeat(4),
    dev: false,
    signals: false,
    observe: () => {},
    use: [room],
  }, {
    client: CLIENT_BUILD,
    rim: {
      clock: new ManualClock(),
      secret: undefined,
      isDeployment: false,
      random: () => text(36),
      randomText: text,
      chance: () => 0.5,
      whenIdle: () => () => {},
      signals: () => ({ listen: () => ({ listeners: 0, stop: () => {} }) }),
    },
  });
  const pipes: Pipe[] = [];
  for (let page = 0; page < PAGES; page++) {
    const response = await app.request("http://live.test/");
    const body = await response.text();
    const read = (name: string): string => new RegExp(`${name}="([^"]*)"`).exec(body)?.[1] ?? "";
    const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    const pipe = new Pipe();
    const headers = new Headers({ cookie });
    const origin = "http://live.test";
    const address = `192.0.2.${page % 200}`;
    site.hub.connect(pipe, { site, base: "", origin, headers, env: {}, address, session: "" });
    const facts = { v: VERSION, b: "", try: 1, queued: 0, pristine: 1 } as const;
    const claim = { claim: read("data-djust"), ticket: read("data-ticket") };
    pipe.receiver?.message(JSON.stringify(helloLetters(0, { ...facts, ...claim })));
    pipes.push(pipe);
  }
  while (channels.length < PAGES) await new Promise((resolve) => setTimeout(resolve, 5));
  return { pipes, channels, close: () => hub.close() };
}

/** What the best tenth of some rounds took, in microseconds: what is over it was company. */
function best(run: () => void): number {
  const times = Array.from({ length: 201 }, () => {
    const from = performance.now();
    run();
    return (performance.now() - from) * 1_000;
  }).sort((a, b) => a - b);
  return times[20] ?? 0;
}

/** Measures both. */
export async function measureFanOut(): Promise<FanOut> {
  const { pipes, channels, close } = await joined();
  const place = new Uint8Array(20).fill(7);
  const sendAll = (): void => {
    const data = new ChannelData(place);
    for (const channel of channels) channel.send(data);
  };
  const handOn = (): void => {
    const bytes = new Uint8Array([1, ...place]);
    for (const pipe of pipes) pipe.send(bytes);
  };
  // Both are compiled before either counts.
  for (let i = 0; i < 200; i++) {
    sendAll();
    handOn();
  }
  const before = pipes.map(({ bytes }) => bytes);
  sendAll();
  if (pipes.some(({ bytes }, page) => bytes - (before[page] ?? 0) !== place.length + 1)) {
    throw new Error("not every page got it once");
  }
  const result = { pages: PAGES, channels: best(sendAll), handedOn: best(handOn) };
  await close();
  return result;
}

if (import.meta.main) console.log(JSON.stringify(await measureFanOut()));
