/** Versions of what is measured and compared. */

const RUNTIME = `Deno ${Deno.version.deno} (V8 ${Deno.version.v8})`;

/** Packages, as deno.json pins them. */
export async function packageVersions(names: readonly string[]): Promise<string> {
  const config = await Deno.readTextFile(new URL("../deno.json", import.meta.url));
  const { imports } = JSON.parse(config) as { imports: Record<string, string> };
  const pinned = names.map((name) => (imports[name] ?? name).replace("npm:", ""));
  return [RUNTIME, ...pinned].join(", ");
}

/** Programs besides, as they name themselves: the number in what they say. */
export async function programVersions(programs: readonly string[]): Promise<string> {
  const found = await Promise.all(programs.map(async (program) => {
    const name = program.split("/").at(-1);
    try {
      const { stdout } = await new Deno.Command(program, { args: ["--version"] }).output();
      const version = /\d+(?:\.\d+)+/.exec(new TextDecoder().decode(stdout))?.[0];
      return version ? `${name} ${version}` : name;
    } catch {
      return `no ${name}`;
    }
  }));
  return found.join(", ");
}
