/** Views in a view: a filter, a list, and a total in the list. Each lives by itself; they talk by a topic. */

import { each, event, html, LiveView, type Mount, topic, view } from "@djust/live";
import { type Kind, KINDS, type Plant, PLANTS } from "./plants.ts";

/** What is looked for. */
export interface Filter {
  text: string;
  kind: Kind | "All";
}

/** One topic for each open page: what you choose is nobody else's. */
const filters = topic<Filter>("gallery:filter:");

/** What all three need to find each other. */
interface Params {
  page: string;
}

const matching = ({ text, kind }: Filter): Plant[] =>
  PLANTS.filter((plant) =>
    (kind === "All" || plant.kind === kind) &&
    plant.name.toLowerCase().includes(text.toLowerCase())
  );

/** Says what is looked for. */
export class PlantFilter extends LiveView<Params> {
  filter: Filter = { text: "", kind: "All" };

  @event
  choose({ text = "", kind = "All" }: Partial<Filter>) {
    this.filter = { text: text.trim(), kind };
    this.publish(filters(this.params.page), this.filter);
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
export class PlantList extends LiveView<Params> {
  filter: Filter = { text: "", kind: "All" };

  mount({ params }: Mount<Params>) {
    this.subscribe(filters(params.page), (filter) => this.filter = filter);
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
      <div class="total">${view(PlantTotal, { id: "total", params: this.params })}</div>
    `;
  }
}

/** A view in a view in a view: the same topic reaches it as well. */
export class PlantTotal extends LiveView<Params> {
  filter: Filter = { text: "", kind: "All" };
  shows: "price" | "number" = "number";

  mount({ params }: Mount<Params>) {
    this.subscribe(filters(params.page), (filter) => this.filter = filter);
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
  page: string = crypto.randomUUID();

  mount() {
    this.pageTitle = "Shared filter";
  }

  render() {
    const params = { page: this.page };
    return html`
      <div class="two">
        <section aria-label="Filter">${view(PlantFilter, { id: "filter", params })}</section>
        <section aria-label="Results">${view(PlantList, { id: "list", params })}</section>
      </div>
    `;
  }
}
