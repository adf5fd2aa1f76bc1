/** Commits of 10,000 people. `--quick` has 1,000, `--full` looks for a minute. */

import { measureCommits } from "./presence/commits.ts";
import { sizeOf } from "./presence/size.ts";

if (import.meta.main) console.log(JSON.stringify(await measureCommits(sizeOf(Deno.args))));
