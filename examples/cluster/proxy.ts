/** A proxy that gives each connection to the next server, as platforms without sticky sessions do. */

export interface RoundRobin {
  readonly port: number;
  close(): void;
}

/** Gives connections to these ports of loopback in turn; one that refuses is passed over. */
export function startProxy(port: number, upstreams: () => readonly number[]): RoundRobin {
  const listener = Deno.listen({ hostname: "127.0.0.1", port });
  const open = new Set<Deno.TcpConn>();
  let turn = 0;

  const upstream = async (): Promise<Deno.TcpConn | undefined> => {
    const ports = upstreams();
    for (let tries = 0; tries < ports.length; tries++) {
      const port = ports[turn++ % ports.length];
      if (port === undefined) break;
      try {
        return await Deno.connect({ hostname: "127.0.0.1", port });
      } catch { /* That one is down: the next. */ }
    }
    return undefined;
  };

  const serve = async (client: Deno.TcpConn): Promise<void> => {
    open.add(client);
    const server = await upstream();
    if (server) {
      open.add(server);
      // One way's end is its own; an error of either is the end of both.
      const ways = [
        client.readable.pipeTo(server.writable),
        server.readable.pipeTo(client.writable),
      ];
      await Promise.all(ways).catch(() => {});
    }
    for (const end of server ? [client, server] : [client]) {
      open.delete(end);
      closed(end);
    }
  };

  void (async () => {
    for await (const client of listener) void serve(client);
  })().catch(() => {});

  return {
    port: listener.addr.port,
    close() {
      listener.close();
      for (const end of open) closed(end);
    },
  };
}

function closed(end: Deno.TcpConn): void {
  try {
    end.close();
  } catch { /* It was closed before. */ }
}
