/**
 * Looks into the stores that processes share: `deno run -A --unstable-kv jsr:@djust/live/cli stats live.db`.
 *
 * @module
 */

import { kvInspectors } from "../kv/inspect.ts";
import { redisInspectors } from "../redis/inspect.ts";
import { runCommand } from "./command.ts";

/**
 * Runs a command of an operator (`stats`, `health`, `instances`, `clear`) with the address of a store;
 * returns the exit code.
 *
 * @category Stores
 */
export function runCli(
  args: readonly string[],
  say: (line: string) => void = (line) => console.log(line),
): Promise<number> {
  return runCommand(args, { kinds: [kvInspectors, redisInspectors], say });
}

if (import.meta.main) Deno.exit(await runCli(Deno.args));
