/** Views in a view: a filter, a list, and a total in the list. Each lives by itself; they share params. */

import { clientState, each, event, html, LiveView, view } from "@djust/live";
import { type Kind, KINDS, type Plant, PLANTS } from "./plants.ts";

/** What is looked for. */
export interface Filter {
  text: string;
  kind: Kind | "All";
}

const matching = ({ text, kind }: Filter): Plant[] =>
  PLANTS.filter((plant) =>
    (kind === "All" || plant.kind === kind) &&
    plant.name.toLowerCase().includes(text.trim().toLowerCase())
  );

/** Says what is looked for. */
export class PlantFilter extends LiveView {
  filter: Filter = { text: "", kind: "All" };

  /** The page tells every handler that names one of these: what you choose is nobody else's. */
  @clientState("text", "kind")
  choose({ text = "", kind = "All" }: Partial<Filter>) {
    this.filter = { text: text.trim(), kind };
  }

  render() {
    return html`
      <form class="choice" dj-input=${this.choose} dj-submit=${this.choose}>
        <label>Name
          <input type="search" name="text" value=${this.filter.text} autocomplete="off">
        </label>
        <fieldset>
          <legend>Kind</legend>
          ${["All", ...KINDS].map((kind) =>
            html`
              <label class="kind">
                <input type="radio" name="kind" value=${kind} checked=${kind === this.filter.kind}>
                <span>${kind}</span>
              </label>
            `
          )}
        </fieldset>
      </form>
    `;
  }
}

/** Shows what fits, and knows nothing of who asked. */
export class PlantList extends LiveView {
  filter: Filter = { text: "", kind: "All" };

  @clientState("text", "kind")
  narrow(changed: Partial<Filter>) {
    this.filter = { ...this.filter, ...changed };
  }

  render() {
    const plants = matching(this.filter);
    return html`
      <ul class="plants" aria-label="Plants">${each(
        plants,
        ({ name }) => name,
        ({ name, kind, light, price }) =>
          html`<li><b>${name}</b> <span>${kind}, ${light}</span> <output>${price} €</output></li>`,
      )}</ul>
      ${plants.length === 0 ? html`<p class="hint">Nothing of that name grows here.</p>` : null}
      <div class="total">${view(PlantTotal, { id: "total" })}</div>
    `;
  }
}

/** A view in a view in a view: what is shared reaches it as well. */
export class PlantTotal extends LiveView {
  filter: Filter = { text: "", kind: "All" };
  shows: "price" | "number" = "number";

  @clientState("text", "kind")
  narrow(changed: Partial<Filter>) {
    this.filter = { ...this.filter, ...changed };
  }

  @event
  turn() {
    this.shows = this.shows === "number" ? "price" : "number";
  }

  render() {
    const plants = matching(this.filter);
    const sum = plants.reduce((sum, { price }) => sum + price, 0);
    return html`
      <p role="status">${this.shows === "number"
        ? `${plants.length} of ${PLANTS.length} plants`
        : `${sum} € for one of each`}</p>
      <button class="quiet" dj-click=${this.turn}>
        Show ${this.shows === "number" ? "the price" : "how many"}
      </button>
    `;
  }
}

/** The page: it places the others, each an element with `dj-view`, and never renders again. */
export class SharedFilter extends LiveView {
  mount() {
    this.pageTitle = "Shared filter";
  }

  render() {
    return html`
      <div class="two">
        <section aria-label="Filter">${view(PlantFilter, { id: "filter" })}</section>
        <section aria-label="Results">${view(PlantList, { id: "list" })}</section>
      </div>
    `;
  }
}
