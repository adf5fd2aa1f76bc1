/** What several server processes share in tests: a state store, a bus and a notebook, over HTTP. */

import { Hono } from "hono";
import {
  type Bus,
  memoryBus,
  memoryState,
  type Snapshot,
  type StateStore,
  type Taken,
} from "@djust/live";
import { serve, type Served } from "../serve.ts";

/** What a process wrote down: an observer's record, and who it was. */
export interface Note {
  readonly type: string;
  readonly pid: number;
  readonly [fact: string]: unknown;
}

/** The shared place. `await using shared = share()` closes it. */
export interface Shared extends AsyncDisposable {
  readonly url: string;
  readonly notes: Note[];
  /** Mounts so far that came to something. */
  readonly mounts: number;
  /** The snapshot that was saved last. */
  readonly saved: Snapshot | undefined;
}

/** Opens a shared place in this process. */
export function share(): Shared {
  const store = memoryState();
  const notes: Note[] = [];
  const listeners = new Set<WebSocket>();
  let saved: Snapshot | undefined;
  const app = new Hono()
    .post("/records", async (c) => {
      notes.push(await c.req.json());
      return c.body(null, 204);
    })
    .get("/bus", (c) => {
      const { socket, response } = Deno.upgradeWebSocket(c.req.raw);
      socket.onopen = () => listeners.add(socket);
      socket.onclose = () => listeners.delete(socket);
      socket.onerror = () => listeners.delete(socket);
      socket.onmessage = ({ data }) => {
        for (const other of listeners) {
          if (other !== socket && other.readyState === WebSocket.OPEN) other.send(data);
        }
      };
      return response;
    })
    .post(
      "/state/take/:key",
      async (c) => c.json(await store.take(c.req.param("key"), await c.req.json())),
    )
    .post("/state/save/:key", async (c) => {
      const { snapshot, ttl } = await c.req.json();
      saved = snapshot;
      return c.json(await store.save(c.req.param("key"), snapshot, { ttl }));
    })
    .post("/state/remove/:key", async (c) => {
      await store.remove(c.req.param("key"));
      return c.json(true);
    });
  const served: Served = serve(app);
  return {
    url: served.url,
    notes,
    get mounts(): number {
      return notes.filter(({ type, outcome }) => type === "mount" && outcome === "mounted").length;
    },
    get saved(): Snapshot | undefined {
      return saved;
    },
    async [Symbol.asyncDispose]() {
      for (const socket of listeners) socket.close();
      await served.close();
    },
  };
}

/** The bus of a shared place, once the line to it is up. */
export async function remoteBus(url: string): Promise<Bus> {
  const here = memoryBus();
  const socket = new WebSocket(`${url.replace("http", "ws")}/bus`);
  await new Promise((resolve, reject) => {
    socket.onopen = resolve;
    socket.onerror = reject;
  });
  socket.onmessage = ({ data }) => {
    const { topic, message } = JSON.parse(data);
    here.publish(topic, message);
  };
  return {
    subscribe: (topic, listener) => here.subscribe(topic, listener),
    publish(topic, message) {
      here.publish(topic, message);
      socket.send(JSON.stringify({ topic, message }));
    },
  };
}

/** The store of a shared place. Snapshots are sent as JSON: enough for a journal. */
export function remoteState(url: string): StateStore {
  const call = async (what: string, body: unknown = {}): Promise<unknown> => {
    const response = await fetch(`${url}/state/${what}`, {
      method: "POST",
      body: JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`Cannot ${what}: the store answered ${response.status}`);
    return await response.json();
  };
  return {
    take: async (key, wanted) => await call(`take/${key}`, wanted) as Taken,
    save: async (key, snapshot, { ttl }) => await call(`save/${key}`, { snapshot, ttl }) as boolean,
    remove: async (key) => void await call(`remove/${key}`),
  };
}
