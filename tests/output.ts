/** What a child process writes: both of its streams as they come, in one text. */

/** The output of a process. */
export interface Output {
  /** All that it has written so far. */
  text(): string;
  /** Both streams are at their end. */
  readonly ended: Promise<void>;
}

/** Reads what a child writes; its streams have to be piped. */
export function outputOf(child: Deno.ChildProcess): Output {
  let text = "";
  const collect = async (stream: ReadableStream<Uint8Array>): Promise<void> => {
    const decoder = new TextDecoder();
    for await (const chunk of stream) text += decoder.decode(chunk, { stream: true });
  };
  const streams = Promise.all([collect(child.stdout), collect(child.stderr)]);
  return { text: () => text, ended: streams.then(() => {}) };
}
