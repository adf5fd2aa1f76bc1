/** An outbox on hand-moved time, which remembers what it sent and what became of it. */

import type { Json } from "../../protocol/mod.ts";
import { Bucket } from "../../client/line/bucket.ts";
import { Outbox } from "../../client/line/outbox.ts";
import { ManualClock } from "../../testing/mod.ts";

/** An outbox; it shares a bucket with others where one is given. */
export function openOutbox(shared?: Bucket) {
  const clock = new ManualClock();
  const ticks = {
    now: () => clock.now(),
    after: (ms: number, run: () => void) => clock.timer(ms, run),
  };
  const bucket = shared ?? new Bucket(ticks);
  const sent: string[] = [];
  const settled: string[] = [];
  const outbox = new Outbox(ticks, bucket, (text) => void sent.push(text));
  const push = (message: Json, name = JSON.stringify(message)): void =>
    outbox.push(
      message,
      (failure, reply) =>
        void settled.push(
          `${name} ${failure?.code ?? "ok"}${reply === undefined ? "" : " " + reply}`,
        ),
    );
  const answer = (count: number, number?: number): void =>
    void outbox.answer(count, number, new Map(), new Map());
  return { clock, bucket, outbox, sent, settled, push, answer };
}
