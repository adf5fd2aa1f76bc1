/** A page that writes down what ran: for tests that lose lines and processes under it. */

import { each, event, html, LiveView } from "@djust/live";

/** One entry of the journal: the number that the visitor gave the event. */
export interface Entry {
  readonly n: number;
  readonly what: string;
}

/** What a journal holds. */
export interface Look {
  readonly entries: readonly Entry[];
  readonly rows: readonly Row[];
  readonly draft: string;
  readonly story: string;
}

interface Row {
  readonly id: number;
  text: string;
  hits: number;
}

/** A journal. Every way to send an event, and every kind of patch, is on it. */
export class Journal extends LiveView {
  entries: Entry[] = [];
  rows: Row[] = [1, 2, 3, 4].map((id) => ({ id, text: `row ${id}`, hits: 0 }));
  next = 5;
  draft = "";
  story = "";

  /** By name; its reply is the number. */
  @event
  note({ n }: { n: number }): number {
    this.#write(n, "note");
    return n;
  }

  /** Changes the list. */
  @event
  add({ n }: { n: number }): void {
    const id = this.next++;
    const row = { id, text: `row ${id}`, hits: 0 };
    // Anybody may send anything as a number.
    if (typeof n === "number" && n % 3 === 0) this.rows.unshift(row);
    else this.rows.push(row);
    this.#write(n, "add");
  }

  @event
  turn({ n }: { n: number }): void {
    this.rows.reverse();
    this.#write(n, "turn");
  }

  /** A text that grows. */
  @event
  tell({ n }: { n: number }): void {
    this.story += typeof n === "number" ? ` ${n}` : "";
    this.#write(n, "tell");
  }

  /** Pushes to the page, in the middle of a handler too. */
  @event
  async echo({ n }: { n: number }): Promise<{ echoed: number }> {
    this.pushEvent("echo", { n });
    await this.flush();
    this.#write(n, "echo");
    return { echoed: n };
  }

  @event
  fail({ n }: { n: number }): void {
    this.#write(n, "fail");
    throw new Error("on purpose");
  }

  @event
  write({ value }: { value?: unknown }): void {
    // Anybody may send anything.
    this.draft = typeof value === "string" ? value : "";
  }

  /** What the page must show. */
  @event
  look(): Look {
    const { entries, rows, draft, story } = this;
    return { entries, rows, draft, story };
  }

  render() {
    return html`
      <form
        dj-submit=${this.note}><input id="draft" name="draft" value=${this.draft} dj-input=${this
          .write} dj-debounce="0"></form>
      <button id="add" dj-click=${this.add}>add</button>
      <button id="turn" dj-click=${this.turn}>turn</button>
      <button id="tell" dj-click=${this.tell}>tell</button>
      <p id="story">Once${this.story}</p>
      <p id="draft-shown" class=${{ long: this.draft.length > 5 }}>${this.draft}</p>
      <ol>${each(
        this.rows,
        (row) => row.id,
        (row) =>
          html`<li id=${`row-${row.id}`}><b>${row.text}</b> <i>${row.hits}</i>
          <button class="hit" dj-click=${({ n }: { n: number }) => this.#hit(row, n)}>hit</button>
          <button class="drop" dj-click=${({ n }: { n: number }) =>
            this.#drop(row, n)}>drop</button></li>`,
      )}</ol>
      <output>${this.entries.length}</output>
    `;
  }

  #hit(row: Row, n: number): void {
    row.hits++;
    this.#write(n, `hit ${row.id}`);
  }

  #drop(row: Row, n: number): void {
    this.rows = this.rows.filter((other) => other !== row);
    this.#write(n, `drop ${row.id}`);
  }

  #write(n: number, what: string): void {
    this.entries.push({ n, what });
  }
}
