/** A surface that knows from its beginning how to patch everything. */

import type { Definition } from "../../protocol/mod.ts";
import { type Rich, rich } from "./rich.ts";
import { Surface, type SurfaceHost } from "./surface.ts";

/** Patches the regions of one instance. */
export class Patcher extends Surface {
  override rich: Rich = rich;

  constructor(host: Omit<SurfaceHost, "hold">) {
    super({ hold() {}, ...host });
  }

  /** Both regions anew. */
  replace(contents: readonly unknown[], definitions: readonly Definition[]): void {
    rich.replace(this, this.regions, contents, definitions);
  }
}
