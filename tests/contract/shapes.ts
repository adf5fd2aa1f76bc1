/** Random templates: statics with identity, and what each of their holes may hold. */

import type { Random } from "../seed.ts";

/** What may stand in a hole. */
export type HoleKind =
  | "content"
  | "rows"
  | "options"
  | "shapes"
  | "links"
  | "raw"
  | "text"
  | "attribute"
  | "mixed"
  | "class"
  | "mixed class"
  | "style"
  | "boolean"
  | "url"
  | "value"
  | "closure"
  | "bound"
  | "name"
  | "tag"
  | "key";

/** Where a template may stand. */
export type Place = "flow" | "rows" | "options" | "shapes" | "links" | "raw";

/** A template: the same object is the same template. */
export interface Shape {
  readonly statics: readonly string[];
  readonly holes: readonly HoleKind[];
  readonly place: Place;
}

const TAGS = ["div", "span", "b", "section", "ul", "my-element"] as const;
const TEXTS = ["", "", " ", "x", "a &amp; b", "\n  ", "&lt;i&gt;", "é—😀"] as const;

/** Attributes with a hole: name, what stands before the hole, its kind, what stands behind. */
const ATTRIBUTES: readonly (readonly [string, string, HoleKind, string])[] = [
  ["title", ' title="', "mixed", '"'],
  ["title", " title=", "attribute", ""],
  ["data-x", " data-x=", "attribute", ""],
  ["aria-label", " aria-label='", "attribute", "'"],
  ["class", " class=", "class", ""],
  ["class", ' class="own ', "mixed class", '"'],
  ["style", " style=", "style", ""],
  ["inert", " ?inert=", "boolean", ""],
  ["contenteditable", " contenteditable=", "boolean", ""],
];

/** Templates with holes where a generator seldom puts them. */
const SPECIAL: readonly (readonly [Place, string, ...HoleKind[]])[] = [
  ["flow", "<table><thead><tr><th>%</th></tr></thead><tbody>%</tbody></table>", "content", "rows"],
  ["flow", "<select name=s>%</select>", "options"],
  [
    "flow",
    "<svg viewBox='0 0 9 9'><g>%</g><text data-x=%>%</text></svg>",
    "shapes",
    "attribute",
    "text",
  ],
  [
    "flow",
    "<svg><foreignObject><div>%</div></foreignObject><title>%</title></svg>",
    "content",
    "text",
  ],
  ["flow", "<math><mi>%</mi><mo>=</mo><mn>%</mn></math>", "text", "text"],
  ["flow", "<textarea name=t class=%>%</textarea>", "class", "text"],
  ["flow", "<textarea>a &amp; %\n%</textarea>", "text", "text"],
  ["flow", "<input name=i value=% ?disabled=%>", "value", "boolean"],
  ["flow", "<label><input type=checkbox name=c checked=%> %</label>", "boolean", "content"],
  ["flow", "<pre>%</pre>", "content"],
  ["flow", "<pre>\n%%</pre>", "content", "text"],
  ["flow", "<button dj-click=% data-tag=%>%</button>", "closure", "tag", "text"],
  [
    "flow",
    "<button dj-click=%>%</button><i title='a %&quot;%'>x</i>",
    "name",
    "text",
    "mixed",
    "mixed",
  ],
  ["flow", "<p class=x dj-error=% title=%></p>", "bound", "attribute"],
  ["flow", "<p>%<b dj-label=%> </b></p>", "text", "bound"],
  ["flow", "<input type=text dj-field=%><textarea dj-field=%></textarea>", "bound", "bound"],
  ["flow", "<select name=q dj-field=%>%</select>", "bound", "options"],
  ["options", "<option dj-field=%>%</option>", "bound", "text"],
  ["flow", "<section dj-key=%><input value=%>%</section>", "key", "value", "content"],
  ["flow", "<p>%</p>", "raw"],
  ["flow", "<p>a <b>%</b> %</p>", "raw", "text"],
  ["flow", "<button>% and %</button>", "raw", "raw"],
  ["flow", "<form>%</form>", "raw"],
  ["flow", "<h2>%</h2>", "raw"],
  ["flow", "<ul><li>%</li><li>%</li></ul>", "raw", "text"],
  ["flow", "<dl><dt>%</dt><dd>%</dd></dl>", "raw", "raw"],
  ["flow", "<select name=r>%</select>", "raw"],
  ["flow", "<table><caption>%</caption><tbody>%</tbody></table>", "raw", "raw"],
  ["flow", "<table>%<tbody><tr>%</tr></tbody></table>", "raw", "raw"],
  ["flow", "<svg><g>%</g></svg>", "raw"],
  ["flow", "<svg><foreignObject><p>%</p></foreignObject></svg>", "raw"],
  ["flow", "<a href=/a>%</a>", "raw"],
  ["flow", "<a href=/b>%</a>", "links"],
  ["links", "<div><i>%</i> %</div>", "raw", "links"],
  ["links", "<object>%</object>", "raw"],
  ["flow", "%%%", "content", "content", "text"],
  ["flow", "a%b", "content"],
  ["flow", "%<br>%", "text", "content"],
  ["flow", ""],
  ["flow", "just text"],
  ["rows", "<tr><td>%</td><td>%</td></tr>", "content", "text"],
  [
    "rows",
    "<tr class=%><td><button dj-click=% data-tag=%>x</button></td></tr>",
    "class",
    "closure",
    "tag",
  ],
  ["rows", "<tr><td>a</td></tr><tr><td>%</td></tr>", "text"],
  ["options", "<option value=% ?selected=%>%</option>", "value", "boolean", "text"],
  ["options", "<option>a %</option>", "text"],
  ["options", "<optgroup label=%><option>%</option></optgroup>", "attribute", "text"],
  ["shapes", "<circle data-r=% class=%></circle>", "attribute", "class"],
  ["shapes", "<g><path d='M0 0' style=% /></g><rect/>", "style"],
  ["shapes", "<a href=%><text>%</text></a>", "url", "text"],
];

/** The special templates and some random ones. */
export function randomShapes(random: Random, count: number): Shape[] {
  const shapes = SPECIAL.map(([place, source, ...holes]): Shape => ({
    statics: source.split("%"),
    holes,
    place,
  }));
  for (let i = 0; i < count; i++) shapes.push(new Maker(random).make());
  return shapes;
}

/** Writes one random template. */
class Maker {
  readonly #random: Random;
  readonly #statics: string[] = [""];
  readonly #holes: HoleKind[] = [];

  constructor(random: Random) {
    this.#random = random;
  }

  make(): Shape {
    const roots = this.#random.pick([1, 1, 1, 2, 3]);
    for (let i = 0; i < roots; i++) this.#node(0, roots === 1);
    return { statics: this.#statics, holes: this.#holes, place: "flow" };
  }

  #write(text: string): void {
    this.#statics[this.#statics.length - 1] += text;
  }

  #hole(kind: HoleKind): void {
    this.#holes.push(kind);
    this.#statics.push("");
  }

  #node(depth: number, element: boolean): void {
    const random = this.#random;
    if (!element && random.chance(0.3)) return this.#write(random.pick(TEXTS));
    if (!element && random.chance(0.35)) return this.#hole(random.pick(["content", "text"]));
    const tag = random.pick(TAGS);
    this.#write(`<${tag}`);
    this.#attributes();
    this.#write(">");
    if (depth < 3) { for (let i = random.integer(0, 3); i > 0; i--) this.#node(depth + 1, false); }
    this.#write(`</${tag}>`);
  }

  #attributes(): void {
    const random = this.#random;
    if (random.chance(0.2)) {
      this.#write(random.pick([" lang='en'", ' data-q="a&quot;b"', " hidden"]));
    }
    const used = new Set<string>();
    for (let i = random.pick([0, 0, 1, 1, 2, 3]); i > 0; i--) {
      const [name, open, kind, close] = random.pick(ATTRIBUTES);
      // A parser keeps only the first of two.
      if (used.has(name)) continue;
      used.add(name);
      this.#value(open, kind, close);
    }
  }

  #value(open: string, kind: HoleKind, close: string): void {
    this.#write(open);
    this.#hole(kind);
    this.#write(close);
  }
}
