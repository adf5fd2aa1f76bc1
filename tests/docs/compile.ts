/** Type-checks the modules in Markdown pages, as a user's own project would. */

import denoJson from "../../deno.json" with { type: "json" };
import { blocksOf } from "./markdown.ts";

/** One page: its path from the root, and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

const ROOT = new URL("../../", import.meta.url);

/** Checks every module of these pages; gives the compiler's complaints, or "" if it has none. */
export async function complaintsAbout(pages: readonly Page[]): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "djust_docs_" });
  try {
    const paths = pages.flatMap((page) => write(page, folder));
    if (paths.length === 0) return "";
    await Deno.writeTextFile(`${folder}/deno.json`, JSON.stringify(config()));
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", "--no-lock", "--config", `${folder}/deno.json`, ...paths],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    if (success) return "";
    return new TextDecoder().decode(stderr).replaceAll(`file://${folder}/`, "");
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/**
 * Writes a page's modules below the folder, as `README.md/1/main.ts`. Modules of one page import each
 * other by name; where a name comes again, a new version of the project begins.
 */
function write({ path, text }: Page, folder: string): string[] {
  const named = new Map<string, string>();
  const written: string[] = [];
  let version = 1;
  const put = (name: string, code: string): void => {
    const file = `${folder}/${path}/${version}/${name}`;
    Deno.mkdirSync(file.slice(0, file.lastIndexOf("/")), { recursive: true });
    Deno.writeTextFileSync(file, code);
    written.push(file);
  };
  for (const block of blocksOf(text)) {
    if (block.name === undefined) {
      put(`line_${block.line}.${block.extension}`, block.code);
      continue;
    }
    if (named.has(block.name)) {
      version++;
      named.delete(block.name);
      for (const [name, code] of named) put(name, code);
    }
    named.set(block.name, block.code);
    put(block.name, block.code);
  }
  return written;
}

function config(): Record<string, unknown> {
  const imports = Object.entries(denoJson.imports).map(([name, target]) =>
    [name, target.startsWith("./") ? new URL(target, ROOT).href : target] as const
  );
  return {
    imports: Object.fromEntries(imports),
    compilerOptions: {
      ...denoJson.compilerOptions,
      // Examples show things without using them.
      noUnusedLocals: false,
      noUnusedParameters: false,
    },
  };
}
