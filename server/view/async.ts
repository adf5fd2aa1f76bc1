/** Values that are loaded beside the handlers of a view, and how their loading is asked for. */

/**
 * A value that is being loaded. While it is loaded again, the last result stays readable.
 *
 * @category Views
 */
export type AsyncValue<Value> =
  | { loading: boolean; ok: true; failed: false; result: Value; error: undefined }
  | { loading: boolean; ok: false; failed: true; result: Value | undefined; error: unknown }
  | { loading: boolean; ok: false; failed: false; result: undefined; error: undefined };

/**
 * How often something is tried again, and when.
 *
 * @category Views
 */
export interface RetryOptions {
  /** How often it is tried again, after the first time. */
  times: number;
  /** Milliseconds before it is tried again; twice as many each time after, 10 s at most: 250. */
  delay?: number;
  /** Whether an error is worth another try; all are where nothing is said. */
  when?: (error: unknown) => boolean;
}

/**
 * How `startAsync` and `assignAsync` run something.
 *
 * @category Views
 */
export interface AsyncOptions {
  /** Milliseconds after which one try has failed, and its signal is aborted. None: as long as it takes. */
  timeout?: number;
  /** How often it is tried again when it fails: 0. */
  retry?: number | RetryOptions;
}

/**
 * How `assignAsync` loads.
 *
 * @category Views
 */
export interface AssignOptions extends AsyncOptions {
  /** Whether the first paint waits for it, no longer than for `mount`. */
  await?: boolean;
  /**
   * Whether the answer to a first page stays open for it: where no script runs, it is filled in when
   * it is there. What `live(…, { late })` says where it is left out, which is no.
   */
  late?: boolean;
}

/**
 * What `handleInfo` gets when something that `startAsync` runs has ended.
 *
 * @category Views
 */
export type AsyncResult<Result = unknown> =
  | { type: "async"; name: string; ok: true; result: Result }
  | { type: "async"; name: string; ok: false; error: unknown };

/**
 * What a view has besides its methods: the fields that `assignAsync` may load are found in it.
 *
 * @internal
 */
export type MembersOf<View> = { [Name in keyof View]: View[Name] };

/**
 * The names of those that hold an {@linkcode AsyncValue}.
 *
 * @internal
 */
export type AsyncField<View> =
  & string
  & {
    [Name in keyof View]: [Exclude<View[Name], undefined>] extends [never] ? never
      : Exclude<View[Name], undefined> extends AsyncValue<unknown> ? Name
      : never;
  }[keyof View];

/**
 * What is loaded into such a field.
 *
 * @internal
 */
export type LoadedInto<Field> = Extract<Field, { ok: true }> extends { result: infer Result }
  ? Result
  : never;

/** What a task came to. */
export type Settled = { ok: true; result: unknown } | { ok: false; error: unknown };

/** The value before it is loaded, or while it is loaded again. */
export function loading(last: unknown): AsyncValue<unknown> {
  if (isAsyncValue(last)) return { ...last, loading: true };
  return { loading: true, ok: false, failed: false, result: undefined, error: undefined };
}

/** The value once it is loaded, or could not be. */
export function loaded(last: unknown, settled: Settled): AsyncValue<unknown> {
  if (settled.ok) {
    return { loading: false, ok: true, failed: false, result: settled.result, error: undefined };
  }
  const result = isAsyncValue(last) ? last.result : undefined;
  return { loading: false, ok: false, failed: true, result, error: settled.error };
}

/** The value when nothing is loaded any more: what there was stays. */
export function stopped(last: unknown): unknown {
  return isAsyncValue(last) ? { ...last, loading: false } : last;
}

/** Whether it is a value of such a field. */
export function isAsyncValue(value: unknown): value is AsyncValue<unknown> {
  return typeof value === "object" && value !== null && "loading" in value && "failed" in value &&
    "result" in value;
}
