/** Script that Redis runs as one step: nobody else's command comes between its lines. */

import { createHash } from "node:crypto";
import type { RedisConnection } from "./connection.ts";

/** A script in Lua, sent by its hash once Redis knows it. */
export class RedisScript {
  readonly #text: string;
  readonly #hash: string;

  /** This text, the same in every process. */
  constructor(text: string) {
    this.#text = text;
    this.#hash = createHash("sha1").update(text).digest("hex");
  }

  /** Runs it. A Redis that was started anew is told the text again. */
  async run(
    connection: RedisConnection,
    keys: readonly string[],
    args: readonly (string | number | Uint8Array)[],
    ms?: number,
  ): Promise<unknown> {
    const rest = [
      String(keys.length),
      ...keys,
      ...args.map((arg) => typeof arg === "number" ? String(arg) : arg),
    ];
    try {
      return await connection.send(["EVALSHA", this.#hash, ...rest], ms);
    } catch (error) {
      // It did not run: whatever else failed must not run twice.
      if (!(error instanceof Error) || !error.message.startsWith("NOSCRIPT")) throw error;
      return await connection.send(["EVAL", this.#text, ...rest], ms);
    }
  }
}
