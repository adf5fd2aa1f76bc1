/** Value of a bound field: what a page tells of a control, decoded by what the field began with. */

import type { Json } from "../../protocol/mod.ts";

/** What a field takes. */
export type ModelKind = "text" | "number" | "boolean" | "list" | "empty";

/** What decides how it is read. */
export interface ModelFacts {
  readonly kind: ModelKind;
  /** What an emptied number leaves in a field that began empty. */
  readonly empty: null | undefined;
  readonly isNumber: boolean;
  readonly isTrimmed: boolean;
}

/** What was told: a value, or nothing that counts, or what no page of ours tells. */
export type ModelValue =
  | { readonly type: "value"; readonly value: unknown }
  | { readonly type: "ignored" }
  | { readonly type: "wrong" };

/** Items that a list has at most: boxes of a page are not so many. */
const MOST = 1_000;
/** Characters that all of them have at most: as many as one message may bring. */
const LONGEST = 65_536;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

const WRONG: ModelValue = { type: "wrong" };
const IGNORED: ModelValue = { type: "ignored" };
const taken = (value: unknown): ModelValue => ({ type: "value", value });

/** The kind of what a field began with; undefined for what no control shows. */
export function modelKind(value: unknown): ModelKind | undefined {
  if (value === null || value === undefined) return "empty";
  if (Array.isArray(value)) {
    return value.every((one) => typeof one === "string") ? "list" : undefined;
  }
  switch (typeof value) {
    case "string":
      return "text";
    case "number":
      return "number";
    case "boolean":
      return "boolean";
    default:
      return undefined;
  }
}

/** Decodes what a page tells. `option` is the own value of one of several boxes. */
export function modelValue(
  facts: ModelFacts,
  { value, option }: { readonly value?: Json; readonly option?: Json },
  held: unknown,
): ModelValue {
  switch (facts.kind) {
    case "boolean":
      if (value === "true" || value === "false") return taken(value === "true");
      return typeof value === "boolean" ? taken(value) : WRONG;
    case "list":
      return listOf(value, option, Array.isArray(held) ? held : []);
    case "number":
      return numberOf(value, IGNORED);
    case "empty":
      if (facts.isNumber) return numberOf(value, taken(facts.empty));
      return textOf(value, facts);
    case "text":
      return textOf(value, facts);
    default:
      return facts.kind satisfies never;
  }
}

function textOf(value: Json | undefined, { isTrimmed }: ModelFacts): ModelValue {
  // Controls for numbers tell numbers.
  if (typeof value === "number" && Number.isFinite(value)) return taken(String(value));
  if (typeof value !== "string") return WRONG;
  return taken(isTrimmed ? value.trim() : value);
}

/** What is no number yet leaves the last one. */
function numberOf(value: Json | undefined, cleared: ModelValue): ModelValue {
  if (typeof value === "number") return Number.isFinite(value) ? taken(value) : WRONG;
  if (typeof value !== "string") return WRONG;
  const text = value.trim();
  if (text === "") return cleared;
  const number = NUMBER.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? taken(number) : IGNORED;
}

const lengthOf = (list: readonly unknown[]): number =>
  list.reduce<number>((sum, one) => sum + String(one).length, 0);

function listOf(
  value: Json | undefined,
  option: Json | undefined,
  held: readonly unknown[],
): ModelValue {
  if (typeof value === "boolean" && typeof option === "string") {
    const others = held.filter((one) => one !== option);
    if (value && (others.length >= MOST || lengthOf(others) + option.length > LONGEST)) {
      return WRONG;
    }
    if (value === held.includes(option)) return taken(held);
    return taken(value ? [...others, option] : others);
  }
  if (!Array.isArray(value) || value.length > MOST) return WRONG;
  return value.every((one) => typeof one === "string") ? taken([...value]) : WRONG;
}
