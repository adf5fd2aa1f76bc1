/** Manners: what decorators say of how a page calls a handler; small, and sent with the page. */

/**
 * How a page calls one handler. What is left out has its default, or is not asked for.
 *
 * @category Client
 */
export interface Manner {
  /** Sent after a silence of `wait`, at the latest after `maxWait`. */
  readonly debounce?: { readonly wait?: number; readonly maxWait?: number };
  /** Sent once per `interval`: at its beginning, at its end, or both. */
  readonly throttle?: {
    readonly interval?: number;
    readonly leading?: boolean;
    readonly trailing?: boolean;
  };
  /** Shown before the answer: by an effect of this name, or by the kind of the element where it is `""`. */
  readonly optimistic?: string;
  /** Answers and pages are kept for `ttl`, by these params or by all. */
  readonly cache?: { readonly ttl?: number; readonly keyParams?: readonly string[] };
  /** Params that it shares with every handler of the page that names them. */
  readonly clientState?: readonly string[];
  /** What happens is let go while the line is lost. */
  readonly offline?: "drop";
  /** Of the view itself, whose name is `""`: its forms are kept under this key. */
  readonly draft?: { readonly key?: string; readonly ttl?: number };
}

/**
 * Manners by the names of handlers, as they stand on the wire; `""` is the view itself.
 *
 * @category Client
 */
export type Manners = { readonly [handler: string]: Manner };

/** What is left out on the wire; milliseconds. */
export const MANNER = {
  wait: 300,
  interval: 300,
  ttl: 60_000,
  draftKey: "form_draft",
  draftTtl: 3_600_000,
} as const;

/** What a value has to be: told by a function, or member by member. */
type Shape = ((value: unknown) => boolean) | { readonly [name: string]: Shape };

const isTime: Shape = (value) => typeof value === "number" && value >= 0 && value < Infinity;
const isFlag: Shape = (value) => typeof value === "boolean";
const isText: Shape = (value) => typeof value === "string";
const areNames: Shape = (value) => Array.isArray(value) && value.every(isText as () => boolean);

const SHAPE: { readonly [Name in keyof Required<Manner>]: Shape } = {
  debounce: { wait: isTime, maxWait: isTime },
  throttle: { interval: isTime, leading: isFlag, trailing: isFlag },
  optimistic: isText,
  cache: { ttl: isTime, keyParams: areNames },
  clientState: areNames,
  offline: (value) => value === "drop",
  draft: { key: isText, ttl: isTime },
};

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Manners from the wire, by handler. Throws where they make no sense: nothing is taken by half. */
export function readManners(value: unknown): Map<string, Manner> {
  const entries = isRecord(value) ? Object.entries(value) : [["", value]] as const;
  for (const [name, manner] of entries) {
    if (!fits(manner, SHAPE)) throw new TypeError(name);
  }
  return new Map(entries as [string, Manner][]);
}

function fits(value: unknown, shape: Shape): boolean {
  return typeof shape === "function" ? shape(value) : isRecord(value) &&
    Object.entries(value).every(([name, inner]) =>
      Object.hasOwn(shape, name) && fits(inner, shape[name] as Shape)
    );
}
