/** Runs one step and tells how it went. */

import { outputOf } from "../output.ts";
import { size } from "../seed.ts";
import { type Counts, countsOf, NOTHING } from "./counts.ts";
import type { Command, Step, Tool } from "./steps.ts";

/** How a step went. */
export interface Outcome {
  readonly counts: Counts;
  /** What it printed. */
  readonly output: string;
  readonly milliseconds: number;
}

/** Where a step runs. */
export interface Place {
  /** The root of the repository, or of a copy of it; this one's unless told. */
  readonly root?: URL;
  /** Environment variables that differ from ours. */
  readonly env?: Readonly<Record<string, string>>;
  /** No step may hang the whole: it is ended after this time and has failed. */
  readonly limit?: number;
}

const LIMIT_MS = size(1_200_000, 3_600_000);
/** How long the streams of a process may stay open after its end: its own children may hold them. */
const DRAIN_MS = 2_000;

const ROOT = new URL("../../", import.meta.url);

type Result = Omit<Outcome, "milliseconds">;

/** Runs the step to its end. It never throws: a step that cannot run has failed. */
export async function run(step: Step, place: Place = {}): Promise<Outcome> {
  const start = performance.now();
  const { counts, output } = await resultOf(step, place);
  return { counts, output, milliseconds: performance.now() - start };
}

async function resultOf(step: Step, place: Place): Promise<Result> {
  try {
    if (step.type === "tool") return look(step, { ...Deno.env.toObject(), ...place.env });
    return await command(step, place);
  } catch (error) {
    return { counts: { ...NOTHING, failed: 1 }, output: `Cannot run "${step.name}": ${error}\n` };
  }
}

async function command(step: Exclude<Step, Tool>, place: Place): Promise<Result> {
  const folder = await Deno.makeTempDir({ prefix: "djust_ok_" });
  try {
    const args = argumentsOf(step, folder, place.root ?? ROOT);
    const lanes = step.lanes ? { DENO_JOBS: String(step.lanes) } : {};
    const env = { ...lanes, ...step.env, ...place.env };
    const { output, success } = await deno(args, { ...place, env });
    if (step.type === "tests") return { counts: countsOf(output, success), output };
    return { counts: { ...NOTHING, [success ? "passed" : "failed"]: 1 }, output };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function deno(
  args: string[],
  { root = ROOT, env = {}, limit = LIMIT_MS }: Place,
): Promise<{ output: string; success: boolean }> {
  const child = new Deno.Command(Deno.execPath(), {
    args,
    cwd: root,
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { text, ended, stop } = outputOf(child);
  let why = "";
  const timer = setTimeout(() => {
    why = `: it took longer than ${limit / 1000} s`;
    child.kill("SIGKILL");
  }, limit);
  const { success, signal } = await child.status;
  clearTimeout(timer);
  const drain = setTimeout(stop, DRAIN_MS);
  await ended;
  clearTimeout(drain);
  // With --parallel a file's output comes with its end: of a crash there may be no other word.
  const note = signal ? `\nEnded by ${signal}${why}; "deno task test" shows in which test\n` : "";
  return { output: text() + note, success };
}

/**
 * A run with another configuration gets the locked versions from a copy of the lock file: deno would
 * write that configuration's dependencies into the lock file itself.
 */
function argumentsOf({ args, over, config }: Command, folder: string, root: URL): string[] {
  const [subcommand = "", ...rest] = [...args, ...over];
  if (config === undefined) return [subcommand, ...rest];
  Deno.copyFileSync(new URL("deno.lock", root), `${folder}/deno.lock`);
  return [subcommand, "--config", config, "--lock", `${folder}/deno.lock`, ...rest];
}

function look(
  { name, programs, variable }: Tool,
  env: Readonly<Record<string, string>>,
): Result {
  const given = env[variable];
  const folders = (env.PATH ?? "").split(":");
  const paths = given
    ? [given]
    : programs.flatMap((program) => folders.map((folder) => `${folder}/${program}`));
  if (paths.some(isFile)) return { counts: { ...NOTHING, passed: 1 }, output: "" };

  const looked = given ? `${variable} is "${given}"` : `no ${programs.join(", no ")} on PATH`;
  return {
    counts: { ...NOTHING, [env.CI === "true" ? "failed" : "skipped"]: 1 },
    output: `!!! ${name} is missing (${looked}): what needs it does not run; ` +
      `install it or set ${variable}\n`,
  };
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
