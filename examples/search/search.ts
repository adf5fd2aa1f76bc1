/** Debounced search: a slow server is asked once the typing rests, and never twice for the same. */

import { cache, debounce, each, html, LiveView, throttle } from "@djust/live";
import { type Plant, PLANTS } from "../filter/plants.ts";

/** What a search takes where there are more plants than these. */
const slowly = () => new Promise((resolve) => setTimeout(resolve, 400));

export class Search extends LiveView {
  query = "";
  found: readonly Plant[] = PLANTS;
  most = 20;
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
    const found = this.found.filter(({ price }) => price <= this.most);
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
      <section id="found" class="found" dj-target dj-loading.class="asking">
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
