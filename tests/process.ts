/** A server in a process of its own, which a test may end gently or brutally. */

import { outputOf } from "./output.ts";
import { until } from "./until.ts";

/** How to start a server process. */
export interface ProcessOptions {
  /** `run` starts the script itself, which listens on PORT; `serve` serves its default export. */
  readonly command?: "run" | "serve" | "serve --parallel";
  /** 0 or none: a free one. */
  readonly port?: number;
  readonly env?: Readonly<Record<string, string>>;
  /** `-A` unless told. */
  readonly permissions?: readonly string[];
  /** Arguments of the script. */
  readonly args?: readonly string[];
  /** The path that must answer before the process counts as started; `/` unless told. */
  readonly ready?: string;
  /** How long it may take to start, in ms; 20 s unless told. */
  readonly within?: number;
}

/** A running server process. `await using` kills it at the end of the block. */
export interface ServerProcess extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** All that it has written so far, stdout and stderr as they came. */
  output(): string;
  /** Sends SIGTERM (or another) and waits for the end. */
  terminate(signal?: Deno.Signal): Promise<Deno.CommandStatus>;
  /** SIGKILL: no goodbye. */
  kill(): Promise<Deno.CommandStatus>;
  /** The end, however it came. */
  readonly ended: Promise<Deno.CommandStatus>;
}

const ROOT = new URL("../", import.meta.url);

/** Starts the script (a path from the root of the repository) and waits until it answers. */
export async function startProcess(
  script: string,
  options: ProcessOptions = {},
): Promise<ServerProcess> {
  const port = options.port || freePort();
  const url = `http://127.0.0.1:${port}`;
  const permissions = options.permissions ?? ["-A"];
  const address = ["--host", "127.0.0.1", "--port", String(port)];
  const command = options.command ?? "run";
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      ...command.split(" "),
      ...(command === "run" ? [] : address),
      ...["--no-prompt", "--no-check", "--quiet", ...permissions],
      ...[script, ...(options.args ?? [])],
    ],
    cwd: ROOT,
    env: { NO_COLOR: "1", ...options.env, PORT: String(port) },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();

  const output = outputOf(child);
  let hasEnded = false;
  const ended = child.status.then(async (status) => {
    hasEnded = true;
    await output.ended;
    return status;
  });

  const end = (signal: Deno.Signal): Promise<Deno.CommandStatus> => {
    try {
      if (!hasEnded) child.kill(signal);
    } catch (error) {
      // It ended by itself in the meantime.
      if (!(error instanceof TypeError || error instanceof Deno.errors.NotFound)) throw error;
    }
    return ended;
  };

  const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
  try {
    await until(`${script} answers`, async () => {
      if (hasEnded) return true;
      const response = await fetch(url + (options.ready ?? "/"), { client, redirect: "manual" });
      await response.body?.cancel();
      return true;
    }, { within: options.within ?? 20_000, every: 25 });
    if (hasEnded) throw new Error(`it ended with code ${(await ended).code}`);
  } catch (cause) {
    await end("SIGKILL");
    throw new Error(`Cannot start "${script}": ${(cause as Error).message}\n${output.text()}`, {
      cause,
    });
  } finally {
    client.close();
  }

  return {
    url,
    port,
    pid: child.pid,
    output: output.text,
    terminate: (signal = "SIGTERM") => end(signal),
    kill: () => end("SIGKILL"),
    ended,
    async [Symbol.asyncDispose](): Promise<void> {
      await end("SIGKILL");
    },
  };
}

/** Below those that systems give to whoever connects: nobody gets one of these by chance. */
const PORTS = { from: 10_000, to: 32_000 };

/** A port of loopback that nobody listens on now. */
export function freePort(): number {
  for (;;) {
    const port = PORTS.from + Math.floor(Math.random() * (PORTS.to - PORTS.from));
    try {
      Deno.listen({ hostname: "127.0.0.1", port }).close();
      return port;
    } catch (error) {
      if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    }
  }
}
