/** Elements that JSX knows: those of HTML, SVG and MathML. */

import type { Attributes, Of, RichElements, VoidElements } from "./attributes.ts";
import type { MathElements, SvgAttributes, SvgElements } from "./svg.ts";

/**
 * Elements of HTML without attributes of their own.
 *
 * @internal
 */
type PlainNames =
  | ("abbr" | "address" | "article" | "aside" | "b" | "bdi" | "bdo" | "body" | "caption" | "cite")
  | ("code" | "datalist" | "dd" | "dfn" | "div" | "dl" | "dt" | "em" | "figcaption" | "figure")
  | ("footer" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "head" | "header" | "hgroup" | "html")
  | ("i" | "kbd" | "legend" | "main" | "mark" | "menu" | "nav" | "noscript" | "p" | "picture")
  | ("pre" | "rp" | "rt" | "ruby" | "s" | "samp" | "search" | "section" | "small" | "span")
  | ("strong" | "sub" | "summary" | "sup" | "table" | "tbody" | "tfoot" | "thead" | "title" | "tr")
  | ("u" | "ul" | "var");

/**
 * Elements by their tags, with their attributes.
 *
 * @internal
 */
export type Elements =
  & { [Name in PlainNames]: Attributes }
  & VoidElements
  & Omit<RichElements, "a">
  // It is an element of SVG as well.
  & { a: RichElements["a"] & Of<SvgAttributes> }
  & SvgElements
  & MathElements;

/**
 * What a custom element may have besides: its attributes are its own.
 *
 * @category JSX
 */
export type CustomAttributes = Attributes & {
  // deno-lint-ignore no-explicit-any -- only the element knows
  [attribute: string]: any;
};
