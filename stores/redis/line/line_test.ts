import assert from "node:assert/strict";
import { ManualClock } from "../../../testing/mod.ts";
import { Line, type Link, type LinkEvents } from "./line.ts";

/** A connection as a test answers it. */
class FakeLink implements Link {
  readonly sent: string[] = [];
  readonly channels: string[] = [];
  answers = true;
  isClosed = false;
  readonly events: LinkEvents;

  constructor(events: LinkEvents) {
    this.events = events;
  }

  send([name = ""]: readonly (string | Uint8Array)[]): Promise<unknown> {
    this.sent.push(String(name));
    return this.answers ? Promise.resolve("OK") : new Promise(() => {});
  }

  subscribe(channel: string): Promise<unknown> {
    this.channels.push(channel);
    return Promise.resolve();
  }

  unsubscribe(): Promise<unknown> {
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
  }
}

type Way = "open" | "refuse" | "hang";

function lineOf(way: () => Way) {
  const clock = new ManualClock();
  const links: FakeLink[] = [];
  const tries: number[] = [];
  const told: string[] = [];
  const line = new Line({
    clock,
    chance: () => 1,
    address: "redis.test:6379",
    open: (events) => {
      tries.push(clock.now());
      switch (way()) {
        case "refuse":
          return Promise.reject(new Error("connection refused"));
        case "hang":
          return new Promise(() => {});
        case "open": {
          const link = new FakeLink(events);
          links.push(link);
          return Promise.resolve(link);
        }
      }
    },
    message: (channel) => told.push(channel),
    back: () => told.push("back"),
  });
  return { clock, links, tries, told, line };
}

Deno.test("Line opens nothing before it is needed, and one connection for all that ask", async () => {
  const { line, links, tries } = lineOf(() => "open");
  assert.deepEqual(tries, []);
  await Promise.all([line.send(["GET"]), line.send(["SET"])]);
  assert.deepEqual(links.map((link) => link.sent), [["GET", "SET"]]);
  line.close();
  assert(links[0]?.isClosed);
});

Deno.test("Line tries a server that refuses again and again, at most once a second, soon at first", async () => {
  const { line, tries, clock } = lineOf(() => "refuse");
  const call = assert.rejects(line.send(["GET"]), /connection refused; it is tried again/);
  await clock.move(10_000);
  await call;
  const waits = tries.slice(1).map((at, i) => at - (tries[i] ?? 0));
  assert.deepEqual(waits.slice(0, 6), [50, 100, 200, 400, 800, 1_000]);
  assert(waits.slice(5).every((wait) => wait === 1_000));
  line.close();
  assert.equal(clock.timers, 0, "nothing is tried after the end");
});

Deno.test("Line gives up a try that hangs after 2 s, so that a server that is back is soon found", async () => {
  let way: Way = "hang";
  const { line, tries, clock, links } = lineOf(() => way);
  const call = assert.rejects(line.send(["GET"]), /Cannot reach Redis at redis.test:6379/);
  await clock.move(2_000);
  await call;
  way = "open";
  await clock.move(100);
  assert.deepEqual(tries, [0, 2_050]);
  assert.deepEqual(line.status, { state: "up" });
  assert.equal(links.length, 1);
  line.close();
});

Deno.test("Line lets calls wait through a blip, fails them at once in an outage, and sends none late", async () => {
  let way: Way = "open";
  const { line, links, clock } = lineOf(() => way);
  await line.send(["GET"]);
  way = "refuse";
  links[0]?.events.lost(new Error("reset by peer"));
  const blip = line.send(["BLIP"]);
  way = "open";
  await clock.move(60);
  await blip;
  way = "refuse";
  links[1]?.events.lost(new Error("reset by peer"));
  const given = assert.rejects(line.send(["GIVEN UP"]), /refused/);
  await clock.move(2_100);
  await given;
  await assert.rejects(line.send(["AT ONCE"]), /refused/);
  assert.equal(line.status.state, "degraded");
  way = "open";
  await clock.move(1_000);
  assert.deepEqual(line.status, { state: "up" });
  assert.deepEqual(links.map((link) => link.sent.filter((name) => name !== "PING")), [
    ["GET"],
    ["BLIP"],
    [],
  ]);
  line.close();
});

Deno.test("Line finds a connection that is dead without a word, within 5 s", async () => {
  const { line, links, clock } = lineOf(() => "open");
  await line.send(["GET"]);
  const [first] = links;
  assert(first);
  await clock.move(20_000);
  assert.equal(links.length, 1, "one that answers stays");
  first.answers = false;
  await clock.move(5_100);
  assert(first.isClosed);
  assert.equal(links.length, 2);
  line.close();
});

Deno.test("Line hears its channels again before it says that it is back", async () => {
  const { line, links, told, clock } = lineOf(() => "open");
  await Promise.all([line.subscribe("a"), line.subscribe("b")]);
  await line.unsubscribe("b");
  assert.deepEqual(told, [], "the first time nothing is lost");
  links[0]?.events.lost(new Error("reset by peer"));
  await clock.move(60);
  assert.deepEqual(links[1]?.channels, ["a"]);
  assert.deepEqual(told, ["back"]);
  links[1]?.events.message("a", new Uint8Array());
  assert.deepEqual(told, ["back", "a"]);
  line.close();
});

Deno.test("Line is closed for good, whatever was under way", async () => {
  const { line, clock } = lineOf(() => "hang");
  const calls = [line.send(["GET"]), line.subscribe("a")];
  line.close();
  for (const call of calls) await assert.rejects(call, /closed/);
  await assert.rejects(line.send(["GET"]), /closed/);
  await clock.settled();
  assert.equal(clock.timers, 0);
});
