/** Types of JSX: elements, their attributes, and the `dj-*` directives. */

import type { AttributeMap, Child, Handler } from "../template/mod.ts";
import type { Component } from "./jsx.ts";

/** What an ordinary attribute may hold. */
export type AttributeValue = string | number | boolean | null | undefined;

/** Attributes of any element: directives take handlers, all others text. */
export interface Attributes {
  /** What stands between the tags. */
  children?: unknown;
  /** A key in a list. */
  key?: unknown;
  /** Tokens as text, or a map of token to condition. */
  class?: AttributeValue | AttributeMap | readonly (AttributeValue | AttributeMap)[];
  /** The same as `class`. */
  className?: AttributeValue | AttributeMap;
  /** A map of properties. */
  style?: AttributeMap | null | undefined;
  /** HTML that is not escaped. */
  dangerouslySetInnerHTML?: { __html: string };
  /** A handler, the name of one, or a directive's value. */
  [directive: `dj-${string}`]: Handler | AttributeValue;
  /** Data for the handler. */
  [data: `data-${string}`]: AttributeValue;
  /** Accessibility. */
  [aria: `aria-${string}`]: AttributeValue;
  /** Anything else HTML knows. */
  // deno-lint-ignore no-explicit-any -- HTML has more attributes than a list of ours could hold
  [attribute: string]: any;
}

/** How TypeScript finds the types of JSX. */
export declare namespace JSX {
  /** What an element expression is. */
  export type Element = Child;
  /** What may stand as a tag. */
  export type ElementType = string | Component;
  /** Attributes every element and component takes. */
  export interface IntrinsicAttributes {
    /** A key in a list. */
    key?: unknown;
  }
  /** The prop that holds children. */
  export interface ElementChildrenAttribute {
    /** Children. */
    children: unknown;
  }
  /** Every element. */
  export interface IntrinsicElements {
    /** An element by its tag. */
    [tag: string]: Attributes;
  }
}
