/** A DOM for tests whose HTML is read by a spec-compliant parser, as a browser would. */

import { parseHTML } from "linkedom";
import { parseFragment } from "parse5";
import type { Parse } from "./page.ts";

/** What newer browsers do not read as a comment: nothing that a server sends may hold it. */
const INSTRUCTION = "unexpected-question-mark-instead-of-tag-name";

/** What parse5 gives, as far as it is read here. */
interface Parsed {
  nodeName: string;
  tagName?: string;
  namespaceURI?: string;
  value?: string;
  data?: string;
  attrs?: { name: string; value: string; prefix?: string }[];
  childNodes?: Parsed[];
  content?: Parsed;
}

/** An empty document. */
export function createDocument(): Document {
  const { document } = parseHTML("<!doctype html><html><head></head><body></body></html>");
  return document as unknown as Document;
}

/** The parser of a document: what `template.innerHTML` does in a browser. */
export function createSpecParser(document: Document): Parse {
  const build = (parsed: Parsed, parent: Node): void => {
    for (const child of parsed.content?.childNodes ?? parsed.childNodes ?? []) {
      if (child.nodeName === "#text") {
        parent.appendChild(document.createTextNode(child.value ?? ""));
      } else if (child.nodeName === "#comment") {
        parent.appendChild(document.createComment(child.data ?? ""));
      } else if (child.tagName !== undefined) {
        if (child.tagName === "template") refuseActive(child);
        const element = document.createElementNS(child.namespaceURI ?? "", child.tagName);
        for (const { name, value, prefix } of child.attrs ?? []) {
          element.setAttribute(prefix ? `${prefix}:${name}` : name, value);
        }
        build(child, element);
        parent.appendChild(element);
      }
    }
  };
  return (html, namespace) => {
    const tag = namespace === 1 ? "svg" : "math";
    const text = namespace === 0 ? html : `<${tag}>${html}</${tag}>`;
    // Without a context element parse5 reads as into a <template>.
    const parsed = parseFragment(text, {
      scriptingEnabled: true,
      onParseError({ code, startOffset }) {
        if (code !== INSTRUCTION) return;
        throw new Error(`A browser acts on ${text.slice(startOffset, startOffset + 60)}`);
      },
    }) as unknown as Parsed;
    const fragment = document.createDocumentFragment();
    const [wrapper, ...rest] = parsed.childNodes ?? [];
    // What left the wrapper stands behind it.
    const nodes = namespace === 0 ? parsed.childNodes : [...wrapper?.childNodes ?? [], ...rest];
    build({ nodeName: "", childNodes: nodes ?? [] }, fragment);
    return fragment;
  };
}

/** Throws for a template of which a browser makes a shadow root, or whose content it puts elsewhere. */
function refuseActive({ attrs }: Parsed): void {
  const found = attrs?.find(({ name }) => /^(?:for$|shadowroot)/.test(name));
  if (found) throw new Error(`A browser acts on <template ${found.name}="${found.value}">`);
}
