/** Hostile messages over real sockets: nothing throws, nothing crashes, nobody else notices. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { decodeUp } from "../../protocol/mod.ts";
import { joinOf, load, RawSocket } from "../raw_page.ts";
import { type Random, randomOf, seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { hostile, type Known } from "./hostile.ts";
import { Journal } from "./journal.ts";
import { visit } from "./visitor.ts";

/** Sockets at once. */
const LANES = 8;

Deno.test("hostile messages harm nothing but their own socket", async () => {
  const random = seedFrom("fuzz");
  const frames = size(20_000, 1_000_000);
  const records: { type: string; why?: string; phase?: string; error?: unknown }[] = [];
  const app = new Hono();
  const hub = live(app, { "/": Journal }, {
    secret: "s".repeat(32),
    signals: false,
    observe: (record) => {
      if (/^(?:failure|refused|error|blocked)$/.test(record.type)) records.push(record);
    },
    limits: { grace: 200, unclaimed: 500, socketsPerSession: 1_000 },
  });
  await using served = serve(app);
  await using bystander = await visit(served.url);
  await bystander.live();

  let sent = 0;
  let sockets = 0;
  const codes = new Map<number, number>();
  const lane = async (random: Random): Promise<void> => {
    while (sent < frames) {
      const page = await load(served.url);
      const socket = await RawSocket.open(served.url, { cookie: page.cookie });
      assert(socket, "a socket is let in");
      sockets++;
      const known = { ticket: page.ticket, claim: page.claim, token: "" };
      // Some never join; what they send is refused.
      const joins = random.chance(0.9);
      if (joins) {
        socket.send(joinOf(page));
        const [, , , token] = await socket.next();
        known.token = String(token);
      }
      const play = random.chance(0.05) ? flood(socket, random) : fuzz(socket, random, known);
      sent += play.sent;
      if (play.ends) await socket.ended();
      else await Promise.race([answered(socket), socket.ended()]);
      await socket.close();
      const { code } = await socket.ended();
      codes.set(code, (codes.get(code) ?? 0) + 1);
    }
  };
  let clicks = 0;
  const lanes = Promise.all(
    Array.from({ length: LANES }, () => lane(randomOf(random.integer(0, 2 ** 31)))),
  ).then(() => true);
  while (!await Promise.race([lanes, new Promise((resolve) => setTimeout(resolve, 50))])) {
    const n = ++clicks;
    assert.equal(await bystander.djust.pushEvent("note", { n }), n);
  }

  assert.deepEqual(records.filter(({ type }) => type === "failure"), []);
  assert.deepEqual(records.filter(({ type }) => type === "error"), []);
  const refusals = Map.groupBy(records, ({ why }) => why ?? "");
  console.log(
    `fuzz: ${sent} frames on ${sockets} sockets; closed`,
    Object.fromEntries([...codes].sort()),
    Object.fromEntries([...refusals].map(([why, { length }]) => [why, length])),
  );
  assert((refusals.get("frame")?.length ?? 0) > 0, "bad frames were refused");
  assert((refusals.get("rate")?.length ?? 0) > 0, "floods were refused");
  // Deno's client loses the code of a close that comes while it still sends.
  assert((codes.get(4420) ?? 0) > 0, "sockets were closed for it");
  assert.equal(bystander.text("output"), String(clicks));
  assert.deepEqual(bystander.complaints, []);
  assert.deepEqual(bystander.closes, []);
  await until("only the bystander is left", () => {
    const { instances, connections, claims } = hub.stats();
    return instances === 1 && connections === 1 && claims === 0;
  });
  await bystander.leave();
  await until("nobody is left", () => hub.stats().instances + hub.stats().connections === 0);
  assert.equal(hub.stats().timers, 0);
  await hub.close();
});

/** How many messages were sent, and whether the server must end the socket for them. */
interface Play {
  readonly sent: number;
  readonly ends: boolean;
}

/** Sends hostile messages, up to one that nobody can understand. */
function fuzz(socket: RawSocket, random: Random, known: Known): Play {
  for (let sent = 1; sent <= 60; sent++) {
    const message = hostile(random, known);
    if (typeof message === "string") socket.send(message);
    else socket.sendBytes(message);
    if (decodeUp(message).type === "failure") return { sent, ends: true };
  }
  return { sent: 60, ends: false };
}

/** Sends far more than a page may. */
function flood(socket: RawSocket, random: Random): Play {
  const message = random.pick(['"note"', "[-5]", "[-4,1]", "[-3,1]", '[0,"note","add"]']);
  for (let sent = 0; sent < 250; sent++) socket.send(message);
  return { sent: 250, ends: true };
}

/** Waits for the answer to a ping that comes after all that was sent. */
async function answered(socket: RawSocket): Promise<void> {
  socket.send("[-5]");
  await until("the server answers, or ends the socket", async () => {
    while (socket.waiting > 0) if ((await socket.next())[0] === -5) return true;
    return socket.closed;
  }, { every: 2 });
}
