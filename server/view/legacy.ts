/** Legacy decorators: recognised by how they are called, and named with what to take out. */

/** Throws where a decorator is called as `experimentalDecorators` calls it: with a target and a name. */
export function refuseLegacy(decorator: string, context: unknown): void {
  // A standard decorator is given an object with its kind.
  if (typeof context === "object" && context !== null && "kind" in context) return;
  const member = typeof context === "string" || typeof context === "symbol"
    ? ` over "${String(context)}"`
    : "";
  throw new TypeError(
    `Cannot use ${decorator}${member}: this project is compiled with legacy decorators; ` +
      `take "experimentalDecorators" (and "emitDecoratorMetadata") out of compilerOptions in ` +
      `deno.json or tsconfig.json`,
  );
}
