/** A counter: state is a field, a handler changes it, the page follows. */

import { event, html, LiveView } from "@djust/live";

export class Counter extends LiveView {
  count = 0;

  @event
  increment() {
    this.count++;
  }

  mount() {
    this.pageTitle = "Counter";
  }

  render() {
    return html`
      <div class="counter">
        <button type="button" class="step" aria-label="One less" dj-click=${() =>
          this.count--}>−</button>
        <output class="count" aria-live="polite">${this.count}</output>
        <button type="button" class="step" aria-label="One more" dj-click=${this
          .increment}>+</button>
      </div>
      <p class="hint">${this.count === 0
        ? "Press a button."
        : this.count > 0
        ? "Above zero."
        : "Below zero."}</p>
      <button type="button" class="quiet" aria-disabled=${this.count === 0} dj-click=${() =>
        this.count = 0}>
        Reset
      </button>
    `;
  }
}
