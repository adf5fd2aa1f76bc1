/** The script of development: brings warnings and failures to the browser's console, once each. */

import type { Warning } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import { StaticFile } from "./static_file.ts";

/**
 * What was warned of while the page was painted stands in its tag; what comes later, and what fails,
 * the client tells by events. Validation that says no is no failure, and an event that was refused is
 * a warning too.
 */
const SCRIPT = `(() => {
  const told = new Set();
  const warn = ([name, message]) => {
    const text = "djust: " + message + " [" + name + "]";
    if (!told.has(text)) console.warn(text);
    told.add(text);
  };
  JSON.parse(document.currentScript.dataset.warnings ?? "[]").forEach(warn);
  document.addEventListener("djust:development", ({ detail }) => warn(detail));
  document.addEventListener("djust:error", ({ detail: failure }) => {
    const { code, request, detail } = failure;
    if (/^(?:invalid|undeclared|stale|gone|denied)$/.test(code)) return;
    const where = code + (request ? ", request " + request : "");
    const what = detail?.stack ?? detail?.message ?? detail ?? "no more is known";
    console.error("djust: something failed (" + where + "): " + what);
  });
})();
`;

/** The file that pages load in development, beside the client. */
export const DEV_SCRIPT: StaticFile = new StaticFile("dev", "js", SCRIPT);

/** Its tag. A data attribute: an inline script, JSON or not, is what strict policies forbid. */
export function devTag(base: string, warnings: readonly Warning[]): string {
  const unique = new Map(warnings.map((one) => [`${one.name} ${one.message}`, one]));
  const list = [...unique.values()].map(({ name, message }) => [name, message]);
  const url = `${base}/_djust/${DEV_SCRIPT.name}`;
  const data = list.length > 0 ? ` data-warnings="${escape(JSON.stringify(list))}"` : "";
  return `<script src="${escape(url)}"${data} defer></script>`;
}
