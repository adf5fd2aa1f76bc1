/** The view that stands in for one that could not be mounted: it says so, and the rest of the page goes on. */

import { type Child, html } from "../../vdom/mod.ts";
import { LiveView, type ViewClass } from "../view/mod.ts";
import { errorLines } from "../world/mod.ts";

/**
 * What `static errorView` of an embedded view is told.
 *
 * @category Views
 */
export interface ViewError {
  /** Shown to the visitor and written to the log, so that the two can be matched. */
  readonly request: string;
  /** What was thrown; only in development. */
  readonly error: unknown;
  /** Whether this is development. */
  readonly development: boolean;
}

/** Words that a visitor sees, where an app has others. */
export interface ErrorWords {
  readonly error?: string;
  readonly request?: string;
}

/** Those that may stand in: what the class itself shows, and what is shown where that fails, too. */
export function standIns(View: ViewClass, facts: ViewError, words: ErrorWords = {}): ViewClass[] {
  const { errorView } = View as { errorView?: (facts: ViewError) => Child };
  const last = standIn(View, () => plain(facts, words));
  return errorView ? [standIn(View, () => errorView.call(View, facts)), last] : [last];
}

function standIn({ name }: ViewClass, render: () => Child): ViewClass {
  class StandIn extends LiveView {
    render(): Child {
      return render();
    }
  }
  // What is told of it is told of the view it stands for.
  Object.defineProperty(StandIn, "name", { value: name });
  return StandIn;
}

function plain({ request, error, development }: ViewError, words: ErrorWords): Child {
  const { error: heading = "Something went wrong", request: label = "Request" } = words;
  return html`<p role="alert">${heading} <small>${label} <code>${request}</code></small></p>${
    development ? html`<pre>${errorLines(error).join("\n")}</pre>` : null
  }`;
}
