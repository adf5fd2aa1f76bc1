/** Waiting for a condition instead of sleeping. */

/** How long to wait, and how often to look, in milliseconds. */
export interface UntilOptions {
  /** 20 s unless told: a machine may be slow, and what comes sooner is not waited for. */
  readonly within?: number;
  /** Unless told 5 ms at first, then less and less often, down to 50: looking takes time of others. */
  readonly every?: number;
}

/**
 * Waits until the condition gives something truthy, and returns that. A condition that throws counts
 * as not yet; when time is up, what it threw last is the error's cause.
 */
export async function until<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  { within = 20_000, every }: UntilOptions = {},
): Promise<NonNullable<Value>> {
  const start = performance.now();
  let cause: unknown;
  let pause = every ?? 5;
  while (true) {
    try {
      const value = await condition();
      if (value) return value;
      cause = undefined;
    } catch (error) {
      cause = error;
    }
    if (performance.now() - start >= within) {
      throw new Error(`Waited ${within} ms in vain until ${what}`, { cause });
    }
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (!every) pause = Math.min(pause * 1.4, 50);
  }
}
