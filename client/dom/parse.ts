/** Markup to nodes: inert, and under Trusted Types by the policy `djust`. */

import { createElement, type Page } from "../platform/mod.ts";
import { NAMESPACE } from "../../protocol/mod.ts";

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(html: string): string }): Policy;
}

interface Policy {
  createHTML(html: string): string;
}

/** A parser; made once per page, for a policy may be made once. */
export function createParser(window: Page): (html: string, namespace: number) => DocumentFragment {
  const { document } = window;
  const factory = (window as unknown as { trustedTypes?: TrustedTypes }).trustedTypes;
  const policy = factory?.createPolicy("djust", { createHTML: (html) => html });
  return (html, namespace) => {
    const tag = namespace === NAMESPACE.svg ? "svg" : "math";
    const wrapped = namespace ? `<${tag}>${html}</${tag}>` : html;
    const template = createElement(document, "template") as HTMLTemplateElement;
    template.innerHTML = policy ? policy.createHTML(wrapped) : wrapped;
    const { content } = template;
    const wrapper = namespace ? content.firstElementChild : null;
    wrapper?.replaceWith(...wrapper.childNodes);
    return content;
  };
}
