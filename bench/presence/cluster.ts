/** Cluster that is measured: server processes on one store, and what they and the store did. */

import { createClient } from "@redis/client";
import { type RedisServer, startRedis } from "../../tests/kit/redis_kit.ts";
import { type ServerProcess, startProcess } from "../../tests/process.ts";
import type { Probed } from "./probe.ts";
import type { ServerStats } from "./server.ts";

/** CPU and calls up to a moment. */
export interface Spent {
  /** Milliseconds of CPU of all server processes. */
  readonly cpu: number;
  /** Commands that Redis ran, those inside of scripts too; 0 on another store. */
  readonly commands: number;
  /** When, in ms. */
  readonly at: number;
}

/** Where the store is. */
export type Place = { readonly redis: RedisServer } | { readonly env: Record<string, string> };

/** Some server processes. */
export class Cluster implements AsyncDisposable {
  readonly servers: ServerProcess[] = [];
  #redis: ReturnType<typeof clientOf> | undefined;

  /** Starts so many, one after the other. */
  static async start(
    place: Place,
    count: number,
    env: Record<string, string> = {},
  ): Promise<Cluster> {
    const cluster = new Cluster();
    const of = "redis" in place ? { REDIS_URL: place.redis.url } : place.env;
    try {
      if ("redis" in place) {
        cluster.#redis = clientOf(place.redis.url);
        await cluster.#redis.connect();
      }
      for (let i = 0; i < count; i++) {
        const secret = { DJUST_SECRET: "a secret of all processes of the benchmark" };
        const options = { env: { ...secret, ...of, ...env }, ready: "/bench/ready" };
        cluster.servers.push(await startProcess("bench/presence/server.ts", options));
      }
      return cluster;
    } catch (error) {
      await cluster[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** The address of the process whose turn it is. */
  urlOf(turn: number): string {
    return this.servers[turn % this.servers.length]?.url ?? "";
  }

  /** What was spent until now. */
  async spent(): Promise<Spent> {
    const info = await this.#redis?.info("stats") ?? "";
    const commands = Number(/total_commands_processed:(\d+)/.exec(info)?.[1] ?? 0);
    const cpu = this.servers.reduce((sum, { pid }) => sum + cpuOf(pid), 0);
    return { cpu, commands, at: performance.now() };
  }

  /** What was spent since then; asking is not counted. */
  async since(then: Spent): Promise<Spent> {
    const now = await this.spent();
    const commands = Math.max(0, now.commands - then.commands - 1);
    return { cpu: now.cpu - then.cpu, commands, at: now.at - then.at };
  }

  /** What each process tells of itself. */
  stats(): Promise<ServerStats[]> {
    return Promise.all(this.servers.map(({ url }) => read<ServerStats>(`${url}/bench/stats`)));
  }

  /** What the probes have seen since the last call. */
  async probed(): Promise<Probed> {
    const all = await Promise.all(
      this.servers.map(({ url }) => read<Probed>(`${url}/bench/probed`)),
    );
    return { ticks: all.flatMap(({ ticks }) => ticks), waits: all.flatMap(({ waits }) => waits) };
  }

  /** Asks each process for something. */
  async each(path: (at: number) => string): Promise<void> {
    for (const [at, { url }] of this.servers.entries()) {
      const response = await fetch(`${url}/bench/${path(at)}`);
      const text = await response.text();
      if (!response.ok) throw new Error(`Cannot ask for "${path(at)}": ${text}`);
    }
  }

  /** What they wrote: nothing, unless something went wrong. */
  output(): string {
    return this.servers.map((server) => server.output()).join("");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#redis?.destroy();
    for (const server of this.servers) await server[Symbol.asyncDispose]();
  }
}

/** A Redis of the benchmark's own. */
export const redisHere = startRedis;

const clientOf = (url: string) =>
  createClient({ url, socket: { reconnectStrategy: false } }).on("error", () => {});

async function read<Value>(url: string): Promise<Value> {
  return await (await fetch(url)).json() as Value;
}

/** Milliseconds of CPU of a process, by Linux; NaN elsewhere. */
export function cpuOf(pid: number): number {
  try {
    const text = Deno.readTextFileSync(`/proc/${pid}/stat`);
    // The name of the program, in brackets, may have spaces.
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    // In hundredths of a second, on every Linux there is.
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return NaN;
  }
}

/** Waits. */
export const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, ms));
