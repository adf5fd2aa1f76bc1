/** Text of a file of the examples. */

export function read(file: string): string {
  return Deno.readTextFileSync(new URL(`../${file}`, import.meta.url));
}
