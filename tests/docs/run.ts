/** Runs Deno and gives what it says. */

const ROOT = new URL("../../", import.meta.url);

/** The output for these arguments and this input. Throws what it complains of. */
export async function run(args: readonly string[], input = ""): Promise<string> {
  const child = new Deno.Command(Deno.execPath(), {
    args: [...args],
    cwd: ROOT,
    env: { NO_COLOR: "1" },
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { success, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  // What fails in a test is said on the one, and what does not begin on the other.
  if (!success) throw new Error(decoder.decode(stderr) + decoder.decode(stdout));
  return decoder.decode(stdout);
}
