/** Moments of a page: what comes into sight, what time it is, what is copied, and how the line is. */

import { each, event, html, LiveView } from "@djust/live";

const PAGE = 20;

export class Moments extends LiveView {
  /** Of a story without end, the part that was asked for. */
  first = 0;
  last = PAGE;
  seen = false;
  ticks = 0;
  turns = 0;
  hints = "Press ? for the keys.";
  chosen = 0;
  arrived: string[] = [];

  mount() {
    this.pageTitle = "Moments";
  }

  @event
  older() {
    this.first -= PAGE;
  }

  @event
  newer() {
    this.last += PAGE;
  }

  @event
  tick() {
    this.ticks++;
  }

  @event
  help() {
    this.hints = "? shows this, / goes to the field, mod+j turns the page";
  }

  render() {
    const lines = Array.from({ length: this.last - this.first }, (_, i) => this.first + i);
    return html`
      <p class="line" dj-cloak>
        <span dj-connected>● The line is up</span>
        <span dj-disconnected>○ The line is away: what you do is kept</span>
      </p>
      <div class="row" dj-shortcut="?:help">
        <label class="grow">Go to it with /
          <input id="shared" value="https://example.org/story" dj-shortcut="/"></label>
        <button dj-copy="#shared" dj-copy-feedback="Copied">Copy</button>
        <button dj-shortcut.mod.j=${() => this.turns++}
          dj-click=${() => this.turns++}>Turn</button>
      </div>
      <p class="hint" role="status">${this.hints}</p>
      <div class="row">
        <output dj-poll="5s:tick">${this.ticks} times five seconds</output>
        <output dj-poll.every.2s=${() => this.turns++} dj-replace><b class="turned">${this
          .turns}</b></output>
      </div>
      ${this.#story(lines)} ${this.#platform()}
    `;
  }

  #story(lines: number[]) {
    return html`
      <h2>A story without end</h2>
      <ol class="story" tabindex="0" aria-label="Lines of the story"
        dj-viewport-top=${this.older} dj-viewport-bottom=${this.newer}>
        ${each(
          lines,
          (line) => line,
          (line) =>
            html`<li dj-scroll-into-view=${
              line === this.chosen ? "nearest" : null
            }>Line ${line}</li>`,
        )}
      </ol>
      <div class="row">
        <button dj-click=${() => this.chosen = 10}>Go to line 10</button>
        <button dj-click=${() => this.chosen = 0}>Go to line 0</button>
      </div>
    `;
  }

  #platform() {
    const { arrived, seen } = this;
    return html`
      <h2>What browsers do by themselves</h2>
      <div class="row">
        <button popovertarget="news">Menu</button>
        <button commandfor="ask" command="show-modal">Dialog</button>
      </div>
      <div id="news" popover class="sheet">It is open, and counts on: ${this.ticks}</div>
      <dialog id="ask" aria-label="A dialog">
        <p>${this.ticks} times five seconds</p>
        <button commandfor="ask" command="close">Close</button>
      </dialog>
      <details dj-ignore-attrs="open">
        <summary>Stays as you left it: ${this.ticks}</summary>
        <p dj-mounted=${() => arrived.push("here")}>Told when it came: ${arrived.length}</p>
      </details>
      <p class="end" dj-viewport=${() => this.seen = true} dj-viewport.leave=${() =>
        this.seen = false}>
        ${seen ? "You see the end." : "Nobody looks."}
      </p>
    `;
  }
}
