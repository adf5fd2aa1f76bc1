/** A list of 100,000 pictures: each is drawn by the server, and only those in sight are there. */

import { each, html, LiveView, virtual } from "@djust/live";

const TOTAL = 100_000;
const WORDS = ["Amber", "Birch", "Coral", "Dune", "Ember", "Fern", "Grove", "Heath", "Ivy", "Jade"];

interface Picture {
  readonly id: number;
  readonly name: string;
  readonly hue: number;
  readonly sun: readonly [x: number, y: number];
  /** Outlines of the hills behind, and of those before them. */
  readonly hills: readonly [string, string];
}

const word = (n: number): string => WORDS[n % WORDS.length] ?? "";

/** The picture of a number: hills under a sun, always the same ones. */
function pictureOf(id: number): Picture {
  const at = (n: number): number => (id * (n * 7 + 13)) % 60;
  return {
    id,
    name: `${word(id)} ${word((id * 3 + 1) >> 2)}`,
    hue: (id * 47) % 360,
    sun: [20 + at(1), 14 + Math.round(at(2) / 3)],
    hills: [
      `M0 ${50 + Math.round(at(3) / 4)}Q30 ${20 + at(4)} 60 52T120 48V80H0Z`,
      `M0 68Q40 ${40 + Math.round(at(5) / 2)} 80 66T120 60V80H0Z`,
    ],
  };
}

const drawn = ({ hue, sun: [x, y], hills: [behind, before] }: Picture) =>
  html`
    <svg viewBox="0 0 120 80" width="120" height="80" aria-hidden="true">
      <rect width="120" height="80" fill=${`hsl(${hue} 70% 85%)`}/>
        <circle cx=${x} cy=${y} r="9" fill=${`hsl(${hue + 40} 90% 65%)`}/>
          <path d=${behind} fill=${`hsl(${hue} 45% 50%)`}/>
            <path d=${before} fill=${`hsl(${hue} 50% 32%)`}/>
              </svg>
  `;

export class Pictures extends LiveView {
  rows = virtual<Picture>({
    total: TOTAL,
    rowHeight: 96,
    overscan: 6,
    load: (from, to) => Array.from({ length: to - from }, (_, i) => pictureOf(from + i)),
  });

  mount() {
    this.pageTitle = "A hundred thousand pictures";
  }

  render() {
    return html`
      <p class="sum"><strong>${this.rows.total.toLocaleString("en")}</strong> pictures,
        <strong>${this.rows.items.length}</strong> of them in this page.</p>
      <ul class="pictures" tabindex="0" aria-label="Pictures" dj-virtual=${this.rows}>${each(
        this.rows.items,
        ({ id }) => id,
        (picture) =>
          html`<li>${drawn(picture)} <b>${picture.name}</b> <span>No. ${
            picture.id + 1
          }</span></li>`,
      )}</ul>
    `;
  }
}
