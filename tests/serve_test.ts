/** serve() and until() do what they say. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { serve } from "./serve.ts";
import { until } from "./until.ts";

Deno.test("serve() answers on a free port of loopback", async () => {
  const app = new Hono().get("/hello", (c) => c.text("hello"));
  await using served = serve(app);
  const response = await fetch(`${served.url}/hello`);
  assert.equal(await response.text(), "hello");
});

Deno.test("serve() cuts an open WebSocket when it closes", async () => {
  const app = {
    fetch(request: Request): Response {
      const { socket, response } = Deno.upgradeWebSocket(request);
      socket.onmessage = (event) => socket.send(event.data);
      return response;
    },
  };
  const served = serve(app);
  const socket = new WebSocket(served.url);
  const echo = Promise.withResolvers<unknown>();
  const closed = Promise.withResolvers<void>();
  socket.onopen = () => socket.send("ping");
  socket.onmessage = (event) => echo.resolve(event.data);
  socket.onclose = () => closed.resolve();
  assert.equal(await echo.promise, "ping");
  await served.close();
  await closed.promise;
  await assert.rejects(fetch(served.url));
});

Deno.test("serve() rethrows what the app threw", async () => {
  const served = serve({
    fetch(): Response {
      throw new Error("broken");
    },
  });
  const response = await fetch(served.url);
  assert.equal(response.status, 500);
  await response.body?.cancel();
  await assert.rejects(served.close(), /The served app threw/);
});

Deno.test("until() returns the first truthy value", async () => {
  let looks = 0;
  assert.equal(await until("three looks", () => ++looks === 3 && "done", { every: 1 }), "done");
});

Deno.test("until() names what it waited for, and why not", async () => {
  const waiting = until("pigs fly", () => Promise.reject(new Error("no wings")), { within: 20 });
  await assert.rejects(waiting, (error: Error) => {
    assert.match(error.message, /20 ms in vain until pigs fly/);
    return (error.cause as Error).message === "no wings";
  });
});

Deno.test("serve() waits for what the app still does about a client that is gone", async () => {
  let state = "waiting";
  const work = Promise.withResolvers<void>();
  const app = {
    async fetch(): Promise<Response> {
      state = "working";
      await work.promise;
      state = "done";
      return new Response();
    },
  };
  const served = serve(app);
  const request = assert.rejects(fetch(served.url));
  await until("the app works", () => state === "working");
  const atClose = served.close().then(() => state);
  await request;
  setTimeout(work.resolve, 50);
  assert.equal(await atClose, "done");
});
