/** Data of a form: what a snapshot keeps of it. */

import type { TreeData } from "./value_tree.ts";

/** @internal What a snapshot keeps of a form. */
export interface FormData {
  readonly tree: TreeData;
  readonly used: readonly string[];
  readonly submitted: boolean;
  readonly failures: readonly (readonly [path: string, messages: readonly string[]])[];
  readonly added: readonly (readonly [item: string, initial: unknown])[];
}
