/** A TCP proxy on loopback that misbehaves on demand: cuts, delays, and spreads over servers. */

/** The way of bytes: up from client to server, or down. */
export type Direction = "up" | "down";

/** Milliseconds that bytes spend on their way. */
export interface Latency {
  readonly up: number;
  readonly down: number;
}

/** A proxy. `await using proxy = startProxy([port])` closes it at the end of the block. */
export interface Proxy extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Connections open now. */
  readonly connections: number;
  /** Connections taken so far. */
  readonly taken: number;
  /** Bytes passed on so far. */
  readonly passed: Readonly<Record<Direction, number>>;
  /** The delay each way from now on; bytes stay in order. A number is meant for each way. */
  setLatency(latency: Latency | number): void;
  /** Spreads new connections over these ports from now on, in turn. */
  setUpstreams(ports: readonly number[]): void;
  /**
   * Passes on this many more bytes (of one way, or counted together), not one more, and cuts every
   * connection. Resolves at the cut. A later call replaces an earlier one.
   */
  cutAfter(bytes: number, direction?: Direction): Promise<void>;
  /** Cuts every connection now; bytes still on their way are lost. */
  cut(): void;
  /** Cuts every connection and refuses new ones until `comeUp()`. */
  goDown(): void;
  comeUp(): void;
  close(): Promise<void>;
}

/** Starts a proxy that spreads its connections over these ports of loopback, in turn. */
export function startProxy(
  upstreams: readonly number[],
  options: { readonly latency?: Latency | number } = {},
): Proxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const links = new Set<Link>();
  const ends = new Set<Promise<void>>();
  const passed = { up: 0, down: 0 };
  let ports = upstreams;
  let latency = latencyOf(options.latency ?? 0);
  let taken = 0;
  let isDown = false;
  let limit: { left: number; direction: Direction | undefined; reached(): void } | undefined;

  const cut = (): void => {
    for (const link of links) link.cut();
  };

  /** How many of these bytes may pass; after fewer than all of them comes the cut. */
  const admit = (bytes: number, direction: Direction): number => {
    if (!limit || (limit.direction && limit.direction !== direction)) return bytes;
    const admitted = Math.min(bytes, limit.left);
    limit.left -= admitted;
    return admitted;
  };
  const afterWrite = (bytes: number, direction: Direction): void => {
    passed[direction] += bytes;
    if (limit?.left !== 0) return;
    const { reached } = limit;
    limit = undefined;
    cut();
    reached();
  };

  const open = async (client: Deno.TcpConn): Promise<void> => {
    const port = ports[taken++ % ports.length];
    if (isDown || port === undefined) return client.close();
    let server: Deno.TcpConn;
    try {
      server = await Deno.connect({ hostname: "127.0.0.1", port });
    } catch {
      return client.close();
    }
    // The proxy may have gone down while the server was asked.
    if (isDown) {
      server.close();
      return client.close();
    }
    const rules: Rules = { delay: (direction) => latency[direction], admit, afterWrite };
    const link = new Link(client, server, rules);
    links.add(link);
    await link.ended;
    links.delete(link);
  };

  const accepting = (async () => {
    for await (const client of listener) {
      client.setNoDelay();
      const end = open(client).finally(() => ends.delete(end));
      ends.add(end);
    }
  })();

  const close = async (): Promise<void> => {
    isDown = true;
    cut();
    try {
      listener.close();
    } catch (error) {
      if (!(error instanceof Deno.errors.BadResource)) throw error;
    }
    await accepting;
    await Promise.all(ends);
  };

  return {
    url: `http://127.0.0.1:${listener.addr.port}`,
    port: listener.addr.port,
    passed,
    get connections(): number {
      return links.size;
    },
    get taken(): number {
      return taken;
    },
    setLatency(next): void {
      latency = latencyOf(next);
    },
    setUpstreams(next): void {
      ports = next;
    },
    cutAfter(bytes, direction): Promise<void> {
      if (bytes < 1) throw new RangeError(`Cannot cut after ${bytes} bytes: use cut() for now`);
      const reached = Promise.withResolvers<void>();
      limit = { left: bytes, direction, reached: reached.resolve };
      return reached.promise;
    },
    cut,
    goDown(): void {
      isDown = true;
      cut();
    },
    comeUp(): void {
      isDown = false;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What a link asks of its proxy. */
interface Rules {
  delay(direction: Direction): number;
  admit(bytes: number, direction: Direction): number;
  afterWrite(bytes: number, direction: Direction): void;
}

/** One client's connection and its connection to a server. */
class Link {
  readonly ended: Promise<void>;
  readonly #ends: readonly Deno.TcpConn[];
  readonly #cut = new AbortController();

  constructor(client: Deno.TcpConn, server: Deno.TcpConn, rules: Rules) {
    server.setNoDelay();
    this.#ends = [client, server];
    this.ended = Promise.all([
      this.#pass(client, server, "up", rules),
      this.#pass(server, client, "down", rules),
    ]).then(() => this.cut());
  }

  cut(): void {
    if (this.#cut.signal.aborted) return;
    this.#cut.abort();
    for (const end of this.#ends) end.close();
  }

  /** Reads on while earlier bytes are still delayed, so that latency costs no throughput. */
  async #pass(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    direction: Direction,
    rules: Rules,
  ): Promise<void> {
    let writes: Promise<void> = Promise.resolve();
    const buffer = new Uint8Array(65_536);
    try {
      while (true) {
        const count = await from.read(buffer);
        const due = performance.now() + rules.delay(direction);
        if (count === null) break;
        const bytes = buffer.slice(0, count);
        writes = writes.then(() => this.#write(to, bytes, due, direction, rules));
      }
      await writes;
      await to.closeWrite();
    } catch {
      // Cut by us, or reset by a peer, which the other peer must see as well.
      await writes;
      this.cut();
    }
  }

  async #write(
    to: Deno.TcpConn,
    bytes: Uint8Array,
    due: number,
    direction: Direction,
    rules: Rules,
  ): Promise<void> {
    try {
      await sleepUntil(due, this.#cut.signal);
      if (this.#cut.signal.aborted) return;
      const admitted = rules.admit(bytes.length, direction);
      for (let sent = 0; sent < admitted;) sent += await to.write(bytes.subarray(sent, admitted));
      rules.afterWrite(admitted, direction);
    } catch {
      this.cut();
    }
  }
}

function latencyOf(latency: Latency | number): Latency {
  return typeof latency === "number" ? { up: latency, down: latency } : latency;
}

function sleepUntil(due: number, cut: AbortSignal): Promise<void> {
  const left = due - performance.now();
  if (left <= 0 || cut.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const wake = (): void => {
      clearTimeout(timer);
      cut.removeEventListener("abort", wake);
      resolve();
    };
    const timer = setTimeout(wake, left);
    cut.addEventListener("abort", wake);
  });
}
