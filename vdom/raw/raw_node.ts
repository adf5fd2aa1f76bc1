/** Raw HTML in the tree: its nodes, as a parser found them. */

/** A text. */
export interface RawText {
  type: "text";
  number: number;
  text: string;
}

/** An element. `opaque` holds inner HTML that is compared as a whole. */
export interface RawElement {
  type: "element";
  number: number;
  tag: string;
  html: boolean;
  attributes: Map<string, string>;
  children: RawNode[];
  opaque: string | undefined;
}

/** A node of raw HTML. Comments and instructions are left out: they could look like marks, or move nodes. */
export type RawNode = RawText | RawElement;

/** Raw HTML, and its nodes once it was compared. */
export class RawRegion {
  html: string;
  readonly events: boolean;
  /** What a parser makes of it; what is painted and sent is this, written out again. */
  nodes: RawNode[];
  /** How many numbers were given out. */
  count: number;

  constructor(html: string, events: boolean, nodes: RawNode[], count: number) {
    this.html = html;
    this.events = events;
    this.nodes = nodes;
    this.count = count;
  }
}
