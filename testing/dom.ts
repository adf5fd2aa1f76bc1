/** The DOM as far as the test kit uses it: a project may have no types of a DOM. */

/** An element, or something else that holds elements. */
interface Holder extends EventTarget {
  querySelector(selector: string): Element | null;
  querySelectorAll(selector: string): Iterable<Element>;
}

/** An attribute. */
interface Attribute {
  readonly name: string;
  readonly value: string;
}

/** An element. */
export interface Element extends Holder {
  readonly localName: string;
  readonly id: string;
  readonly textContent: string | null;
  readonly innerHTML: string;
  readonly outerHTML: string;
  readonly isConnected: boolean;
  readonly ownerDocument: Document;
  readonly parentElement: Element | null;
  readonly children: Iterable<Element>;
  readonly attributes: Iterable<Attribute>;
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  hasAttribute(name: string): boolean;
  toggleAttribute(name: string): boolean;
  matches(selector: string): boolean;
  closest(selector: string): Element | null;
  contains(other: Element): boolean;
}

/** A form. */
export interface Form extends Element {
  reset(): void;
}

/** An option of a list. */
export interface Option extends Element {
  readonly value: string;
  readonly disabled: boolean;
  selected: boolean;
}

/** A document. */
export interface Document extends Holder {
  readonly body: Element;
  readonly defaultView: TestWindow;
  getElementById(id: string): Element | null;
}

/** A class of elements. */
interface ElementClass {
  readonly prototype: object;
}

/** A window, as the client takes it and a test's hand uses it. */
export interface TestWindow extends EventTarget {
  readonly document: Document;
  readonly location: { readonly href: string; readonly pathname: string; readonly search: string };
  readonly Event: typeof Event;
  readonly InputEvent: typeof Event;
  readonly HTMLElement: ElementClass;
  readonly HTMLInputElement: ElementClass;
  readonly HTMLTextAreaElement: ElementClass;
  readonly HTMLSelectElement: ElementClass;
  readonly HTMLOptionElement: ElementClass;
  readonly HTMLButtonElement: ElementClass;
}
