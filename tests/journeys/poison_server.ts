/** A page whose handlers can end their process: `--run` listens on PORT. */

import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";
import { remoteState } from "./shared_state.ts";

/** When a handler began: one line of the file of a process. */
export interface Run {
  readonly what: string;
  readonly pid: number;
}

const folder = Deno.env.get("RUNS");

/** Written at once, for the process may end. */
function note(what: string): void {
  const run: Run = { what, pid: Deno.pid };
  const line = `${JSON.stringify(run)}\n`;
  if (folder) Deno.writeTextFileSync(`${folder}/${Deno.pid}`, line, { append: true });
}

/** All that processes wrote into this folder. */
export function runsIn(folder: string): Run[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name }) =>
    Deno.readTextFileSync(`${folder}/${name}`).trim().split("\n").map((line) => JSON.parse(line))
  );
}

class Fragile extends LiveView {
  notes: string[] = [];

  @event
  note({ what }: { what: string }): string {
    note(what);
    this.notes.push(what);
    return what;
  }

  /** The process does not come back from this. */
  @event
  exit(): void {
    note("exit");
    Deno.exit(1);
  }

  /** Nor from this. */
  @event
  async kill(): Promise<void> {
    note("kill");
    await this.flush();
    Deno.kill(Deno.pid, "SIGKILL");
    await new Promise(() => {});
  }

  @event
  type({ value }: { value?: unknown }): void {
    note(`typed ${value}`);
    if (value === "poison") Deno.exit(1);
  }

  render() {
    return html`
      <input id="text" name="text" dj-input=${this.type} dj-debounce="0">
      <button id="closure" dj-click=${() => this.note({ what: "closure" })}>closure</button>
      <output>${this.notes.join()}</output>
    `;
  }
}

if (import.meta.main) {
  const app = new Hono();
  const shared = Deno.env.get("SHARED");
  live(app, { "/": Fragile }, {
    dev: false,
    ...(shared && { state: remoteState(shared) }),
  });
  Deno.serve({ hostname: "127.0.0.1", port: Number(Deno.env.get("PORT")) }, app.fetch);
}
