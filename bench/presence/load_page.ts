/** Pages of the load: joined over real sockets, without a browser. They count what they hear. */

import {
  ACK_EVERY,
  ackText,
  decodeDown,
  encodeCursorUp,
  helloLetters,
  PLACE,
  UP_TEXT,
  VERSION,
} from "../../protocol/mod.ts";

/** What a page heard. Bytes have the header of their WebSocket frame. */
export interface Heard {
  /** All messages. */
  frames: number;
  bytes: number;
  /** Messages that tell moves, their bytes, and the moves in them. */
  moveFrames: number;
  moveBytes: number;
  moves: number;
  /** Frames that change what the page shows: renders. */
  renders: number;
  /** Messages that tell what somebody sees. */
  views: number;
}

/** Nothing yet. */
export const nothing = (): Heard => ({
  ...{ frames: 0, bytes: 0, moveFrames: 0, moveBytes: 0, moves: 0, renders: 0, views: 0 },
});

/** A page that can move. */
export interface LoadPage {
  /** What it heard since this was set last. */
  heard: Heard;
  /** Where the latencies of moves go, in ms, where anybody wants them. */
  latencies: number[] | undefined;
  /** Moves its cursor. The place says when. */
  move(): void;
  /** Shows its cursor at a place, in pixels. */
  moveTo(x: number, y: number): void;
  /** What it has to say from time to time. */
  heartbeat(): void;
  close(): Promise<void>;
}

/** How a page comes. */
export type Open = (url: string, room: string, name: string) => Promise<LoadPage>;

/** Tenths of milliseconds, as two numbers below 65,536. */
function stamp(): [x: number, y: number] {
  const now = Math.floor((performance.timeOrigin + performance.now()) * 10) % 2 ** 32;
  return [now % 65_536, Math.floor(now / 65_536)];
}

/** Milliseconds since a stamp. */
function since(x: number, y: number): number {
  const [nowX, nowY] = stamp();
  return ((nowY - y) * 65_536 + nowX - x) / 10;
}

/** Bytes of a message and its header; a page's own has a mask. */
const framed = (size: number): number => size + (size > 65_535 ? 10 : size > 125 ? 4 : 2);

/** A socket that is open. */
export async function opened(url: string, headers: Record<string, string>): Promise<WebSocket> {
  // The headers are Deno's own option; the DOM's types do not know it.
  const socket = new WebSocket(url.replace(/^http/, "ws"), { headers } as never);
  socket.binaryType = "arraybuffer";
  await new Promise<void>((resolve, reject) => {
    socket.onopen = () => resolve();
    socket.onerror = () => reject(new Error(`Cannot open a socket at ${url}`));
  });
  socket.onerror = (event) => event.preventDefault();
  return socket;
}

/** The end of a socket. */
function ended(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    socket.onclose = () => resolve();
    socket.close();
    // A server under load may take its time.
    setTimeout(resolve, 500);
  });
}

/** How long a join may take, on a machine with much else to do. */
const PATIENCE = 30_000;
const MOVES = 0;
const VIEW = 4;
const MOVED = 7;

/** A page of ours. */
class LivePage implements LoadPage {
  heard = nothing();
  latencies: number[] | undefined;
  readonly #socket: WebSocket;
  readonly #open = Promise.withResolvers<void>();
  #address = 0;
  #counted = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) =>
      typeof data === "string" ? this.#text(data) : this.#bytes(new Uint8Array(data));
    socket.onclose = ({ code }) => this.#open.reject(new Error(`The server closed with ${code}`));
    const late = setTimeout(
      () => this.#open.reject(new Error(`Cannot join: no answer in ${PATIENCE} ms`)),
      PATIENCE,
    );
    this.#open.promise.then(() => clearTimeout(late), () => clearTimeout(late));
  }

  /** The channel of cursors is there. */
  get open(): Promise<void> {
    return this.#open.promise;
  }

  hello(claim: string, ticket: string): void {
    const facts = { v: VERSION, b: "", try: 1, queued: 0, pristine: 1, claim, ticket } as const;
    this.#socket.send(JSON.stringify(helloLetters(0, facts)));
  }

  move(): void {
    this.moveTo(...stamp());
  }

  moveTo(x: number, y: number): void {
    const move = { place: PLACE.pixels, x, y, mode: "plain" } as const;
    this.#socket.send(Uint8Array.of(this.#address, ...encodeCursorUp({ type: "move", move })));
  }

  /** The server knows by its socket. */
  heartbeat(): void {}

  async close(): Promise<void> {
    this.#socket.send(UP_TEXT.bye);
    await ended(this.#socket);
  }

  #text(text: string): void {
    this.#hear(text.length);
    const down = decodeDown(text);
    if (down?.type === "open" && down.kind === "cursors") {
      this.#address = down.address;
      this.#open.resolve();
    }
    if (down?.type === "error" || down?.type === "drain") {
      this.#open.reject(new Error(`Cannot join: the server answered ${text}`));
    }
    if (down?.type !== "frame" && down?.type !== "full") return;
    this.heard.renders++;
    const isDue = ++this.#counted % ACK_EVERY === 0 || down.extras?.a;
    if (isDue) this.#socket.send(ackText(this.#counted));
  }

  #bytes(bytes: Uint8Array): void {
    this.#hear(bytes.length);
    const { heard, latencies } = this;
    const type = bytes[1];
    if (type === VIEW) heard.views++;
    if (type !== MOVES) return;
    heard.moveFrames++;
    heard.moveBytes += framed(bytes.length);
    heard.moves += (bytes.length - 3) / MOVED;
    if (!latencies) return;
    const view = new DataView(bytes.buffer);
    for (let at = 6; at + 4 <= bytes.length; at += MOVED) {
      latencies.push(since(view.getUint16(at), view.getUint16(at + 2)));
    }
  }

  #hear(size: number): void {
    this.heard.frames++;
    this.heard.bytes += framed(size);
  }
}

/** What a page that was painted is joined by. */
export interface Entry {
  readonly cookie: string;
  readonly claim: string;
  readonly ticket: string;
}

/** Loads a page, as a browser does. */
export async function entryOf(url: string): Promise<Entry> {
  const response = await fetch(url);
  const body = await response.text();
  const read = (attribute: string): string =>
    new RegExp(`${attribute}="([^"]*)"`).exec(body)?.[1]?.replaceAll("&quot;", '"').replaceAll(
      "&amp;",
      "&",
    ) ?? "";
  const cookie = response.headers.getSetCookie().map((set) => set.split(";")[0]).join("; ");
  return { cookie, claim: read("data-djust"), ticket: read("data-ticket") };
}

/** Loads a page and joins it, as the client does. */
export const openLive: Open = async (url, room, name) => {
  const { cookie, claim, ticket } = await entryOf(
    `${url}/?${new URLSearchParams({ room, name })}`,
  );
  const page = new LivePage(await opened(`${url}/_djust/socket`, { origin: url, cookie }));
  page.hello(claim, ticket);
  await page.open;
  return page;
};

/** A page of the naive way. */
class NaivePage implements LoadPage {
  heard = nothing();
  latencies: number[] | undefined;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, user: string) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => this.#hear(String(data));
    this.#say({ type: "join", user });
  }

  move(): void {
    this.moveTo(...stamp());
  }

  moveTo(x: number, y: number): void {
    this.#say({ type: "move", x, y });
  }

  heartbeat(): void {
    this.#say({ type: "heartbeat" });
  }

  close(): Promise<void> {
    return ended(this.#socket);
  }

  #say(what: unknown): void {
    this.#socket.send(JSON.stringify(what));
  }

  #hear(text: string): void {
    const { heard, latencies } = this;
    const bytes = framed(text.length);
    heard.frames++;
    heard.bytes += bytes;
    const { type, payload } = JSON.parse(text) as {
      type: string;
      payload: { x: number; y: number };
    };
    if (type !== "cursor_move") return;
    heard.moveFrames++;
    heard.moveBytes += bytes;
    heard.moves++;
    latencies?.push(since(payload.x, payload.y));
  }
}

/** Opens a socket and says who it is. */
export const openNaive: Open = async (url, room, name) =>
  new NaivePage(await opened(`${url}/naive?${new URLSearchParams({ room })}`, {}), name);
