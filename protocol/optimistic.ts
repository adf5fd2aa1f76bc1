/** Optimistic items: what `dj-optimistic` says changes before the answer, read alike on both sides. */

/** One item: a row goes, a class token comes or goes, a field is turned over, counted or set. */
export type OptimisticItem =
  | { readonly type: "remove" }
  | { readonly type: "class"; readonly token: string; readonly isOn: boolean }
  | { readonly type: "flip"; readonly field: string }
  | { readonly type: "add"; readonly field: string; readonly by: number }
  | { readonly type: "set"; readonly field: string; readonly value: string };

/** `remove`, `class:name`, `class:!name`, `field:!field`, `field:field+1`, or `field:value`. */
const ITEM =
  /remove|class\s*:\s*(!?)([^\s;!]+)|(?!class\s*:)([\w-]+)\s*:\s*(?:(!)\3|\3\s*([+-])\s*(\d+)|((?!\s*(?:!|\w[\w-]*\s*\+\s*\d+\s*(?:;|$)))[^;]*))/
    .source;

/** Items with semicolons between them: what a text has to be like. */
export const OPTIMISTIC: RegExp = new RegExp(`^(?:\\s*(?:${ITEM})\\s*(?:;|$)\\s*)+$`);

/** Reads a text; items that make no sense are left out. */
export function readOptimistic(text: string): OptimisticItem[] {
  const whole = new RegExp(`^(?:${ITEM})$`);
  return text.split(";").flatMap((part): OptimisticItem | never[] => {
    const found = whole.exec(part.trim());
    if (!found) return [];
    const [, off, token, field, flip, sign, number, value = ""] = found;
    if (token) return { type: "class", token, isOn: !off };
    if (!field) return { type: "remove" };
    if (flip) return { type: "flip", field };
    return number
      ? { type: "add", field, by: Number(sign + number) }
      : { type: "set", field, value };
  });
}
