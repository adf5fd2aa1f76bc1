/** Attributes that a patch cannot write. */

/** Those that load code: Trusted Types let no text into them. */
const SINKS: ReadonlyMap<string, RegExp> = new Map([
  ["embed", /^src$/],
  ["iframe", /^srcdoc$/],
  ["object", /^(?:data|codebase)$/],
  ["script", /^(?:src|(?:xlink:)?href)$/],
]);

/** Whether an attribute of this element loads code. */
export function isSink(tag: string, name: string): boolean {
  return SINKS.get(tag.toLowerCase())?.test(name) === true;
}

/** Whether a browser's parser takes a name that not every browser lets a script write. */
export function isOdd(name: string): boolean {
  return !/^[a-z_:][\w:.-]*$/i.test(name);
}
