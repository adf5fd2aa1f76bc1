/** Runs one step and tells how it went. */

import { outputOf } from "../output.ts";
import { type Counts, countsOf, NOTHING } from "./counts.ts";
import type { Command, Step } from "./steps.ts";

/** How a step went. */
export interface Outcome {
  readonly counts: Counts;
  /** What it printed. */
  readonly output: string;
  readonly milliseconds: number;
}

/** No step may hang the whole: it is ended after this time and has failed. */
const LIMIT_MS = 480_000;

const ROOT = new URL("../../", import.meta.url);

/** Runs the step to its end. */
export async function run(step: Step): Promise<Outcome> {
  const start = performance.now();
  const { counts, output } = step.type === "tool" ? look(step) : await command(step);
  return { counts, output, milliseconds: performance.now() - start };
}

async function command(
  step: Exclude<Step, { type: "tool" }>,
): Promise<Omit<Outcome, "milliseconds">> {
  const folder = await Deno.makeTempDir({ prefix: "djust_ok_" });
  const child = new Deno.Command(Deno.execPath(), {
    args: argumentsOf(step, folder),
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const { text, ended } = outputOf(child);
  let note = "";
  const timer = setTimeout(() => {
    note = `\nended after ${LIMIT_MS / 1000} s\n`;
    child.kill("SIGKILL");
  }, LIMIT_MS);
  const [{ success }] = await Promise.all([child.status, ended]);
  clearTimeout(timer);
  const output = text() + note;
  await Deno.remove(folder, { recursive: true });
  if (step.type === "tests") return { counts: countsOf(output, success), output };
  return { counts: { ...NOTHING, [success ? "passed" : "failed"]: 1 }, output };
}

/**
 * A run with another configuration gets the locked versions from a copy of the lock file: deno would
 * write that configuration's dependencies into the lock file itself.
 */
function argumentsOf({ args, config }: Command, folder: string): string[] {
  const [subcommand = "", ...rest] = args;
  if (config === undefined) return [...args];
  Deno.copyFileSync(new URL("deno.lock", ROOT), `${folder}/deno.lock`);
  return [subcommand, "--config", config, "--lock", `${folder}/deno.lock`, ...rest];
}

function look(
  { name, programs, variable }: Extract<Step, { type: "tool" }>,
): Omit<Outcome, "milliseconds"> {
  const given = Deno.env.get(variable);
  const folders = (Deno.env.get("PATH") ?? "").split(":");
  const paths = given
    ? [given]
    : programs.flatMap((program) => folders.map((folder) => `${folder}/${program}`));
  if (paths.some(isFile)) return { counts: { ...NOTHING, passed: 1 }, output: "" };

  const isCI = Deno.env.get("CI") === "true";
  const looked = given ? `${variable} is "${given}"` : `no ${programs.join(", no ")} on PATH`;
  return {
    counts: { ...NOTHING, [isCI ? "failed" : "skipped"]: 1 },
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
