/** A whiteboard that is drawn on together: lines go over the bus, pointers over their own channel. */

import { each, event, html, LiveView, topic } from "@djust/live";
import { type CursorOptions, LiveCursorMixin, meta, presenceColor } from "@djust/live/presence";

/** A piece of a line: what is drawn goes on in the last one, so that only little is sent again. */
interface Piece {
  key: string;
  line: string;
  by: string;
  color: string;
  /** Where it goes, in thousandths of the board's width. */
  points: number[];
}

/** By what a piece has grown, from `at` on; and the news that the board was wiped. */
const board = topic<Piece & { at: number } | "wiped">("whiteboard");

/** What newcomers begin with, and the last piece of every line. */
const pieces = new Map<string, Piece>();
const lasts = new Map<string, Piece>();

const NAMES = ["Otter", "Heron", "Lynx", "Finch", "Badger", "Hare", "Wren", "Stoat"];
const WIDTH = 1000;
const HEIGHT = 560;
const STEP = 20;
/** Numbers of a piece: 50 points. */
const PIECE = 100;
const MOST_PIECES = 2_000;

/** A number on the board: a pointer may be beyond its edge. */
const onBoard = (value: unknown): number => Math.min(WIDTH, Math.max(0, Number(value) || 0));

export class Whiteboard extends LiveCursorMixin(LiveView, {
  meta: meta<{ name: string; color: string }>(),
}) {
  presenceKey = "whiteboard";
  // Two windows of one visitor are two people here, so that you can try it alone.
  presenceUniquePerConnection = true;
  cursors: CursorOptions = {
    laser: true,
    chat: true,
    reactions: ["👍", "🎉", "❤️"],
    locations: true,
  };
  name = "";
  color = "";
  pieces: Piece[] = [];
  /** The keyboard's pen. */
  pen = { x: WIDTH / 2, y: HEIGHT / 2, line: "" };

  mount() {
    this.pageTitle = "Whiteboard";
    const id = crypto.randomUUID();
    this.name = `${NAMES[id.charCodeAt(0) % NAMES.length]} ${id.slice(0, 2)}`;
    this.color = presenceColor(id);
    this.trackPresence({ name: this.name, color: this.color });
    this.pieces = [...pieces.values()];
    this.subscribe(board(), (news) => {
      if (news === "wiped") this.pieces = [];
      else this.pieces = grown(this.pieces, news);
    });
  }

  @event
  rename({ name }: { name: string }) {
    this.name = String(name).trim().slice(0, 30) || this.name;
    this.updatePresence({ name: this.name });
  }

  /** A line goes on: by the pointer (`gallery.js`), or by the keyboard. */
  @event
  draw({ id, points }: { id: string; points: unknown[] }) {
    if (typeof id !== "string" || id.length > 40 || !Array.isArray(points)) return;
    const { presenceId: by, color } = this;
    // Both numbers of a point, or none.
    const rest = points.slice(0, Math.min(points.length & ~1, PIECE * 10)).map(onBoard);
    let last = lasts.get(id);
    if (last && last.by !== by) return;
    while (rest.length > 0) {
      let at = last?.points.length ?? PIECE;
      if (!last || at >= PIECE) {
        if (pieces.size >= MOST_PIECES) return;
        // A new one begins where the one before ends.
        const joint = last?.points.slice(-2) ?? [];
        last = { key: `${id} ${pieces.size}`, line: id, by, color, points: joint };
        at = 0;
      }
      const more = rest.splice(0, PIECE - last.points.length);
      last = { ...last, points: [...last.points, ...more] };
      pieces.set(last.key, last);
      lasts.set(id, last);
      this.publish(board(), { ...last, at, points: last.points.slice(at) });
    }
  }

  /** Arrows move the pen, the space bar puts it down and lifts it. */
  @event
  key({ key }: { key: string }) {
    const { pen } = this;
    const by = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[key];
    if (key === " ") {
      pen.line = pen.line ? "" : crypto.randomUUID();
      if (pen.line) this.draw({ id: pen.line, points: [pen.x, pen.y] });
    }
    if (!by) return;
    const [across = 0, down = 0] = by;
    pen.x = Math.min(WIDTH, Math.max(0, pen.x + across * STEP));
    pen.y = Math.min(HEIGHT, Math.max(0, pen.y + down * STEP));
    if (pen.line) this.draw({ id: pen.line, points: [pen.x, pen.y] });
  }

  @event
  wipe() {
    pieces.clear();
    lasts.clear();
    this.publish(board(), "wiped");
  }

  render() {
    const { pen, name, color } = this;
    return html`
      <div class="whiteboard" dj-cursors>
        <div class="tools">
          <form class="row" dj-submit=${this.rename} dj-location="name"
            dj-focusin=${() => this.setLocation({ part: "name" })}
            dj-focusout=${() => this.setLocation()}>
            <label><span class="label">Your name</span>
              <input name="name" value=${name} maxlength="30" autocomplete="nickname"></label>
            <button>Rename</button>
          </form>
          <span class="reactions">${["👍", "🎉", "❤️"].map((reaction) =>
            html`<button type="button" dj-react=${reaction} aria-label=${`React with ${reaction}`}>${reaction}</button>`
          )}</span>
          <button type="button" dj-click=${this.wipe}>Wipe</button>
        </div>
        <svg id="sheet" viewBox=${`0 0 ${WIDTH} ${HEIGHT}`} tabindex="0" role="application"
          aria-label="Whiteboard. Arrows move the pen, the space bar puts it down and lifts it."
          aria-describedby="help" data-dj-cursor-anchor="sheet" dj-hook="Pen"
          dj-keydown.prevent.arrowleft=${this.key} dj-keydown.prevent.arrowright=${this.key}
          dj-keydown.prevent.arrowup=${this.key} dj-keydown.prevent.arrowdown=${this.key}
          dj-keydown.prevent.space=${this.key}>
          ${each(
            this.pieces,
            ({ key }) => key,
            ({ points, color }) =>
              html`<polyline points=${points.join(" ")} stroke=${color}></polyline>`,
          )}
          <circle class=${pen.line ? "pen down" : "pen"} cx=${pen.x} cy=${pen
            .y} r="7" fill=${color}></circle>
        </svg>
        <p class="hint" id="help">Draw with the pointer, or focus the board and use the arrows and
          the space bar. Hold <kbd>L</kbd> for a light, press <kbd>/</kbd> to say something at your
          pointer.</p>
        <p role="status">${this.presenceCount()} here: ${this.listPresences().map((person) =>
          person.meta.name
        ).join(", ")}. ${new Set(this.pieces.map(({ line }) => line)).size} lines.</p>
      </div>
    `;
  }
}

/** The pieces with what one has grown by: all others stay as they are, and are not sent again. */
function grown(pieces: Piece[], { at, ...growth }: Piece & { at: number }): Piece[] {
  const index = pieces.findIndex(({ key }) => key === growth.key);
  if (index < 0) return [...pieces, growth];
  const points = [...pieces[index]?.points.slice(0, at) ?? [], ...growth.points];
  return pieces.with(index, { ...growth, points });
}
