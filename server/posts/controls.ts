/** The controls of painted HTML, as a reader finds them: what we paint is well-formed. */

/** A control's start tag, and its text where it has one. */
export interface Control {
  readonly kind: string;
  /** Where its start tag begins and ends. */
  readonly from: number;
  readonly to: number;
  /** Where its text ends. */
  readonly end: number;
  readonly attributes: readonly Attribute[];
}

/** An attribute, also as it is written. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly written: string;
}

const ATTRIBUTE = String.raw`[^\s=>"']+(?:="[^"]*"|=[^\s">]*)?`;
const TAG = new RegExp(
  String.raw`<!--[^]*?-->|<(/?)([a-z][^\s/>]*)((?:\s+${ATTRIBUTE})*)\s*>`,
  "i",
);
/** What holds no elements that count, whatever stands in it. */
const TEXTUAL = /^(?:script|style|textarea|title|xmp|iframe|noembed|noframes|noscript|option)$/;
const KINDS = /^(?:input|select|datalist|option|textarea|button)$/;

/** The controls of all there is. */
export function controlsIn(html: string): Control[] {
  return read(html, 0, "all").controls;
}

/** The controls of a form whose first child stands here, and where its last one ends. */
export function formAt(html: string, at: number): { controls: Control[]; end: number } {
  return read(html, at, "form");
}

function read(
  html: string,
  from: number,
  what: "form" | "all",
): { controls: Control[]; end: number } {
  const controls: Control[] = [];
  const tags = new RegExp(TAG, "gi");
  tags.lastIndex = from;
  for (let match = tags.exec(html); match; match = tags.exec(html)) {
    const [whole, slash, tag = "", written = ""] = match;
    const kind = tag.toLowerCase();
    if (slash && kind === "form" && what === "form") return { controls, end: match.index };
    if (slash || kind === "") continue;
    const to = match.index + whole.length;
    const end = TEXTUAL.test(kind) ? html.indexOf(`</${tag}`, to) : to;
    if (end < 0) break;
    tags.lastIndex = end;
    if (!KINDS.test(kind)) continue;
    controls.push({ kind, from: match.index, to, end, attributes: attributesOf(written) });
  }
  return { controls, end: html.length };
}

/** The attributes of the tag that begins here; none where no tag does. */
export function attributesAt(html: string, from: number): readonly Attribute[] {
  const tags = new RegExp(TAG, "gi");
  tags.lastIndex = Math.max(from, 0);
  const match = tags.exec(html);
  return match?.index === from ? attributesOf(match[3] ?? "") : [];
}

function attributesOf(text: string): Attribute[] {
  return [...text.matchAll(new RegExp(ATTRIBUTE, "g"))].map(([written]) => {
    const at = written.indexOf("=");
    const name = at < 0 ? written : written.slice(0, at);
    const value = at < 0 ? "" : written.slice(at + 1).replace(/^"|"$/g, "");
    return { name, value: unescaped(value), written };
  });
}

/** The value of an attribute; undefined where there is none. */
export function valueOf({ attributes }: Control, name: string): string | undefined {
  return attributes.find((attribute) => attribute.name === name)?.value;
}

/** One change of the HTML. */
export interface Edit {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

/** Whether a control submits its form. */
export function isSubmit(control: Control): boolean {
  const { kind } = control;
  const type = valueOf(control, "type")?.toLowerCase() ?? (kind === "button" ? "submit" : "");
  return /^(?:submit|image)$/.test(type) && /^(?:button|input)$/.test(kind);
}

/** A start tag without one attribute, and with this text in its place. */
export function tagWith({ kind, attributes }: Control, name: string, written: string): string {
  const others = attributes.filter((attribute) => attribute.name !== name);
  const all = [...others.map((attribute) => attribute.written), written].filter(Boolean);
  return `<${[kind, ...all].join(" ")}>`;
}

/** The text of a list's option: what it means where it has no value. */
export function textOf(html: string, { to, end }: Control): string {
  const text = html.slice(to, end).replace(/<!--[^]*?-->|<[^>]*>/g, "");
  return unescaped(text).replace(/[\t\n\f\r ]+/g, " ").trim();
}

const REFERENCES: Readonly<Record<string, string>> = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  "#39": "'",
  "#13": "\r",
};

/** A text without the references that a painter writes. */
function unescaped(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39|#13);/g, (_, name: string) => REFERENCES[name] ?? "");
}
