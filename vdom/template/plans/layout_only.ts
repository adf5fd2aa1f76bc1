/** What of a template a layout may have, but no page that changes: why, and what to write. */

import { type ElementNode, isDocument, isSink } from "../markup/mod.ts";

/** Elements whose content is text to a browser with scripts, or stands outside of the document. */
const UNSEEN = /^(?:noscript|template)$/;

/** Whether an element is for layouts; "" when it may stand in any page. */
export function elementOnlyInLayout({ tag, attributes }: ElementNode): string {
  if (isDocument(tag)) {
    return `<${tag}> stands in a view, whose page has it already; write it into the layout`;
  }
  const moves = attributes.find(({ name }) =>
    tag === "template" && /^(?:for|shadowrootmode)$/.test(name)
  );
  if (!moves) return "";
  return `<template ${moves.name}> stands in a view, where a first paint heeds it and a patch does not; do it in a hook, or write it into the layout`;
}

/** Whether a hole is for layouts: one in an attribute of this name, or a child in these elements. */
export function holeOnlyInLayout(name: string, open: readonly ElementNode[], tag: string): string {
  const unseen = open.find(({ tag }) => UNSEEN.test(tag))?.tag;
  if (unseen !== undefined) {
    return `a hole stands in <${unseen}>, whose content is no part of the page; take it out, or write <${unseen}> into the layout`;
  }
  if (!isSink(tag, name)) return "";
  const mend = tag === "script" ? "write it into the layout" : "write <iframe src=${url}>";
  return `a hole stands in ${name} of <${tag}>, which Trusted Types let no page change; ${mend}`;
}
