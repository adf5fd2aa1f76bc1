/** Processes that serve one app: started, stopped on demand, and started again. */

/** How a server is. */
export interface ServerStatus {
  name: string;
  status: "up" | "starting" | "down";
}

interface Server {
  readonly name: string;
  readonly port: number;
  process: Deno.ChildProcess | undefined;
}

export interface ServersOptions {
  /** The KV file that they share. */
  readonly store: string;
  /** Signs what pages carry: the same for all, or none knows the pages of the others. */
  readonly secret: string;
}

/** How long one stays down, so that a person can see it. */
const DOWN_MS = 4_000;

export class Servers {
  readonly #servers: readonly Server[];
  readonly #options: ServersOptions;
  #control = "";
  #isEnding = false;

  constructor(names: readonly string[], options: ServersOptions) {
    this.#options = options;
    this.#servers = names.map((name) => ({ name, port: freePort(), process: undefined }));
  }

  /** Ports of those that were started. */
  ports(): readonly number[] {
    return this.#servers.filter(({ process }) => process).map(({ port }) => port);
  }

  /** Starts all; `control` is where they ask for each other. */
  start(control: string): void {
    this.#control = control;
    for (const server of this.#servers) this.#run(server);
  }

  async status(): Promise<ServerStatus[]> {
    return await Promise.all(this.#servers.map(async ({ name, port, process }) => {
      if (!process) return { name, status: "down" };
      return { name, status: await answers(port) ? "up" : "starting" };
    }));
  }

  stop(name: string, signal: "SIGKILL" | "SIGTERM"): void {
    const server = this.#servers.find((server) => server.name === name);
    server?.process?.kill(signal);
  }

  async end(): Promise<void> {
    this.#isEnding = true;
    const ends = this.#servers.map(({ process }) => {
      process?.kill("SIGKILL");
      return process?.status;
    });
    await Promise.all(ends);
  }

  #run(server: Server): void {
    const { store, secret } = this.#options;
    const process = new Deno.Command(Deno.execPath(), {
      args: ["run", "-A", new URL("server.ts", import.meta.url).href],
      stdin: "piped",
      env: {
        DJUST_SECRET: secret,
        CLUSTER_STORE: store,
        CLUSTER_NAME: server.name,
        CLUSTER_CONTROL: this.#control,
        PORT: String(server.port),
      },
    }).spawn();
    server.process = process;
    void process.status.then(({ signal, code }) => {
      server.process = undefined;
      if (this.#isEnding) return;
      console.log(`Server ${server.name} ended (${signal ?? code}); it comes back`);
      setTimeout(() => this.#isEnding || this.#run(server), DOWN_MS);
    });
  }
}

/** One that nobody listens on now, and that no connection gets by chance while its server is down. */
function freePort(): number {
  const port = 10_000 + Math.floor(Math.random() * 20_000);
  try {
    Deno.listen({ hostname: "127.0.0.1", port }).close();
    return port;
  } catch {
    return freePort();
  }
}

async function answers(port: number): Promise<boolean> {
  try {
    (await Deno.connect({ hostname: "127.0.0.1", port })).close();
    return true;
  } catch {
    return false;
  }
}
