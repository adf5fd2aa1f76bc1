/** The script of development: brings warnings and failures to the browser's console, once each. */

import type { Warning } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import { StaticFile } from "./static_file.ts";

/**
 * What was warned of while the page was painted stands in its tag; what comes later, and what fails,
 * the client tells by events. What failed at the server has the id of a request; everything else is
 * no fault of the code, or the client has said it.
 */
const SCRIPT = `(() => {
  const told = new Set();
  const warn = ([name, message]) => {
    const text = "djust: " + message + " [" + name + "]";
    if (!told.has(text)) console.warn(text);
    told.add(text);
  };
  // An image may be named like a member of the document, and would stand in its place.
  const { get } = Object.getOwnPropertyDescriptor(Document.prototype, "currentScript");
  JSON.parse(get.call(document).dataset.warnings ?? "[]").forEach(warn);
  // A view may push events of these names, too.
  addEventListener("djust:development", ({ detail }) => {
    if (Array.isArray(detail)) warn(detail);
  });
  addEventListener("djust:error", (event) => {
    const { code, request, detail } = event.detail ?? {};
    if (!request) return;
    const what = detail?.stack ?? detail?.message ?? detail ?? "the log of the server tells more";
    console.error("djust: something failed (" + code + ", request " + request + "): " + what);
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
