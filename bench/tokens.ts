/** Tokens of W5: in a browser, beside a page written by hand; and on the server, behind a long text. */

import { type Browser, chromium, type Page } from "playwright-core";
import { Hono } from "hono";
import { type Child, each, event, html, joined, LiveView } from "../mod.ts";
import { live } from "../server/hono.ts";
import { findChromium } from "../tests/browser/chromium.ts";
import { type Spread, spread } from "./measure.ts";
import { painted } from "./ours.ts";
import { chat, token } from "./workloads.ts";

/** What was measured. */
export interface Tokens {
  /** Undefined where there is no Chromium. */
  readonly browser: InBrowser | undefined;
  /** Microseconds of a token on the server, by the length of the text that it is added to. */
  readonly lengths: readonly {
    readonly length: number;
    /** Where the text is one string. */
    readonly text: number;
    /** Where its pieces are kept. */
    readonly pieces: number;
  }[];
}

/** Microseconds of a page's main thread for a token, and how many times as long ours took. */
export interface Race {
  readonly ours: Spread;
  readonly byHand: Spread;
  readonly ratio: Spread;
}

/** What a browser has to do. */
export interface InBrowser {
  /** All of it, when tokens come as fast models send them. */
  readonly spoken: Race & { readonly tokens: number; readonly every: number };
  /** Script alone, when each comes in a message of its own. */
  readonly script: Race & { readonly tokens: number };
}

const TOKENS = 2_000;
/** Tokens that are sent one after the other, and the milliseconds between them. */
const SPOKEN = 500;
const EVERY = 4;

/** Says them, as a model does. */
async function speak(say: (token: string) => void): Promise<void> {
  for (let turn = 1; turn <= SPOKEN; turn++) {
    say(token(turn));
    await new Promise((resolve) => setTimeout(resolve, EVERY));
  }
}

class Ours extends LiveView {
  chat = chat();
  @event
  grow(): void {
    const growing = this.chat.messages[20];
    if (growing) growing.text += token(1);
  }
  @event
  speak(): void {
    const growing = this.chat.messages[20];
    if (!growing) return;
    growing.text = "A";
    this.startAsync("speak", async () => {
      await speak((token) => {
        growing.text += token;
        void this.flush();
      });
      growing.text += "!";
      void this.flush();
    });
  }
  render() {
    return html`
      <button dj-click=${this.grow}>Grow</button> <button dj-click=${this.speak}>Speak</button>
      <ol>${each(
        this.chat.messages,
        ({ id }) => id,
        ({ author, text }) => html`<li><b>${author}</b> <p>${text}</p></li>`,
      )}</ol>
    `;
  }
}

/** The least script that does it. */
const BY_HAND = `
const socket = new WebSocket(location.href.replace("http", "ws") + "/socket");
const text = document.querySelector("li:last-child p").firstChild;
socket.onmessage = ({ data }) => text.appendData(JSON.parse(data));
const [grow, speak] = document.querySelectorAll("button");
grow.onclick = () => socket.send("grow");
speak.onclick = () => {
  text.data = "A";
  socket.send("speak");
};
socket.onopen = () => document.body.classList.add("dj-connected");
`;

/** The same page, written by hand. */
function byHand(): Response {
  const rows = chat().messages.map(({ author, text }) =>
    `<li><b>${author}</b> <p>${text || " "}</p></li>`
  );
  const body = `<button>Grow</button> <button>Speak</button><ol>${
    rows.join("")
  }</ol><script>${BY_HAND}</script>`;
  return new Response(
    `<!doctype html><html lang="en"><title>W5</title><body><main>${body}</main></html>`,
    { headers: { "content-type": "text/html" } },
  );
}

function serve(): { url: string; close(): Promise<void> } {
  const app = new Hono();
  const hub = live(app, { "/ours": Ours }, {
    dev: false,
    signals: false,
    observe() {},
    state: false,
    secret: "tokens, one at a time, to a page".repeat(2),
  });
  app.get("/hand", byHand);
  app.get("/hand/socket", (c) => {
    const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
    const send = (text: string): void => socket.send(JSON.stringify(text));
    socket.onmessage = async ({ data }) => {
      if (data === "grow") return send(token(1));
      await speak(send);
      send("!");
    };
    return response;
  });
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, app.fetch);
  return {
    url: `http://127.0.0.1:${server.addr.port}`,
    close: async () => {
      await hub.close();
      await server.shutdown();
    },
  };
}

/** What a page is given to take: its socket, as its script has it. */
interface Line {
  socket: WebSocket;
  /** The last message that came. */
  last: string;
}

/** Keeps hold of the page's socket. */
function listen(): void {
  const line = { last: "" } as Line;
  Object.assign(globalThis, { line });
  const Native = WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      line.socket = this;
      this.addEventListener("message", ({ data }) => line.last = data);
    }
  };
}

/** Hands the page all tokens, as if each had just arrived; returns microseconds for one of them. */
async function take(texts: readonly string[]): Promise<number> {
  const { line } = globalThis as unknown as { line: Line };
  const { socket } = line;
  const text = document.querySelector("li:last-child p")?.firstChild as Text;
  // Nobody hears what the page says of frames that nobody sent.
  socket.send = () => {};
  const grown = JSON.parse(line.last) as string | [number, number, number, string];
  const isOurs = Array.isArray(grown);
  // What others write into a page of ours cannot grow: it is written anew by a frame.
  if (isOurs) {
    const data = JSON.stringify([0, grown[1], -2 - grown[2], "A"]);
    socket.onmessage?.(new MessageEvent("message", { data }));
  } else text.data = "A";
  const messages = texts.map((text) =>
    JSON.stringify(isOurs ? [0, grown[1], grown[2], text] : text)
  );
  const events = messages.map((data) => new MessageEvent("message", { data }));
  const from = performance.now();
  for (const event of events) {
    socket.onmessage?.(event);
    // What is done after each message counts, too.
    await undefined;
  }
  const took = performance.now() - from;
  if (text.data !== `A${texts.join("")}`) throw new Error("Not every token is there once");
  return took * 1_000 / texts.length;
}

async function open(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1_000, height: 700 } });
  await page.addInitScript(listen);
  await page.goto(url);
  await page.waitForSelector("body.dj-connected");
  return page;
}

/** Twice: what a text grew by is said of one that is there. */
async function grow(page: Page): Promise<void> {
  const length = () =>
    page.evaluate(() => document.querySelector("li:last-child p")?.textContent?.length ?? 0);
  for (let turn = 0; turn < 2; turn++) {
    const before = await length();
    await page.click("button");
    while (await length() === before) await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Has a page take what is spoken; returns microseconds of all its work for one token. */
async function listenTo(page: Page): Promise<number> {
  await page.bringToFront();
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const spent = async (): Promise<number> => {
    const { metrics } = await session.send("Performance.getMetrics");
    return metrics.find(({ name }) => name === "TaskDuration")?.value ?? NaN;
  };
  const before = await spent();
  await page.evaluate(() => document.querySelectorAll("button")[1]?.click());
  const wanted = Array.from({ length: SPOKEN }, (_, turn) => token(turn + 1)).join("");
  // Looked at so rarely that to look costs nothing.
  const shown = () => page.textContent("li:last-child p");
  while (await shown() !== `A${wanted}!`) await new Promise((resolve) => setTimeout(resolve, 200));
  const after = await spent();
  await session.detach();
  return (after - before) * 1e6 / SPOKEN;
}

/** Side by side, and another one first each time. */
async function race(
  [ours, hand]: readonly [Page, Page],
  rounds: number,
  run: (page: Page) => Promise<number>,
): Promise<Race> {
  const times: [own: number, other: number][] = [];
  for (let round = -1; round < rounds; round++) {
    const first = round % 2 === 0 ? undefined : await run(hand);
    const own = await run(ours);
    const other = first ?? await run(hand);
    if (round >= 0) times.push([own, other]);
  }
  return {
    ours: spread(times.map(([own]) => own)),
    byHand: spread(times.map(([, other]) => other)),
    ratio: spread(times.map(([own, other]) => own / other)),
  };
}

async function measureBrowser(): Promise<InBrowser | undefined> {
  const executablePath = findChromium(true);
  if (!executablePath) return undefined;
  const args = ["--no-sandbox", "--disable-gpu", "--no-first-run"];
  const browser = await chromium.launch({ executablePath, headless: true, args });
  const house = serve();
  const pages = [
    await open(browser, `${house.url}/ours`),
    await open(browser, `${house.url}/hand`),
  ] as const;
  const spoken = await race(pages, 9, listenTo);
  // The last message has to be one that says what a text grew by.
  for (const page of pages) await grow(page);
  const texts = Array.from({ length: TOKENS }, (_, turn) => token(turn + 1));
  const script = await race(pages, 41, (page) => page.evaluate(take, texts));
  await browser.close();
  await house.close();
  return {
    spoken: { ...spoken, tokens: SPOKEN, every: EVERY },
    script: { ...script, tokens: TOKENS },
  };
}

/** Middle of what a token takes to be rendered and compared, where `add` adds it to what is shown. */
function middle(page: () => Child, add: (token: string) => void): number {
  const tree = painted(page());
  const took: number[] = [];
  for (let turn = 0; turn < 500; turn++) {
    const from = performance.now();
    add(token(turn));
    tree.diff(page(), null);
    took.push((performance.now() - from) * 1_000);
  }
  return spread(took).median;
}

/** Behind so many letters: of one text, and of the same in pieces. */
function behind(length: number): Tokens["lengths"][number] {
  let text = "x".repeat(length);
  const pieces: string[] = Array.from({ length: length / 6 }, () => "xxxxx ");
  return {
    length,
    text: middle(() => html`<p>${text}</p>`, (token) => void (text += token)),
    pieces: middle(() => html`<p>${joined(pieces)}</p>`, (token) => void pieces.push(token)),
  };
}

/** Middles of rounds in which every length has its turn; the first ones are for the compiler. */
function lengths(): Tokens["lengths"] {
  const rounds = Array.from({ length: 8 }, () => [12_000, 100_000, 1_000_000].map(behind)).slice(3);
  return (rounds[0] ?? []).map(({ length }, at) => ({
    length,
    text: spread(rounds.map((round) => round[at]?.text ?? NaN)).median,
    pieces: spread(rounds.map((round) => round[at]?.pieces ?? NaN)).median,
  }));
}

/** Measures both. */
export async function measureTokens(): Promise<Tokens> {
  return { lengths: lengths(), browser: await measureBrowser() };
}

if (import.meta.main) console.log(JSON.stringify(await measureTokens()));
