/** Script of an example's page, with the packages that it uses: bundled when it is first asked for. */

const scripts = new Map<string, Promise<string>>();

export function bundled(file: string): Promise<string> {
  let script = scripts.get(file);
  if (!script) scripts.set(file, script = bundle(file));
  return script;
}

async function bundle(file: string): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["bundle", "--quiet", "--platform", "browser", "--format", "iife", "--minify"],
      new URL(`../${file}`, import.meta.url).href,
    ],
  }).output();
  const text = new TextDecoder();
  if (code !== 0) throw new Error(`Cannot bundle "${file}": ${text.decode(stderr)}`);
  return text.decode(stdout);
}
