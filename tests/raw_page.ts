/** A page without a browser: loads, joins and speaks the wire by hand, so that it can misbehave. */

import { until } from "./until.ts";

/** What was loaded. */
export interface Loaded {
  readonly status: number;
  readonly body: string;
  readonly headers: Headers;
  readonly claim: string;
  readonly ticket: string;
  /** The Cookie header that the visitor sends from now on. */
  readonly cookie: string;
}

/** Loads a page. */
export async function load(
  url: string,
  headers: Record<string, string> = {},
): Promise<Loaded> {
  const response = await fetch(url, { headers, redirect: "manual" });
  const body = await response.text();
  const unescape = (text = ""): string =>
    text.replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");
  const set = response.headers.getSetCookie().map((cookie) => cookie.split(";")[0] ?? "");
  return {
    status: response.status,
    body,
    headers: response.headers,
    claim: unescape(/data-djust="([^"]*)"/.exec(body)?.[1]),
    ticket: unescape(/data-ticket="([^"]*)"/.exec(body)?.[1]),
    cookie: [...(headers.cookie ? [headers.cookie] : []), ...set].join("; "),
  };
}

/** A socket that keeps what it was sent. */
export class RawSocket implements AsyncDisposable {
  readonly #socket: WebSocket;
  readonly #messages: unknown[][] = [];
  /** Binary messages that came. */
  readonly bytes: Uint8Array[] = [];
  /** The code and reason of its end, once it has ended. */
  closed: { code: number; reason: string } | undefined;
  readonly #opened: Promise<boolean>;

  private constructor(url: string, headers: Record<string, string>) {
    // Deno's own option; the DOM's types, which the client is checked with, do not know it.
    this.#socket = new WebSocket(url, { headers } as never);
    this.#opened = new Promise((resolve) => {
      this.#socket.onopen = () => resolve(true);
      this.#socket.onerror = () => resolve(false);
      this.#socket.onclose = ({ code, reason }) => {
        this.closed = { code, reason };
        resolve(false);
      };
    });
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onmessage = ({ data }) => {
      if (typeof data === "string") this.#messages.push(JSON.parse(data) as unknown[]);
      else this.bytes.push(new Uint8Array(data as ArrayBuffer));
    };
  }

  /** Opens a socket to the server at `url`; undefined when it does not upgrade. */
  static async open(
    url: string,
    headers: Record<string, string> = {},
  ): Promise<RawSocket | undefined> {
    const socket = new RawSocket(`${url.replace(/^http/, "ws")}/_djust/socket`, {
      origin: url,
      ...headers,
    });
    return await socket.#opened ? socket : undefined;
  }

  /** Sends a text, or anything else as JSON. */
  send(message: unknown): void {
    this.#socket.send(typeof message === "string" ? message : JSON.stringify(message));
  }

  /** Sends bytes. */
  sendBytes(bytes: Uint8Array<ArrayBuffer>): void {
    this.#socket.send(bytes);
  }

  /** The next message. */
  next(): Promise<unknown[]> {
    return until("a message comes", () => this.#messages.shift());
  }

  /** Messages that came and were not taken. */
  get waiting(): number {
    return this.#messages.length;
  }

  /** The end, however it comes. */
  ended(): Promise<{ code: number; reason: string }> {
    return until("the socket closes", () => this.closed);
  }

  /** Closes, and waits for it. */
  async close(): Promise<void> {
    this.#socket.close();
    await this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** The join of a loaded page, as the client sends it first. */
export function joinOf(page: Loaded, changes: Record<string, unknown> = {}): unknown[] {
  const { claim, ticket } = page;
  return [-1, 0, { v: 1, b: "0", try: 1, claim, ticket, pristine: 1, queued: 0, ...changes }];
}

/** Loads a page and joins it; the answer to the join is returned too. */
export async function goLive(
  url: string,
  path = "/",
  headers: Record<string, string> = {},
): Promise<{ page: Loaded; socket: RawSocket; joined: unknown[] }> {
  const page = await load(url + path, headers);
  const socket = await RawSocket.open(url, { ...headers, cookie: page.cookie });
  if (!socket) throw new Error(`Cannot join "${path}": the socket was not upgraded`);
  socket.send(joinOf(page));
  return { page, socket, joined: await socket.next() };
}
