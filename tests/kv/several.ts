/** Several real processes on one Deno KV, and how to ask them. */

import { type ServerProcess, startProcess } from "../process.ts";
import { TOKEN } from "../kit/kv_server.ts";

/** One of them. */
export interface KvProcess extends AsyncDisposable {
  readonly process: ServerProcess;
  /** What it answers; rejects with what went wrong there. */
  ask<Value = unknown>(path: string): Promise<Value>;
}

/** Starts one on this Deno KV. */
export async function startNode(path: string): Promise<KvProcess> {
  const env = { KV_PATH: path, DENO_KV_ACCESS_TOKEN: TOKEN };
  const process = await startProcess("tests/kv/node_process.ts", { env });
  return {
    process,
    async ask<Value>(path: string) {
      const response = await fetch(process.url + path);
      const { value, error } = await response.json() as { value?: Value; error?: string };
      if (error !== undefined) throw new Error(error);
      return value as Value;
    },
    [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
  };
}

/** Ends all of them, whatever becomes of the block. */
export async function withNodes(
  path: string,
  count: number,
  run: (...nodes: KvProcess[]) => Promise<void>,
): Promise<void> {
  const nodes: KvProcess[] = [];
  try {
    // One after another: a machine with two cores starts them no sooner at once.
    for (let i = 0; i < count; i++) nodes.push(await startNode(path));
    await run(...nodes);
  } finally {
    for (const node of nodes) await node[Symbol.asyncDispose]();
  }
}
