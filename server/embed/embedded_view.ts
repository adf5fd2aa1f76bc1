/** An embedded view as its parent wants it: which class, under which id, with which params. */

import type { ViewClass } from "../view/mod.ts";
import { paramsText } from "./params_text.ts";

/** What an id may be: it stands in an attribute, and on the wire. */
const ID = /^[\w-]{1,64}$/;

/** One view that stands in another one's template. */
export class EmbeddedView {
  readonly View: ViewClass;
  readonly id: string;
  /** What its page and its parent call it: another one where class or params are others. */
  readonly name: string;
  readonly #params: string;

  /** Throws where the id or the params cannot be. */
  constructor(View: ViewClass, id: string, params: unknown) {
    if (typeof id !== "string" || !ID.test(id)) {
      throw new TypeError(
        `Cannot embed "${View.name}" as ${JSON.stringify(id)}: ` +
          `give an id of letters, digits, "-" and "_", at most 64`,
      );
    }
    this.View = View;
    this.id = id;
    this.#params = paramsText(params, (what) =>
      new TypeError(
        `Cannot embed "${View.name}" as "${id}": ${what}; give plain data, and let views talk by ` +
          `publish() and subscribe()`,
      ));
    this.name = `${id}.${print(`${View.name}\0${this.#params}`)}`;
  }

  /** Its params, a copy: what it changes in them is its own. */
  get params(): unknown {
    return JSON.parse(this.#params);
  }

  /** Whether the same instance goes on. */
  isSame(other: EmbeddedView): boolean {
    return this.View === other.View && this.id === other.id && this.#params === other.#params;
  }
}

/** Six letters that tell class and params from others; FNV-1a. No secret, and never the last word. */
function print(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  return (hash >>> 2).toString(36).padStart(6, "0");
}
