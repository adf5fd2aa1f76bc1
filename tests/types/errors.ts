/** Compiler errors of modules, as a project of a user's own would have them. */

import assert from "node:assert/strict";
import denoJson from "../../deno.json" with { type: "json" };

const ROOT = new URL("../../", import.meta.url);

/** Checks files in one run, with no compiler options unless told; the errors, by file. */
export async function errorsOf(
  files: Readonly<Record<string, string>>,
  compilerOptions: Readonly<Record<string, unknown>> = {},
): Promise<Map<string, string>> {
  const folder = await Deno.makeTempDir();
  try {
    const imports = Object.fromEntries(
      Object.entries(denoJson.imports).map(([name, target]) => [
        name,
        target.startsWith("./") ? new URL(target, ROOT).href : target,
      ]),
    );
    await Deno.writeTextFile(
      `${folder}/deno.json`,
      JSON.stringify({ imports, lock: false, compilerOptions }),
    );
    for (const [name, text] of Object.entries(files)) {
      await Deno.writeTextFile(`${folder}/${name}`, text);
    }
    const { success, stderr } = await new Deno.Command(Deno.execPath(), {
      args: ["check", "--quiet", ...Object.keys(files)],
      cwd: folder,
      env: { NO_COLOR: "1" },
    }).output();
    const text = new TextDecoder().decode(stderr);
    return success ? new Map() : errorsByFile(text, Object.keys(files));
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

/** Modules by the sentences that they stand for, and for each what the compiler must say, if anything. */
export interface TypeCase {
  readonly sentence: string;
  readonly file: string;
  readonly text: string;
  /** Without it the module compiles. */
  readonly says?: RegExp;
}

/** A test for each module, of one run: the compiler is slow to start. */
export function testTypes(cases: readonly TypeCase[]): void {
  let checked: Promise<Map<string, string>> | undefined;
  const files = Object.fromEntries(cases.map(({ file, text }) => [file, text]));
  for (const { sentence, file, says } of cases) {
    Deno.test(`it ${says ? "does not compile" : "compiles"}: ${sentence}`, async () => {
      const errors = (await (checked ??= errorsOf(files))).get(file);
      if (says) assert.match(errors ?? "", says);
      else assert.equal(errors, undefined);
    });
  }
}

/** Sorts what the compiler says by the last of these files that each error names. */
function errorsByFile(text: string, files: readonly string[]): Map<string, string> {
  const errors = new Map<string, string>();
  // What is told besides an error has its text further to the right.
  const parts = text.split(/\n(?=TS\d+ \[ERROR\]: \S)/).filter((part) => /^TS\d+ /.test(part));
  for (const part of parts) {
    const named = [...part.matchAll(/\/(\w+\.tsx?):\d+:\d+/g)].map(([, name = ""]) => name);
    const file = named.findLast((name) => files.includes(name));
    assert(file, `an error of no case:\n${part}`);
    errors.set(file, (errors.get(file) ?? "") + part + "\n");
  }
  assert(parts.length > 0, text);
  return errors;
}
