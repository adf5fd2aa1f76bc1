/** Waiting for something, but not for ever. */

import type { World } from "./world.ts";

/** Settles like the promise, or rejects with `late()` when that takes over `ms`. */
export async function within<Value>(
  promise: PromiseLike<Value>,
  ms: number,
  options: { world: Pick<World, "timer">; late: () => unknown },
): Promise<Value> {
  let cancel: (() => void) | undefined;
  const deadline = new Promise<never>((_resolve, reject) => {
    cancel = options.world.timer(ms, () => reject(options.late()), { unref: true });
  });
  try {
    return await Promise.race([promise, deadline]);
  } finally {
    cancel?.();
  }
}
