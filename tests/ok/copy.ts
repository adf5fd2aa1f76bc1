/** A copy of the working tree, in which things may be broken. */

const ROOT = new URL("../../", import.meta.url);
const SKIPPED: ReadonlySet<string> = new Set(["node_modules", "coverage"]);

/** The copy. */
export interface Copy {
  readonly root: URL;
  /** Changes files while the work is done; afterwards they are as before. */
  changed<Value>(
    files: Readonly<Record<string, (text: string) => string>>,
    work: () => Promise<Value>,
  ): Promise<Value>;
  /** The text of every file, by its path. */
  texts(): Promise<Map<string, string>>;
  remove(): Promise<void>;
}

/** Copies every file of the working tree, hidden ones and installed packages left out. */
export async function copyTree(): Promise<Copy> {
  const root = new URL(`file://${await Deno.makeTempDir({ prefix: "djust_copy_" })}/`);
  for await (const path of pathsIn(ROOT)) {
    const target = new URL(path, root);
    await Deno.mkdir(new URL(".", target), { recursive: true });
    await Deno.copyFile(new URL(path, ROOT), target);
  }
  return {
    root,
    async changed(files, work) {
      const before = new Map<string, string | undefined>();
      try {
        for (const [path, change] of Object.entries(files)) {
          const text = await textOf(new URL(path, root));
          before.set(path, text);
          const after = change(text ?? "");
          if (after === text) throw new Error(`Cannot break ${path}: the change changes nothing`);
          await Deno.writeTextFile(new URL(path, root), after);
        }
        return await work();
      } finally {
        for (const [path, text] of before) {
          const file = new URL(path, root);
          await (text === undefined ? Deno.remove(file) : Deno.writeTextFile(file, text));
        }
      }
    },
    async texts() {
      const texts = new Map<string, string>();
      for await (const path of pathsIn(root)) {
        texts.set(path, await Deno.readTextFile(new URL(path, root)));
      }
      return texts;
    },
    remove: () => Deno.remove(root, { recursive: true }),
  };
}

/** The paths of all files below the folder, from there. */
async function* pathsIn(root: URL, folder = ""): AsyncGenerator<string> {
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, root))) {
    if (name.startsWith(".") || SKIPPED.has(name)) continue;
    if (isDirectory) yield* pathsIn(root, `${folder}${name}/`);
    else yield folder + name;
  }
}

async function textOf(file: URL): Promise<string | undefined> {
  try {
    return await Deno.readTextFile(file);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
