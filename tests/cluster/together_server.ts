/** A place to be together on one store, for tests of several processes: who is there, what is told. */

import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { kvCluster } from "@djust/live/kv";
import { type CursorOptions, LiveCursorMixin, meta, type Presence } from "@djust/live/presence";
import { redisCluster } from "@djust/live/redis";
import type { Change } from "./journal.ts";

interface Who {
  name: string;
  color: string;
  note?: string;
}

/** The sessions of people who were here, for `/test/logout`. */
const sessions = new Map<string, string>();

/** Room and person are in the address: `/?room=hall&who=ada`; with `&desk` cursors are drawn. */
class Together extends LiveCursorMixin(LiveView, { meta: meta<Who>() }) {
  presenceKey = "room:{place}";
  cursors: CursorOptions = {};
  place = "";
  who = "";
  count = 0;
  isOpen = false;
  hasDesk = false;
  draft = "";
  told: string[] = [];
  news: string[] = [];

  mount(): void {
    const { searchParams } = this.url;
    this.place = searchParams.get("room") ?? "";
    this.who = searchParams.get("who") ?? "";
    this.hasDesk = searchParams.has("desk");
    sessions.set(this.who, this.session.id);
    this.trackPresence({ name: this.who, color: "#1d4ed8" });
    this.subscribe(`news:${this.place}`, (text: string) => void this.news.push(text));
  }

  getPresenceUserId(): string {
    return this.who;
  }

  handlePresenceJoin({ id }: Presence<Who>): void {
    this.told.push(`+${id}`);
  }
  handlePresenceLeave({ id }: Presence<Who>): void {
    this.told.push(`-${id}`);
  }
  @event
  increment(): number {
    return ++this.count;
  }
  @event
  tell({ text }: { text: string }): void {
    this.publish(`news:${this.place}`, text);
  }
  @event
  say({ text }: { text: string }): void {
    this.broadcastToPresence("said", { text });
  }
  @event
  note({ note }: { note: string }): void {
    this.updatePresence({ note });
  }
  @event
  leave(): void {
    this.untrackPresence();
  }
  @event
  async take({ part }: { part: string }) {
    return await this.lock(part, { ttl: 3_000 });
  }
  @event
  async free({ part }: { part: string }) {
    return await this.unlock(part);
  }
  @event
  open(): void {
    this.isOpen = true;
  }
  @event
  write({ value }: { value: string }): void {
    this.draft = value;
  }

  render() {
    const people = this.listPresences().map(({ id, status, connections }) =>
      `${id}:${status}:${connections}`
    );
    const cursors = Object.entries(this.getCursors()).map(([id, { x, y }]) => `${id}@${x},${y}`);
    return html`
      <output>${this.count}</output>
      <b>${this.onlineCount}</b>
      <p id="people">${people.sort().join(" ")}</p>
      <p id="told">${this.told.join(" ")}</p>
      <p id="news">${this.news.join(" ")}</p>
      <p id="cursors">${cursors.sort().join(" ")}</p>
      <p id="store">${this.presenceDegraded ? "degraded" : "up"}</p>
      <button id="add" dj-click=${this.increment}>+1</button>
      <button id="open" dj-click=${this.open}>write</button>
      ${this.hasDesk
        ? html`<div dj-cursors style="height: 300px"><i data-dj-cursor-anchor="paper">paper</i></div>`
        : ""}
      ${this.isOpen
        ? html`<form><textarea id="draft" name="draft" dj-input=${this.write}></textarea>
            <i id="draft-shown">${this.draft}</i></form>`
        : ""}
    `;
  }
}

/** The store, and how soon a silent process counts as dead. */
function cluster() {
  const store = Deno.env.get("STORE") ?? "";
  const [heartbeat = 5_000, timeout = 15_000] = (Deno.env.get("LEASE") ?? "5000,15000")
    .split(",").map(Number);
  const lease = { heartbeat, timeout };
  return store.startsWith("redis:")
    ? redisCluster({ url: store, ...lease })
    : kvCluster({ path: store, ...lease });
}

const app = new Hono();
const hub = live(app, { "/": Together }, { ...cluster(), dev: false });
const journals = new Map<string, Change[]>();

/** Keeps what is told of a room from now on, and who was there before. */
app.get("/test/watch", (c) => {
  const name = `room:${c.req.query("room")}`;
  const journal: Change[] = [];
  journals.set(name, journal);
  const room = hub.presence(name);
  room.onChange(({ joins, leaves, updates }) => {
    const at = Date.now();
    const all = { join: joins, leave: leaves, update: updates };
    for (const type of ["join", "leave", "update"] as const) {
      for (const { id, status } of all[type]) journal.push({ type, id, status, at });
    }
  });
  return c.json(room.list().map(({ id }) => id));
});
app.get("/test/journal", (c) => c.json(journals.get(`room:${c.req.query("room")}`) ?? []));
app.get("/test/people", (c) => {
  const people = hub.presence(`room:${c.req.query("room")}`).list();
  return c.json(people.map(({ id, status }) => `${id}:${status}`).sort());
});
app.get("/test/logout", (c) => {
  hub.disconnect(sessions.get(c.req.query("who") ?? "") ?? "");
  return c.json(true);
});
app.get("/test/stats", (c) => c.json(hub.stats() as object));

export default app;

if (import.meta.main && Deno.args.includes("--run")) {
  Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
}
