/** Elements of SVG and MathML in JSX, and their attributes. */

import type { Of } from "./attributes.ts";
import type { Texts } from "./values.ts";

/**
 * Attributes that SVG writes with capitals.
 *
 * @internal
 */
type Capitals =
  | ("attributeName" | "baseFrequency" | "calcMode" | "clipPathUnits" | "filterUnits")
  | ("gradientTransform" | "gradientUnits" | "keySplines" | "keyTimes" | "lengthAdjust")
  | ("markerHeight" | "markerUnits" | "markerWidth" | "maskContentUnits" | "maskUnits")
  | ("numOctaves" | "pathLength" | "patternContentUnits" | "patternTransform" | "patternUnits")
  | ("preserveAspectRatio" | "primitiveUnits" | "refX" | "refY" | "repeatCount" | "repeatDur")
  | ("spreadMethod" | "startOffset" | "stdDeviation" | "tableValues" | "textLength" | "viewBox");

/**
 * Attributes that SVG writes with hyphens, which may be written so as well.
 *
 * @internal
 */
type Hyphened =
  | ("alignmentBaseline" | "baselineShift" | "clipPath" | "clipRule" | "colorInterpolation")
  | ("colorInterpolationFilters" | "dominantBaseline" | "fillOpacity" | "fillRule")
  | ("floodColor" | "floodOpacity" | "fontFamily" | "fontSize" | "fontSizeAdjust")
  | ("fontStretch" | "fontStyle" | "fontVariant" | "fontWeight" | "imageRendering")
  | ("letterSpacing" | "lightingColor" | "markerEnd" | "markerMid" | "markerStart")
  | ("paintOrder" | "pointerEvents" | "shapeRendering" | "stopColor" | "stopOpacity")
  | ("strokeDasharray" | "strokeDashoffset" | "strokeLinecap" | "strokeLinejoin")
  | ("strokeMiterlimit" | "strokeOpacity" | "strokeWidth" | "textAnchor" | "textDecoration")
  | ("textRendering" | "transformOrigin" | "vectorEffect" | "wordSpacing" | "writingMode");

/**
 * Attributes by which shapes are painted.
 *
 * @internal
 */
type Painted =
  | ("clip" | "color" | "cursor" | "direction" | "display" | "fill" | "filter" | "font" | "mask")
  | ("opacity" | "overflow" | "stroke" | "transform" | "visibility");

/** @internal */
type Plain =
  | ("accumulate" | "additive" | "amplitude" | "azimuth" | "begin" | "bias" | "by" | "cx" | "cy")
  | ("d" | "divisor" | "dur" | "dx" | "dy" | "elevation" | "end" | "exponent" | "fr" | "from")
  | ("fx" | "fy" | "height" | "href" | "in" | "in2" | "intercept" | "k1" | "k2" | "k3" | "k4")
  | ("max" | "media" | "min" | "mode" | "offset" | "operator" | "order" | "orient" | "origin")
  | ("path" | "points" | "r" | "radius" | "restart" | "result" | "rotate" | "rx" | "ry" | "scale")
  | ("seed" | "slope" | "target" | "to" | "type" | "values" | "version" | "width" | "x" | "x1")
  | ("x2" | "xlinkHref" | "xmlns" | "y" | "y1" | "y2" | "z");

/**
 * Attributes of any SVG element besides those of every element.
 *
 * @internal
 */
export type SvgAttributes = Texts<Capitals | Hyphened | Painted | Plain>;

/** @internal */
type SvgNames =
  | ("animate" | "animateMotion" | "animateTransform" | "circle" | "clipPath" | "defs" | "desc")
  | ("ellipse" | "feBlend" | "feColorMatrix" | "feComponentTransfer" | "feComposite")
  | ("feConvolveMatrix" | "feDiffuseLighting" | "feDisplacementMap" | "feDistantLight")
  | ("feDropShadow" | "feFlood" | "feFuncA" | "feFuncB" | "feFuncG" | "feFuncR")
  | ("feGaussianBlur" | "feImage" | "feMerge" | "feMergeNode" | "feMorphology" | "feOffset")
  | ("fePointLight" | "feSpecularLighting" | "feSpotLight" | "feTile" | "feTurbulence" | "filter")
  | ("foreignObject" | "g" | "image" | "line" | "linearGradient" | "marker" | "mask" | "metadata")
  | ("mpath" | "path" | "pattern" | "polygon" | "polyline" | "radialGradient" | "rect" | "set")
  | ("stop" | "svg" | "switch" | "symbol" | "text" | "textPath" | "tspan" | "use" | "view");

/**
 * Elements of SVG. Those that HTML has too are typed there.
 *
 * @internal
 */
export type SvgElements = { [Name in SvgNames]: Of<SvgAttributes> };

/** @internal */
type MathNames =
  | ("annotation" | "annotation-xml" | "maction" | "math" | "merror" | "mfrac" | "mi")
  | ("mmultiscripts" | "mn" | "mo" | "mover" | "mpadded" | "mphantom" | "mprescripts" | "mroot")
  | ("mrow" | "ms" | "mspace" | "msqrt" | "mstyle" | "msub" | "msubsup" | "msup" | "mtable")
  | ("mtd" | "mtext" | "mtr" | "munder" | "munderover" | "semantics");

/**
 * Elements of MathML.
 *
 * @internal
 */
export type MathElements = {
  [Name in MathNames]: Of<
    Texts<
      | ("accent" | "accentunder" | "columnspan" | "depth" | "display" | "displaystyle")
      | ("encoding" | "fence" | "form" | "height" | "href" | "largeop" | "linethickness")
      | ("lspace" | "mathbackground" | "mathcolor" | "mathsize" | "mathvariant" | "maxsize")
      | ("minsize" | "movablelimits" | "rowspan" | "rspace" | "scriptlevel" | "separator")
      | ("stretchy" | "symmetric" | "voffset" | "width" | "xmlns")
    >
  >;
};
