/** Validation of a form: runs its schema and its checks, and drops answers that come too late. */

import {
  check,
  type Checked,
  type StandardIssue,
  type StandardSchema,
} from "../server/view/mod.ts";

/** What is wrong, by the texts of paths. */
export type Wrong = ReadonlyMap<string, readonly string[]>;

/**
 * What a check says of a value: what is wrong, or nothing.
 *
 * @internal
 */
export type CheckAnswer = string | readonly string[] | undefined | null | void | false;

/**
 * Looks up whether a value will do. The signal is aborted when the value has changed meanwhile.
 *
 * @category Forms
 */
export type FieldCheck<Value> = (
  value: Value,
  context: { readonly signal: AbortSignal },
) => CheckAnswer | Promise<CheckAnswer>;

/** What validation needs of its form. */
export interface ValidationHost {
  readonly schema: StandardSchema;
  /** The values as the schema is given them. */
  values(): unknown;
  /** The text of a path that a schema tells. */
  pathText(path: readonly PropertyKey[]): string;
  /** The message of an issue in the visitor's language. */
  translate(issue: StandardIssue): string;
  /** What a check is given. */
  valueAt(path: string): unknown;
  /** Something came while no handler runs. */
  changed(): void;
  /** A check threw. */
  failed(error: unknown): void;
}

/** A check of one field, and what it last came to. */
interface Lookup {
  readonly run: FieldCheck<unknown>;
  /** The value it was about; of nothing, before the first time. */
  about: { readonly value: unknown } | undefined;
  messages: readonly string[];
  abort: AbortController | undefined;
  answer: Promise<void> | undefined;
}

const NOTHING: Wrong = new Map();

/** The validation of one form. */
export class Validation {
  readonly #host: ValidationHost;
  readonly #lookups = new Map<string, Lookup>();
  #wrong: Wrong = NOTHING;
  /** Whether the schema has said something about the values as they are. */
  #state: "unknown" | "pending" | "valid" | "invalid" = "unknown";
  /** Counts runs: an older one that ends late says nothing. */
  #run = 0;

  constructor(host: ValidationHost) {
    this.#host = host;
  }

  /** What the schema and the checks find wrong. */
  messagesAt(path: string): readonly string[] {
    const found = this.#wrong.get(path) ?? [];
    const looked = this.#lookups.get(path)?.messages ?? [];
    return looked.length > 0 ? [...found, ...looked] : found;
  }

  /** The paths at which something is wrong. */
  get paths(): string[] {
    const looked = [...this.#lookups].filter(([, { messages }]) => messages.length > 0);
    return [...new Set([...this.#wrong.keys(), ...looked.map(([path]) => path)])];
  }

  /** Whether an answer is awaited. */
  get isPending(): boolean {
    return this.#state === "pending" ||
      [...this.#lookups.values()].some(({ answer }) => answer !== undefined);
  }

  /** Whether nobody has validated the values that there are. */
  get isStale(): boolean {
    return this.#state === "unknown";
  }

  /** Whether a field is being looked up. */
  isLooking(path: string): boolean {
    return this.#lookups.get(path)?.answer !== undefined;
  }

  /** Whether all is well, as far as is known. */
  get isValid(): boolean {
    if (this.#state === "unknown") this.start();
    return this.#state === "valid" && !this.isPending &&
      [...this.#lookups.values()].every(({ messages }) => messages.length === 0);
  }

  /** A check of a field. */
  add(path: string, run: FieldCheck<unknown>): void {
    const empty = { about: undefined, messages: [], abort: undefined, answer: undefined };
    this.#lookups.set(path, { run, ...empty });
  }

  /** The values are others: what is known stands until more is known. */
  stale(): void {
    this.#run++;
    this.#state = "unknown";
  }

  /** Nothing is known. */
  forget(): void {
    this.#run++;
    this.#state = "unknown";
    this.#wrong = NOTHING;
    for (const lookup of this.#lookups.values()) drop(lookup);
  }

  /** Validates; the answer may come later. */
  start(): void {
    const answer = this.settle();
    if (answer instanceof Promise) answer.catch((error: unknown) => this.#host.failed(error));
  }

  /** Validates; resolves with the answer, undefined where it is no more about the values. */
  settle(): Promise<Checked | undefined> | Checked {
    const run = ++this.#run;
    const { schema } = this.#host;
    const checked = check(schema, this.#host.values());
    if (!(checked instanceof Promise)) return this.#take(checked);
    this.#state = "pending";
    return checked.then((checked) => {
      if (run !== this.#run) return undefined;
      this.#take(checked);
      this.#host.changed();
      return checked;
    }, (error) => {
      if (run === this.#run) this.#state = "unknown";
      throw error;
    });
  }

  /** Looks a field up, unless that was done for the value it has; resolves when it was. */
  look(path: string): Promise<void> {
    const lookup = this.#lookups.get(path);
    if (!lookup) return Promise.resolve();
    const value = this.#host.valueAt(path);
    // The schema knows what is wrong: nothing more is to be looked up.
    if ((this.#wrong.get(path) ?? []).length > 0) {
      drop(lookup);
      return Promise.resolve();
    }
    if (lookup.about && Object.is(lookup.about.value, value)) {
      return lookup.answer ?? Promise.resolve();
    }
    drop(lookup);
    const about = lookup.about = { value };
    const abort = lookup.abort = new AbortController();
    const said = lookup.run(value, { signal: abort.signal });
    if (!(said instanceof Promise)) {
      lookup.messages = messagesOf(said);
      return Promise.resolve();
    }
    return lookup.answer = said.then((said) => {
      if (lookup.about !== about) return;
      lookup.messages = messagesOf(said);
      lookup.answer = undefined;
      this.#host.changed();
    }, (error: unknown) => {
      if (lookup.about !== about) return;
      drop(lookup);
      this.#host.failed(error);
    });
  }

  /** Looks all fields up. */
  async lookAll(): Promise<void> {
    await Promise.all([...this.#lookups.keys()].map((path) => this.look(path)));
  }

  #take(checked: Checked): Checked {
    this.#state = checked.type;
    const wrong = new Map<string, string[]>();
    if (checked.type === "invalid") {
      for (const issue of checked.issues.slice(0, 100)) {
        const keys = (issue.path ?? []).map((part) => typeof part === "object" ? part.key : part);
        const path = this.#host.pathText(keys);
        const messages = wrong.get(path) ?? [];
        messages.push(this.#host.translate(issue));
        wrong.set(path, messages);
      }
    }
    this.#wrong = wrong;
    return checked;
  }
}

const messagesOf = (said: CheckAnswer): readonly string[] =>
  !said ? [] : typeof said === "string" ? [said] : said;

/** What was looked up is no more about the field's value. */
function drop(lookup: Lookup): void {
  lookup.abort?.abort();
  lookup.about = undefined;
  lookup.messages = [];
  lookup.abort = undefined;
  lookup.answer = undefined;
}
