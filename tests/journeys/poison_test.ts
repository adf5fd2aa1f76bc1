/** Events that end their process: two of four go, the rest of the page goes on in the third. */

import assert from "node:assert/strict";
import { type ServerProcess, startProcess } from "../process.ts";
import { startProxy } from "../proxy.ts";
import { until } from "../until.ts";
import { type Run, runsIn } from "./poison_server.ts";
import { share } from "./shared_state.ts";
import { visit, type Visitor } from "./visitor.ts";

/** Four processes behind a proxy that spreads over them. */
interface Four extends AsyncDisposable {
  readonly url: string;
  runs(): Run[];
  /** How many have ended. */
  readonly ended: number;
}

async function startFour(storage: "with a state store" | "without a state store"): Promise<Four> {
  await using stack = new AsyncDisposableStack();
  const shared = stack.use(share());
  const folder = Deno.makeTempDirSync({ prefix: "djust_runs_" });
  stack.defer(() => Deno.remove(folder, { recursive: true }));
  let ended = 0;
  const start = async (): Promise<ServerProcess> => {
    const process = stack.use(
      await startProcess("tests/journeys/poison_server.ts", {
        ready: "/_djust/health",
        env: {
          DJUST_SECRET: "a secret of all processes of the test",
          RUNS: folder,
          ...(storage === "with a state store" && { SHARED: shared.url }),
        },
      }),
    );
    void process.ended.then(() => ended++);
    return process;
  };
  const processes = await Promise.all([start(), start(), start(), start()]);
  const proxy = stack.use(startProxy(processes.map(({ port }) => port)));
  const kept = stack.move();
  return {
    url: proxy.url,
    runs: () => runsIn(folder),
    get ended(): number {
      return ended;
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  };
}

/** Waits until the page is live and an event has run there. */
async function rest(visitor: Visitor, what: string): Promise<void> {
  await visitor.live({ within: 30_000 });
  assert.equal(await visitor.djust.pushEvent("note", { what }), what);
  await visitor.live();
}

/** How often each began, and in how many processes. */
function count(runs: readonly Run[], what: string): { times: number; processes: number } {
  const own = runs.filter((run) => run.what === what);
  return { times: own.length, processes: new Set(own.map(({ pid }) => pid)).size };
}

for (const storage of ["without a state store", "with a state store"] as const) {
  for (const poison of ["exit", "kill"] as const) {
    Deno.test(`an event that ends processes by ${poison}() ends two, ${storage}`, async () => {
      await using four = await startFour(storage);
      await using visitor = await visit(four.url);
      await visitor.live();
      await rest(visitor, "before");
      const { pushEvent } = visitor.djust;
      const dies = pushEvent(poison);
      const notes = ["a", "b", "c"].map((what) => pushEvent("note", { what }));
      await assert.rejects(dies, { code: "poison" });
      assert.deepEqual(await Promise.all(notes), ["a", "b", "c"]);
      await rest(visitor, "after");
      const runs = four.runs();
      assert.deepEqual(count(runs, poison), { times: 2, processes: 2 });
      for (const what of ["a", "b", "c", "after"]) {
        assert.deepEqual(count(runs, what), { times: 1, processes: 1 }, what);
      }
      await until("the dead are counted", () => four.ended === 2);
      // What was kept of it.
      assert.match(visitor.text("output"), /a,b,c,after$/);
      assert.deepEqual(visitor.complaints.map(({ code }) => code), ["poison"]);
      assert.deepEqual(visitor.went, []);
    });
  }
}

Deno.test("typed text that ends processes ends two, stays in its field, and is not told again", async () => {
  await using four = await startFour("without a state store");
  await using visitor = await visit(four.url);
  await visitor.live();
  visitor.type("#text", "poison");
  await until("two are gone", () => four.ended === 2, { within: 30_000 });
  await until(
    "the page has given it up",
    () => visitor.complaints.some(({ code }) => code === "poison"),
    { within: 30_000 },
  );
  await rest(visitor, "after");
  assert.equal(visitor.find<HTMLInputElement>("#text").value, "poison");
  visitor.type("#text", "harmless");
  await until("it is told", () => count(four.runs(), "typed harmless").times === 1);
  await rest(visitor, "later");
  assert.equal(four.ended, 2);
  assert.deepEqual(count(four.runs(), "typed poison"), { times: 2, processes: 2 });
});
