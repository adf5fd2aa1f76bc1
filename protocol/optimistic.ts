/** Optimistic items: what `dj-optimistic` says changes before the answer, read alike on both sides. */

/** One item: a row goes, a class token comes or goes, a field is turned over, counted or set. */
export type OptimisticItem =
  | { readonly type: "remove" }
  | { readonly type: "class"; readonly token: string; readonly isOn: boolean }
  | { readonly type: "flip"; readonly field: string }
  | { readonly type: "add"; readonly field: string; readonly by: number }
  | { readonly type: "set"; readonly field: string; readonly value: string };

/**
 * Reads `remove`, `class:name`, `class:!name`, `field:!field`, `field:field+1`, or `field:value`, with
 * semicolons between them. An item that makes no sense is undefined.
 */
export function readOptimistic(text: string): (OptimisticItem | undefined)[] {
  return text.split(";").filter((part) => part.trim()).map(itemOf);
}

function itemOf(text: string): OptimisticItem | undefined {
  const [, field = "", colon, not, value = "", name, by] =
    /^\s*([\w-]+)\s*(:?)\s*(!?)((?:([\w-]+?)\s*([+-]\s*\d+)(?=\s*$))?.*?)\s*$/.exec(text) ?? [];
  if (!colon) return field === "remove" && !value ? { type: field } : undefined;
  if (field === "class") {
    return /^[^\s!]+$/.test(value) ? { type: field, token: value, isOn: !not } : undefined;
  }
  if (not) return value === field ? { type: "flip", field } : undefined;
  if (name !== field || !by) return { type: "set", field, value };
  return { type: "add", field, by: +by.replace(" ", "") };
}
