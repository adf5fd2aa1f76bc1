/** A peer that never reads while much is pushed: bounded memory, cut, and its page can come back. */

import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { event, html, LiveView } from "@djust/live";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { load, RawSocket } from "../raw_page.ts";
import { size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";

/** Bytes in one push, and how many pushes. */
const PUSH = 16_384;
/** Bytes of the text that is another one in every frame. */
const FRAME = 262_144;
const MEGABYTE = 1_048_576;

let views: Firehose[] = [];

/** Sends far more than a reader can take: pushes, which are not state, or a text that changes. */
class Firehose extends LiveView {
  pushed = 0;
  text = "";
  mount(): void {
    views.push(this);
  }
  /** As a view that does not wait for its reader. */
  @event
  async flood({ bytes }: { bytes: number }): Promise<void> {
    while (this.pushed < bytes) {
      this.pushEvent("water", "x".repeat(PUSH));
      this.pushed += PUSH;
      await new Promise((resolve) => setTimeout(resolve, 0));
      void this.flush();
    }
  }
  /** As one that does. */
  @event
  async stream({ bytes }: { bytes: number }): Promise<void> {
    while (this.pushed < bytes) {
      // Pushes within 16 ms share a frame.
      await new Promise((resolve) => setTimeout(resolve, 17));
      this.text = String.fromCharCode(97 + this.pushed / FRAME % 26).repeat(FRAME);
      this.pushed += FRAME;
      await this.flush();
    }
  }
  render() {
    return html`<p>${this.text}</p><output>${this.pushed}</output>`;
  }
}

/** A socket by hand: reads its handshake, and from then on only when it is told to. */
class Deaf implements Disposable {
  readonly #connection: Deno.TcpConn;

  private constructor(connection: Deno.TcpConn) {
    this.#connection = connection;
  }

  static async open(url: string, cookie: string): Promise<Deaf> {
    const { hostname, port, host } = new URL(url);
    const connection = await Deno.connect({ hostname, port: Number(port) });
    const request = [
      "GET /_djust/socket HTTP/1.1",
      `Host: ${host}`,
      `Origin: ${url}`,
      `Cookie: ${cookie}`,
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Version: 13",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      ...["", ""],
    ];
    await connection.write(new TextEncoder().encode(request.join("\r\n")));
    const deaf = new Deaf(connection);
    assert.match(await deaf.hear(), /^HTTP\/1.1 101/);
    return deaf;
  }

  /** Sends a text frame, masked as clients must. */
  async say(message: unknown): Promise<void> {
    const payload = Buffer.from(JSON.stringify(message));
    const { length } = payload;
    const head = length < 126 ? [0x81, 0x80 | length] : [0x81, 0xfe, length >> 8, length & 0xff];
    // The mask 0 0 0 0 changes nothing.
    await this.#connection.write(Buffer.concat([Buffer.from([...head, 0, 0, 0, 0]), payload]));
  }

  /** Reads once. */
  async hear(): Promise<string> {
    const buffer = new Uint8Array(4_096);
    const count = await this.#connection.read(buffer);
    return new TextDecoder().decode(buffer.subarray(0, count ?? 0));
  }

  [Symbol.dispose](): void {
    this.#connection.close();
  }
}

for (const how of ["flood", "stream"] as const) {
  Deno.test(`a peer that never reads a ${how} is cut, memory is bounded, and its page resumes`, async () => {
    const bytes = size(20, 100) * MEGABYTE;
    views = [];
    const closes: string[] = [];
    const app = new Hono();
    const hub = live(app, { "/": Firehose }, {
      secret: "s".repeat(32),
      signals: false,
      // Its own time, not the default 10 s.
      limits: { stall: 1_000 },
      observe: (record) => {
        if (record.type === "failure" || record.type === "error") closes.push(String(record.error));
      },
    });
    await using served = serve(app);
    const page = await load(served.url);
    const { claim, ticket, cookie } = page;
    const { gc } = globalThis as { gc?: () => void };
    assert(gc, "run with --v8-flags=--expose-gc");
    const heap = (): number => {
      gc();
      const { heapUsed, external } = Deno.memoryUsage();
      return heapUsed + external;
    };
    const before = heap();
    // What a socket buffers is no part of the heap.
    const { rss } = Deno.memoryUsage();
    let token: string | undefined;
    {
      using deaf = await Deaf.open(served.url, cookie);
      const facts = { v: 1, b: "0", try: 1, pristine: 1, queued: 0 };
      await deaf.say([-1, 0, { ...facts, claim, ticket }]);
      token = /\[-1,0,0,"([^"]+)"/.exec(await deaf.hear())?.[1];
      assert(token, "it went live");
      await deaf.say([how, { bytes }]);
      const [view] = views as [Firehose];
      const from = performance.now();
      let most = 0;
      await until("it is cut", () => {
        most = Math.max(most, heap() - before);
        return hub.stats().connections === 0;
      }, { within: 60_000, every: 20 });
      const took = performance.now() - from;
      if (how === "flood") {
        // The view goes on, for nobody.
        await until("all was pushed", () => {
          most = Math.max(most, heap() - before);
          return view.pushed >= bytes;
        }, { within: 120_000, every: 20 });
      }
      most = Math.max(most, heap() - before);
      const { detached, instances } = hub.stats();
      assert.deepEqual({ detached, instances }, { detached: 1, instances: 1 });
      const grown = Math.round((Deno.memoryUsage().rss - rss) / MEGABYTE);
      const held = Math.round(most / MEGABYTE * 10) / 10;
      console.log(
        `slow reader: ${how} of ${bytes / MEGABYTE} MB, cut after ${Math.round(took)} ms, ` +
          `at most ${held} MB of heap and ${grown} MB in all held`,
      );
      // Soft and hard buffer, ring, and what waits for a line; not what was pushed.
      assert(most < 8 * MEGABYTE, `${held} MB were held`);
      assert(grown < 40, `the process grew by ${grown} MB`);
    }

    // Another line, the same instance.
    const socket = await RawSocket.open(served.url, { cookie });
    assert(socket);
    socket.send([-2, 0, { v: 1, b: "0", try: 2, token, got: 0, answered: 0, queued: 0 }]);
    assert.deepEqual((await socket.next()).slice(0, 3), [-2, 0, 1]);
    let answers = 0;
    let got = 0;
    let isFull = false;
    await until("the flood is answered", async () => {
      while (socket.waiting > 0) {
        const [code, first] = await socket.next() as number[];
        if (code === -9) isFull = true;
        if (code === -9 || code as number >= 0) socket.send([-3, ++got]);
        answers += code === -9 ? first as number : code as number >= 0 ? code as number : 0;
      }
      return answers === 1;
    }, { within: 60_000 });
    assert(isFull, "what it had missed came as one full frame");
    assert((views[0] as Firehose).pushed >= bytes);
    assert.equal(views.length, 1);
    socket.send('"flood"');
    await socket.next();
    await socket.close();
    await hub.close();
    assert.deepEqual(closes, []);
    assert.equal(hub.stats().timers, 0);
    await until("the server lets the deaf socket go", () => hub.stats().connections === 0);
  });
}
