/** Chosen options of painted lists: `value` of a `<select>`, which no parser reads, as `selected`. */

import { decodeReferences } from "../template/mod.ts";

/** A list whose start tag has been painted. */
export interface PaintedList {
  /** Where its start tag ends. */
  readonly at: number;
  /** Its value; several where it is `multiple`, a line each. */
  readonly value: string;
}

const OPTION = /<option((?:\s[^\s=>]+(?:=(?:"[^"]*"|[^\s">]*))?)*)>([^<]*)/g;
const END = "</select>";

/** HTML in which the options that these lists hold are marked as selected. */
export function withChosen(html: string, lists: readonly PaintedList[]): string {
  let out = html;
  // From the last one: what is put in moves nothing that is still to be looked for.
  for (const { at, value } of lists.toReversed()) {
    const end = out.indexOf(END, at);
    if (end < 0) continue;
    const wanted = new Set(value.split("\n"));
    const options = out.slice(at, end).replace(OPTION, (all, attributes: string, text: string) => {
      const given = /\svalue(?:="([^"]*)")?(?=\s|$)/.exec(attributes);
      const own = given
        ? decodeReferences(given[1] ?? "", "attribute")
        : decodeReferences(text, "text").replace(/\s+/g, " ").trim();
      if (!wanted.has(own) || /\sselected(?=\s|$)/.test(attributes)) return all;
      return `<option${attributes} selected>${text}`;
    });
    out = out.slice(0, at) + options + out.slice(end);
  }
  return out;
}
