/** What several server processes share in tests: a state store, a bus and a notebook, over HTTP. */

import { Hono } from "hono";
import { memoryBus, memoryState } from "@djust/live";
import type { Bus, Snapshot, StateStore, Taken } from "@djust/live/stores";
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
      async (c) => {
        const taken = await store.take(c.req.param("key"), await c.req.json());
        return c.json(
          taken.type === "snapshot" ? { ...taken, snapshot: asText(taken.snapshot) } : taken,
        );
      },
    )
    .post("/state/save/:key", async (c) => {
      const { snapshot, ttl } = await c.req.json();
      saved = ofText(snapshot);
      return c.json(await store.save(c.req.param("key"), saved, { ttl }));
    })
    .post("/state/remove/:key", async (c) => {
      await store.remove(c.req.param("key"), await c.req.json());
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

/** A snapshot as JSON. */
type SnapshotText = Omit<Snapshot, "body"> & { readonly body: string };

function asText(snapshot: Snapshot): SnapshotText {
  return { ...snapshot, body: snapshot.body.toBase64() };
}

function ofText(snapshot: SnapshotText): Snapshot {
  return { ...snapshot, body: Uint8Array.fromBase64(snapshot.body) };
}

/** The store of a shared place. Snapshots are sent as JSON. */
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
    async take(key, wanted) {
      const taken = await call(`take/${key}`, wanted) as Taken;
      if (taken.type !== "snapshot") return taken;
      return { ...taken, snapshot: ofText(taken.snapshot as unknown as SnapshotText) };
    },
    save: async (key, snapshot, { ttl }) =>
      await call(`save/${key}`, { snapshot: asText(snapshot), ttl }) as boolean,
    remove: async (key, options) => void await call(`remove/${key}`, options),
  };
}
