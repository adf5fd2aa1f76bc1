/** A page whose script never runs: forms and links lead to other pages, as browsers do it by themselves. */

import { documentOf, type Leaving, openWindow } from "./browser.ts";
import type { Control } from "./controls.ts";
import type { Document, Element, TestWindow } from "./dom.ts";
import { type FormValue, Hand } from "./hand.ts";
import { PageSight } from "./sight.ts";
import { ORIGIN, type TestSite, type Visitor } from "./site.ts";

/** As many redirects as a browser follows. */
const MOST_REDIRECTS = 20;

/** Opens a path, and follows where it leads. */
export async function openPlain(
  site: TestSite,
  path: string,
  visitor: Visitor,
): Promise<PlainPage> {
  const page = new PlainPage(site, visitor);
  await PlainPage.open(page, path);
  return page;
}

/**
 * A page of a test in which no script runs. What is clicked or submitted loads the next page, and
 * resolves when that is there.
 *
 * @example
 * ```ts
 * import { event, html, LiveView } from "@djust/live";
 * import { visit } from "@djust/live/testing";
 * import assert from "node:assert/strict";
 *
 * class Guestbook extends LiveView {
 *   static names: string[] = [];
 *   @event
 *   sign({ name }: { name: string }) {
 *     Guestbook.names.push(name);
 *   }
 *   render() {
 *     return html`<form dj-submit=${this.sign}><input name="name"><button>Sign</button></form>
 *       <p>${Guestbook.names.join(", ")}</p>`;
 *   }
 * }
 *
 * const page = await (await visit(Guestbook)).withoutScript();
 * await page.submit("form", { name: "Ada" });
 * assert.equal(page.text("p"), "Ada");
 * ```
 *
 * @category Testing
 */
export class PlainPage extends PageSight {
  readonly #site: TestSite;
  readonly #visitor: Visitor;
  #window: TestWindow | undefined;
  #status = 0;
  #path = "";
  #asked: Leaving | undefined;

  /** A page of this visitor; it shows nothing yet. */
  constructor(site: TestSite, visitor: Visitor) {
    super();
    this.#site = site;
    this.#visitor = visitor;
  }

  /** Loads a path into a page. */
  static async open(page: PlainPage, path: string): Promise<void> {
    await page.#show(await page.#site.get(path, page.#visitor), path);
  }

  /** The status with which it was answered. */
  get status(): number {
    return this.#status;
  }

  /** Path and query of its URL. */
  get path(): string {
    return this.#path;
  }

  /** Clicks an element: a button sends its form, a link leads away. */
  async click(selector: string): Promise<void> {
    this.#hand(`click "${selector}"`).click(this.element(selector));
    await this.#follow();
  }

  /** Types into a control, or chooses an option by its value. */
  type(selector: string, text: string): void {
    const control = this.element(selector) as Control;
    const hand = this.#hand(`type into "${selector}"`);
    if (control.localName === "select") hand.choose(control, [text]);
    else hand.write(control, text);
  }

  /** Fills in a form by the names of its controls, and submits it by its first submit button. */
  async submit(
    selector: string,
    values: Readonly<Record<string, FormValue>> = {},
  ): Promise<void> {
    const form = this.element(selector);
    const hand = this.#hand(`submit "${selector}"`);
    for (const [name, value] of Object.entries(values)) hand.fill(form, name, value);
    hand.submit(form);
    await this.#follow();
  }

  async #follow(): Promise<void> {
    const asked = this.#asked;
    this.#asked = undefined;
    if (!asked) return;
    const to = new URL(asked.to, ORIGIN + this.#path);
    const path = to.pathname + to.search;
    const response = asked.type === "post"
      ? await this.#site.post(path, asked.fields ?? [], this.#visitor)
      : await this.#site.get(path, this.#visitor);
    await this.#show(response, path);
  }

  async #show(response: Response, path: string, left = MOST_REDIRECTS): Promise<void> {
    const to = response.headers.get("location");
    if (to !== null && left > 0 && response.status >= 300 && response.status < 400) {
      await response.body?.cancel();
      const { pathname, search } = new URL(to, ORIGIN + path);
      const next = pathname + search;
      return await this.#show(await this.#site.get(next, this.#visitor), next, left - 1);
    }
    this.#status = response.status;
    this.#path = path;
    this.#window = openWindow(
      await documentOf(response),
      ORIGIN + path,
      (navigation) => void (this.#asked = navigation),
      // Nobody asks where no script runs.
      () => true,
    );
  }

  /**
   * All of it.
   *
   * @internal
   */
  protected override get root(): Document {
    if (this.#window) return this.#window.document;
    throw new Error(`Cannot look into a page that is not open yet`);
  }

  /**
   * Its view.
   *
   * @internal
   */
  protected override get shown(): Element {
    return this.root.querySelector("[data-djust]") ?? this.root.body;
  }

  #hand(act: string): Hand {
    return new Hand({
      window: this.#window as TestWindow,
      act,
      leave: (navigation) => void (this.#asked = navigation),
    });
  }
}
