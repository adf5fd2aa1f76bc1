/** A crowd: 50 movers before 50 viewers. `--quick` looks for a shorter time. */

import { measureCrowd } from "./presence/crowd.ts";
import { sizeOf } from "./presence/size.ts";

if (import.meta.main) {
  const isQuick = sizeOf(Deno.args) === "quick";
  console.log(JSON.stringify(await measureCrowd(isQuick ? 3_000 : 10_000)));
}
