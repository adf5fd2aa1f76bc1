/** White space that only lays out a template's source, and is left out of its plan. */

import { type ElementNode, isTextOnly, type MarkupNode } from "../markup/mod.ts";

/** The children when white space with line breaks around a single hole is left out. */
export function soleHole(element: ElementNode, pre: boolean): MarkupNode[] | undefined {
  if (pre || element.tag === "pre" || isTextOnly(element)) return undefined;
  const rest = element.children.filter((child) =>
    !(child.type === "text" && child.text.includes("\n") && child.text.trim() === "")
  );
  return rest.length === 1 && rest[0]?.type === "hole" ? rest : undefined;
}

/** A template's roots without the line breaks that only lay out its source. */
export function trimEdges(nodes: MarkupNode[]): MarkupNode[] {
  const trimmed = nodes.map((node, i) => {
    if (node.type !== "text") return node;
    let text = node.text;
    if (i === 0) text = text.replace(/^\s*\n\s*/, "");
    if (i === nodes.length - 1) text = text.replace(/\s*\n\s*$/, "");
    return { ...node, text };
  });
  return trimmed.filter((node) => node.type !== "text" || node.text !== "");
}
