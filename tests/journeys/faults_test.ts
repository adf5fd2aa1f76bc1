/** Pages under faults at random: broken messages, cut lines, mounts that fail, processes that change. */

import { noticeButtonIn } from "../kit/page_kit.ts";
import assert from "node:assert/strict";
import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { broken, isUnseen, WAYS } from "../faults.ts";
import { startProxy } from "../proxy.ts";
import { type Random, randomOf, seedFrom, size } from "../seed.ts";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { Journal } from "./journal.ts";
import { checkShown, Player } from "./player.ts";
import { visit, type Visitor } from "./visitor.ts";

/** What goes wrong now. */
interface Faults {
  /** How often a message is broken, and how. */
  messages: number;
  ways: readonly string[];
  /** How often a mount fails. */
  mounts: number;
}

const ROUNDS = size(40, 2_000);
const NONE: Faults = { messages: 0, ways: [], mounts: 0 };

/** Two processes in one, behind a proxy. */
function start(faults: { now: Faults }, random: Random) {
  class Fragile extends Journal {
    mount(): void {
      if (random.chance(faults.now.mounts)) throw new Error("on purpose");
    }
  }
  const houses = [0, 1].map(() => {
    const app = new Hono();
    const hub = live(app, { "/": Fragile }, {
      secret: "s".repeat(32),
      signals: false,
      dev: false,
      observe() {},
      limits: { rate: 10_000, burst: 10_000, joins: 1_000, joinsBurst: 1_000, handler: 5_000 },
    });
    return { hub, served: serve(app) };
  });
  const ports = houses.map(({ served }) => served.port);
  const proxy = startProxy(ports.slice(0, 1));
  let at = 0;
  return {
    proxy,
    /** The page's instance is gone: another process has its place. */
    change(): void {
      proxy.setUpstreams([ports[at = 1 - at] as number]);
      proxy.cut();
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await proxy.close();
      for (const { hub, served } of houses) {
        await hub.close();
        await served.close();
      }
    },
  };
}

/** Waits until the page is live; where it says that only the visitor can help, they do. */
async function comesRight(visitor: Visitor): Promise<void> {
  let presses = 0;
  await until("the page is live, or says what to do", async () => {
    if (visitor.isGoing || visitor.isLive) return visitor.isLive;
    const { document, djust } = visitor.sheet;
    // An error page: whoever sees it loads it again.
    if (!djust) await visitor.open(visitor.url);
    const button = noticeButtonIn(document);
    if (button) visitor.click(button);
    if (button) presses++;
    return visitor.isLive;
  }, { within: 60_000 });
  assert(presses <= 2, `the button was pressed ${presses} times`);
}

/** Whatever is broken, for a while. */
async function suffer(
  visitor: Visitor,
  { random, change, cut }: { random: Random; change(): void; cut(): void },
): Promise<void> {
  const player = new Player(visitor);
  for (let i = random.integer(2, 12); i > 0; i--) {
    if (visitor.document.querySelector("#draft") && visitor.sheet.djust) player.step(random);
    if (random.chance(0.1)) cut();
    if (random.chance(0.05)) change();
    await new Promise((resolve) => setTimeout(resolve, random.integer(0, 25)));
  }
}

Deno.test({
  name:
    "whatever goes wrong with a page: once it does no more, the page is live, and all is settled",
  // A line that is cut inside its upgrade is let go by the platform in its own time.
  sanitizeOps: false,
  fn: async () => {
    const random = seedFrom("faults");
    const faults = { now: NONE };
    await using on = start(faults, random);
    const { error } = console;
    console.error = () => {};
    const told = { broken: 0, reloads: 0 };
    try {
      await using visitor = await visit(on.proxy.url, {
        arrives(text) {
          const { messages, ways } = faults.now;
          if (!random.chance(messages)) return text;
          told.broken++;
          return broken(text, ways, random);
        },
      });
      await visitor.live();
      for (let round = 0; round < ROUNDS; round++) {
        const ways = random.shuffle(WAYS).slice(0, random.integer(1, 3));
        const context = `round ${round}, ${ways.join(", ")}`;
        const { djust } = visitor;
        faults.now = {
          ways,
          messages: random.pick([0.05, 0.3, 0.9]),
          mounts: random.pick([0, 0, 0.5]),
        };
        let open = 3;
        for (const n of [1, 2, 3]) {
          djust.pushEvent("note", { n }).catch(() => {}).finally(() => open--);
        }
        await suffer(visitor, { random, change: on.change, cut: on.proxy.cut });
        faults.now = NONE;
        try {
          await comesRight(visitor);
          await until("all promises are settled", () => open === 0, { within: 30_000 });
          // What may show something else than its server says is loaded anew.
          if (ways.some(isUnseen)) await visitor.open(on.proxy.url);
          await visitor.live();
          // A part that is asked for comes a little later.
          await until("the page shows what its server says", () => checkShown(visitor), {
            within: 10_000,
            every: 50,
          });
        } catch (cause) {
          const { outerHTML } = visitor.document.body;
          const codes = visitor.complaints.slice(-5).map(({ code }) => code);
          throw new Error(`${context}; ${codes}; ${outerHTML}`, { cause });
        }
        told.reloads += visitor.went.splice(0).length;
      }
    } finally {
      console.error = error;
    }
    console.log(
      `${ROUNDS} rounds, ${told.broken} messages broken, ${told.reloads} pages loaded anew`,
    );
    assert(told.broken > 0);
  },
});

Deno.test({
  name: "a text that another process has not heard is told, though its first frame came cut short",
  sanitizeOps: false,
  fn: async () => {
    const faults = { now: NONE };
    await using on = start(faults, randomOf(0));
    let cutShort = 0;
    await using visitor = await visit(on.proxy.url, {
      arrives(text) {
        if (cutShort !== 1 || !text.startsWith("[-9")) return text;
        cutShort = 2;
        return text.slice(0, 9);
      },
    });
    await visitor.live();
    visitor.type("#draft", "draft");
    await until("the text is rendered", () => visitor.text("#draft-shown") === "draft");
    cutShort = 1;
    on.change();
    await until("a frame was cut short", () => cutShort === 2);
    await visitor.live();
    await until("the other process has heard the text", () => {
      return visitor.text("#draft-shown") === "draft";
    });
    assert.equal((await checkShown(visitor)).draft, "draft");
  },
});
