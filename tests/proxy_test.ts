/** The proxy passes bytes on, and misbehaves exactly as told. */

import assert from "node:assert/strict";
import { startProxy } from "./proxy.ts";
import { randomOf } from "./seed.ts";
import { until } from "./until.ts";

/** A server that answers every connection with its name, then echoes. */
function startEcho(name = ""): AsyncDisposable & { port: number } {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Promise<void>>();
  const accepting = (async () => {
    for await (const connection of listener) {
      const echo = (async () => {
        try {
          if (name) await connection.write(new TextEncoder().encode(name));
          await connection.readable.pipeTo(connection.writable);
        } catch {
          // The peer was cut off, as the tests want it.
        }
      })();
      open.add(echo);
    }
  })();
  return {
    port: listener.addr.port,
    async [Symbol.asyncDispose](): Promise<void> {
      listener.close();
      await accepting;
      await Promise.all(open);
    },
  };
}

function connect(port: number): Promise<Deno.TcpConn> {
  return Deno.connect({ hostname: "127.0.0.1", port });
}

async function readAll(connection: Deno.TcpConn): Promise<Uint8Array> {
  const parts: number[] = [];
  const buffer = new Uint8Array(4_096);
  try {
    for (let count; (count = await connection.read(buffer)) !== null;) {
      parts.push(...buffer.subarray(0, count));
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
  }
  return Uint8Array.from(parts);
}

Deno.test("startProxy() passes on what it gets, both ways", async () => {
  await using echo = startEcho();
  await using proxy = startProxy([echo.port]);
  using connection = await connect(proxy.port);
  const sent = crypto.getRandomValues(new Uint8Array(20_000));
  await connection.write(sent);
  await connection.closeWrite();
  assert.deepEqual(await readAll(connection), sent);
  assert.deepEqual(proxy.passed, { up: 20_000, down: 20_000 });
  await until("the connection has ended", () => proxy.connections === 0);
});

Deno.test("startProxy() spreads connections over its upstreams in turn", async () => {
  await using a = startEcho("a");
  await using b = startEcho("b");
  await using proxy = startProxy([a.port, b.port]);
  let names = "";
  for (let index = 0; index < 4; index++) {
    using connection = await connect(proxy.port);
    await connection.closeWrite();
    names += new TextDecoder().decode(await readAll(connection));
  }
  assert.equal(names, "abab");
});

Deno.test("cutAfter() lets exactly so many bytes through, at any size", async () => {
  await using echo = startEcho();
  await using proxy = startProxy([echo.port]);
  const random = randomOf(5);
  for (let round = 0; round < 20; round++) {
    const bytes = random.integer(1, 5_000);
    const before = proxy.passed.down;
    const cut = proxy.cutAfter(bytes, "down");
    using connection = await connect(proxy.port);
    await connection.write(new Uint8Array(6_000));
    const received = await readAll(connection);
    await cut;
    assert.equal(proxy.passed.down - before, bytes);
    // A reset may overtake the last bytes, but nothing may come on top of them.
    assert(
      received.length <= bytes,
      `${received.length} bytes came through, ${bytes} were allowed`,
    );
    await until("the connection has ended", () => proxy.connections === 0);
  }
});

Deno.test("cut() ends every connection and the proxy takes new ones", async () => {
  await using echo = startEcho("hello");
  await using proxy = startProxy([echo.port]);
  using first = await connect(proxy.port);
  await first.read(new Uint8Array(5));
  proxy.cut();
  assert.equal((await readAll(first)).length, 0);
  using second = await connect(proxy.port);
  await second.closeWrite();
  assert.equal((await readAll(second)).length, 5);
});

Deno.test("goDown() refuses connections until comeUp()", async () => {
  await using echo = startEcho("hello");
  await using proxy = startProxy([echo.port]);
  proxy.goDown();
  using refused = await connect(proxy.port);
  assert.equal((await readAll(refused)).length, 0);
  proxy.comeUp();
  using taken = await connect(proxy.port);
  await taken.closeWrite();
  assert.equal((await readAll(taken)).length, 5);
});

Deno.test("setLatency() delays each way and keeps the order", async () => {
  await using echo = startEcho();
  await using proxy = startProxy([echo.port], { latency: { up: 30, down: 40 } });
  using connection = await connect(proxy.port);
  const start = performance.now();
  for (const byte of [1, 2, 3]) await connection.write(Uint8Array.of(byte));
  await connection.closeWrite();
  assert.deepEqual([...await readAll(connection)], [1, 2, 3]);
  const took = performance.now() - start;
  assert(took >= 69, `took ${took} ms, but the latency is 70 ms`);
});

Deno.test("close() drops bytes that are still on their way", async () => {
  await using echo = startEcho();
  const proxy = startProxy([echo.port], { latency: 60_000 });
  using connection = await connect(proxy.port);
  await connection.write(Uint8Array.of(1));
  await until("the proxy has the byte", () => proxy.connections === 1);
  await proxy.close();
  assert.equal((await readAll(connection)).length, 0);
});
