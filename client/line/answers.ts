/** What a frame answers: failures and replies, by the place of their events among those answered. */

import type { Extras, Json } from "../../protocol/mod.ts";
import { guarded } from "../platform/mod.ts";
import type { Failure } from "./outbox.ts";

/** Both may be empty: that one is no list is no reason to forget which events were answered. */
export type Answers = [failures: Map<number, Failure>, replies: Map<number, Json>];

/** The answers that a frame carries. */
export function answersIn({ x, r }: Extras): Answers {
  const answers: Answers = [new Map(), new Map()];
  guarded(() => {
    answers[0] = new Map(
      x?.map((
        [offset, code, request, detail],
      ) => [offset, { code, request: request || undefined, detail }]),
    );
    answers[1] = new Map(r);
  })();
  return answers;
}
