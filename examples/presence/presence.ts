/** A document with the people in it: who is there, where they are, and who comes and goes. */

import { each, event, html, LiveView } from "@djust/live";
import { meta, type Presence, presenceColor, PresenceMixin } from "@djust/live/presence";

type Who = { name: string; color: string };

const PARTS = [
  { id: "intro", title: "Introduction", text: "What this is about, in two sentences." },
  { id: "plan", title: "Plan", text: "What is done first, and what can wait." },
  { id: "questions", title: "Open questions", text: "What nobody has answered yet." },
];

/** Somebody who has not said their name is an animal. */
const NAMES = ["Heron", "Otter", "Lynx", "Wren", "Badger", "Marten", "Swift", "Hare"];

function nameOf(id: string): string {
  const sum = [...id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
  return NAMES[sum % NAMES.length] ?? "Somebody";
}

export class PresenceDocument extends PresenceMixin(LiveView, { meta: meta<Who>() }) {
  presenceKey = "gallery:document";
  // Without a login two tabs are one visitor; here each is somebody.
  presenceUniquePerConnection = true;
  presenceShares = { typing: true };
  news = "";

  mount() {
    this.pageTitle = "Presence document";
    const color = presenceColor(this.presenceId);
    this.trackPresence({ name: nameOf(this.presenceId), color });
  }

  handlePresenceJoin({ meta }: Presence<Who>) {
    this.news = `${meta.name} is here.`;
  }

  handlePresenceLeave({ meta }: Presence<Who>) {
    this.news = `${meta.name} has left.`;
  }

  @event
  rename({ name }: { name: string }) {
    const short = String(name).trim().slice(0, 24);
    if (short) this.updatePresence({ name: short });
  }

  @event
  goTo({ part }: { part: string }) {
    if (PARTS.some(({ id }) => id === part)) this.setLocation({ part });
  }

  @event
  wave() {
    this.broadcastToPresence("flash", { message: `${this.presenceMeta?.name} waves 👋` });
  }

  render() {
    const people = this.listPresences();
    const count = this.presenceCount();
    return html`
      <section class="people" aria-label="People in this document">
        <p><b class="count">${count}</b> ${count === 1 ? "person is" : "people are"} here</p>
        <ul class="avatars">${each(people, (p) => p.id, (p) => this.#avatar(p))}</ul>
      </section>
      <p class="hint" role="status">${this.news}</p>
      ${PARTS.map(({ id, title, text }) =>
        html`
          <article class="part">
            <h2>${title}</h2>
            <p>${text}</p>
            <div class="row">
              <button dj-click=${this.goTo} data-part=${id}>I read this</button>
              <span class="where">${this.membersAt(id).map(({ name }) => name).join(", ")}</span>
            </div>
          </article>
        `
      )}
      <form class="row" dj-submit=${this.rename}>
        <label class="grow">Your name
          <input name="name" value=${this.presenceMeta?.name ??
            ""} maxlength="24" autocomplete="off">
        </label>
        <button>Rename</button>
        <button type="button" class="quiet" dj-click=${this.wave}>Wave to all</button>
      </form>
    `;
  }

  #avatar({ id, meta, status, typing }: Presence<Who>) {
    const isMe = id === this.presenceId;
    const does = typing ? "typing" : status;
    return html`
      <li class=${`avatar ${status}`} style=${{ backgroundColor: meta.color }}>
        <span aria-hidden="true">${[...meta.name][0]}</span>
        <span class="told">${meta.name}${isMe ? " (you)" : ""}, ${does}</span>
      </li>
    `;
  }
}
