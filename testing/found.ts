/** An element of a test page, read without the types of a DOM. */

/** What is used of an element. */
interface ElementLike {
  readonly textContent: string | null;
  readonly outerHTML: string;
  readonly localName: string;
  getAttribute(name: string): string | null;
}

/**
 * An element as it stands in the page now.
 *
 * @category Testing
 */
export class Found {
  readonly #element: ElementLike;

  /** Reads this element. */
  constructor(element: ElementLike) {
    this.#element = element;
  }

  /** The name of its tag. */
  get tag(): string {
    return this.#element.localName;
  }

  /** Its text, white space as a browser would show it. */
  get text(): string {
    return (this.#element.textContent ?? "").replace(/\s+/g, " ").trim();
  }

  /** Its HTML. */
  get html(): string {
    return this.#element.outerHTML;
  }

  /** What stands in a control. */
  get value(): string {
    return (this.#element as ElementLike & { value?: string }).value ?? "";
  }

  /** Whether a checkbox or a radio is checked. */
  get checked(): boolean {
    return (this.#element as ElementLike & { checked?: boolean }).checked === true;
  }

  /** An attribute; null when it is not there. */
  attribute(name: string): string | null {
    return this.#element.getAttribute(name);
  }
}
