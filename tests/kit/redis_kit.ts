/** Redis kit: a real redis-server of a test's own, which it may stop, freeze and start anew. */

import { createClient } from "@redis/client";
import { freePort } from "../process.ts";
import { until } from "../until.ts";

/** A running redis-server on loopback, with nothing on the disk. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  /** `redis://127.0.0.1:<port>`. */
  readonly url: string;
  /** Sends one command on a connection of its own. */
  ask(...command: string[]): Promise<unknown>;
  /** SIGKILL: no goodbye, and everything is forgotten. */
  kill(): Promise<void>;
  /** Starts it again, on the same port. */
  start(): Promise<void>;
  /** SIGSTOP: connections stay, nothing is answered. */
  freeze(): void;
  /** SIGCONT. */
  thaw(): void;
}

/** Where redis-server is; `.ci/run` installs it. */
export function findRedis(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const paths = folders.map((folder) => `${folder}/redis-server`);
  return [Deno.env.get("REDIS_PATH") ?? "", ...paths].find((path) => {
    try {
      return path !== "" && Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

/** Starts a redis-server; without one on the machine this says what to install. */
export async function startRedis(): Promise<RedisServer> {
  const port = freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: Deno.ChildProcess | undefined;

  const start = async (): Promise<void> => {
    try {
      child = new Deno.Command(findRedis() ?? "redis-server", {
        args: [
          ...["--port", String(port), "--bind", "127.0.0.1"],
          ...["--save", "", "--appendonly", "no", "--daemonize", "no"],
        ],
        stdin: "null",
        stdout: "null",
        stderr: "null",
      }).spawn();
    } catch (cause) {
      throw new Error(
        `Cannot test Redis: there is no redis-server; install it (apt-get install redis-server)`,
        { cause },
      );
    }
    await until("redis-server answers", async () => await ask("PING") === "PONG");
  };
  const ask = async (...command: string[]): Promise<unknown> => {
    const client = createClient({ url, socket: { reconnectStrategy: false } });
    client.on("error", () => {});
    try {
      await client.connect();
      return await client.sendCommand(command);
    } finally {
      client.destroy();
    }
  };
  const kill = async (): Promise<void> => {
    const ending = child;
    child = undefined;
    try {
      ending?.kill("SIGKILL");
    } catch (error) {
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
    await ending?.status;
  };
  await start();
  return {
    ...{ port, url, ask, kill, start },
    freeze: () => child?.kill("SIGSTOP"),
    thaw: () => child?.kill("SIGCONT"),
    [Symbol.asyncDispose]: kill,
  };
}
