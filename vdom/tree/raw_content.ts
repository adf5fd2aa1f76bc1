/** Raw HTML as a node of the tree. */

import { CONTENT, type Content } from "../../protocol/mod.ts";
import {
  diffRaw,
  growRaw,
  moveIn,
  printForScript,
  printRaw,
  type RawNode,
  type RawRegion,
} from "../raw/mod.ts";
import { canMove, RawHtml, type Scope, type Slot } from "../template/mod.ts";
import type { Found, NodeObject } from "./node.ts";
import type { Painter } from "./paint.ts";
import type { Writer } from "./write.ts";

/** A region of raw HTML. Its nodes are numbered by themselves: no block is inside. */
export class RawContent implements NodeObject {
  readonly #region: RawRegion;

  /** A region that was read. */
  constructor(region: RawRegion) {
    this.#region = region;
  }

  /** See {@link NodeObject}. */
  diff(next: object, slot: Slot, block: number, writer: Writer): boolean {
    const last = this.#region;
    if (!(next instanceof RawHtml) || last.events !== next.events) return false;
    if (last.html === next.html) return true;
    const edits = diffRaw(last, growRaw(next, slot, writer.scope));
    last.html = next.html;
    if (edits.length > 0) writer.op(block, slot.anchor, edits);
    return true;
  }

  /** See {@link NodeObject}. */
  write(): Content {
    const { nodes, events } = this.#region;
    const html = printForScript(nodes);
    return events ? [CONTENT.raw, html, 1] : [CONTENT.raw, html];
  }

  /** See {@link NodeObject}. What a parser would move waits in a template for the page's script. */
  paint(painter: Painter): string {
    const { nodes } = this.#region;
    const { open, scope } = painter;
    painter.seal();
    const problem = canMove(open) ? moveIn(nodes, open) : undefined;
    if (painter.isLive) this.#adviseForms(scope);
    if (!problem) return printRaw(nodes);
    const html = printForScript(nodes);
    if (scope.development) {
      scope.warn(
        `Raw HTML is shown only once the page's script has run: ${problem.what}; ${problem.mend}\n` +
          html.slice(0, 200),
        "raw-late",
      );
    }
    return `<template data-dj-raw>${html}</template>`;
  }

  /** A form in it is the script's alone: what a browser sends without one nobody could take. */
  #adviseForms(scope: Scope): void {
    const { events, nodes, html } = this.#region;
    if (!scope.form || !events || !html.includes("dj-submit") || !nodes.some(isSent)) return;
    scope.warn(
      "A form in raw HTML is sent by the page's script alone, and answered 422 without it; write its " +
        "<form> in the template, and the raw HTML inside of that\n" + html.slice(0, 200),
      "raw-form",
    );
  }

  /** See {@link NodeObject}. */
  find(): Found | undefined {
    return undefined;
  }
}

/** The region of some raw HTML. */
export function growRawContent(raw: RawHtml, slot: Slot, scope: Scope): RawContent {
  return new RawContent(growRaw(raw, slot, scope));
}

/** Whether a node is a form with a handler, or has one in it. */
function isSent(node: RawNode): boolean {
  if (node.type === "text") return false;
  const isForm = node.html && node.tag === "form";
  return (isForm &&
    [...node.attributes.keys()].some((name) => /^dj-submit(?:[.:]|$)/.test(name))) ||
    node.children.some(isSent);
}
