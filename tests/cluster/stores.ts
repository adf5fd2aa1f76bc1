/** Distributed stores as tests of several processes have them: started, stopped, asked for a node. */

import { findDenokv, startKvServer, TOKEN } from "../kit/kv_server.ts";
import { findRedis, startRedis } from "../kit/redis_kit.ts";
import { type ProcessOptions, type ServerProcess, startProcess } from "../process.ts";
import { full } from "../seed.ts";

/** Heartbeat and time-out of a lease: what apps have, and what tests of it take at quick size. */
export type Lease = readonly [heartbeat: number, timeout: number];
export const USUAL: Lease = [5_000, 15_000];
export const SHORT: Lease = full() ? USUAL : [1_000, 4_000];

/** One store of a test's own. */
export interface ClusterStore extends AsyncDisposable {
  /** What its processes open. */
  readonly address: string;
  /** Away from now on; a file is always there. */
  stop?(): Promise<void>;
  start?(): Promise<void>;
}

/** A kind of store. */
export interface StoreKind {
  readonly name: string;
  /** The program that is missing on this machine, if one is. */
  readonly missing: string | undefined;
  /** By when something is seen at another node: what is promised, in milliseconds beside a tick. */
  readonly latency: number;
  open(): Promise<ClusterStore>;
}

/** All kinds. */
export const KINDS: readonly StoreKind[] = [
  {
    name: "Redis",
    missing: findRedis() ? undefined : "redis-server",
    latency: 50,
    async open() {
      const redis = await startRedis();
      return {
        address: redis.url,
        stop: () => redis.kill(),
        start: () => redis.start(),
        [Symbol.asyncDispose]: () => redis[Symbol.asyncDispose](),
      };
    },
  },
  {
    name: "a Deno KV file",
    missing: undefined,
    latency: 350,
    async open() {
      const folder = await Deno.makeTempDir({ prefix: "djust_cluster_" });
      return {
        address: `${folder}/kv.db`,
        [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }),
      };
    },
  },
  {
    name: "KV Connect",
    missing: findDenokv() ? undefined : "denokv",
    latency: 150,
    async open() {
      const server = await startKvServer();
      return {
        address: server.url,
        stop: () => server.stop(),
        start: () => server.start(),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      };
    },
  },
];

/** A process that serves `together_server.ts`. */
export interface ClusterNode extends AsyncDisposable {
  readonly process: ServerProcess;
  readonly port: number;
  /** Asks it under `/test`. */
  ask<Answer>(path: string): Promise<Answer>;
  freeze(): void;
  thaw(): void;
}

/** Starts one on this store. */
export async function startNode(
  store: ClusterStore,
  { lease = USUAL, ...options }: ProcessOptions & { readonly lease?: Lease } = {},
): Promise<ClusterNode> {
  const { command = "run" } = options;
  const process = await startProcess("tests/cluster/together_server.ts", {
    ready: "/_djust/health",
    ...options,
    args: command === "run" ? ["--run"] : [],
    env: {
      DJUST_SECRET: "a secret of all processes of the test",
      DENO_KV_ACCESS_TOKEN: TOKEN,
      STORE: store.address,
      LEASE: lease.join(),
      ...options.env,
    },
  });
  return {
    process,
    port: process.port,
    async ask<Answer>(path: string) {
      const response = await fetch(`${process.url}/test${path}`).catch((cause) => {
        throw new Error(`It does not answer, and said: ${process.output().slice(-2_000)}`, {
          cause,
        });
      });
      return await response.json() as Answer;
    },
    freeze: () => Deno.kill(process.pid, "SIGSTOP"),
    thaw: () => Deno.kill(process.pid, "SIGCONT"),
    async [Symbol.asyncDispose]() {
      await process[Symbol.asyncDispose]();
    },
  };
}

/** Starts several, all of which end with the test. */
export async function startNodes(
  stack: AsyncDisposableStack,
  store: ClusterStore,
  count: number,
  lease: Lease = USUAL,
): Promise<ClusterNode[]> {
  const starts = Array.from({ length: count }, () => startNode(store, { lease }));
  const outcomes = await Promise.allSettled(starts);
  // Those that did start end in any case.
  for (const outcome of outcomes) if (outcome.status === "fulfilled") stack.use(outcome.value);
  return await Promise.all(starts);
}

/**
 * A test on all kinds of store at once: it waits more than it works. Where a program is missing, that is
 * said loudly and the test counts as ignored; with CI=true it fails.
 */
export function onAllStores(
  name: string,
  test: (kind: StoreKind) => Promise<void>,
  kinds: readonly StoreKind[] = KINDS,
): void {
  const missing = kinds.flatMap(({ missing }) => missing ?? []);
  if (missing.length > 0) console.error(`\n!!! Cannot test "${name}" without ${missing.join()}\n`);
  Deno.test({
    name: `${name}, on ${kinds.map(({ name }) => name).join(", ")}`,
    ignore: missing.length > 0 && Deno.env.get("CI") !== "true",
    async fn() {
      const outcomes = await Promise.allSettled(kinds.map(test));
      const failed = outcomes.flatMap((outcome, at) =>
        outcome.status === "rejected"
          ? [new Error(`On ${kinds[at]?.name}`, { cause: outcome.reason })]
          : []
      );
      if (failed.length > 0) throw new AggregateError(failed, failed.map(told).join("\n"));
    },
  });
}

function told({ message, cause }: Error): string {
  const { stack = String(cause), cause: because } = cause as Error;
  return `${message}: ${stack}${because ? `\n${because}` : ""}`;
}
