/** What the first script gives to its modules, so that none of them brings it again. */

/** Filled by the build: what both use, in the order in which modules take it. */
export const SHARED: readonly unknown[] = [];
