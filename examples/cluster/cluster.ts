/** A page that outlives its server: who serves whom, and what of a page is on another one a second later. */

import { each, event, html, LiveView, transient } from "@djust/live";
import { meta, PresenceMixin } from "@djust/live/presence";
import type { ServerStatus } from "./servers.ts";

/** What is known of a page: the server that it is on, and what it counts. */
type Guest = { name: string; server: string; count: number };

const HERE = Deno.env.get("CLUSTER_NAME") ?? "A";
/** Who starts and stops the servers; nobody under `deno task dev`. */
const CONTROL = Deno.env.get("CLUSTER_CONTROL");
const ANIMALS = ["Otter", "Lynx", "Heron", "Badger", "Marten", "Stork", "Hare", "Newt", "Wren"];

export class Cluster extends PresenceMixin(LiveView, { meta: meta<Guest>() }) {
  static presenceUniquePerConnection = true;
  presenceKey = "cluster";
  name = `${anyOf(ANIMALS)} ${Math.floor(Math.random() * 900) + 100}`;
  count = 0;
  note = "";
  @transient
  servers: readonly ServerStatus[] = [];

  mount() {
    this.pageTitle = "Three servers";
    this.trackPresence({ name: this.name, server: HERE, count: this.count });
  }

  async connected() {
    this.updatePresence({ name: this.name, server: HERE, count: this.count });
    await this.look();
    this.every(1_000, () => this.look());
  }

  async look() {
    this.servers = await asked("status");
  }

  @event
  add() {
    this.count++;
    this.updatePresence({ count: this.count });
  }

  @event
  write({ note }: { note: string }) {
    this.note = note.slice(0, 200);
  }

  @event
  async stop({ name, how }: { name: string; how: string }) {
    this.servers = await asked(how === "drain" ? "drain" : "kill", name);
  }

  render() {
    const guests = this.listPresences();
    return html`
      <p class="served">This page is served by <b class="server">${HERE}</b></p>
      <ul class="servers">${each(this.servers, ({ name }) => name, ({ name, status }) => {
        const here = guests.filter(({ meta }) => meta.server === name);
        return html`
          <li class=${{ down: status !== "up" }}>
            <h2>Server ${name} <span class="state">${status}</span></h2>
            <ul class="guests">${each(
              here,
              ({ id }) => id,
              ({ id, meta }) =>
                html`<li>${meta.name}${
                  id === this.presenceId ? " (you)" : ""
                } · ${meta.count}</li>`,
            )}</ul>
            <p class="actions">
              <button type="button" data-name=${name} data-how="kill" dj-click=${this.stop}
                aria-disabled=${!CONTROL || status !== "up"}>Kill ${name}</button>
              <button type="button" class="quiet" data-name=${name} data-how="drain"
                dj-click=${this.stop}
                aria-disabled=${!CONTROL || status !== "up"}>Drain ${name}</button>
            </p>
          </li>
        `;
      })}</ul>
      <div class="row">
        <button class="primary" type="button" dj-click=${this.add}>Count on: ${this.count}</button>
      </div>
      <form class="row" dj-change=${this.write}>
        <label class="grow"><span class="label">A note to yourself: half typed, it stays</span>
          <input name="note" value=${this.note} autocomplete="off" maxlength="200"></label>
      </form>
    `;
  }
}

function anyOf(names: readonly string[]): string {
  return names[Math.floor(Math.random() * names.length)] ?? "";
}

async function asked(...path: readonly string[]): Promise<ServerStatus[]> {
  if (!CONTROL) return [{ name: HERE, status: "up" }];
  try {
    const response = await fetch([CONTROL, ...path].join("/"), {
      method: path.length > 1 ? "POST" : "GET",
      signal: AbortSignal.timeout(2_000),
    });
    return await response.json();
  } catch {
    return [];
  }
}
