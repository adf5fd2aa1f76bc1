/** Params of an embedded view as a text: the same for the same values, in whatever order they stand. */

/** Nesting beyond which params are no params but a ring, or a document. */
const DEEP = 16;

/** The text. Throws, with what `problem` makes of it, for what is no plain data. */
export function paramsText(params: unknown, problem: (what: string) => Error): string {
  const plain = (value: unknown, path: string, depth: number): unknown => {
    if (depth > DEEP) throw problem(`${path} is nested more than ${DEEP} times`);
    switch (typeof value) {
      case "string":
      case "boolean":
      case "undefined":
        return value;
      case "number":
        if (Number.isFinite(value)) return value;
        throw problem(`${path} is ${value}`);
      case "object":
        break;
      default:
        throw problem(`${path} is a ${typeof value}`);
    }
    if (value === null) return null;
    if (Array.isArray(value)) {
      return value.map((item, at) => plain(item, `${path}[${at}]`, depth + 1));
    }
    const prototype = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) {
      throw problem(`${path} is a ${prototype.constructor?.name ?? "object of a class"}`);
    }
    const entries = Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1);
    return Object.fromEntries(
      entries.map(([name, item]) => [name, plain(item, `${path}.${name}`, depth + 1)]),
    );
  };
  return JSON.stringify(plain(params, "params", 0)) ?? "{}";
}
