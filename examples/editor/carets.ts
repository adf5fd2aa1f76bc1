/** Carets and selections of the others, drawn behind the text area by a copy of its text. */

/** Where somebody is, as the view wrote it into the page. */
interface Caret {
  start: number;
  end: number;
  readonly name: string;
  readonly color: string;
}

/** Where a text changed: the letters that went from there, and those that came. */
export type Change = readonly [start: number, removed: number, added: number];

/** Where a place of the text is after a change. */
export function moved(place: number, [start, removed, added]: Change): number {
  if (place <= start) return place;
  return place >= start + removed ? place + added - removed : start;
}

export class Carets {
  readonly #area: HTMLTextAreaElement;
  readonly #mirror: HTMLElement;
  #carets: Caret[] = [];

  constructor(area: HTMLTextAreaElement, people: Element) {
    this.#area = area;
    this.#mirror = area.ownerDocument.createElement("div");
    this.#mirror.className = "mirror";
    this.#mirror.ariaHidden = "true";
    area.before(this.#mirror);
    area.addEventListener("scroll", () => this.#mirror.scrollTop = area.scrollTop);
    const read = (): void => {
      this.#carets = [...people.querySelectorAll<HTMLElement>("[data-start]")].map(caretOf);
      this.draw();
    };
    new MutationObserver(read).observe(people, {
      attributes: true,
      childList: true,
      subtree: true,
    });
    read();
  }

  /** The text changed: they stay where they were in it until they say where they are. */
  follow(change: Change): void {
    for (const caret of this.#carets) {
      caret.start = moved(caret.start, change);
      caret.end = moved(caret.end, change);
    }
    this.draw();
  }

  draw(): void {
    const { value } = this.#area;
    const parts: (string | HTMLElement)[] = [];
    let from = 0;
    const carets = this.#carets.filter(({ end }) => end <= value.length)
      .sort((one, other) => one.start - other.start);
    for (const { start, end, name, color } of carets) {
      // Two selections that overlap: the second begins where the first ends.
      const begin = Math.max(start, from);
      const stop = Math.max(end, begin);
      parts.push(value.slice(from, begin), this.#marked(value.slice(begin, stop), name, color));
      from = stop;
    }
    // A line at the end without letters has no height of its own.
    this.#mirror.replaceChildren(...parts, value.slice(from) + "\u200b");
    this.#mirror.scrollTop = this.#area.scrollTop;
  }

  #marked(text: string, name: string, color: string): HTMLElement {
    const mark = this.#area.ownerDocument.createElement("span");
    mark.className = "selected";
    mark.style.setProperty("--color", color);
    const caret = this.#area.ownerDocument.createElement("i");
    caret.className = "caret";
    caret.dataset.name = name;
    mark.append(text, caret);
    return mark;
  }
}

function caretOf({ dataset }: HTMLElement): Caret {
  const { start, end, name = "", color = "" } = dataset;
  return { start: Number(start), end: Number(end), name, color };
}
