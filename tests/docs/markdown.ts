/** What tests want to know of a Markdown page: its code blocks, the files and the codes it names. */

/** A fenced block of TypeScript that is a module: it begins with an import. */
export interface Block {
  /** The line of its first line of code, from 1. */
  readonly line: number;
  /** The name of its file, if a comment such as `// main.ts` opens it. */
  readonly name: string | undefined;
  readonly extension: "ts" | "tsx";
  readonly code: string;
}

const FENCE = /^([ \t]*)```(\w+)?[^\n]*\n([\s\S]*?)^\1```[ \t]*$/gm;
const EXTENSIONS: Readonly<Record<string, Block["extension"]>> = {
  ts: "ts",
  typescript: "ts",
  tsx: "tsx",
};

/** The TypeScript modules among a page's fenced blocks. */
export function blocksOf(page: string): Block[] {
  return [...page.matchAll(FENCE)].flatMap((match) => {
    const [all, indent = "", language = "", body = ""] = match;
    const extension = EXTENSIONS[language];
    if (!extension) return [];
    const code = indent ? body.replaceAll(new RegExp(`^${indent}`, "gm"), "") : body;
    const name = /^\/\/ ([\w./-]+\.tsx?)\s*\n/.exec(code)?.[1];
    if (!/^(?:\s*\/\/[^\n]*\n|\s*\/\*[\s\S]*?\*\/|\s)*import\b/.test(code)) return [];
    const start = match.index + all.indexOf("\n") + 1;
    return [{ line: page.slice(0, start).split("\n").length, name, extension, code }];
  });
}

/** The files that a page names in backticks or links to: paths from the root of the repository. */
export function filesNamedIn(page: string, folder: string): string[] {
  const quoted = [...page.matchAll(/`([\w.-]+(?:\/[\w.-]+)*\.(?:tsx?|md|json))`/g)].map((match) =>
    match[1] as string
  );
  const linked = [...page.matchAll(/\]\(((?!https?:)[^)#\s]+)(?:#[^)\s]*)?\)/g)].map((match) =>
    new URL(match[1] as string, `file:///${folder}`).pathname.slice(1)
  );
  return [...new Set([...quoted, ...linked])].sort();
}

/** The codes that have a heading or a row of a table: the first word in backticks there. */
export function codesIn(page: string): Set<string> {
  const entries = page.matchAll(/^(?:#+|\|)\s*(?:\[)?`([^`\n]+)`/gm);
  return new Set([...entries].map((match) => match[1] as string));
}
