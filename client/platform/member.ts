/** Members of nodes, as the browser has them: markup can shadow each by a name, in a form and in the document. */

import { SERVED } from "./served.ts";

type Owner<Name> = Name extends keyof EventTarget ? EventTarget
  : Name extends keyof Node ? Node
  : Element;

/** A method that is given its node, or what reads a property of it. */
type Member<Of, Name extends keyof Of> = Of[Name] extends (...given: infer Given) => infer Result
  ? (node: Of, ...given: Given) => Result
  : (node: Of) => Of[Name];

type Prototype = Record<string, () => unknown> & {
  __lookupGetter__(name: string): (() => unknown) | undefined;
};

// Undefined where a DOM library has the page.
const forms = globalThis.HTMLFormElement?.prototype as unknown as Prototype;
/** The document's own members. */
export const documents = globalThis.Document?.prototype as unknown as Prototype;

/** A member of a node, read past what markup has put in front of it. */
export function member<Name extends keyof Element>(
  name: Name,
): Member<Owner<Name>, Name & keyof Owner<Name>>;
export function member<Name extends keyof Document>(
  name: Name,
  kind: Prototype,
): Member<Document, Name>;
/* @__NO_SIDE_EFFECTS__ */
export function member(name: string, kind = forms): unknown {
  if (SERVED || kind) {
    const known = kind.__lookupGetter__(name) ?? kind[name] as () => unknown;
    return known.call.bind(known);
  }
  // A library shadows nothing, and has its members wherever it likes.
  return (node: Record<string, unknown>, ...given: unknown[]) => {
    const found = node[name];
    return typeof found === "function" ? found.apply(node, given) : found;
  };
}
