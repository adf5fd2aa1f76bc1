/** Types of JSX, where TypeScript looks for them. */

import type { Child } from "../template/mod.ts";
import type { CustomAttributes, Elements } from "./elements.ts";
import type { Component } from "./jsx.ts";

/**
 * How TypeScript finds the types of JSX.
 *
 * @category JSX
 */
export declare namespace JSX {
  /** What an element expression is. */
  export type Element = Child;
  /** What may stand as a tag. */
  export type ElementType = keyof IntrinsicElements | Component;
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
  /** Every element. A custom element's own attributes can be declared here, too. */
  export interface IntrinsicElements extends Elements {
    /** A custom element by its tag. */
    [custom: `${string}-${string}`]: CustomAttributes;
  }
}
