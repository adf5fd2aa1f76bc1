/** Markup to nodes: inert; under Trusted Types by the policy `djust`, else by the browser's sanitiser. */

import { createElement, type Page, report } from "../platform/mod.ts";
import { NAMESPACE } from "../../protocol/mod.ts";

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): Policy;
}

interface Policy {
  createHTML(html: string): string;
}

/** A template, in browsers that have a sanitiser of their own. */
interface Sanitising extends HTMLTemplateElement {
  setHTML?(html: string, options: object): void;
}

/** All that cannot run scripts stays, and the comments that mark regions. */
const HARMLESS = { sanitizer: { comments: true, removeElements: [], removeAttributes: [] } };

/** What writes markup into a template. Throws where nothing can. */
function writer(window: Page): (template: Sanitising, html: string) => void {
  const factory = (window as unknown as { trustedTypes?: TrustedTypes }).trustedTypes;
  try {
    const policy = factory?.createPolicy("djust", { createHTML: (html) => html });
    return (template, html) => {
      template.innerHTML = policy ? policy.createHTML(html) : html;
    };
  } catch (error) {
    // The header does not list the name, or another script was faster.
    report(`No Trusted Types policy "djust": allow it in your CSP (${error})`);
    const probe: Sanitising = createElement(window.document, "template") as HTMLTemplateElement;
    if (!probe.setHTML) throw error;
    return (template, html) => template.setHTML?.(html, HARMLESS);
  }
}

/** A parser; made once per page, for a policy may be made once. */
export function createParser(window: Page): (html: string, namespace: number) => DocumentFragment {
  const { document } = window;
  const write = writer(window);
  return (html, namespace) => {
    const tag = namespace === NAMESPACE.svg ? "svg" : "math";
    const wrapped = namespace ? `<${tag}>${html}</${tag}>` : html;
    const template = createElement(document, "template") as HTMLTemplateElement;
    write(template, wrapped);
    const { content } = template;
    const wrapper = namespace ? content.firstElementChild : null;
    wrapper?.replaceWith(...wrapper.childNodes);
    return content;
  };
}
