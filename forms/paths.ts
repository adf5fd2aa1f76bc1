/** Paths of fields: keys from the outside in, as names of controls, as ids, and with dots. */

/** Keys from the outside in; of an item of a list its key, which it keeps wherever it moves. */
export type Path = readonly string[];

/** Keys that would reach a prototype. */
const FORBIDDEN = /^(?:__proto__|constructor|prototype)$/;

/** A path as a text, by which it is found. */
export function pathText(path: Path): string {
  return path.join(".");
}

/** A path from a text: `tags.0.label`, or `tags[0][label]`. */
export function pathOf(text: string): Path {
  return text.split(/[.[\]]+/).filter((key) => key !== "");
}

/** Forgets what is known of an item, and of the fields in it, by the texts of their paths. */
export function forgetWithin(known: Map<string, unknown> | Set<string>, item: Path): void {
  const own = pathText(item);
  for (const text of known.keys()) {
    if (text === own || text.startsWith(own + ".")) known.delete(text);
  }
}

/** Whether a key may be one of a field. */
export function isKey(key: string): boolean {
  return key !== "" && !FORBIDDEN.test(key);
}

/** The name of a control: `tags[0][label]`. */
export function nameOf([first = "", ...rest]: Path): string {
  return first + rest.map((key) => `[${key}]`).join("");
}

/** The id of a control in a form with this id. */
export function idOf(form: string, path: Path): string {
  return [form, ...path].join("-").replace(/[^\w-]+/g, "_");
}
