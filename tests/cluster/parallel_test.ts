/** Workers of `deno serve --parallel` on one KV file, with no permission but those for both of them. */

import assert from "node:assert/strict";
import { until } from "../until.ts";
import { come, type Person } from "./people.ts";
import { KINDS, startNode } from "./stores.ts";

interface Stats {
  readonly connections: number;
  readonly extensions: { readonly kv: { readonly node: string } };
}

Deno.test("workers of deno serve --parallel are together on a file, and end at SIGTERM with sockets open", async () => {
  const kind = KINDS.find(({ name }) => name === "a Deno KV file");
  assert(kind);
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await kind.open());
  const node = stack.use(
    await startNode(store, {
      command: "serve --parallel",
      env: { DENO_JOBS: "2", DJUST_SECRET: "s".repeat(32) },
      permissions: [
        "--unstable-kv",
        "--allow-env=DJUST_SECRET,STORE,LEASE",
        `--allow-read=${store.address}`,
        `--allow-write=${store.address}`,
      ],
    }),
  );
  const { process } = node;
  // A worker that is still starting hears no signal, and keeps the process for good.
  await until("both have started", () => process.output().split("live route at").length > 2);

  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  stack.defer(() => client.close());
  const workers = new Map<string, number>();
  const look = async (): Promise<number> => {
    const response = await fetch(`${process.url}/test/stats`, { client });
    const { connections, extensions } = await response.json() as Stats;
    workers.set(extensions.kv.node, connections);
    return [...workers.values()].filter((connections) => connections > 0).length;
  };
  const people: Person[] = [];
  // Whose worker a connection is, is the kernel's to say.
  await until("both have pages", async () => {
    if (people.length < 12) {
      people.push(stack.use(await come(node, "hall", `p${10 + people.length}`)));
    }
    for (let times = 0; times < 8; times++) await look();
    return await look() === 2;
  }, { within: 60_000 });

  const all = people.map(({ id }) => `${id}:active:1`).join(" ");
  for (const person of people) await person.reads("#people", all);
  const [first] = people;
  assert(first);
  await first.page.djust.pushEvent("tell", { text: "fresh" });
  await first.page.djust.pushEvent("say", { text: "hello" });
  for (const person of people) {
    await person.reads("#news", "fresh");
    await until(`${person.id} is told`, () => person.said.includes("hello"));
  }
  const tries = await Promise.all(
    people.map(({ page }) => page.djust.pushEvent("take", { part: "intro" })),
  ) as unknown as { ok: boolean }[];
  assert.equal(tries.filter(({ ok }) => ok).length, 1, "one of all has the lock");

  const from = performance.now();
  const { code } = await process.terminate();
  const took = performance.now() - from;
  assert([0, 143].includes(code), `it ended with ${code}`);
  assert(took < 8_000, `${took} ms`);
  assert.doesNotMatch(process.output(), /rror|NotCapable/);
});
