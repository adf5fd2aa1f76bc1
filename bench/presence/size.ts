/** The size of a run: what is measured, and for how long. */

/** `--quick` tries it at small sizes, `--full` looks longest. */
export type Size = "quick" | "default" | "full";

/** What the flags say. */
export function sizeOf(flags: readonly string[]): Size {
  return flags.includes("--full") ? "full" : flags.includes("--quick") ? "quick" : "default";
}
