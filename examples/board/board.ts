/** A team's board: a login, cards that are kept, who is here, and a card that one at a time may edit. */

import { each, event, extension, html, LiveView, topic, transient } from "@djust/live";
import { meta, type Presence, PresenceMixin } from "@djust/live/presence";
import { type Card, Cards, type Column, COLUMNS } from "./cards.ts";

type Who = { name: string };

/** Told to every open board, in every process: the cards are others now. */
const changed = topic<null>("board");

const cards = new Cards(Deno.env.get("CLUSTER_STORE") ?? ":memory:");

/** Only who has said a name comes in; the others are asked for it first. */
const requireName = extension({
  name: "require name",
  mount: (view) => view.session.name ? undefined : view.redirect("/board/enter"),
});

export class EnterBoard extends LiveView {
  mount() {
    this.pageTitle = "Enter";
  }

  @event
  enter({ name }: { name: string }) {
    this.redirect("/board", { session: { name: name.trim().slice(0, 30) || "Somebody" } });
  }

  render() {
    return html`
      <form class="row" dj-submit=${this.enter}>
        <label class="grow"><span class="label">Who are you?</span>
          <input name="name" required maxlength="30" autocomplete="nickname"></label>
        <button class="primary">Enter</button>
      </form>
    `;
  }
}

export class Board extends PresenceMixin(LiveView, { meta: meta<Who>() }) {
  static use = [requireName];
  presenceKey = "board";
  @transient
  cards: readonly Card[] = [];
  /** The card that is edited here, and under which lock. */
  @transient
  editing: { id: string; token: number } | undefined;
  dragged = "";

  async mount() {
    this.pageTitle = "Team board";
    this.trackPresence({ name: String(this.session.name) });
    this.subscribe(changed(), () => this.load());
    await this.load();
  }

  async load() {
    this.cards = await cards.all();
  }

  @event
  async add({ title, column }: { title: string; column: string }) {
    const text = title.trim().slice(0, 120);
    if (!text || !isColumn(column)) return;
    if (!await cards.add(text, column)) this.putFlash("error", "The board is full.");
    this.publish(changed(), null);
  }

  async edit({ id }: Card) {
    await this.stop();
    const lock = await this.lock(`card:${id}`);
    if (!lock.ok) {
      return this.putFlash("info", `${this.nameOf(lock.heldBy)} edits this card.`, { ms: 4_000 });
    }
    this.editing = { id, token: lock.token };
    this.setLocation({ part: `card:${id}` });
    this.pushEvent("focus", { on: "[name=edited]" });
  }

  @event
  async save({ edited }: { edited: string }) {
    const { editing } = this;
    if (!editing) return;
    const title = edited.trim().slice(0, 120);
    if (title && !await cards.change(editing.id, { title, token: editing.token })) {
      this.putFlash("error", "Somebody else has changed this card meanwhile.");
    }
    await this.stop();
    this.publish(changed(), null);
  }

  @event
  async stop() {
    const { editing } = this;
    if (!editing) return;
    this.editing = undefined;
    this.setLocation();
    await this.unlock(`card:${editing.id}`);
    this.pushEvent("focus", { on: `#card-${editing.id} .title` });
  }

  onLockLost() {
    this.editing = undefined;
    this.putFlash("error", "The card is no longer yours: the store was away for too long.");
  }

  async move({ id }: Card, column: Column | undefined) {
    if (!column) return;
    await cards.change(id, { column, rank: Date.now() });
    this.publish(changed(), null);
    this.pushEvent("focus", { on: `#card-${id} .title` });
  }

  async drop(column: Column) {
    const card = this.cards.find(({ id }) => id === this.dragged);
    this.dragged = "";
    if (card && card.column !== column) await this.move(card, column);
  }

  async remove({ id }: Card) {
    await cards.remove(id);
    this.publish(changed(), null);
  }

  nameOf(id: string): string {
    return this.listPresences().find((person) => person.id === id)?.meta.name ?? "Somebody";
  }

  render() {
    return html`
      <ul class="avatars" aria-label="Here now">${each(
        this.listPresences(),
        ({ id }) => id,
        (person) => avatar(person),
      )}</ul>
      <div class="board">${COLUMNS.map((column) => this.column(column))}</div>
      <form class="row" dj-submit=${this.add} dj-reset>
        <label class="grow"><span class="label">A new card</span>
          <input name="title" required maxlength="120" autocomplete="off"></label>
        <input type="hidden" name="column" value="Ideas">
        <button class="primary">Add</button>
      </form>
    `;
  }

  column(column: Column) {
    const here = this.cards.filter((card) => card.column === column);
    return html`
      <section class="column" aria-label=${column} dj-dragover.prevent
        dj-drop.prevent=${() => this.drop(column)}>
        <h2>${column} <span class="count">${here.length}</span></h2>
        <ul>${each(here, ({ id }) => id, (card) =>
          html`
            <li id="card-${card.id}" class="card" draggable="true"
              dj-dragstart=${() => void (this.dragged = card.id)}>${this.editing?.id === card.id
                ? this.editor(card)
                : this.card(card)}</li>
          `)}</ul>
      </section>
    `;
  }

  editor({ title }: Card) {
    return html`
      <form class="edit" dj-submit=${this.save}>
        <input name="edited" aria-label="Title" value=${title} required maxlength="120">
        <button class="primary">Save</button>
        <button type="button" class="quiet" dj-click=${this.stop}>Cancel</button>
      </form>
    `;
  }

  card(card: Card) {
    const place = COLUMNS.indexOf(card.column);
    const [by] = this.membersAt(`card:${card.id}`).filter(({ id }) => id !== this.presenceId);
    const { title } = card;
    return html`
      <button type="button" class="quiet title" dj-click=${() => this.edit(card)}
        aria-label="Edit ${title}">${title}</button>
      ${by ? html`<p class="by">${by.meta.name} edits this</p>` : null}
      <p class="moves">
        <button type="button" class="quiet" aria-label="Move ${title} left"
          aria-disabled=${place === 0}
          dj-click=${() => this.move(card, COLUMNS[place - 1])}>←</button>
        <button type="button" class="quiet" aria-label="Move ${title} right"
          aria-disabled=${place === COLUMNS.length - 1}
          dj-click=${() => this.move(card, COLUMNS[place + 1])}>→</button>
        <button type="button" class="quiet" aria-label="Remove ${title}"
          dj-click=${() => this.remove(card)}>×</button>
      </p>
    `;
  }
}

function avatar({ meta, status }: Presence<Who>) {
  return html`<li class=${status} title=${meta.name}><i>${meta.name[0]}</i>${meta.name}</li>`;
}

function isColumn(text: string): text is Column {
  return (COLUMNS as readonly string[]).includes(text);
}
