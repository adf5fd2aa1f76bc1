/** Every TypeScript source of the repository. */

/** One source file: its path from the root, and its text. */
export interface Source {
  readonly path: string;
  readonly text: string;
}

const ROOT = new URL("../../", import.meta.url);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "coverage", "__snapshots__"]);

/** All .ts and .tsx files below the root, hidden folders left out. */
export function sources(folder = ""): Source[] {
  const found: Source[] = [];
  for (const entry of Deno.readDirSync(new URL(folder || ".", ROOT))) {
    const path = folder + entry.name;
    if (entry.name.startsWith(".") || SKIPPED.has(entry.name)) continue;
    if (entry.isDirectory) found.push(...sources(`${path}/`));
    else if (/\.tsx?$/.test(path)) {
      found.push({ path, text: Deno.readTextFileSync(new URL(path, ROOT)) });
    }
  }
  return found.sort((a, b) => a.path < b.path ? -1 : 1);
}
