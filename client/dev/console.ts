/** The console of development: told of warnings and of what failed at the server, once each. */

import {
  addEventListener,
  documentElement,
  getAttribute,
  localName,
  type Page,
  print,
  querySelectorAll,
  readyState,
} from "../platform/mod.ts";
import { SENTENCES } from "./sentences.ts";

/** Without a message its sentence stands here, and the rest is what it is about. */
type Warning = readonly [name: string, message: string, ...facts: unknown[]];

/** Says which elements wait for a hook that nobody has brought by now. */
function missingHooks(window: Page): Warning[] {
  const { document } = window;
  if (readyState(document) !== "complete") return [];
  const { hooks = {} } = (window as { djust?: { hooks?: object } }).djust ?? {};
  return [...querySelectorAll(documentElement(document), "[dj-hook]")].flatMap((element) => {
    const name = getAttribute(element, "dj-hook") ?? "";
    if (name === "" || name in hooks) return [];
    const known = Object.keys(hooks).join(", ") || "none";
    return [[
      "hook",
      `dj-hook="${name}" of <${localName(element)}> waits for a hook that is not there (known: ` +
      `${known}): write djust.hooks[${JSON.stringify(name)}] = { mounted() { … } }`,
    ]];
  });
}

/**
 * What was warned of while the page was painted stands in the script's tag; what comes later, and
 * what fails, the client tells by events. What failed at the server has the id of a request;
 * everything else is no fault of the code, or the client has said it.
 */
export function tellConsole(window: Page, script: HTMLScriptElement | null): void {
  const told = new Set<string>();
  const warn = ([name, message, ...facts]: Warning): void => {
    const text = `${message || SENTENCES[name]?.(...facts)} [${name}]`;
    if (!told.has(text)) print("warn", text);
    told.add(text);
  };
  JSON.parse(script?.dataset.warnings ?? "[]").forEach(warn);
  // A view may push events of these names, too.
  addEventListener(window, "djust:development", (event) => {
    const { detail } = event as CustomEvent;
    if (Array.isArray(detail)) warn(detail as unknown as Warning);
  });
  // Hooks that come with the page are there when it has loaded.
  for (const moment of ["load", "djust:connected"]) {
    addEventListener(window, moment, () => missingHooks(window).forEach(warn));
  }
  addEventListener(window, "djust:error", (event) => {
    const { code, request, detail } = (event as CustomEvent).detail ?? {};
    if (!request) return;
    const what = detail?.stack ?? detail?.message ?? detail ?? "the log of the server tells more";
    print("error", `something failed (${code}, request ${request}): ${what}`);
  });
  addEventListener(window, "djust:optimistic-error", (event) => {
    const { on, code } = (event as CustomEvent).detail ?? {};
    print("error", `what ${on} showed before its answer was taken back (${code})`);
  });
}
