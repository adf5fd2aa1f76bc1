/** Cached paging: a page that was seen stands there at once, and the server's answer takes its place. */

import { cache, each, html, LiveView } from "@djust/live";

const SIZE = 8;
const PAGES = 6;

/** A slow database. */
const slowly = () => new Promise((resolve) => setTimeout(resolve, 700));

/** The constellations of one page. */
const NAMES = `Andromeda Antlia Apus Aquarius Aquila Ara Aries Auriga Boötes Caelum Cancer Carina
  Cassiopeia Centaurus Cepheus Cetus Chamaeleon Circinus Columba Corvus Crater Crux Cygnus Delphinus
  Dorado Draco Equuleus Eridanus Fornax Gemini Grus Hercules Horologium Hydra Indus Lacerta Leo Lepus
  Libra Lupus Lynx Lyra Mensa Monoceros Musca Norma Octans Orion`.split(/\s+/);

export class Paging extends LiveView {
  page = 1;
  read = new Date();

  mount() {
    this.pageTitle = "Cached paging";
  }

  @cache({ ttl: 60_000 })
  async show({ page }: { page: number }) {
    await slowly();
    // Whoever sends something else than a number, which no button does, sees the first one.
    this.page = Number.isFinite(page) ? Math.min(PAGES, Math.max(1, Math.trunc(page))) : 1;
    this.read = new Date();
  }

  render() {
    const first = (this.page - 1) * SIZE;
    const names = NAMES.slice(first, first + SIZE);
    return html`
      <section id="sky" class="sky" dj-target aria-live="polite">
        <h2>Page ${this.page} of ${PAGES}</h2>
        <ol start=${first + 1}>${each(names, (name) => name, (name) => html`<li>${name}</li>`)}</ol>
        <p class="hint">Read by the server at ${this.read.toLocaleTimeString("en-GB")}.</p>
      </section>
      <nav class="pages" aria-label="Pages">
        ${each(Array.from({ length: PAGES }, (_, at) => at + 1), (page) => page, (page) =>
          html`
            <button type="button" class="chip" dj-target="#sky" dj-click=${this.show}
              data-page:int=${page} aria-current=${page === this.page ? "page" : null}
              aria-label="Page ${page}">${page}</button>
          `)}
      </nav>
      <p class="hint">The server takes 0.7 seconds for each page. Go back to one that you have seen.</p>
    `;
  }
}
