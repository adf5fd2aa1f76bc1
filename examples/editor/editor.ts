/** A text that several people type into at once: who is there, where they are, and nobody's letters lost. */

import { each, extension, html, LiveView } from "@djust/live";
import { meta, PresenceMixin } from "@djust/live/presence";
import { SharedTexts } from "./shared_texts.ts";

type Who = { name: string; color: string };

export const texts = new SharedTexts(
  "Open this page twice, and type in both.\n\n" +
    "Letters of several people are woven together: nobody waits, nobody overwrites another, " +
    "and what is typed while the line is gone is there when it comes back.\n",
);

/** The text goes over a channel of its own: it is nothing that the view renders. */
const typingAlong = extension({
  name: "typing along",
  mount: (view) => texts.at("draft").join(view),
});

const NAMES = ["Ada", "Grace", "Alan", "Edsger", "Barbara", "Niklaus", "Radia", "Tony", "Frances"];
const COLORS = ["#b5432a", "#0b6e4f", "#2c5fb3", "#8a3ea0", "#8a6100", "#00707c", "#b0266d"];

export class Editor extends PresenceMixin(LiveView, { meta: meta<Who>() }) {
  static use = [typingAlong];
  presenceKey = "editor";
  presenceShares = { typing: true, selection: true };

  mount() {
    this.pageTitle = "Editor";
    const place = [...this.presenceId].reduce((sum, letter) => sum + letter.charCodeAt(0), 0);
    this.trackPresence({
      name: NAMES[place % NAMES.length] ?? "Somebody",
      color: COLORS[place % COLORS.length] ?? "#555",
    });
  }

  render() {
    const people = this.listPresences();
    const others = people.filter(({ id }) => id !== this.presenceId);
    const typing = others.filter((person) => person.typing).map(({ meta }) => meta.name);
    return html`
      <div class="editor">
        <ul class="people" aria-label="Here now">${each(people, ({ id }) => id, (person) => {
          const { id, meta, selection, status } = person;
          const isOwn = id === this.presenceId;
          return html`
            <li class=${status} data-name=${meta.name} data-color=${meta.color}
              data-start=${isOwn ? null : selection?.start} data-end=${isOwn
                ? null
                : selection?.end}>
              <i style=${{ background: meta.color }}></i>${meta.name}${isOwn ? " (you)" : ""}
            </li>
          `;
        })}</ul>
        <div class="paper" dj-ignore>
          <textarea name="draft" aria-label="Shared text" rows="14" readonly spellcheck="false"
            placeholder="The text is on its way …"></textarea>
        </div>
        <p class="hint typing" aria-live="polite">${typing.length > 0
          ? `${typing.join(" and ")} ${typing.length > 1 ? "are" : "is"} typing`
          : "\u00a0"}</p>
      </div>
    `;
  }
}
