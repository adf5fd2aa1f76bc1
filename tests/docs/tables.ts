/** Tables of generated pages, and the pages themselves as `deno fmt` has them. */

import { run } from "./run.ts";

/** A line of a table. */
export function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}

/** A page of these paragraphs. */
export async function formatted(paragraphs: readonly string[]): Promise<string> {
  return await run(["fmt", "--ext=md", "-"], paragraphs.join("\n\n") + "\n");
}
