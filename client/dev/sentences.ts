/** Sentences for what the client finds wrong in a page: its modules say what, and here stands the mend. */

/** By the names of warnings; each is given what the page knows of it. */
export const SENTENCES: Readonly<Record<string, (...facts: unknown[]) => string>> = {
  "client-state": (handler, key) =>
    `"${handler}" shares nothing: its event has no param "${key}"; name the control "${key}" ` +
    `in a form, or write data-${key}="…" at the element`,
  "command-target": (command, target) =>
    `js.${command} finds nothing by ${
      JSON.stringify(target)
    }: mend the selector, or paint the element`,
  "directive-value": (selector) =>
    `dj-copy="${selector}" copies nothing: no element is found by it`,
  "optimistic-target": (field) => `Nothing shows "${field}": write dj-bind="${field}" on it`,
  target: (selector) => `dj-target="${selector}" finds nothing in its view`,
};
