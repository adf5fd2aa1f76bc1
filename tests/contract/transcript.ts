/** The conversations of protocol/PROTOCOL.md, as data. */

/** One conversation. */
export interface Transcript {
  readonly name: string;
  readonly lines: readonly TranscriptLine[];
}

/**
 * `> text` goes up, `< text` comes down, `= html` is the page's content at this point: first as it
 * was painted, later as it must look. `# text` is a comment and left out.
 */
export interface TranscriptLine {
  readonly type: "up" | "down" | "page";
  readonly text: string;
}

const TYPES = { ">": "up", "<": "down", "=": "page" } as const;

/** Reads the blocks that are fenced as `transcript` and named by the heading before them. */
export function readTranscripts(markdown: string): Transcript[] {
  const found: Transcript[] = [];
  for (
    const [, name, block] of markdown.matchAll(/### ([^\n]+)\n[^`]*```transcript\n([^`]*)```/g)
  ) {
    const lines = (block ?? "").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
    found.push({
      name: name ?? "",
      lines: lines.map((line): TranscriptLine => {
        const type = TYPES[line[0] as keyof typeof TYPES];
        if (!type || line[1] !== " ") {
          throw new SyntaxError(`Cannot read "${line}": begin with >, <, = or #, and a space`);
        }
        return { type, text: line.slice(2) };
      }),
    });
  }
  return found;
}
