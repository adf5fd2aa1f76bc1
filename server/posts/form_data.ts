/** Data of a painted form: what its `data-*` and `dj-value-*` attributes tell with its submit. */

import { isForbidden, type Json, type Params } from "../../protocol/mod.ts";
import { attributesAt } from "./controls.ts";

const NAME = /^(?:data-(?!dj)|dj-value-)([^:]+):?(.*)$/;

/** The same as the page's script tells. `at`: where the form's first child stands. */
export function formData(html: string, at: number): Params {
  const params: Params = {};
  for (const { name, value } of attributesAt(html, html.lastIndexOf("<form", at))) {
    const [, dashed, type = ""] = NAME.exec(name) ?? [];
    if (!dashed || isForbidden(dashed)) continue;
    const key = dashed.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
    params[key] = typed(value, type);
  }
  return params;
}

function typed(text: string, type: string): Json {
  switch (type) {
    case "":
      return text;
    case "int":
      return numberOf(parseInt(text));
    case "float":
      return numberOf(parseFloat(text));
    case "bool":
      return !/^(?:false|0|)$/.test(text);
    case "json":
      try {
        return JSON.parse(text) as Json;
      } catch {
        return null;
      }
    default:
      return null;
  }
}

/** As JSON has it. */
const numberOf = (value: number): Json => Number.isFinite(value) ? value : null;
