/** What a page shows while the server takes its time: asked first, locked, busy, and never left so. */

import { each, event, html, LiveView } from "@djust/live";

/** How long the server takes for everything here. */
const SLOW = 900;

const BOOKS = [
  ...["Anna Karenina", "Beloved", "Bleak House", "Candide", "Dubliners", "Emma", "Faust"],
  ...["Invisible Man", "Jane Eyre", "Kim", "Middlemarch", "Moby-Dick", "Persuasion", "Ulysses"],
];

const slowly = (): Promise<void> => new Promise((done) => setTimeout(done, SLOW));

export class Feedback extends LiveView {
  books = BOOKS.slice(0, 4);
  title = "A quiet library";
  saved = 0;
  found: string[] = [];
  term = "";
  tickets = 0;

  mount() {
    this.pageTitle = "Feedback";
  }

  @event
  async remove({ book }: { book: string }) {
    await slowly();
    this.books = this.books.filter((one) => one !== book);
    this.putFlash("info", `“${book}” is gone.`, { ms: 4_000 });
  }

  @event
  async save({ title }: { title: string }) {
    await slowly();
    if (title.trim() === "") throw new Error("A library without a name");
    this.title = title.trim();
    this.saved++;
  }

  @event
  async draw() {
    await slowly();
    this.tickets++;
  }

  @event
  async search({ value }: { value: string }) {
    await slowly();
    this.term = value.trim();
    const term = this.term.toLowerCase();
    this.found = term ? BOOKS.filter((book) => book.toLowerCase().includes(term)) : [];
  }

  render() {
    return html`
      <section class="part">
        <h2>Save</h2>
        <form class="row" dj-submit=${this.save} dj-lock>
          <label class="grow">
            <span class="label">Name of the library; an empty one is refused</span>
            <input name="title" value=${this.title} autocomplete="off" maxlength="80">
          </label>
          <button class="primary" dj-disable-with="Saving…">Save</button>
        </form>
        <p class="hint saved" aria-live="polite">${this.title}, saved: ${this.saved}</p>
      </section>

      <section class="part">
        <h2>Delete</h2>
        <ul class="books">
          ${each(this.books, (book) => book, (book) =>
            html`
              <li>
                <span>${book}</span>
                <button type="button" dj-click=${this.remove} dj-value-book=${book}
                  dj-confirm="Delete “${book}”?"
                  dj-loading.disable dj-loading.text="Deleting…">Delete</button>
              </li>
            `)}
        </ul>
        <p class="hint" dj-loading.hide dj-loading.for="remove" aria-live="polite">
          ${this.books.length} books are here
        </p>
        <p class="hint" dj-loading.show dj-loading.for="remove">A book is being taken away…</p>
      </section>

      <section class="part">
        <h2>One at a time</h2>
        <button type="button" dj-click=${this.draw} dj-lock dj-loading.class="drawing">
          Draw a ticket
        </button>
        <p class="hint" aria-live="polite">${this.tickets} drawn, however fast you click</p>
      </section>

      <section class="part" id="search" dj-target>
        <h2>Search</h2>
        <label class="label" for="term">A part of a title</label>
        <div class="row">
          <input id="term" class="grow" type="search" autocomplete="off" dj-input=${this.search}>
          <span class="spinner" dj-loading.show dj-loading.delay="150">
            <span class="unseen">Searching</span>
          </span>
        </div>
        <ul class="found" dj-loading.class="stale">
          ${each(this.found, (book) => book, (book) => html`<li>${book}</li>`)}
        </ul>
        <p class="hint" dj-loading.remove>${this.term === ""
          ? "Its spinner turns for this part of the page alone"
          : `${this.found.length} found for “${this.term}”`}</p>
      </section>
    `;
  }
}
