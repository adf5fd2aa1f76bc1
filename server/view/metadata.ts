/** What decorators wrote about a class: read along its chain, the base first. */

/** The metadata of a class and of those it extends; some compilers do not link them themselves. */
export function metadataOf(view: object): DecoratorMetadataObject[] {
  const found: DecoratorMetadataObject[] = [];
  for (
    let current: object | null = view;
    typeof current === "function";
    current = Object.getPrototypeOf(current)
  ) {
    if (!Object.hasOwn(current, Symbol.metadata)) continue;
    const metadata = (current as { [Symbol.metadata]?: DecoratorMetadataObject | null })[
      Symbol.metadata
    ];
    if (metadata) found.unshift(metadata);
  }
  return found;
}

/** The value of a class's own metadata, made when it is not there yet. */
export function ownEntry<Value>(
  metadata: DecoratorMetadataObject,
  key: symbol,
  make: () => Value,
): Value {
  if (!Object.hasOwn(metadata, key)) metadata[key] = make();
  return metadata[key] as Value;
}
