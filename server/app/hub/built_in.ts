/** Extensions that a hub has before its app gives any: stores, files, other processes, its own process. */

import { Holders, type Instances } from "../../instance/mod.ts";
import { type ClientBuild, developmentFiles, type LateAnswers, pageFiles } from "../../page/mod.ts";
import type { ProcessSignals } from "../../platform/mod.ts";
import type { HubExtension, World } from "../../world/mod.ts";
import { processWatch } from "./process_watch.ts";
import type { Stores } from "./stores.ts";

/** What they are made from. */
export interface BuiltInParts {
  readonly world: World;
  readonly instances: Instances;
  readonly stores: Stores;
  readonly client: ClientBuild;
  readonly late: LateAnswers;
  /** None where the process is left alone. */
  readonly signals: ProcessSignals | undefined;
}

/** The extensions in their order, and the one that is asked whether other processes live. */
export function builtIn(
  { world, instances, stores, client, late, signals }: BuiltInParts,
): { holders: Holders | undefined; extensions: readonly HubExtension[] } {
  const holders = stores.spansProcesses ? new Holders(world, instances) : undefined;
  const extensions = [
    stores,
    pageFiles(client, world.development),
    late,
    ...(world.development ? [developmentFiles(world.process)] : []),
    ...(holders ? [holders] : []),
    ...(signals ? [processWatch(signals, () => world.random(9))] : []),
  ];
  return { holders, extensions };
}
