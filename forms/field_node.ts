/** Field of a form at work: one object for each path, whatever stands there. */

import { type Bindable, BOUND, type BoundAttributes, type BoundElement } from "../vdom/mod.ts";
import { controlKind, fieldAttributes } from "./binding.ts";
import { checkCall, type Operation, type OperationDetails } from "./operation.ts";
import { isKey, type Path } from "./paths.ts";
import type { Field } from "./typed_fields.ts";

/** What a field asks of its form. */
export interface FieldOwner {
  readonly name: (path: Path) => string;
  readonly id: (path: Path) => string;
  /** What it holds as the schema is given it. */
  readonly value: (path: Path) => unknown;
  /** What stands in its control. */
  readonly held: (path: Path) => unknown;
  readonly errors: (path: Path) => readonly string[];
  readonly isUsed: (path: Path) => boolean;
  readonly isDirty: (path: Path) => boolean;
  readonly isPending: (path: Path) => boolean;
  readonly keys: (list: Path) => readonly string[];
  readonly field: (path: Path) => FieldNode;
  /** Somebody wants a field: whether there is one. */
  readonly asked: (path: Path) => void;
  /** A control was painted for it. */
  readonly painted: (path: Path, kind: string) => void;
  readonly operation: (name: string, details?: OperationDetails) => Operation;
}

/** One field: a control's, a group, or a list. */
export class FieldNode implements Field {
  readonly #owner: FieldOwner;
  /** Where it stands. */
  readonly path: Path;
  #fields: object | undefined;
  #isAsked = false;

  /** The field at this path. */
  constructor(owner: FieldOwner, path: Path) {
    this.#owner = owner;
    this.path = path;
  }

  /** Somebody means it: its form says where there is none. */
  asked(): this {
    if (!this.#isAsked) this.#owner.asked(this.path);
    this.#isAsked = true;
    return this;
  }

  /** See {@linkcode Field}. */
  get name(): string {
    return this.#owner.name(this.path);
  }

  /** See {@linkcode Field}. */
  get id(): string {
    return this.#owner.id(this.path);
  }

  /** See {@linkcode Field}. */
  get value(): unknown {
    return this.#owner.value(this.path);
  }

  /** See {@linkcode Field}. */
  get errors(): readonly string[] {
    return this.#owner.errors(this.path);
  }

  /** See {@linkcode Field}. */
  get used(): boolean {
    return this.#owner.isUsed(this.path);
  }

  /** See {@linkcode Field}. */
  get dirty(): boolean {
    return this.#owner.isDirty(this.path);
  }

  /** See {@linkcode Field}. */
  get pending(): boolean {
    return this.#owner.isPending(this.path);
  }

  /** Those of a group. */
  get fields(): object {
    return this.#fields ??= fieldsAt(this.#owner, this.path);
  }

  /** Those of a list. */
  get items(): readonly ItemNode[] {
    return this.#owner.keys(this.path).map((key) => new ItemNode(this.#owner, this.path, key));
  }

  /** Adds an item to a list. */
  add(item?: unknown, at?: number): Operation {
    checkCall(#owner in this, "add(item)");
    return this.#owner.operation("add", { path: this.path.join("."), item, at });
  }

  /** See {@linkcode Field}. */
  option(value: string | number): Bindable {
    return { [BOUND]: (element) => this.#bind(element, String(value)) };
  }

  /** See {@linkcode Field}. */
  [BOUND](element: BoundElement): BoundAttributes {
    return this.#bind(element, undefined);
  }

  #bind(element: BoundElement, option: string | undefined): BoundAttributes {
    this.asked();
    const { id, name, errors, pending: isPending } = this;
    const kind = element.attribute === "dj-field" ? controlKind(element) : undefined;
    if (kind) this.#owner.painted(this.path, kind);
    const held = this.#owner.held(this.path);
    return fieldAttributes({ id, name, held, errors, isPending, option }, element);
  }
}

/** One item of a list, by its key. */
export class ItemNode {
  readonly #owner: FieldOwner;
  readonly #path: Path;
  /** See {@linkcode Item}. */
  readonly key: string;

  /** The item of this list that has this key. */
  constructor(owner: FieldOwner, list: Path, key: string) {
    this.#owner = owner;
    this.#path = [...list, key];
    this.key = key;
  }

  /** The item as a field. */
  get field(): FieldNode {
    return this.#owner.field(this.#path);
  }

  /** Those in it. */
  get fields(): object {
    return this.field.fields;
  }

  /** Takes it out. */
  remove(): Operation {
    checkCall(#owner in this, "remove()");
    return this.#owner.operation("remove", { path: this.#path.join(".") });
  }

  /** Puts it in another place. */
  move(to: number): Operation {
    checkCall(#owner in this, "move(to)");
    return this.#owner.operation("move", { path: this.#path.join("."), at: to });
  }
}

/** The fields at a path: whatever name is asked for, its field. */
export function fieldsAt(owner: FieldOwner, path: Path): object {
  return new Proxy(Object.freeze(Object.create(null)), {
    get(_target, name) {
      return typeof name === "string" && isKey(name) ? owner.field([...path, name]) : undefined;
    },
    has: (_target, name) => typeof name === "string" && isKey(name),
  });
}
