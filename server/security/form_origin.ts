/** Whether a form comes from a page of this app: the check against forms on other sites. */

import { type OriginFacts, originRefusal } from "./origin.ts";

/** What is known of a request that brings a form. */
export interface FormOriginFacts extends OriginFacts {
  /** The Sec-Fetch-Site header. */
  readonly site: string | null;
}

/**
 * Undefined when it may be read, else why not. Browsers that are too old to say where a form comes
 * from are told apart by its token.
 */
export function formOriginRefusal(facts: FormOriginFacts): string | undefined {
  const { origin, site } = facts;
  if (origin !== null) {
    return originRefusal(facts)?.replace("Cannot join:", "Cannot take a form:")
      .replace("may join", "may send forms");
  }
  if (site === null || site === "same-origin" || site === "none") return undefined;
  return `Cannot take a form: Sec-Fetch-Site is ${JSON.stringify(site.slice(0, 20))}, ` +
    `so it was sent by a page of another origin`;
}
