/** What a page shows, as one text: marks, split texts and the order of attributes left out. */

const STRUCTURE = { element: 1, text: 3 } as const;

/** What counts, and what is left out of the text. */
export interface NormalOptions {
  /** Whether namespaces count. linkedom forgets them when it clones. */
  readonly namespaces?: boolean;
  /** Nodes of others. */
  readonly skipNode?: (node: Node) => boolean;
  /** Attributes of others. */
  readonly skipAttribute?: (name: string) => boolean;
  /** Class tokens of others. */
  readonly skipClass?: (token: string) => boolean;
}

/** The children of a node as text that is equal exactly when pages look and act alike. */
export function normal(parent: Node, options: NormalOptions = {}): string {
  let out = "";
  let text = "";
  const flush = (): void => {
    if (text !== "") out += JSON.stringify(text);
    text = "";
  };
  const walk = (node: Node): void => {
    if (options.skipNode?.(node)) return;
    if (node.nodeType === STRUCTURE.text) text += node.nodeValue ?? "";
    else if (node.nodeType === STRUCTURE.element) {
      flush();
      out += normalElement(node as Element, options);
    }
  };
  for (let node = parent.firstChild; node; node = node.nextSibling) walk(node);
  flush();
  return out;
}

function normalElement(element: Element, options: NormalOptions): string {
  const attributes: string[] = [];
  for (const name of element.getAttributeNames()) {
    if (name === "dj" || options.skipAttribute?.(name)) continue;
    const value = valueOf(name, element.getAttribute(name) ?? "", options);
    if (value !== undefined) attributes.push(` ${name}=${JSON.stringify(value)}`);
  }
  const namespace = options.namespaces ? (element.namespaceURI ?? "").split("/").at(-1) : "";
  const prefix = !namespace || namespace === "xhtml" ? "" : namespace + ":";
  // To a page with scripts that is nothing.
  if (element.localName === "noscript") return `<noscript>`;
  const content = (element as HTMLTemplateElement).content ?? element;
  return `<${prefix}${element.localName}${attributes.sort().join("")}>` +
    normal(content, options) + `</>`;
}

/** Classes are a set, styles a map; neither of them is the same as none. */
function valueOf(name: string, value: string, options: NormalOptions): string | undefined {
  if (name === "class") {
    const tokens = value.split(/[ \t\n\f\r]+/).filter((token) =>
      token !== "" && !options.skipClass?.(token)
    );
    return tokens.length > 0 ? [...new Set(tokens)].sort().join(" ") : undefined;
  }
  if (name === "style") {
    const rules = value.split(";").map((rule) => rule.replace(/\s*:\s*/, ":").trim());
    const known = rules.filter((rule) => rule !== "").sort().join(";");
    return known === "" ? undefined : known;
  }
  return value;
}
