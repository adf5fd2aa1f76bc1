/** A real KV Connect server, which a test may stop and start again. */

import { freePort } from "../process.ts";
import { outputOf } from "../output.ts";
import { until } from "../until.ts";

/** What an app shows to it: `DENO_KV_ACCESS_TOKEN`. */
export const TOKEN = "a-token-of-the-tests";

/** A server with its file in a folder of its own. */
export interface KvServer extends AsyncDisposable {
  /** For `Deno.openKv()`. */
  readonly url: string;
  /** SIGKILL: no goodbye. */
  stop(): Promise<void>;
  /** SIGSTOP, SIGCONT: it is there, and says nothing. */
  signal(signal: Deno.Signal): void;
  /** The same file at the same place. */
  start(): Promise<void>;
}

/** Where denokv is; `.ci/run` installs it. Undefined where there is none. */
export function findDenokv(): string | undefined {
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const home = Deno.env.get("CARGO_HOME") ?? `${Deno.env.get("HOME")}/.cargo`;
  const paths = [...folders, `${home}/bin`].map((folder) => `${folder}/denokv`);
  return [Deno.env.get("DENOKV_PATH") ?? "", ...paths].find((path) => {
    try {
      return path !== "" && Deno.statSync(path).isFile;
    } catch {
      return false;
    }
  });
}

function denokv(): string {
  const path = findDenokv();
  if (path) return path;
  throw new Error(
    "Cannot find denokv, a KV Connect server, and nothing of it can be tested: run " +
      "apt-get install protobuf-compiler && cargo install denokv --locked, or set DENOKV_PATH",
  );
}

/** Starts one. */
export async function startKvServer(): Promise<KvServer> {
  const program = denokv();
  const folder = await Deno.makeTempDir({ prefix: "djust_denokv_" });
  const address = `127.0.0.1:${freePort()}`;
  const url = `http://${address}`;
  let child: Deno.ChildProcess | undefined;
  let output: ReturnType<typeof outputOf> | undefined;
  const start = async (): Promise<void> => {
    child = new Deno.Command(program, {
      args: [
        ...["--sqlite-path", `${folder}/kv.db`],
        ...["serve", "--access-token", TOKEN, "--addr", address],
      ],
      ...{ stdin: "null", stdout: "piped", stderr: "piped" },
    }).spawn();
    const said = output = outputOf(child);
    try {
      await until("denokv answers", async () => {
        // Anything but a refused connection is an answer.
        await (await fetch(url)).body?.cancel();
        return true;
      });
    } catch (cause) {
      throw new Error(`Cannot start ${program}:\n${said.text()}`, { cause });
    }
  };
  const stop = async (): Promise<void> => {
    child?.kill("SIGKILL");
    await child?.status;
    await output?.ended;
    child = undefined;
  };
  await start();
  return {
    url,
    stop,
    start,
    signal: (signal) => child?.kill(signal),
    async [Symbol.asyncDispose]() {
      await stop();
      await Deno.remove(folder, { recursive: true });
    },
  };
}
