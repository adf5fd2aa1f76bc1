/** A list to be sorted: dragged by the pointer, or moved by buttons; its rows glide to their places. */

import { each, html, js, LiveView } from "@djust/live";

interface Track {
  id: number;
  name: string;
  by: string;
}

/** Where one would let go: shown by the page itself, for a drag is too fast for any server. */
const clean = js.removeClass("over held", ".track");
const over = js.removeClass("over", ".track").addClass("over");

export class Sortable extends LiveView {
  tracks: Track[] = [
    { id: 1, name: "Morning", by: "Grieg" },
    { id: 2, name: "Clair de lune", by: "Debussy" },
    { id: 3, name: "Winter", by: "Vivaldi" },
    { id: 4, name: "Gymnopédie", by: "Satie" },
    { id: 5, name: "Aquarium", by: "Saint-Saëns" },
  ];
  said = "";
  #held: Track | undefined;

  mount() {
    this.pageTitle = "Sortable";
  }

  move(track: Track, to: number) {
    if (to < 0 || to >= this.tracks.length) return;
    this.tracks.splice(this.tracks.indexOf(track), 1);
    this.tracks.splice(to, 0, track);
    this.said = `${track.name} is number ${to + 1} of ${this.tracks.length}`;
  }

  drop(on: Track) {
    if (this.#held) this.move(this.#held, this.tracks.indexOf(on));
    this.#held = undefined;
  }

  shuffle() {
    // Seen as a shuffle, and the same each time: the last two come first.
    this.tracks.unshift(...this.tracks.splice(-2).reverse());
    this.said = "Shuffled";
  }

  render() {
    return html`
      <p class="row">
        <button type="button" dj-click=${() => this.shuffle()}>Shuffle</button>
      </p>
      <ol class="tracks">
        ${each(this.tracks, (track) => track.id, (track, place) =>
          html`
            <li id="track-${track.id}" class="track" draggable="true" dj-transition.move="fade"
              dj-dragstart=${js.addClass("held").pushEvent(() => this.#held = track)}
              dj-dragenter=${over}
              dj-dragover.prevent dj-dragend=${clean}
              dj-drop.prevent=${clean.pushEvent(() => this.drop(track))}>
              <span class="grip" aria-hidden="true">⠿</span>
              <span class="name">${track.name} <small>${track.by}</small></span>
              <button type="button" class="quiet" aria-label="Move ${track.name} up"
                aria-disabled=${place === 0} dj-click=${() =>
                  this.move(track, place - 1)}>↑</button>
              <button type="button" class="quiet" aria-label="Move ${track.name} down"
                aria-disabled=${place === this.tracks.length - 1}
                dj-click=${() => this.move(track, place + 1)}>↓</button>
            </li>
          `)}
      </ol>
      <p class="hint" role="status">${this.said}</p>
    `;
  }
}
