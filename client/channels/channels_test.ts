import assert from "node:assert/strict";
import { bytesAt, parseDown } from "../../protocol/mod.ts";
import { type ChannelHandler, Channels, type PageChannel } from "./channels.ts";

/** Channels of a page with these browser halves. */
function open(
  handlers: Record<string, ChannelHandler>,
  bring: (module: string) => Promise<unknown> = () => Promise.reject(new Error("no module")),
) {
  const sent: unknown[] = [];
  const channels = new Channels({
    window: { djust: { channels: handlers } },
    line: {
      renew: () => void sent.push("renewed"),
      send: (data) => void sent.push(typeof data === "string" ? data : [...data]),
    },
    clock: { now: () => 0, after: () => () => {} },
    bring,
    readerOf: (instance) => ({ root: { id: `view ${instance}` } as unknown as Element }),
  });
  const say = (text: string): void => channels.take(parseDown(text));
  const put = (...bytes: number[]): void => {
    channels.take(bytesAt(bytes[0] ?? 0, Uint8Array.from(bytes.slice(1))).buffer);
  };
  return { channels, say, put, sent };
}

/** A browser half that writes down what it hears. */
function noting() {
  const news: unknown[] = [];
  const opened: PageChannel[] = [];
  const handler: ChannelHandler = (channel) => {
    opened.push(channel);
    const name = (channel.root as Element).id;
    return {
      message: (data: unknown) =>
        void news.push([name, data instanceof Uint8Array ? [...data] : data]),
      closed: () => void news.push([name, "closed"]),
    };
  };
  return { news, opened, handler };
}

Deno.test("what comes over an address goes to all views of the page that share it", () => {
  const { news, opened, handler } = noting();
  const page = open({ echo: handler });
  page.say('[-14,"echo",1,0,{"from":3}]');
  page.say('[-14,"echo",1,2]');
  page.say('[-15,1,"a"]');
  page.put(1, 7);
  assert.deepEqual(opened.map(({ kind, detail }) => [kind, detail]), [
    ...[["echo", { from: 3 }], ["echo", undefined]],
  ]);
  assert.deepEqual(news, [
    ...[["view 0", "a"], ["view 2", "a"], ["view 0", [7]], ["view 2", [7]]],
  ]);
  page.say("[-14,0,1,0]");
  page.say('[-15,1,"b"]');
  assert.deepEqual(news.slice(4), [["view 0", "closed"], ["view 2", "b"]]);
  assert.equal(opened[0]?.send("late"), false);
  assert.equal(opened[1]?.send("x"), true);
  assert.deepEqual(page.sent, ['[-15,1,"x"]']);
});

Deno.test("what a channel has no credit for waits, in order, and is bounded", () => {
  const { opened, handler } = noting();
  const page = open({ echo: handler });
  page.say("[-14,2,1]");
  page.say('[-14,"echo",1,0]');
  const [channel] = opened;
  for (const word of ["a", "b", "c", "d"]) assert.equal(channel?.send(word), true);
  assert.deepEqual(page.sent, ['[-15,1,"a"]', '[-15,1,"b"]']);
  page.say("[-14,1,1]");
  assert.deepEqual(page.sent.slice(2), ['[-15,1,"c"]']);
  for (let i = 0; i < 999; i++) assert.equal(channel?.send(i), true);
  assert.equal(channel?.send("too many"), false);
});

Deno.test("one may send at once when it opens, bytes as they are", () => {
  const page = open({
    pointer: (channel) => {
      channel.send(Uint8Array.of(5, 6));
    },
  });
  page.say('[-14,"pointer",3,0]');
  assert.deepEqual(page.sent, [[3, 5, 6]]);
});

Deno.test("a line that is lost closes all, and later sends lead nowhere", () => {
  const { news, opened, handler } = noting();
  const page = open({ echo: handler });
  page.say('[-14,"echo",1,0]');
  page.channels.lost();
  assert.deepEqual(news, [["view 0", "closed"]]);
  assert.equal(opened[0]?.send("x"), false);
  // The next line may give the same address to another.
  page.say('[-14,"echo",1,1]');
  assert.equal(opened[0]?.send("x"), false);
  assert.equal(opened[1]?.send("y"), true);
});

Deno.test("a kind that no one takes is told to the console, and one that throws harms no other", () => {
  const errors: string[] = [];
  const before = console.error;
  console.error = (...told: unknown[]) => void errors.push(told.join(" "));
  try {
    const { news, handler } = noting();
    const page = open({
      echo: handler,
      broken: () => ({
        message() {
          throw new Error("its own");
        },
      }),
    });
    page.say('[-14,"toString",1,0]');
    page.say('[-14,"broken",2,0]');
    page.say('[-15,2,"a"]');
    page.say('[-14,"echo",3,0]');
    page.say('[-15,3,"b"]');
    assert.deepEqual(news, [["view 0", "b"]]);
    assert.match(errors.join(), /No one takes the channel "toString".*its own/s);
  } finally {
    console.error = before;
  }
});

Deno.test("what makes no sense is left for another line", () => {
  const page = open({});
  page.say('[-15,1,"for nobody"]');
  page.put(0, 1);
  page.put(9, 1);
  page.say("[-14]");
  assert.deepEqual(page.sent, Array(4).fill("renewed"));
});

Deno.test("a kind of the framework's own waits for its module, and so does what comes before that", async () => {
  const { news, handler } = noting();
  const { promise, resolve } = Promise.withResolvers<unknown>();
  const asked: string[] = [];
  const { say, put } = open({}, (module) => (asked.push(module), promise));
  say('[-14,"cursors",1,0]');
  say('[-14,"cursors",2,0]');
  put(1, 7);
  put(1, 8);
  say("[-14,0,2,0]");
  resolve({ cursors: handler });
  await promise;
  await Promise.resolve();
  assert.deepEqual(asked, ["cursors", "cursors"]);
  assert.deepEqual(news, [["view 0", [7]], ["view 0", [8]]]);
  put(1, 9);
  assert.deepEqual(news.at(-1), ["view 0", [9]]);
});
