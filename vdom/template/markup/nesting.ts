/** What an HTML parser would move or drop: such a template is refused instead of going wrong later. */

import type { MarkupNode } from "./markup.ts";

const set = (names: string): Set<string> => new Set(names.split(" "));

/** Sets by tag. A map: raw HTML may hold a <constructor>. */
function byTag(sets: Record<string, Set<string>>): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(Object.entries(sets));
}

const VOID = set("area base br col embed hr img input link meta param source track wbr");

/** The only elements some elements can hold; a parser moves the others out. */
const ONLY = byTag({
  table: set("caption colgroup thead tbody tfoot script template style"),
  thead: set("tr script template style"),
  tbody: set("tr script template style"),
  tfoot: set("tr script template style"),
  tr: set("td th script template style"),
  colgroup: set("col template"),
  select: set("option optgroup hr script template button"),
  optgroup: set("option script template"),
});

/** The only parents of some elements; elsewhere a parser drops their tags. */
const NEEDS = byTag({
  caption: set("table"),
  colgroup: set("table"),
  thead: set("table"),
  tbody: set("table"),
  tfoot: set("table"),
  tr: set("thead tbody tfoot"),
  td: set("tr"),
  th: set("tr"),
  col: set("colgroup"),
});

/** Elements that end an open `<p>`. */
const ENDS_P = set(
  "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption " +
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li listing main menu nav ol p pre search " +
    "section summary table ul xmp",
);

/** Elements that cannot stand in one of their own kind. */
const NOT_IN_ITSELF = set("a button form option optgroup nobr noscript");

/** Elements before which a parser leaves SVG and MathML. */
const LEAVES = set(
  "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li " +
    "listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt u ul var",
);

/** Elements that end an open one of their kind, unless a list of their own stands between. */
const ENDS_ITEM = byTag({
  li: set("li"),
  dd: set("dd dt"),
  dt: set("dd dt"),
  optgroup: set("option"),
});

/** Elements through which an item does not see the outer one. */
const HIDES_ITEM = set(
  "applet article aside blockquote button caption center details dir dl fieldset figcaption figure " +
    "footer form h1 h2 h3 h4 h5 h6 header hgroup main marquee menu nav object ol pre section " +
    "select summary table tbody td template tfoot th thead tr ul",
);

const HEADING = /^h[1-6]$/;

/** Elements of which a page has one already, or none. */
const DOCUMENT = set("html head body frameset frame");

/** Elements that become another one, or that nothing ends. */
const NEVER = byTag({ image: set("img"), plaintext: set("pre") });

/** Elements in which one looks no further up. */
const SCOPE = set(
  "applet table td th caption template button object marquee svg math foreignObject",
);

/** The only ones that hide an open link or form. */
const HIDES = byTag({
  a: set("applet td th caption template object marquee"),
  nobr: set("applet td th caption template object marquee"),
  form: set("template"),
});

/** What is wrong with a place, and how to write it. */
export interface PlaceProblem {
  what: string;
  mend: string;
}

/** Whether an element has no content and no closing tag. */
export function isVoid(tag: string): boolean {
  return VOID.has(tag);
}

/** Whether some content of this parent would be moved out: then what fills its holes is checked too. */
export function isStrictParent(tag: string): boolean {
  return ONLY.has(tag);
}

/** Whether an element belongs into a layout, not into a view. */
export function isDocument(tag: string): boolean {
  return DOCUMENT.has(tag);
}

/** As much of an element as its place depends on. */
export interface Placed {
  readonly tag: string;
  readonly namespace: number;
}

/** What a parser would do to this node under these open elements, if it is not what was written. */
export function checkPlace(
  node: MarkupNode | (Placed & { type: "element" }),
  open: readonly Placed[],
): PlaceProblem | undefined {
  const parent = open.at(-1);
  if (node.type === "text") {
    return parent && node.text.trim() !== "" ? checkText(parent) : undefined;
  }
  if (node.type !== "element") return undefined;
  if (node.namespace !== 0) {
    // <svg> itself stands in HTML, where a table would not keep it.
    return parent?.namespace === 0
      ? checkChild(node.tag, parent.tag)
      : checkForeign(node.tag, parent?.tag ?? "svg");
  }
  for (const instead of NEVER.get(node.tag) ?? []) {
    return { what: `<${node.tag}> stands in a template`, mend: `write <${instead}>` };
  }
  return (parent && checkChild(node.tag, parent.tag)) ?? checkAncestors(node.tag, open);
}

/** Whether text may stand straight in this element. */
export function checkText(parent: Placed): PlaceProblem | undefined {
  if (parent.namespace !== 0 || !isStrictParent(parent.tag)) return undefined;
  return {
    what: `text stands straight in <${parent.tag}>`,
    mend: `put it into a cell or an option`,
  };
}

/** Whether an element may stand in SVG or MathML. */
export function checkForeign(tag: string, parent: string): PlaceProblem | undefined {
  if (!LEAVES.has(tag.toLowerCase())) return undefined;
  return {
    what: `<${tag}> stands in <${parent}>`,
    mend: "a parser would move it out; write <foreignObject> around it",
  };
}

/** Whether an element may stand straight in this one. */
export function checkChild(tag: string, parent: string): PlaceProblem | undefined {
  if (ONLY.get(parent)?.has(tag) === false) {
    return {
      what: `<${tag}> stands straight in <${parent}>`,
      mend: tag === "tr" ? "write <tbody> around it" : `a parser would move it out of <${parent}>`,
    };
  }
  const parents = NEEDS.get(tag);
  if (parents && !parents.has(parent)) {
    return {
      what: `<${tag}> stands in <${parent}>`,
      mend: `it can stand in <${[...parents].join(">, <")}> only`,
    };
  }
  return undefined;
}

/** Elements that some others close, or in which some close others. */
const CLOSED = /^(?:p|a|button|form|option|optgroup|nobr|li|dd|dt|h[1-6]|ruby)$/;

/** Parts of a ruby text, before which these end in it. */
const RUBY_PART = /^(?:rb|rp|rt|rtc)$/;
const ENDS_IN_RUBY = /^(?:dd|dt|li|optgroup|option|p|rb|rp|rt)$/;

function isInRuby(open: readonly Placed[]): boolean {
  for (let i = open.length - 1; i >= 0; i--) {
    const { tag } = open[i] as Placed;
    if (tag === "ruby") return true;
    if (SCOPE.has(tag)) return false;
  }
  return false;
}

/** Whether a parser would move some content out of these open elements. */
export function canMove(open: readonly Placed[]): boolean {
  return open.some(({ tag }) => CLOSED.test(tag) || isStrictParent(tag));
}

/** Whether an open element would be closed by this one. */
export function checkAncestors(tag: string, open: readonly Placed[]): PlaceProblem | undefined {
  const parent = open.at(-1);
  if (parent && HEADING.test(tag) && HEADING.test(parent.tag)) {
    return { what: `<${tag}> stands in <${parent.tag}>`, mend: "close the heading first" };
  }
  if (parent && RUBY_PART.test(tag) && ENDS_IN_RUBY.test(parent.tag) && isInRuby(open)) {
    return { what: `<${tag}> stands in <${parent.tag}>`, mend: `close <${parent.tag}> first` };
  }
  const item = ENDS_ITEM.get(tag);
  for (let i = open.length - 1; item && i >= 0; i--) {
    const { tag: ancestor } = open[i] as Placed;
    if (item.has(ancestor)) {
      return {
        what: `<${tag}> stands in <${ancestor}>`,
        mend: "write a list of its own around it",
      };
    }
    if (HIDES_ITEM.has(ancestor)) break;
  }
  let hidesP = false;
  for (let i = open.length - 1; i >= 0; i--) {
    const ancestor = open[i] as Placed;
    if (ancestor.tag === "p" && ENDS_P.has(tag) && !hidesP) {
      return { what: `<${tag}> stands in <p>`, mend: "a parser would end the <p>; use <div>" };
    }
    if (ancestor.tag === tag && NOT_IN_ITSELF.has(tag)) {
      return { what: `<${tag}> stands in <${tag}>`, mend: "a parser would close the outer one" };
    }
    if (ENDS_P.has(tag) && SCOPE.has(ancestor.tag)) hidesP = true;
    if ((HIDES.get(tag) ?? SCOPE).has(ancestor.tag)) return undefined;
  }
  return undefined;
}
