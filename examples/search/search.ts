/** Debounced search: a slow server is asked once the typing rests, and never twice for the same. */

import { cache, debounce, each, html, LiveView, throttle } from "@djust/live";
import { type Plant, PLANTS } from "../filter/plants.ts";

/** What a search takes where there are more plants than these. */
const slowly = () => new Promise((resolve) => setTimeout(resolve, 400));

export class Search extends LiveView {
  query = "";
  found: readonly Plant[] = PLANTS;
  most = 20;
  /** Bound to controls by dj-model: no handler is written for them. */
  least: number | null = null;
  without = "";
  title = "";
  asked = 0;

  mount() {
    this.pageTitle = "Debounced search";
  }

  @debounce({ wait: 250, maxWait: 1_000 })
  @cache({ ttl: 30_000, keyParams: ["value"] })
  async search({ value }: { value: string }) {
    await slowly();
    const query = value.trim().toLowerCase();
    this.query = value.trim();
    this.found = PLANTS.filter(({ name, kind }) => `${name} ${kind}`.toLowerCase().includes(query));
    this.asked++;
  }

  @throttle({ interval: 150 })
  afford({ value }: { value: number }) {
    this.most = Number(value);
  }

  render() {
    const without = this.without.toLowerCase();
    const found = this.found.filter(({ name, price }) =>
      price <= this.most && price >= (this.least ?? 0) &&
      (without === "" || !name.toLowerCase().includes(without))
    );
    return html`
      <label class="search">
        <span class="label">A plant, or a kind of plant</span>
        <input type="search" name="query" autocomplete="off" maxlength="40"
          dj-target="#found" dj-input=${this.search}>
      </label>
      <label class="search">
        <span class="label">At most ${this.most} €</span>
        <input type="range" name="most" min="3" max="20" value=${this.most} dj-input=${this.afford}>
      </label>
      <details class="search">
        <summary>More</summary>
        <label><span class="label">At least, in €</span>
          <input type="number" min="0" max="20" dj-model.number.debounce-150="least"></label>
        <label><span class="label">Not with this in its name</span>
          <input autocomplete="off" maxlength="40" dj-model.trim.debounce="without"></label>
        <label><span class="label">A title for your list</span>
          <input autocomplete="off" maxlength="40" dj-model.lazy="title"></label>
      </details>
      <section id="found" class="found" dj-target dj-loading.class="asking">
        ${this.title ? html`<h2>${this.title}</h2>` : null}
        <p aria-live="polite">${found.length} ${this.query
          ? html`for “${this.query}”`
          : "plants"}</p>
        <ul>${each(
          found,
          ({ name }) => name,
          ({ name, kind, price }) =>
            html`<li><b>${name}</b> <span>${kind}</span> <span>${price} €</span></li>`,
        )}</ul>
      </section>
      <p class="hint">The server was asked <strong>${this.asked}</strong> ${this.asked === 1
        ? "time"
        : "times"}.
        What you searched for half a minute ago stands there at once, until it has answered anew.</p>
    `;
  }
}
