/** What changed between two trees: the only thing that goes from diff to DOM. */

/** Codes of an op that are no anchor. */
export const OP = {
  /** The block goes; has no value. */
  remove: -1,
  /** Minus an anchor's number: its text grew. */
  append: -2,
} as const;

/** First elements of content that is no block. */
export const CONTENT = {
  list: -1,
  rows: -2,
  raw: -3,
  edits: -4,
  rawEdits: -5,
} as const;

/** Codes of raw edits. */
export const RAW = { text: 0, append: 1, attributes: 2, remove: 3, insert: 4 } as const;

/** Names of class tokens added and removed in an attribute op. */
export const CLASS = { add: "+", remove: "-" } as const;

/** Letters of the `dj` mark. */
export const MARK = {
  attribute: "dj",
  block: "b",
  noAnchor: "n",
  value: "v",
  /** The value of a `dj-<event>` that has modifiers and no handler: nothing goes up. */
  local: ".",
  /**
   * Between `dj-` and the rest of a `dj-<event>` that holds commands: the attribute that says so, and has
   * the name of their handler.
   */
  commands: "js.",
  /** The name of a push that holds commands. */
  run: "dj-js",
} as const;

/** Data of the comments that mark regions and blocks. */
export const COMMENT = { open: "[", close: "]", block: "," } as const;

/** Namespaces a template can belong to. */
export const NAMESPACE = { html: 0, svg: 1, mathml: 2 } as const;

/** Style properties; null removes one. */
export type Styles = { [property: string]: string | null };

/** What an attribute slot can hold on the wire. */
export type AttributeValue = string | number | null | Styles;

/** What a child hole holds on the wire. */
export type Content = string | number | null | ContentArray;

/** A block, list, raw HTML, or edits of one: told apart by the first element. */
export type ContentArray = (Content | AttributeValue)[];

/** One element of the flat run of ops. */
export type Op = Content | AttributeValue;

/** A template as the page learns it: marked HTML, then an anchor and a name per slot. */
export type Definition = (string | number)[];
