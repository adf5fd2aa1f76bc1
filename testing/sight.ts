/** What a test sees of a page, or of a part of it, by selectors. */

import type { Document, Element } from "./dom.ts";
import { Found } from "./found.ts";

/**
 * What a test sees: elements, their text and their HTML.
 *
 * @category Testing
 */
export abstract class PageSight {
  /**
   * Where selectors begin.
   *
   * @internal
   */
  protected abstract get root(): Element | Document;
  /**
   * What is shown where no selector is given.
   *
   * @internal
   */
  protected abstract get shown(): Element;

  /** The element a selector finds first; null when there is none. */
  find(selector: string): Found | null {
    const element = this.root.querySelector(selector);
    return element && new Found(element);
  }

  /** All elements a selector finds. */
  findAll(selector: string): Found[] {
    const all = [...this.root.querySelectorAll(selector)];
    return all.map((element) => new Found(element));
  }

  /** The text of an element, or of the view; of the whole page where it has none, as a 404. */
  text(selector?: string): string {
    return new Found(selector === undefined ? this.shown : this.element(selector)).text;
  }

  /** The HTML of an element, or the inner HTML of the view; of the page where it has none. */
  html(selector?: string): string {
    return selector === undefined ? this.shown.innerHTML : this.element(selector).outerHTML;
  }

  /**
   * The element a selector finds first. Throws where there is none.
   *
   * @internal
   */
  protected element(selector: string): Element {
    const element = this.root.querySelector(selector);
    if (element) return element;
    const around = "body" in this.root ? this.root.body : this.root;
    throw new Error(`Cannot find "${selector}" in the page: it shows ${around.innerHTML}`);
  }
}
