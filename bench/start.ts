/** Start: the CPU time that importing `./hono` adds to a Hono app, over many fresh processes. */

import { type Spread, spread } from "./measure.ts";

/** Milliseconds of CPU. */
export interface StartResult {
  readonly hono: Spread;
  readonly live: Spread;
  /** Of each pair of processes, one after the other. */
  readonly added: Spread;
}

async function run(name: "hono" | "live"): Promise<number> {
  const script = new URL(`start/${name}.ts`, import.meta.url).href;
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-check", "--cached-only", script],
    stdin: "null",
  }).output();
  const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
  if (!success) throw new Error(`Cannot start ${name}: ${text(stderr)}`);
  return Number(text(stdout));
}

if (import.meta.main) {
  const pairs = Number(Deno.args[0] ?? 40);
  const times = { hono: [] as number[], live: [] as number[] };
  // The first runs fill the caches of compiled modules.
  for (let i = -3; i < pairs; i++) {
    const order = i % 2 === 0 ? ["hono", "live"] as const : ["live", "hono"] as const;
    for (const name of order) {
      const took = await run(name);
      if (i >= 0) times[name].push(took);
    }
  }
  const result: StartResult = {
    hono: spread(times.hono),
    live: spread(times.live),
    added: spread(times.live.map((time, i) => time - (times.hono[i] as number))),
  };
  console.log(JSON.stringify(result));
}
