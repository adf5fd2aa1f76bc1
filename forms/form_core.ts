/** Core of a form object: its values, what is wrong with them, and what events make of both. */

import type { FieldErrors, FieldHost, StandardSchema } from "../server/view/mod.ts";
import { Failures } from "./failures.ts";
import type { FieldNode, FieldOwner } from "./field_node.ts";
import { FieldNodes } from "./field_nodes.ts";
import type { FormData } from "./form_data.ts";
import { InitialValues } from "./initial_values.ts";
import { type Excess, excessOf, HELD_LIMITS } from "./limits.ts";
import { NameAdvice } from "./name_advice.ts";
import { operation, type OperationDetails } from "./operation.ts";
import { PaintedControls } from "./painted_controls.ts";
import { idOf, nameOf, type Path, pathOf, pathText } from "./paths.ts";
import {
  emptyUntold,
  isHeldAlike,
  type ReadingFacts,
  readInto,
  typedValue,
  typedValues,
} from "./reading.ts";
import { UsedFields } from "./used_fields.ts";
import { Validation } from "./validation.ts";
import { copyOf, type Group, isGroup, ValueTree } from "./value_tree.ts";
import { type FormOptions, type FormWords, WORDS } from "./words.ts";

/** The form, before anybody knows its types. */
export class FormCore {
  readonly kind: string;
  readonly words: FormWords;
  readonly validation: Validation;
  readonly owner: FieldOwner;
  readonly #options: FormOptions;
  readonly #tree: ValueTree;
  readonly #facts: ReadingFacts;
  readonly #painted = new PaintedControls();
  readonly #nodes = new FieldNodes(() => this.owner);
  readonly #used = new UsedFields();
  readonly #failures = new Failures();
  readonly #initial: InitialValues;
  readonly #names: NameAdvice;
  #host: FieldHost | undefined;
  #field = "";
  /** Whether it has heard of its page: before, a page may know more than it. */
  #isHeard = false;
  /** Whether it was submitted: all of its fields are used then. */
  submitted = false;

  /** A form whose schema judges these values; `kind` is what makes one, `form` say. */
  constructor(kind: string, schema: StandardSchema, initial: Group, options: FormOptions) {
    this.kind = kind;
    this.#options = options;
    this.#names = new NameAdvice(schema);
    this.words = { ...WORDS, ...options.words };
    this.#initial = new InitialValues(initial);
    this.#tree = new ValueTree(initial);
    this.#facts = {
      initial: (path) => this.#initial.at(path),
      control: (path) => this.#painted.kindOf(path),
    };
    this.owner = this.#ownerOf();
    this.validation = new Validation({
      schema,
      values: () => this.values,
      pathText: (path) => pathText(this.#tree.pathOf(path)),
      translate: (issue) => options.translate?.(issue) ?? String(issue.message),
      valueAt: (path) => this.owner.value(pathOf(path)),
      changed: () => this.#host?.changed(),
      failed: (error) => this.#host?.failed(error),
    });
  }

  /** It stands in a field of a view. */
  bind(host: FieldHost, name: string): void {
    this.#host = host;
    this.#field = name;
    this.#names.bind(host.view, name);
  }

  /** The view that has it. Throws where none has. */
  get host(): FieldHost {
    if (this.#host) return this.#host;
    const { kind } = this;
    throw new Error(
      `Cannot use this ${kind}: no view has bound it; write ${kind} = ${kind}(…) as a public field ` +
        `of the view (a private #${kind} cannot be found), and use it from mount() on`,
    );
  }

  /** The name of its field. */
  get field(): string {
    return this.host && this.#field;
  }

  /** The id of its element: of a view that a page has twice, each form has another. */
  get id(): string {
    const { id } = this.#options;
    if (id !== undefined) return id;
    const { host: { place }, field } = this;
    return place ? `${place}-${field}` : field;
  }

  /** All values, as the schema is given them. */
  get values(): unknown {
    return typedValues(this.#tree.values, this.#facts, (list) => this.#tree.keysOf(list));
  }

  /** What is wrong, of fields that were used, by the places of items. */
  get errors(): FieldErrors {
    const errors: FieldErrors = {};
    for (const path of this.#wrongPaths()) {
      const messages = [...this.errorsAt(path)];
      if (messages.length > 0) errors[pathText(this.#tree.placeOf(path))] = messages;
    }
    return errors;
  }

  /** Fields with errors that are shown, each with its control's id. */
  get shownErrors(): { id: string; field: string; message: string }[] {
    return this.#wrongPaths().flatMap((path) =>
      this.errorsAt(path).map((message) => ({
        id: idOf(this.id, path),
        field: pathText(this.#tree.placeOf(path)),
        message,
      }))
    );
  }

  /** Whether anything differs from the beginning. */
  get isDirty(): boolean {
    return !isHeldAlike(this.#tree.values, this.#initial.values);
  }

  /** Whether nothing is wrong, as far as is known. */
  get isValid(): boolean {
    return this.#failures.paths.length === 0 && this.validation.isValid;
  }

  /** What is wrong with a field, once it was used. */
  errorsAt(path: Path): readonly string[] {
    const text = pathText(path);
    const failures = this.#failures.at(text);
    const found = this.isUsed(path) ? this.validation.messagesAt(text) : [];
    return failures.length > 0 ? [...found, ...failures] : found;
  }

  /** Whether a field, or one in it, was left, or the form submitted. */
  isUsed(path: Path): boolean {
    return this.submitted || this.#used.has(path);
  }

  /** A field was left, or something was done to it. */
  use(path: Path): void {
    this.#used.add(path);
  }

  /** What there would be too much of in all, if this came as well. */
  excessWith(more: unknown): Excess | undefined {
    return excessOf([this.#tree.values, more], HELD_LIMITS);
  }

  /** The field that somebody names, by the places of items. */
  fieldAt(text: string): FieldNode {
    return this.#nodes.at(this.#tree.pathOf(pathOf(text))).asked();
  }

  /** A render begins. */
  painting(): void {
    this.#painted.clear();
  }

  /** Takes what a page tells; `whole` where no script has told it. Whether it was within limits. */
  take(
    told: Readonly<Record<string, unknown>>,
    way: "live" | "posted",
    order: OperationDetails["order"] = {},
  ): boolean {
    const excess = excessOf(told) ?? this.excessWith(told);
    this.#failures.excess = excess ? this.words.tooMuch(excess) : "";
    if (excess) return false;
    const heldAt = (text: string): unknown => copyOf(this.#tree.get(pathOf(text)));
    const before = new Map(this.#failures.paths.map((text) => [text, heldAt(text)]));
    const extent = way === "posted" || !this.#isHeard ? "whole" : "part";
    this.#isHeard = true;
    readInto(this.#tree, told, this.#facts, extent === "part" ? extent : order);
    if (way === "posted") emptyUntold(this.#tree, told, this.#facts, this.#painted.paths());
    for (const [text, held] of before) {
      if (text === "" || !isHeldAlike(held, heldAt(text))) this.#failures.delete(text);
    }
    this.validation.stale();
    return true;
  }

  /** Adds an item to a list, takes one out, or moves it; false for what is no operation on one. */
  change(name: string, { path: text = "", item, at }: OperationDetails): boolean {
    const path = pathOf(text);
    const place = typeof at === "number" ? at : undefined;
    if (name === "add" && path.length > 0) {
      const key = this.#tree.add(path, item, place);
      this.#initial.add([...path, key], item);
    } else if (name === "remove") this.#remove(path);
    else if (name === "move" && place !== undefined) this.#tree.move(path, place);
    else return false;
    this.#isHeard = true;
    this.use(name === "add" ? path : path.slice(0, -1));
    this.validation.start();
    return true;
  }

  /** The page has more than may be sent at once. */
  tooLarge(what: Excess): void {
    this.#failures.excess = this.words.tooMuch(what);
  }

  /** A handler found something wrong with such a field. */
  fail(text: string, message: string): void {
    this.#failures.add(pathText(this.fieldAt(text).path), message);
  }

  /** What handlers found wrong is judged anew. */
  forgive(): void {
    this.#failures.clear();
  }

  /** The event that is handled came to nothing, for these errors. */
  refuse(): void {
    this.host.refuse(this.errors);
  }

  /** All is as at the beginning, or at another one. */
  reset(initial?: Group): void {
    this.#initial.reset(initial);
    this.#tree.replace(this.#initial.values);
    this.#used.clear();
    this.#failures.clear();
    this.#failures.excess = "";
    this.submitted = false;
    this.#isHeard = true;
    this.validation.forget();
  }

  /** What a snapshot keeps: no secrets. */
  snapshot(): FormData {
    return {
      tree: this.#tree.snapshot((path) => this.#painted.isSecret(path)),
      used: this.#used.data,
      submitted: this.submitted,
      failures: this.#failures.data,
      added: this.#initial.added,
    };
  }

  /** Takes that back. */
  restore({ tree, used, submitted, failures, added }: FormData): void {
    this.reset();
    this.#tree.restore(tree);
    this.#used.restore(used);
    this.#failures.restore(failures);
    this.#initial.restore(added);
    this.submitted = submitted;
    this.validation.start();
  }

  /** An item goes, and all that is known of its fields: its key is never given again. */
  #remove(item: Path): void {
    if (!this.#tree.remove(item)) return;
    this.#used.forget(item);
    this.#initial.forget(item);
    this.#nodes.forget(item);
  }

  #wrongPaths(): Path[] {
    return [...new Set([...this.validation.paths, ...this.#failures.paths])].map(pathOf);
  }

  #ownerOf(): FieldOwner {
    return {
      name: nameOf,
      id: (path) => idOf(this.id, path),
      value: (path) => {
        const held = this.#tree.get(path);
        return Array.isArray(held) || isGroup(held)
          ? typedValues(held, this.#facts, (list) => this.#tree.keysOf(list), path)
          : typedValue(held, this.#initial.at(path), this.#painted.kindOf(path));
      },
      held: (path) => this.#tree.get(path),
      errors: (path) => this.errorsAt(path),
      isUsed: (path) => this.isUsed(path),
      isDirty: (path) => !isHeldAlike(this.#tree.get(path), this.#initial.at(path)),
      isPending: (path) => this.validation.isLooking(pathText(path)),
      keys: (list) => this.#tree.keysOf(list),
      field: (path) => this.#nodes.at(path),
      asked: (path) => this.#names.asked(this.#tree.placeOf(path)),
      painted: (path, kind) => this.#painted.add(path, kind),
      operation: (name, details) => operation(this.field, name, details),
    };
  }
}
