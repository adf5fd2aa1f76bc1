/** Names in a schema: which fields it has, as far as its library tells, and which was meant by another. */

import type { StandardSchema } from "../server/view/mod.ts";
import { nearest } from "../vdom/mod.ts";
import type { Path } from "./paths.ts";

/** A name that a schema does not have. */
export interface StrangeName {
  readonly name: string;
  /** Those that stand in its place. */
  readonly known: readonly string[];
  readonly meant: string | undefined;
}

/** What may stand at one place: fields by their names, items of a list, or what nobody can tell. */
type Shape =
  | { readonly type: "group"; readonly fields: ReadonlyMap<string, () => Shape> }
  | { readonly type: "list"; readonly item: () => Shape }
  | { readonly type: "other" };

/** What zod and valibot say of a schema: the one in its `def`, the other in itself. */
interface Parts {
  readonly type?: unknown;
  readonly shape?: object;
  readonly entries?: object;
  readonly catchall?: { readonly def?: Parts };
  readonly rest?: unknown;
  readonly options?: readonly unknown[];
  readonly left?: unknown;
  readonly right?: unknown;
  readonly innerType?: unknown;
  readonly wrapped?: unknown;
  readonly in?: unknown;
  readonly element?: unknown;
  readonly item?: unknown;
  readonly getter?: (input?: unknown) => unknown;
  /** The schemas of a wizard. */
  readonly steps?: readonly unknown[];
}

const OTHER: Shape = { type: "other" };

const MOST_AROUND = 20;

/** Letters by which a name may differ from one that was meant. */
const SLIP = 2;

/** The first name of a path that its schema does not have; undefined where nobody can tell. */
export function strangeName(schema: unknown, path: Path): StrangeName | undefined {
  let shape = shapeOf(schema);
  for (const name of path) {
    if (shape.type === "other") return undefined;
    if (shape.type === "list") {
      shape = shape.item();
      continue;
    }
    const found = shape.fields.get(name);
    if (!found) {
      const known = [...shape.fields.keys()];
      return { name, known, meant: nearest(name, known, SLIP) };
    }
    shape = found();
  }
  return undefined;
}

/** `depth` is how many schemas stand around this one, at the same place: one may be its own. */
function shapeOf(schema: unknown, depth: number = 0): Shape {
  const parts = partsOf(schema);
  if (!parts || depth > MOST_AROUND) return OTHER;
  const { shape = parts.entries, options, left, right, getter } = parts;
  if (shape) return isOpen(parts) ? OTHER : groupOf(shape);
  if (options) return joined(options, depth);
  if (left) return joined([left, right], depth);
  if (parts.steps) return joined(parts.steps, depth);
  if (getter) return shapeOf(getter(), depth + 1);
  const item = parts.element ?? parts.item;
  if (parts.type === "array" && item) return { type: "list", item: () => shapeOf(item) };
  return shapeOf(parts.innerType ?? parts.wrapped ?? parts.in, depth + 1);
}

/** What a schema says of itself; undefined where its library has other words for it. */
function partsOf(schema: unknown): Parts | undefined {
  const own = (schema ?? {}) as Parts & { readonly def?: Parts } & Partial<StandardSchema>;
  const vendor = own["~standard"]?.vendor;
  if (vendor === "zod") return own.def;
  return vendor === "valibot" || vendor === "djust" ? own : undefined;
}

/** Whether a group takes other names, too. */
function isOpen({ type, catchall, rest }: Parts): boolean {
  if (type === "loose_object" || rest) return true;
  return catchall !== undefined && catchall.def?.type !== "never";
}

function groupOf(shape: object): Shape {
  const fields = Object.entries(shape).map(([name, one]) => [name, () => shapeOf(one)] as const);
  return { type: "group", fields: new Map(fields) };
}

/** What one of several schemas has, or all of them together. */
function joined(schemas: readonly unknown[], depth: number): Shape {
  const fields = new Map<string, () => Shape>();
  for (const schema of schemas) {
    const one = shapeOf(schema, depth + 1);
    if (one.type !== "group") return OTHER;
    // What two of them have may differ within.
    for (const [name, inner] of one.fields) {
      fields.set(
        name,
        fields.has(name) ? () => OTHER : inner,
      );
    }
  }
  return { type: "group", fields };
}
