/** Models of one view: the fields that its controls are bound to by `dj-model`, as they were painted. */

import type { Json, Params, WarningName } from "../../protocol/mod.ts";
import type { BoundAttributes, BoundElement, Model } from "../../vdom/mod.ts";
import { isPublicField, type Lifecycle, type LiveView } from "../view/mod.ts";
import { type ModelFacts, type ModelKind, modelKind, modelValue } from "./model_value.ts";

/** The event by which pages tell of bound controls. */
export const MODEL = "dj-model";

/** A field that a painted control is bound to. */
interface Painted extends ModelFacts {
  /** Whether it is told while somebody types. */
  readonly isTyped: boolean;
  /** What was typed, as long as the field holds what was made of it. */
  echo: { readonly held: unknown; readonly text: string } | undefined;
}

/** What is to be done with what a page told. */
export type TakenModel =
  | { readonly type: "taken"; readonly assign: () => unknown }
  | { readonly type: "ignored" }
  | { readonly type: "refused"; readonly message: string };

/** What the fields of a class begin with: derived, and the same for all views of it. */
const KINDS = new WeakMap<
  object,
  ReadonlyMap<string, Pick<ModelFacts, "empty"> & { kind: ModelKind | undefined }>
>();

/** The models of one view. */
export class Models {
  readonly #view: LiveView & Lifecycle;
  readonly #warn: (message: string, name: WarningName) => void;
  /** Made for the first one: most views have none. */
  #painted: Map<string, Painted> | undefined;

  /** Those of a view that was constructed, and not mounted yet. */
  constructor(view: LiveView & Lifecycle, warn: (message: string, name: WarningName) => void) {
    this.#view = view;
    this.#warn = warn;
    if (!KINDS.has(view.constructor)) KINDS.set(view.constructor, kindsOf(view));
  }

  /** The attributes of a control: what its field holds, and by what it tells of itself. */
  readonly bind = ({ field, words, own, element }: Model): BoundAttributes => {
    const name = String(field);
    const control = controlOf(element);
    const facts = this.#factsOf(name, words, control);
    const misfit = this.#misfit(name, facts, control, element);
    if (misfit || !facts) {
      this.#warn(
        `dj-model="${name.slice(0, 60)}" of <${element.tag}> binds nothing: ${misfit}`,
        "model",
      );
      return {};
    }
    const vain = vainOf(name, facts, words, control, element);
    if (vain) this.#warn(`dj-model="${name}" of <${element.tag}> ${vain}`, "model");
    const painted = this.#note(name, facts, words);
    const event = words.includes("lazy") ? "dj-change" : "dj-input";
    const [, wait] =
      /^debounce(?:-(\d+))?$/.exec(words.find((word) => word.startsWith("debounce")) ?? "") ?? [];
    return {
      [MODEL]: name,
      // The template may have a handler of that event.
      [element.attributes.has(event) ? `${event}.passive` : event]: MODEL,
      "dj-debounce": words.some((word) => word.startsWith("debounce")) ? wait ?? "300" : null,
      // One of several boxes says which one it is.
      "dj-value-option": painted.kind === "list" && control === "checkbox" ? own ?? "on" : null,
      ...shown(this.#valueOf(name), painted, control, own),
    };
  };

  /** What a page tells: anybody may write anything there. */
  take(params: Params): TakenModel {
    const { field, ...told } = params as { field?: Json; value?: Json; option?: Json };
    const painted = typeof field === "string" ? this.#painted?.get(field) : undefined;
    if (typeof field !== "string" || !painted || !isPublicField(this.#view, field)) {
      const shown = typeof field === "string" ? `"${field.slice(0, 60)}"` : "nothing";
      return {
        type: "refused",
        message: `Cannot change ${shown}: no control of the page has dj-model for it`,
      };
    }
    const read = modelValue(painted, told, this.#valueOf(field));
    if (read.type === "ignored") return read;
    if (read.type === "wrong") {
      return {
        type: "refused",
        message: `Cannot change "${field}": what came does not fit what it began with; ` +
          `give it "", 0, null, false or [] to begin with, as its control needs it`,
      };
    }
    const { value } = read;
    const isEdited = painted.isTyped && typeof told.value === "string" && value !== told.value;
    return {
      type: "taken",
      assign: () => {
        painted.echo = isEdited ? { held: value, text: String(told.value) } : undefined;
        if (this.#view.updateModel) return this.#view.updateModel(field, value);
        (this.#view as unknown as Record<string, unknown>)[field] = value;
        return undefined;
      },
    };
  }

  #valueOf(name: string): unknown {
    return (this.#view as unknown as Record<string, unknown>)[name];
  }

  #factsOf(name: string, words: readonly string[], control: string): ModelFacts | undefined {
    if (!isPublicField(this.#view, name)) return undefined;
    const begun = KINDS.get(this.#view.constructor)?.get(name);
    // What the class leaves open says the first paint.
    const kind = begun?.kind === "empty" && begun.empty === undefined || !begun
      ? this.#painted?.get(name)?.kind ?? modelKind(this.#valueOf(name))
      : begun.kind;
    return kind && {
      kind,
      empty: begun ? begun.empty : null,
      isNumber: words.includes("number") || /^(?:number|range)$/.test(control),
      isTrimmed: words.includes("trim"),
    };
  }

  /** Why a control cannot be bound, with what to write. */
  #misfit(
    name: string,
    facts: ModelFacts | undefined,
    control: string,
    { attributes }: BoundElement,
  ): string | undefined {
    if (attributes.has("dj-field")) return "dj-field of a form has the control; take one out";
    if (!isPublicField(this.#view, name)) {
      return `"${this.#view.constructor.name}" has no public field of this name that holds data; ` +
        `write ${/^[A-Za-z$][\w$]*$/.test(name) ? name : "query"} = "" in the class`;
    }
    if (!facts) return `the field holds what no control shows; give it "", 0, null, false or [""]`;
    const isList = facts.kind === "list";
    switch (control) {
      case "":
      case "file":
      case "submit":
      case "image":
      case "reset":
      case "button":
        return "it is no control that holds a value; write it on an input, select or textarea";
      case "checkbox":
        return isList || facts.kind === "boolean"
          ? undefined
          : "a box takes a field with false or []";
      case "radio":
        return isList
          ? BOXES
          : attributes.has("value")
          ? undefined
          : 'it is one of several, and has no value of its own; write value="…"';
      case "select":
        return isList ? BOXES : undefined;
      case "select-multiple":
        return isList ? undefined : "a list of several takes a field with []";
      default:
        return isList
          ? BOXES
          : facts.kind === "boolean"
          ? 'a field with true or false takes a box: type="checkbox"'
          : undefined;
    }
  }

  #note(name: string, facts: ModelFacts, words: readonly string[]): Painted {
    this.#painted ??= new Map();
    const last = this.#painted.get(name);
    const painted: Painted = {
      ...facts,
      // Of several controls of one field, each may say more.
      isNumber: facts.isNumber || !!last?.isNumber,
      isTrimmed: facts.isTrimmed || !!last?.isTrimmed,
      isTyped: !words.includes("lazy") || !!last?.isTyped,
      echo: last?.echo,
    };
    this.#painted.set(name, painted);
    return painted;
  }
}

const BOXES = "a field with [] takes boxes, or <select multiple>";

/** What of a control has no effect, beside a field that it is bound to. */
function vainOf(
  name: string,
  { kind }: ModelFacts,
  words: readonly string[],
  control: string,
  { attributes }: BoundElement,
): string | undefined {
  if (words.includes("number") && (kind === "text" || kind === "boolean" || kind === "list")) {
    return `makes no number: the field began with something else; write ${name} = 0, or ` +
      `${name}: number | null = null`;
  }
  const own = control === "checkbox" || control === "radio" ? "checked" : "value";
  return attributes.has(own)
    ? `shows its own ${own}, and not what the field holds; take ${own} out`
    : undefined;
}

function kindsOf(
  view: object,
): ReadonlyMap<string, { kind: ModelKind | undefined; empty: null | undefined }> {
  return new Map(
    Object.entries(view).map(([name, value]) => [name, {
      kind: modelKind(value),
      empty: value === undefined ? undefined : null,
    }]),
  );
}

/** The type of a control; empty for what is none. */
function controlOf({ tag, attributes }: BoundElement): string {
  if (tag === "input") return (attributes.get("type") ?? "text").toLowerCase() || "text";
  if (tag === "select") return attributes.has("multiple") ? "select-multiple" : "select";
  return tag === "textarea" ? tag : "";
}

/** What stands in a control. */
function shown(
  held: unknown,
  { echo }: Painted,
  control: string,
  own: string | undefined,
): BoundAttributes {
  switch (control) {
    case "password":
      return {};
    case "checkbox":
      return { checked: Array.isArray(held) ? held.includes(own ?? "on") : held === true };
    case "radio":
      return { checked: held !== undefined && held !== null && String(held) === own };
    default:
      // What is being typed is not taken from under the fingers: "a " stays, where "a" is kept.
      if (echo && Object.is(echo.held, held)) return { value: echo.text };
      return { value: Array.isArray(held) ? held.join("\n") : String(held ?? "") };
  }
}
