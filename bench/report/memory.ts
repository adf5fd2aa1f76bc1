/** The section on memory. */

import type { MemoryResult } from "../memory.ts";
import { digits, table, verdict } from "./table.ts";

const GOALS: Readonly<Record<string, [most: number, moonshot: number]>> = {
  bare: [130, 64],
  closures: [320, 160],
  jsx: [130, 64],
};

/** Its table. */
export function memorySection(result: MemoryResult): string {
  return [
    'Heap that the last tree of a table of 1,000 rows keeps, without the rows\' own data. "html" has',
    '`id="row-${id}"`, JSX has to make a text of it.',
    "",
    table(
      ["", "KiB", "must", "moonshot"],
      Object.entries(result).map(([name, bytes]) => {
        const [most, moonshot] = GOALS[name] ?? [];
        const size = bytes / 1024;
        return [
          name === "bare" ? "html" : name,
          digits(size),
          most === undefined ? "" : verdict(size, { most }),
          moonshot === undefined ? "" : verdict(size, { most: moonshot }),
        ];
      }),
    ),
  ].join("\n");
}
