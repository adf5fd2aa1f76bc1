/** A Hono app (or anything with `fetch`) served on loopback inside the test's own process. */

/** What can be served. */
export interface App {
  fetch(request: Request, ...rest: never[]): Response | Promise<Response>;
}

/** An app being served. `await using served = serve(app)` closes it at the end of the block. */
export interface Served extends AsyncDisposable {
  /** `http://127.0.0.1:<port>`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /** Stops listening, cuts what is still connected, and waits for what the app still does about it. */
  close(): Promise<void>;
}

/** Serves the app on a free port. A request that throws is answered 500 and rethrown by `close()`. */
export function serve(app: App): Served {
  const stop = new AbortController();
  const thrown: unknown[] = [];
  const running = new Set<Promise<unknown>>();
  const server = Deno.serve(
    {
      hostname: "127.0.0.1",
      port: 0,
      signal: stop.signal,
      onListen() {},
      onError(error) {
        thrown.push(error);
        return new Response("Internal Server Error", { status: 500 });
      },
    },
    // Hono takes the connection's info as its `env`, as under `deno serve`.
    (request, info) => {
      const response = (app.fetch as (request: Request, info: unknown) => Response)(request, info);
      const end: Promise<unknown> = Promise.resolve(response)
        .catch(() => {})
        .finally(() => running.delete(end));
      running.add(end);
      return response;
    },
  );
  const { port } = server.addr;
  const close = async (): Promise<void> => {
    stop.abort();
    await server.finished;
    // The server does not wait for handlers whose client is gone.
    await Promise.all(running);
    if (thrown.length > 0) throw new AggregateError(thrown.splice(0), "The served app threw");
  };
  return { url: `http://127.0.0.1:${port}`, port, close, [Symbol.asyncDispose]: close };
}
