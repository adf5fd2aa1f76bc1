/** Events and their modifiers: keys, pointers, paces, and who hears what. */

import { html, type KeyParams, LiveView, type PointerParams } from "@djust/live";

interface Line {
  id: number;
  text: string;
}

export class Events extends LiveView {
  lines: Line[] = [];
  place = "nowhere yet";
  found = "";
  note = "";
  code = "";
  amount = 0;
  isOpen = false;
  #next = 1;

  mount() {
    this.pageTitle = "Events";
  }

  say(text: string) {
    this.lines = [{ id: this.#next++, text }, ...this.lines].slice(0, 6);
  }

  render() {
    return html`
      <ol class="told" aria-live="polite" aria-label="What was heard">
        ${this.lines.map(({ id, text }) => html`<li dj-key=${id}>${text}</li>`)}
      </ol>
      ${this.#keys()} ${this.#pointer()} ${this.#paces()} ${this.#around()}
    `;
  }

  #keys() {
    return html`
      <section class="group">
        <h2>Keys</h2>
        <label for="keys" class="label">Enter, Escape, Ctrl or ⌘ with S, Alt+↑, Shift+Enter</label>
        <input id="keys" autocomplete="off"
          dj-keydown.enter=${({ value }: KeyParams) => this.say(`Enter on “${value}”`)}
          dj-keydown.escape=${() => this.say("Escape")}
          dj-keydown.ctrl.s.prevent=${() => this.say("Control and S")}
          dj-keydown.meta.s.prevent=${() => this.say("Command and S")}
          dj-keydown.alt.arrowup=${() => this.say("Alt and ↑")}
          dj-keydown.shift.enter=${() => this.say("with Shift")}>
      </section>
    `;
  }

  #pointer() {
    return html`
      <section class="group">
        <h2>Pointer</h2>
        <div class="pad" dj-throttle="80"
          dj-pointermove=${({ x, y }: PointerParams) => this.place = `${x}, ${y}`}
          dj-wheel.passive=${() => this.say("The wheel turned, and scrolled all the same")}>
          ${this.place}
        </div>
        <div class="row">
          <button dj-click=${this.add} dj-value-amount:int="1">+1</button>
          <button dj-click=${this.add} dj-value-amount:int="10">+10</button>
          <output>${this.amount}</output>
          <button dj-click.once=${() => this.say("This is heard once")}>Only once</button>
        </div>
      </section>
    `;
  }

  add = ({ amount }: { amount: number }) => {
    this.amount += amount;
  };

  #paces() {
    return html`
      <section class="group stack">
        <h2>Paces</h2>
        <label>Heard 150 ms after the last key: ${this.found}
          <input autocomplete="off" dj-debounce="150"
            dj-input=${({ value }: { value: string }) => this.found = value}></label>
        <label>Heard when it is left: ${this.note}
          <input autocomplete="off" dj-debounce="blur"
            dj-input=${({ value }: { value: string }) => this.note = value}></label>
        <label>Letters only, and large: the view has the last word
          <input autocomplete="off" dj-debounce="0" dj-force-value value=${this.code}
            dj-input=${({ value }: { value: string }) =>
              this.code = value.toUpperCase().replace(/[^A-Z]/g, "")}></label>
      </section>
    `;
  }

  #around() {
    return html`
      <section class="group" dj-click.capture=${() => this.say("On the way in")}>
        <h2>Around</h2>
        <div class="pad" dj-click.self=${() => this.say("The frame itself")}>
          <button dj-click.stop=${() =>
            this.say("The button, and nothing around it")}>Inside</button>
        </div>
        <div class="menu-holder" dj-click.outside=${() => this.isOpen = false}
          dj-keydown.escape.window=${() => this.isOpen = false}
          dj-selectionchange.document=${() => this.say("Something was selected")}
          dj-debounce="200">
          <button dj-click=${() => this.isOpen = !this.isOpen} dj-debounce="0"
            aria-expanded=${this.isOpen ? "true" : "false"}>Open until a click elsewhere</button>
          ${this.isOpen ? html`<p class="hint">Escape closes it, too.</p>` : null}
        </div>
      </section>
    `;
  }
}
