/** A model behind an address: read as its server sends it, and every way in which that goes wrong. */

import assert from "node:assert/strict";
import { ChatCompletions } from "../../examples/chat/models/chat_completions.ts";
import { ModelError } from "../../examples/chat/models/model.ts";
import { modelOf } from "../../examples/chat/models/model_of.ts";
import { Script, tokensOf } from "../../examples/chat/models/script.ts";
import { ServerEvents } from "../../examples/chat/models/server_events.ts";
import { seedFrom } from "../seed.ts";
import { until } from "../until.ts";

/** A model's server on this machine: what it was asked, and what it answers. */
interface ModelServer extends AsyncDisposable {
  readonly url: string;
  readonly asked: { path: string; key: string | null; body: Record<string, unknown> }[];
  /** Answers that were closed by who asked, before they had ended. */
  readonly left: number;
}

type Answer = (send: (text: string) => void, end: () => void) => void;

const STREAM = { headers: { "Content-Type": "text/event-stream" } };

function serveModel(answer: Answer | Response): ModelServer {
  const asked: ModelServer["asked"] = [];
  let left = 0;
  const server = Deno.serve({ port: 0, hostname: "127.0.0.1", onListen() {} }, async (request) => {
    const { pathname } = new URL(request.url);
    asked.push({
      path: pathname,
      key: request.headers.get("authorization"),
      body: await request.json(),
    });
    if (answer instanceof Response) return answer;
    const text = new TextEncoder();
    const body = new ReadableStream<Uint8Array>({
      start: (controller) =>
        answer((chunk) => controller.enqueue(text.encode(chunk)), () => controller.close()),
      cancel: () => void left++,
    });
    return new Response(body, STREAM);
  });
  return {
    url: `http://127.0.0.1:${server.addr.port}/v1`,
    asked,
    get left() {
      return left;
    },
    [Symbol.asyncDispose]: () => server.shutdown(),
  };
}

const word = (content: string, finish: string | null = null): string =>
  `data: ${JSON.stringify({ choices: [{ delta: { content }, finish_reason: finish }] })}\n\n`;

const TURNS = [{ role: "user", text: "How are you?" }] as const;

/** What a model answers, put together. */
async function answerOf(
  url: string,
  {
    signal = new AbortController().signal,
    patience = 10_000,
    key = undefined as string | undefined,
  } = {},
): Promise<string> {
  let text = "";
  const model = new ChatCompletions({ url, key, name: "small", patience });
  for await (const piece of model.answer(TURNS, signal)) text += piece;
  return text;
}

/** What is told to who asked. */
async function problemOf(answer: Promise<unknown>): Promise<string> {
  try {
    await answer;
  } catch (error) {
    assert(error instanceof ModelError, String(error));
    return error.message;
  }
  return "none";
}

Deno.test("a model is asked for a stream, and its words come as they are sent", async () => {
  await using server = serveModel((send, end) => {
    send(`: hello\n\ndata: {"choices":[{"delta":{"role":"assistant"}}]}\n\n`);
    send(word("I am "));
    send(word("fine.") + word("", "stop") + "data: [DONE]\n\n");
    end();
  });
  assert.equal(await answerOf(server.url, { key: "secret" }), "I am fine.");
  assert.deepEqual(server.asked, [{
    path: "/v1/chat/completions",
    key: "Bearer secret",
    body: {
      model: "small",
      stream: true,
      messages: [{ role: "user", content: "How are you?" }],
    },
  }]);
});

Deno.test("a model without a key is asked without one, also by its whole address", async () => {
  await using server = serveModel((send, end) => {
    send(word("yes", "stop"));
    end();
  });
  assert.equal(await answerOf(`${server.url}/chat/completions/`), "yes");
  assert.equal(server.asked[0]?.key, null);
});

Deno.test("a server that does not stream is read as well", async () => {
  const answer = Response.json({ choices: [{ message: { content: "All at once." } }] });
  await using server = serveModel(answer);
  assert.equal(await answerOf(server.url), "All at once.");
});

Deno.test("what a model's server refuses is told with what to do, and without its words", async () => {
  const cases: [status: number, told: RegExp][] = [
    [401, /check MODEL_KEY/],
    [404, /no model "small".*check MODEL_URL and MODEL_NAME/],
    [400, /begin another one/],
    [429, /wait a little/],
    [503, /cannot answer now \(503\): try again/],
  ];
  for (const [status, told] of cases) {
    await using server = serveModel(new Response("the key sk-1 is wrong", { status }));
    const problem = await problemOf(answerOf(server.url));
    assert.match(problem, told);
    assert.doesNotMatch(problem, /sk-1/);
  }
});

Deno.test("an answer that breaks off is no answer", async () => {
  await using server = serveModel((send, end) => {
    send(word("I am "));
    end();
  });
  assert.match(await problemOf(answerOf(server.url)), /stopped in the middle: try again/);
});

Deno.test("an error in the middle of a stream is told", async () => {
  await using server = serveModel((send, end) => {
    send(word("I am ") + `data: {"error":{"message":"overloaded sk-1"}}\n\n`);
    end();
  });
  assert.match(await problemOf(answerOf(server.url)), /failed while it answered: try again/);
});

Deno.test("what is no stream at all is told as a line that broke", async () => {
  await using server = serveModel((send, end) => {
    send("data: {not json\n\n");
    end();
  });
  assert.match(await problemOf(answerOf(server.url)), /line to the model broke: try again/);
  // Nobody listens at a port that has just been let go.
  const { port } = server.url.match(/:(?<port>\d+)/)?.groups ?? {};
  await server[Symbol.asyncDispose]();
  assert.match(await problemOf(answerOf(`http://127.0.0.1:${port}`)), /line to the model broke/);
});

Deno.test("a model that says nothing is not waited for, before its first word or after it", async () => {
  await using silent = serveModel(() => {});
  assert.match(await problemOf(answerOf(silent.url, { patience: 50 })), /nothing for 0.05 s/);
  await until("the server is let go", () => silent.left === 1);
  await using stuck = serveModel((send) => send(word("I am ")));
  assert.match(await problemOf(answerOf(stuck.url, { patience: 200 })), /nothing for 0.2 s/);
});

Deno.test("who takes their time to listen is not told that the model was silent", async () => {
  await using server = serveModel((send, end) => {
    send(word("I am "));
    send(word("fine.", "stop"));
    end();
  });
  const model = new ChatCompletions({ url: server.url, name: "small", patience: 300 });
  let text = "";
  for await (const piece of model.answer(TURNS, new AbortController().signal)) {
    text += piece;
    // Longer than anybody waits for the model.
    const from = Date.now();
    await until("a while has passed", () => Date.now() - from > 400);
  }
  assert.equal(text, "I am fine.");
});

Deno.test("a stop ends the answer without an error, and closes the line to the model", async () => {
  await using server = serveModel((send) => send(word("I am ") + word("writing")));
  const stop = new AbortController();
  const model = new ChatCompletions({ url: server.url, name: "small" });
  let text = "";
  for await (const piece of model.answer(TURNS, stop.signal)) {
    text += piece;
    if (text.endsWith("writing")) stop.abort();
  }
  assert.equal(text, "I am writing");
  await until("the server is let go", () => server.left === 1);
});

Deno.test("who stops to listen closes the line, too", async () => {
  await using server = serveModel((send) => send(word("I am ") + word("writing")));
  const model = new ChatCompletions({ url: server.url, name: "small" });
  for await (const _ of model.answer(TURNS, new AbortController().signal)) break;
  await until("the server is let go", () => server.left === 1);
});

Deno.test("server-sent events are the same however they are cut", () => {
  const random = seedFrom("server-sent events");
  const stream = "\ufeffdata: one\n\n: a comment\ndata:two\r\ndata: three\r\n\r\n" +
    "event: x\rdata:  four \r\rid: 5\n\ndata\n\ndata: é😀\n\n";
  const whole = ["one", "two\nthree", " four ", "", "é😀"];
  for (let run = 0; run < 200; run++) {
    const events = new ServerEvents();
    const seen: string[] = [];
    for (let at = 0; at < stream.length;) {
      seen.push(...events.push(stream.slice(at, at += random.integer(1, 6))));
    }
    assert.deepEqual(seen, whole);
  }
  assert.throws(() => new ServerEvents().push("data: " + "x".repeat(1_000_001)), RangeError);
});

Deno.test("the environment says which model answers; without an address it is the script", async () => {
  assert.equal(modelOf(() => undefined).name, "a script");
  await using server = serveModel((send, end) => {
    send(word("here", "stop"));
    end();
  });
  const environment: Record<string, string> = { MODEL_URL: server.url, MODEL_NAME: "large" };
  const model = modelOf((name) => environment[name]);
  assert.equal(model.name, "large");
  for await (const piece of model.answer(TURNS, new AbortController().signal)) {
    assert.equal(piece, "here");
  }
  assert.equal(server.asked[0]?.body.model, "large");
});

Deno.test("the script says all of an answer, ends at a stop, and fails once when it is asked to", async () => {
  const script = new Script({ pause: 0 });
  const ask = async (text: string, stop = new AbortController(), most = Infinity) => {
    const pieces: string[] = [];
    for await (const piece of script.answer([{ role: "user", text }], stop.signal)) {
      pieces.push(piece);
      if (pieces.length === most) stop.abort();
    }
    return pieces;
  };
  const whole = await ask("some code");
  assert.deepEqual(whole, tokensOf(whole.join("")));
  assert.match(whole.join(""), /^Here is a counter[^]*closes\.$/);
  assert.equal((await ask("a table", undefined, 3)).length, 3);
  await assert.rejects(ask("fail"), /You asked for it: try again/);
  assert.match((await ask("fail")).join(""), /^I am a \*\*script/);
});
