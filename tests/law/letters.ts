/** The law of letters: only the protocol knows the integers of the wire and their order. */

import type { Source } from "./sources.ts";

/** Folders that speak on the wire. Tests may write letters out: they prove them. */
const SPEAKERS = /^(?:server|client|testing|bench|presence|streaming|stores)\//;
const TEST = /_test\.tsx?$|\.gen\.ts$/;

/** How a letter is written by hand, each with what it is. */
const FORMS: readonly (readonly [form: RegExp, what: string])[] = [
  [/\bCODE\b/, "names a code of the wire"],
  [/(?:stringify|send|post|say|tell)\(\s*\[\s*-?\d/, "builds a message"],
  [/`\[(?:-?\d+|\$\{[^}]*\}),\$\{/, "writes a message as text"],
  [/["'`]\[-\d+[,\]]/, "writes a message as text"],
  [/\bcode\s*===?\s*-\d/, "reads a code of the wire"],
];

/** What is no message, though it looks like one: a path, with the reason. */
export const LOOKALIKES: Readonly<Record<string, string>> = {
  "client/build_tables.ts": "writes the tables of the protocol into the scripts, by name",
  "bench/tokens.ts": "makes of a frame that came others like it, in a page that imports nothing",
  "bench/wire.ts": "looks at what its pipe carries by how it begins, to count bytes",
};

/** Everything that knows letters outside of the protocol, as sentences. */
export function letterBreaches(sources: readonly Source[]): string[] {
  return sources.flatMap(({ path, text }) => {
    if (!SPEAKERS.test(path) || TEST.test(path) || path in LOOKALIKES) return [];
    return text.split("\n").flatMap((line, index) => {
      const code = line.replace(/^\s*(?:\*|\/\/|\/\*\*).*$/, "");
      const found = FORMS.find(([form]) => form.test(code));
      return found
        ? [`${path}:${index + 1}: ${found[1]}; let an encoder of protocol/ do that`]
        : [];
    });
  });
}
