/** A board that members share: one extension says who may write, another writes down what was done. */

import { each, event, extension, html, LiveView, refuse, topic } from "@djust/live";

interface Note {
  id: string;
  text: string;
}

/** Where notes are published: every open page of the board gets them. */
const board = topic<Note>("board");

/** Who has not said a name may do nothing but that. */
const requireName = extension({
  name: "require name",
  event: ({ view, name }, next) => {
    if (name === "enter" || view.session.name) return next();
    view.putFlash("error", "Say your name first.");
    return refuse("denied");
  },
});

/** What was done, the latest first. It comes second, so it sees what was allowed. */
const audit = extension<LiveView & { done: string[] }>({
  name: "audit",
  event: ({ view, name = "a closure" }, next) => {
    view.done = [`${view.session.name ?? "Somebody"}: ${name}`, ...view.done].slice(0, 5);
    return next();
  },
});

export class Members extends LiveView {
  static use = [requireName, audit];
  notes: Note[] = [];
  done: string[] = [];

  mount() {
    this.pageTitle = "Members";
    this.subscribe(board(), (note) => this.notes.push(note));
  }

  @event
  enter({ name }: { name: string }) {
    this.redirect(this.url.pathname, { session: { name: name.trim().slice(0, 40) } });
  }

  @event
  write({ text }: { text: string }) {
    this.publish(board(), { id: crypto.randomUUID(), text: text.slice(0, 200) });
    this.clearFlash();
  }

  render() {
    const name = String(this.session.name ?? "");
    return html`
      ${name ? html`<p class="hint">You are ${name}.</p>` : html`
        <form class="row" dj-submit=${this.enter}>
          <label class="grow"><span class="label">Your name</span>
            <input name="name" required maxlength="40" autocomplete="nickname"></label>
          <button class="primary">Enter</button>
        </form>
      `}
      <form class="row" dj-submit=${this.write} dj-reset>
        <label class="grow"><span class="label">A note</span>
          <input name="text" required maxlength="200" autocomplete="off"></label>
        <button>Write</button>
      </form>
      <ul class="lines" aria-label="Notes">${each(
        this.notes,
        (note) => note.id,
        (note) => html`<li>${note.text}</li>`,
      )}</ul>
      <p class="label">What was done</p>
      <ol class="lines done">${this.done.map((line) => html`<li>${line}</li>`)}</ol>
    `;
  }
}
