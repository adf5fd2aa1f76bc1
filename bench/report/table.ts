/** Markdown tables of measured figures. */

import type { Spread } from "../measure.ts";

/** A table; its columns are as wide as they have to be. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Three digits that count. */
export function digits(value: number): string {
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en");
  return value.toFixed(size >= 10 ? 1 : 2);
}

/** A ratio with its quarters. */
export const times = ({ median, low, high }: Spread): string =>
  `${digits(median)}× (${digits(low)}-${digits(high)})`;

/** What a figure had to be, and whether it is. */
export function verdict(value: number, goal: Goal | undefined): string {
  if (!goal) return "";
  const { least, most, unit = "" } = goal;
  const met = (least === undefined || value >= least) && (most === undefined || value <= most);
  const bound = (least === undefined ? `≤ ${most}` : `≥ ${least}`) + unit;
  return `${bound}: ${met ? "met" : "**missed**"}`;
}

/** A bound. */
export interface Goal {
  readonly least?: number;
  readonly most?: number;
  readonly unit?: string;
}
