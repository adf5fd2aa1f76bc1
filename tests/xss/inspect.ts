/** Looks for anything in a page that could run. */

const RUNS = /^(?:script|iframe|object|embed|base|link|style|meta|template)$/;
const SAFE_URL = /^(?:about:blank#blocked|https?:|mailto:|tel:|[^:]*$|[/?#])/i;
const URLS = /^(?:href|src|action|formaction|xlink:href|data|poster|ping|srcset|cite)$/;

/**
 * What is dangerous below a node: handlers in text, URLs of another scheme, and elements that the
 * harmless page does not have.
 */
export function dangersIn(root: Element, harmless: Element): string[] {
  const dangers: string[] = [];
  for (const element of root.querySelectorAll("*")) {
    for (const name of element.getAttributeNames()) {
      const value = element.getAttribute(name) ?? "";
      if (/^on/i.test(name) || name === "srcdoc") dangers.push(`${name}="${value}"`);
      // deno-lint-ignore no-control-regex -- what a browser drops
      const bare = value.replace(/[\x00-\x20\u00a0]/g, "");
      if (URLS.test(name) && !SAFE_URL.test(bare)) dangers.push(`${name}="${value}"`);
    }
  }
  const shape = (element: Element): string =>
    [...element.querySelectorAll("*")].map((inner) => inner.localName).join(" ");
  if (shape(root) !== shape(harmless)) {
    dangers.push(`elements ${shape(root)}, not ${shape(harmless)}`);
  }
  const names = (element: Element): string =>
    [...element.querySelectorAll("*")].map((inner) =>
      inner.getAttributeNames().filter((name) =>
        !/^(?:disabled|inert|class|style|dj|title)$/.test(name)
      ).sort().join()
    ).join(" ");
  if (names(root) !== names(harmless)) {
    dangers.push(`attributes ${names(root)}, not ${names(harmless)}`);
  }
  const running = [...root.querySelectorAll("*")].filter((element) => RUNS.test(element.localName));
  const allowed = [...harmless.querySelectorAll("*")].filter((element) =>
    RUNS.test(element.localName)
  );
  if (running.length !== allowed.length) dangers.push(`${running.length} elements that could run`);
  return dangers;
}
