/**
 * Commands: a menu, tabs and a dialog that need no server to open, and notes that come and go. What a
 * page finds beside each, `dj-js.click`, is painted by the framework: nobody else can make commands.
 */

import { type Commands, each, event, html, js, LiveView } from "@djust/live";

const LINKS = ["Profile", "Team", "Billing"];

const TABS = [
  { name: "Plan", text: "A tab is chosen in the page: nothing goes to the server." },
  { name: "Build", text: "Patches leave it chosen, for the server never said which one is." },
  { name: "Ship", text: "Cut the line: tabs, menu and dialog still work." },
];

interface Note {
  id: number;
  text: string;
}

const openMenu = js.toggle("#menu", { transition: "slide-down" })
  .toggleAttr("aria-expanded", "true", "false", "#menu-button");
const closeMenu = js.hide("#menu").setAttr("aria-expanded", "false", "#menu-button");

/** Shows one panel and hides the others; the tab says so to those who do not see it. */
function choose(place: number): Commands {
  return js.setAttr("aria-selected", "false", "[role=tab]").setAttr("aria-selected", "true")
    .setAttr("tabindex", "-1", "[role=tab]").setAttr("tabindex", "0")
    .hide(".panel").show(`#panel-${place}`);
}

/** The arrow keys go round. */
const go = (place: number): Commands => js.focus(`#tab-${(place + TABS.length) % TABS.length}`);

export class CommandsPage extends LiveView {
  notes: Note[] = [{ id: 1, text: "Menus open at once, wherever the server is" }];
  seen = 0;
  #next = 2;

  mount() {
    this.pageTitle = "Commands";
  }

  @event
  add({ text }: { text: string }) {
    const trimmed = text.trim();
    if (trimmed !== "") this.notes.unshift({ id: this.#next++, text: trimmed });
    this.exec(js.focus("#text"));
  }

  @event
  clear() {
    this.notes = [];
    this.exec(js.focus("#text"));
  }

  remove(note: Note) {
    this.notes.splice(this.notes.indexOf(note), 1);
    this.exec(js.focus("#text"));
  }

  render() {
    return html`
      <h2>A menu</h2>
      <div class="drop" dj-keydown.escape=${closeMenu.focus("#menu-button")}
        dj-click.outside=${closeMenu}>
        <button id="menu-button" type="button" aria-expanded="false" aria-controls="menu"
          dj-click=${openMenu}>Account</button>
        <ul id="menu" class="menu-list" hidden>
          ${LINKS.map((name) =>
            html`<li><a href="#${name.toLowerCase()}" dj-click=${
              closeMenu.focus("#menu-button")
            }>${name}</a></li>`
          )}
        </ul>
      </div>

      <h2>Tabs</h2>
      <div role="tablist" aria-label="Work" class="tabs">
        ${TABS.map(({ name }, place) =>
          html`
            <button type="button" role="tab" id="tab-${place}" aria-controls="panel-${place}"
              aria-selected=${place === 0} tabindex=${place === 0 ? 0 : -1}
              dj-click=${choose(place)}
              dj-keydown.right=${go(place + 1)} dj-keydown.left=${go(place - 1)}
              dj-keydown.home=${go(0)} dj-keydown.end=${go(-1)}>${name}</button>
          `
        )}
      </div>
      ${TABS.map(({ text }, place) =>
        html`
          <div id="panel-${place}" class="panel" role="tabpanel" tabindex="0"
            aria-labelledby="tab-${place}" hidden=${place > 0}>${text}</div>
        `
      )}

      <h2>Notes, and a dialog</h2>
      <form class="row" dj-submit=${this.add} dj-reset>
        <label class="grow">
          <span class="label">A note</span>
          <input id="text" name="text" autocomplete="off" maxlength="120">
        </label>
        <button class="primary">Add</button>
        <button type="button" aria-haspopup="dialog" disabled=${this.notes.length === 0}
          dj-click=${js.show("#sure", { transition: "scale" })}>Clear…</button>
      </form>
      <ul class="notes">
        ${each(this.notes, (note) => note.id, (note) =>
          html`
            <li dj-transition.move="slide-up">
              <span>${note.text}</span>
              <button type="button" class="quiet" aria-label="Remove ${note.text}"
                dj-click=${() => this.remove(note)}>×</button>
            </li>
          `)}
      </ul>
      ${this.notes.length === 0
        ? html`
          <p class="hint" dj-transition-enter="from-below" dj-transition-enter-to="moving"
            dj-transition-leave="moving" dj-transition-leave-to="moving from-below">No notes.</p>
        `
        : null}

      <dialog id="sure" aria-labelledby="sure-name">
        <h3 id="sure-name">Remove all notes?</h3>
        <p>The dialog opens and closes in the page. Only “Remove” tells the server.</p>
        <div class="row end">
          <button type="button" dj-click=${js.hide("#sure")}>Keep them</button>
          <button type="button" class="primary"
            dj-click=${js.pushEvent(this.clear).hide("#sure")}>Remove</button>
        </div>
      </dialog>
      <h2>A card</h2>
      <div id="card" class="card" dj-card-seen=${() => this.seen++}>
        <details id="more"><summary>Seen ${this
          .seen} times</summary>Closed again by a command.</details>
      </div>
      <div class="row wrap">
        <button type="button" aria-pressed="false"
          dj-click=${js.toggleAttr("aria-pressed", "true", "false").toggleClass(
            "marked",
            "#card",
          )}>Mark</button>
        <button type="button" dj-click=${js.toggleClass("quiet-card", "#card")}>Dim</button>
        <button type="button" dj-click=${js.transition("scale", "#card")}>Pulse</button>
        <button type="button" dj-click=${js.dispatch("card-seen", "#card")}>I saw it</button>
        <button type="button" dj-click=${js.removeAttr("open", "#more")}>Close it</button>
      </div>

      <h2>By the platform alone</h2>
      <p>
        <button type="button" popovertarget="tip">A popover</button>
      </p>
      <p id="tip" popover class="tip">
        A popover, a dialog with <code>commandfor</code>, <code>details</code>: what browsers open by
        themselves needs no command, and patches leave it open.
      </p>
    `;
  }
}
