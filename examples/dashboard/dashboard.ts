/** A dashboard: the page is there at once, its slow panels arrive later, and one fails at first. */

import { type AsyncValue, each, event, html, LiveView } from "@djust/live";

interface Figure {
  name: string;
  value: string;
  change: string;
}

interface Month {
  name: string;
  sold: number;
}

interface Supplier {
  name: string;
  days: number;
}

const FIGURES: readonly Figure[] = [
  { name: "Orders today", value: "214", change: "12 more than yesterday" },
  { name: "Sold this month", value: "18,430 €", change: "4 % more than last year" },
  { name: "Returns", value: "1.9 %", change: "0.3 % fewer than last month" },
];

const SOLD = [9_200, 8_700, 11_400, 15_900, 19_800, 21_300, 17_600, 14_100, 12_800, 11_900];
const MONTHS: readonly Month[] = SOLD.map((sold, month) => ({
  name: new Date(2026, month).toLocaleString("en", { month: "short" }),
  sold,
}));
const MOST = Math.max(...SOLD);

const SUPPLIERS: readonly Supplier[] = [
  { name: "Fern & Sons", days: 2 },
  { name: "Nordic Pots", days: 5 },
  { name: "The Peat Company", days: 9 },
];

/** What a service of the shop's says, after so long; nobody waits for it once the signal is aborted. */
async function say<Value>(value: Value, ms: number, signal: AbortSignal): Promise<Value> {
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    }, { once: true });
  });
  return value;
}

export class Dashboard extends LiveView {
  figures?: AsyncValue<readonly Figure[]>;
  sales?: AsyncValue<readonly Month[]>;
  suppliers?: AsyncValue<readonly Supplier[]>;
  #asked = 0;

  mount() {
    this.pageTitle = "Dashboard";
    // A page without its figures would make no sense: the first paint waits for them.
    this.assignAsync("figures", (signal) => say(FIGURES, 40, signal), { await: true });
    this.loadSales();
    this.loadSuppliers();
  }

  @event
  loadSales() {
    this.assignAsync("sales", (signal) => say(MONTHS, 2_000, signal), {
      timeout: 5_000,
      late: true, // where no script runs, the answer stays open for it
    });
  }

  @event
  loadSuppliers() {
    this.assignAsync("suppliers", async (signal) => {
      await say(undefined, 600, signal);
      // It is down for the first two times that it is asked.
      if (this.#asked++ < 2) throw new Error("The suppliers' server does not answer");
      return SUPPLIERS;
    }, { retry: 1, late: true });
  }

  @event
  stop({ panel }: { panel: "sales" | "suppliers" }) {
    this.cancelAsync(panel);
  }

  render() {
    return html`
      <dl class="figures">${this.figures?.result?.map(({ name, value, change }) =>
        html`
          <div>
            <dt>${name}</dt>
            <dd>${value}</dd>
            <dd class="hint">${change}</dd>
          </div>
        `
      )}</dl>

      <section class="panel sales" aria-labelledby="sales" aria-busy=${this.busy("sales")}>
        <header>
          <h2 id="sales">Sold, by month</h2>
          ${this.control("sales", this.loadSales)}
        </header>
        ${this.sales?.ok
          ? html`<ol class="bars">${
            each(this.sales.result, ({ name }) => name, ({ name, sold }) =>
              html`
                <li>
                  <span>${name}</span>
                  <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                    <rect width=${100 * sold / MOST} height="10"></rect>
                  </svg>
                  <b>${sold.toLocaleString("en")} €</b>
                </li>
              `)
          }</ol>`
          : this.instead("sales", "The sales of ten months are being added up …")}
      </section>

      <section class="panel" aria-labelledby="suppliers" aria-busy=${this.busy("suppliers")}>
        <header>
          <h2 id="suppliers">Suppliers</h2>
          ${this.control("suppliers", this.loadSuppliers)}
        </header>
        ${this.suppliers?.ok
          ? html`<ul class="suppliers">${
            each(this.suppliers.result, ({ name }) =>
              name, ({ name, days }) =>
              html`<li><b>${name}</b> <span>${days} days</span></li>`)
          }</ul>`
          : this.instead("suppliers", "The suppliers are being asked …")}
      </section>
    `;
  }

  private busy(panel: "sales" | "suppliers") {
    return this[panel]?.loading ? "true" : "false";
  }

  /** One button: it stops what runs, and loads again what has ended. */
  private control(panel: "sales" | "suppliers", load: () => void) {
    return this[panel]?.loading
      ? html`<button dj-click=${this.stop} dj-value-panel=${panel}>Stop</button>`
      : html`<button dj-click=${load}>${this[panel]?.failed ? "Try again" : "Load again"}</button>`;
  }

  /** What stands where there is nothing to show yet: as high as what will. */
  private instead(panel: "sales" | "suppliers", words: string) {
    const value = this[panel];
    if (value?.loading) return html`<p class="bones" role="status">${words}</p>`;
    if (value?.failed) {
      return html`<p class="bones failed" role="alert">${(value.error as Error).message}.</p>`;
    }
    return html`<p class="bones still" role="status">Stopped.</p>`;
  }
}
