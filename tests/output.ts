/** What a child process writes: both of its streams as they come, in one text. */

/** The output of a process. */
export interface Output {
  /** All that it has written so far. */
  text(): string;
  /** Both streams are at their end. */
  readonly ended: Promise<void>;
  /** Reads no more: a process that is gone may have left children that hold its streams open. */
  stop(): Promise<void>;
}

/** Reads what a child writes; its streams have to be piped. */
export function outputOf(child: Deno.ChildProcess): Output {
  let text = "";
  const readers = [child.stdout.getReader(), child.stderr.getReader()];
  const collect = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      text += decoder.decode(read.value, { stream: true });
    }
  };
  const ended = Promise.all(readers.map(collect)).then(() => {});
  return {
    text: () => text,
    ended,
    async stop() {
      await Promise.all(readers.map((reader) => reader.cancel()));
      await ended;
    },
  };
}
