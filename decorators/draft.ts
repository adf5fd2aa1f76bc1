/** `DraftModeMixin`: forms of a view outlive their page, in the browser. */

import { MANNER } from "../protocol/mod.ts";
import { type Anything, type Extension, extension, type LiveView } from "../server/view/mod.ts";
import { shown, told } from "./options.ts";

/**
 * The members that {@linkcode DraftModeMixin} reads of a view, where it has them.
 *
 * @category Decorators
 */
export interface DraftHooks {
  /** Under which name drafts are kept, with the id or name of each form; `"form_draft"` by default. */
  readonly draftKey?: string;
  /** How long a draft is kept after the last input, in milliseconds; an hour by default. */
  readonly draftTtl?: number;
}

/**
 * The members that {@linkcode DraftModeMixin} gives to a view.
 *
 * @category Decorators
 */
export interface DraftMembers {
  /** Forgets the drafts of the view's forms; what stands in the forms stays. */
  clearDraft(): void;
}

/**
 * A class with drafts: what `live()` checks its `draftKey` and `draftTtl` against.
 *
 * @category Decorators
 */
export interface DraftClass {
  /** Makes one. */
  new (...args: Anything[]): DraftMembers;
}

type DraftView = LiveView<Anything> & DraftHooks;

const drafts: Extension<DraftView> = extension<DraftView>({
  name: "drafts",
  hooks: ["draftKey", "draftTtl"],
  manner(view) {
    const { draftKey: key, draftTtl: ttl } = view;
    if (key !== undefined && (typeof key !== "string" || key === "")) {
      refuse(view, `draftKey is ${shown(key)}`, `write a name: draftKey = "contact_form"`);
    }
    if (ttl !== undefined && !(typeof ttl === "number" && ttl > 0 && ttl < Infinity)) {
      refuse(view, `draftTtl is ${shown(ttl)}`, "write milliseconds, above 0");
    }
    return { draft: told({ key, ttl }, { key: MANNER.draftKey, ttl: MANNER.draftTtl }) as object };
  },
});

function refuse(view: LiveView, state: string, mend: string): never {
  throw new TypeError(`Cannot keep drafts of "${view.constructor.name}": ${state}; ${mend}`);
}

/**
 * Gives a view drafts: what is typed into its forms is kept in the browser, a second after the last
 * input, and stands there again in a page that is loaded within `draftTtl`. A submit that the server
 * accepts clears it. Passwords and files are never kept; `dj-draft="off"` leaves a form out, and
 * `dj-draft` has a form of any other view take part.
 *
 * @example
 * ```ts
 * import { DraftModeMixin, event, html, LiveView } from "@djust/live";
 *
 * class Contact extends DraftModeMixin(LiveView) {
 *   draftKey = "contact_form";
 *   @event
 *   submit({ text }: { text: string }) {
 *     this.putFlash("info", `Thank you for ${text.length} characters`);
 *   }
 *   render() {
 *     return html`<form id="contact" dj-submit=${this.submit} dj-reset>
 *       <textarea name="text"></textarea><button>Send</button>
 *     </form>`;
 *   }
 * }
 * ```
 *
 * @category Decorators
 */
export function DraftModeMixin<Base extends new (...args: Anything[]) => LiveView<Anything>>(
  base: Base,
): Base & DraftClass {
  if (typeof base !== "function") {
    throw new TypeError("Cannot mix drafts into what is no class; write DraftModeMixin(LiveView)");
  }
  return class extends (base as new (...args: Anything[]) => LiveView) implements DraftMembers {
    static use: readonly Extension<Anything>[] = [drafts];

    clearDraft(): void {
      this.pushEvent("clear-draft");
    }
  } as unknown as Base & DraftClass;
}
