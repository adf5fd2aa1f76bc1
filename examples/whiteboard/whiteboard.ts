/** A whiteboard that is drawn on together: lines go over the bus, pointers over their own channel. */

import { each, event, html, LiveView, topic } from "@djust/live";
import { type CursorOptions, LiveCursorMixin, meta, presenceColor } from "@djust/live/presence";

/** A line: where it goes, in thousandths of the board's width. */
interface Line {
  id: string;
  by: string;
  color: string;
  points: number[];
}

/** Lines as they grow, and the news that the board was wiped. */
const board = topic<Line | "wiped">("whiteboard");

/** What newcomers begin with. */
const lines = new Map<string, Line>();

const NAMES = ["Otter", "Heron", "Lynx", "Finch", "Badger", "Hare", "Wren", "Stoat"];
const WIDTH = 1000;
const HEIGHT = 560;
const STEP = 20;
const MOST_LINES = 500;

const isPoint = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0 && value <= WIDTH;

export class Whiteboard extends LiveCursorMixin(LiveView, {
  meta: meta<{ name: string; color: string }>(),
}) {
  presenceKey = "whiteboard";
  // Two windows of one visitor are two people here, so that you can try it alone.
  presenceUniquePerConnection = true;
  cursors: CursorOptions = { laser: true, chat: true, reactions: ["👍", "🎉", "❤️"] };
  name = "";
  color = "";
  lines: Line[] = [];
  /** The keyboard's pen. */
  pen = { x: WIDTH / 2, y: HEIGHT / 2, line: "" };

  mount() {
    this.pageTitle = "Whiteboard";
    const id = crypto.randomUUID();
    this.name = `${NAMES[id.charCodeAt(0) % NAMES.length]} ${id.slice(0, 2)}`;
    this.color = presenceColor(id);
    this.trackPresence({ name: this.name, color: this.color });
    this.lines = [...lines.values()];
    this.subscribe(board(), (news) => {
      if (news === "wiped") this.lines = [];
      else this.lines = [...this.lines.filter(({ id }) => id !== news.id), news];
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
    const before = lines.get(id);
    if (before && before.by !== this.presenceId) return;
    const all = [...before?.points ?? [], ...points.filter(isPoint)].slice(0, 2_000);
    if (all.length < 2 || (!before && lines.size >= MOST_LINES)) return;
    const line = { id, by: this.presenceId, color: this.color, points: all };
    lines.set(id, line);
    this.publish(board(), line);
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
    lines.clear();
    this.publish(board(), "wiped");
  }

  render() {
    const { pen, name, color } = this;
    return html`
      <div class="whiteboard" dj-cursors>
        <div class="tools">
          <form class="row" dj-submit=${this.rename}>
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
            this.lines,
            ({ id }) => id,
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
        ).join(", ")}. ${this.lines.length} lines.</p>
      </div>
    `;
  }
}
