/** A live log of 100,000 lines and more: the page has 400 of them, and the server keeps none. */

import { event, html, LiveView, transient } from "@djust/live";
import { StreamingMixin } from "@djust/live/streaming";

/** Lines that are there before anybody looks. */
const HISTORY = 100_000;
/** Lines that a page has at most, and lines that come at once at its beginning. */
const LIMIT = 400;
const EARLIER = 100;
/** How often new lines are looked for, in milliseconds. */
const TICK = 250;
const PACES = [2, 20, 100] as const;

interface Line {
  readonly id: number;
  readonly time: string;
  readonly level: "info" | "warn" | "error";
  readonly text: string;
}

const PATHS = ["/cart", "/search", "/login", "/orders", "/images", "/health"];
const START = Date.UTC(2026, 0, 1, 8);

/** The line of this number: always the same one, so that nobody has to keep it. */
function lineOf(id: number): Line {
  const at = (n: number): number => (id * (n * 31 + 17) + (id >> 3) * 7) % 97;
  const status = at(1) === 0 ? 500 : at(2) < 6 ? 404 : 200;
  const path = PATHS[at(3) % PATHS.length] ?? "/";
  return {
    id,
    time: new Date(START + id * 50).toISOString().slice(11, 23),
    level: status === 500 ? "error" : status === 404 ? "warn" : "info",
    text: `GET ${path}/${at(4) + 100} ${status} in ${at(5) + 3} ms`,
  };
}

const lines = (from: number, to: number): Line[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => lineOf(from + i));

const count = (n: number): string => n.toLocaleString("en");

export class LiveLog extends StreamingMixin(LiveView) {
  /** How many lines there are. What is counted here begins anew with the page's rows. */
  @transient
  total = HISTORY;
  /** The page has lines from this number to before that. */
  @transient
  first = 0;
  @transient
  last = 0;
  /** Whether the end is in sight, where new lines come. */
  @transient
  follows = false;
  @transient
  due = 0;
  isPaused = false;
  pace: number = PACES[1];

  mount() {
    this.pageTitle = "Live log";
    this.stream<Line>("lines", [], {
      limit: LIMIT,
      row: ({ time, level, text }) =>
        html`<li class=${level}><time>${time}</time> <b>${level}</b> <span>${text}</span></li>`,
    });
    this.#showEnd();
    this.every(TICK, () => this.#grow());
  }

  #showEnd() {
    this.last = this.total;
    this.first = Math.max(0, this.total - LIMIT / 2);
    this.streamReset("lines", lines(this.first, this.last));
  }

  #grow() {
    if (this.isPaused) return;
    this.due += this.pace * TICK / 1_000;
    const more = Math.floor(this.due);
    this.due -= more;
    this.total += more;
    if (this.follows) this.#append();
  }

  #append() {
    for (const line of lines(this.last, this.total)) this.streamInsert("lines", line);
    this.last = this.total;
    this.first = Math.max(this.first, this.last - LIMIT);
  }

  /** The end of the list came into sight. */
  @event
  arrive() {
    this.follows = true;
    if (this.total - this.last > LIMIT / 2) this.#showEnd();
    else this.#append();
  }

  /** It left: who reads something is not disturbed. */
  @event
  leave() {
    this.follows = false;
  }

  @event
  earlier() {
    const from = Math.max(0, this.first - EARLIER);
    for (const line of lines(from, this.first).reverse()) {
      this.streamInsert("lines", line, { at: "prepend" });
    }
    this.first = from;
    this.last = Math.min(this.last, this.first + LIMIT);
  }

  @event
  jump() {
    this.#showEnd();
  }

  @event
  pause() {
    this.isPaused = !this.isPaused;
  }

  @event
  setPace({ pace }: { pace: string }) {
    this.pace = PACES.find((one) => one === Number(pace)) ?? PACES[1];
  }

  render() {
    const unseen = this.total - this.last;
    return html`
      <form class="row log-bar" dj-change=${this.setPace}>
        <p class="sum"><strong>${count(this.total)}</strong> lines</p>
        <label>Pace <select name="pace">${PACES.map((pace) =>
          html`<option value=${pace} selected=${pace === this.pace}>${pace} a second</option>`
        )}</select></label>
        <button type="button" dj-click=${this.pause} aria-pressed=${this.isPaused}>${this.isPaused
          ? "Go on"
          : "Pause"}</button>
      </form>
      <div class="log">
        <ol dj-stream.scroll=${this.streams.lines} dj-viewport-top=${this.earlier} tabindex="0"
          role="log" aria-label="Requests" aria-live=${this.follows && this.pace <= 2
            ? "polite"
            : "off"}><li class="end" aria-hidden="true" dj-viewport=${this
            .arrive} dj-viewport.leave=${this.leave}></li></ol>
        ${unseen > 0 && !this.follows
          ? html`
            <button class="primary new"
              dj-click=${this.jump}>${count(unseen)} new <span aria-hidden="true">↓</span></button>
          `
          : null}
      </div>
    `;
  }
}
