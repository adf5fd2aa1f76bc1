/** A page whose handlers take their time and leave traces: in its state, and outside of it in a file. */

import { event, html, LiveView } from "@djust/live";

/** When a handler began or ended: one line of the file of a process. */
export interface Trace {
  readonly n: number;
  readonly what: "began" | "ended";
  readonly pid: number;
  readonly at: number;
}

/** What the state of the page says. */
export interface Effects {
  readonly entries: readonly string[];
}

/** A view that writes each run down. The file outlives the process, however that ends. */
export class EffectsView extends LiveView {
  entries: string[] = [];

  @event
  quick({ n }: { n: number }): number {
    this.#trace(n, "began");
    this.#trace(n, "ended");
    return n;
  }

  @event
  async slow({ n, ms }: { n: number; ms: number }): Promise<number> {
    this.#trace(n, "began");
    for (let step = 0; step < 3; step++) {
      await new Promise((resolve) => setTimeout(resolve, ms / 3));
      await this.flush();
    }
    this.#trace(n, "ended");
    return n;
  }

  /** What is in the state. */
  @event
  look(): Effects {
    return { entries: this.entries };
  }

  render() {
    return html`<output>${this.entries.length}</output><p>${this.entries.at(-1)}</p>`;
  }

  #trace(n: number, what: Trace["what"]): void {
    this.entries.push(`${n} ${what}`);
    const trace: Trace = { n, what, pid: Deno.pid, at: Date.now() };
    const folder = Deno.env.get("TRACES");
    const line = `${JSON.stringify(trace)}\n`;
    if (folder) Deno.writeTextFileSync(`${folder}/${Deno.pid}`, line, { append: true });
  }
}

/** All that processes wrote into this folder. */
export function tracesIn(folder: string): Trace[] {
  return [...Deno.readDirSync(folder)].flatMap(({ name }) =>
    Deno.readTextFileSync(`${folder}/${name}`).split("\n").filter((line) => line !== "")
      .map((line) => JSON.parse(line) as Trace)
  );
}
