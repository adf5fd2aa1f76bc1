/** Names of SVG that are not all in lower case. */

/**
 * SVG attributes that keep their capitals. A parser mends them when it reads a page; a patch must
 * name them as they are.
 */
export const SVG_CAPITALS: RegExp =
  /^(?:viewBox|preserveAspectRatio|gradient(?:Units|Transform)|pattern(?:Units|Transform|ContentUnits)|clipPathUnits|mask(?:Units|ContentUnits)|filterUnits|primitiveUnits|spreadMethod|textLength|lengthAdjust|stdDeviation|baseFrequency|numOctaves|tableValues|markerWidth|markerHeight|markerUnits|refX|refY|startOffset|pathLength|repeat(?:Count|Dur)|attributeName|calcMode|keyTimes|keySplines)$/;
