/** A long job beside the handlers: a bar, a log, a stop, and it goes on where it failed. */

import { type AsyncResult, each, event, html, LiveView } from "@djust/live";

/** The pictures of an album that is moved to another place. */
const FILES = Array.from({ length: 24 }, (_, index) => `picture-${index + 1}.jpg`);

type State = "idle" | "running" | "stopped" | "failed" | "done";

const WORDS: Readonly<Record<State, string>> = {
  idle: "Nothing has been moved yet.",
  running: "Moving …",
  stopped: "Stopped.",
  failed: "The connection was lost.",
  done: "All pictures are moved.",
};

export class Progress extends LiveView {
  state: State = "idle";
  moved = 0;
  log: { id: number; text: string }[] = [];
  /** The connection is lost once, so that you see what happens then. */
  #hasFailed = false;

  mount() {
    this.pageTitle = "A long job";
  }

  @event
  begin() {
    if (this.state === "done") {
      this.moved = 0;
      this.log = [];
    }
    this.state = "running";
    this.startAsync("move", (signal) => this.move(signal));
  }

  @event
  stop() {
    this.cancelAsync("move");
    this.state = "stopped";
    this.note("Stopped by you.");
  }

  /** What a task came to; one that was cancelled says nothing. */
  handleInfo(message: AsyncResult) {
    if (message.ok) {
      this.state = "done";
      return;
    }
    this.state = "failed";
    this.note(`${(message.error as Error).message}.`);
  }

  render() {
    const { state, moved } = this;
    return html`
      <p class="state" role="status">${WORDS[state]}</p>
      <label class="bar-of">
        <span class="label">${moved} of ${FILES.length} pictures</span>
        <progress max=${FILES.length} value=${moved}></progress>
      </label>
      <div class="row">${state === "running"
        ? html`<button dj-click=${this.stop}>Stop</button>`
        : html`<button class="primary" dj-click=${this.begin}>${
          state === "idle" ? "Move the album" : state === "done" ? "Move it again" : "Go on"
        }</button>`}</div>
      <h2 id="log">What was done</h2>
      <ol class="log" dj-stream.scroll tabindex="0" role="log" aria-labelledby="log">${each(
        this.log,
        ({ id }) => id,
        ({ text }) => html`<li>${text}</li>`,
      )}</ol>
    `;
  }

  private async move(signal: AbortSignal) {
    while (this.moved < FILES.length) {
      const file = FILES[this.moved];
      await new Promise((resolve) => setTimeout(resolve, 150));
      signal.throwIfAborted();
      if (this.moved === 16 && !this.#hasFailed) {
        this.#hasFailed = true;
        throw new Error(`${file} could not be moved`);
      }
      this.moved++;
      this.note(`${file} is moved.`);
      await this.flush(); // sends now, no faster than the page reads
    }
  }

  private note(text: string) {
    this.log.push({ id: this.log.length, text });
  }
}
