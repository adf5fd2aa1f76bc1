/** Hooks that are heard: one that is given late comes to work where its element waits for it. */

import type { Hooks } from "../directives/mod.ts";

/** The same hooks; whoever sets one is heard. */
export function heardHooks(hooks: Hooks, heard: () => void): Hooks {
  return new Proxy(hooks, {
    set(target, name: string, hook) {
      target[name] = hook;
      heard();
      return true;
    },
  });
}
