/** Pager of a list, as a field object: what an app may write with its public names alone. */

import { type FieldHost, type FieldObject, html, type Template, unboundField } from "@djust/live";

/** Which page of a list is shown, and the buttons that lead to others. */
export class Pager implements FieldObject {
  readonly #size: number;
  #page = 1;
  #bound: { readonly host: FieldHost; readonly name: string } | undefined;
  /** How often it was told that its view has ended. */
  ends = 0;

  /** Pages of so many items. */
  constructor(size: number) {
    this.#size = size;
  }

  bind(host: FieldHost, name: string): void {
    this.#bound = { host, name };
  }

  snapshot(): unknown {
    return { page: this.#page };
  }

  restore({ page }: { page: number }): void {
    if (!(page > 0)) throw new RangeError(`there is no page ${page}`);
    this.#page = page;
  }

  ended(): void {
    this.ends++;
  }

  /** The page that is shown. */
  get page(): number {
    if (!this.#bound) throw unboundField(this);
    return this.#page;
  }

  /** Turns to another page, also while no handler of the view runs. */
  turn(page: number): void {
    if (!this.#bound) throw unboundField(this);
    this.#page = page;
    this.#bound.host.changed();
  }

  /** The items of this page. */
  of<Item>(items: readonly Item[]): readonly Item[] {
    return items.slice((this.page - 1) * this.#size, this.page * this.#size);
  }

  /** Buttons to the neighbours. */
  links(): Template {
    const page = this.page;
    return html`<nav id=${this.#bound?.name}><button dj-click=${() => this.turn(page + 1)}>page ${
      page + 1
    }</button></nav>`;
  }
}
