/** Raw HTML: its nodes are numbered by region, the first time one of them changes. */

import { NAMESPACE, RAW } from "../../protocol/mod.ts";
import { patchAttributes } from "./attributes.ts";
import {
  childNodes,
  importNode,
  insertBefore,
  isConnected,
  localName,
  namespaceURI,
  nextSibling,
  parentNode,
  remove,
} from "../platform/mod.ts";
import { isElement, scan } from "./marks.ts";
import { ownElements } from "./own.ts";
import { endOf, firstOf, lost, parentOf } from "./region.ts";
import type { Scene } from "./scene.ts";
import { growText } from "./text.ts";

// What stands in these is no tree of the page's.
const OPAQUE = /^(?:script|style|template|noscript|noembed|noframes|iframe|xmp|selectedcontent)$/;

/** Elements of SVG and MathML that hold HTML. */
const HOLDS_HTML = /^(?:foreignObject|desc|title|m[inos]|mtext)$/;

type RawScene = Pick<Scene, "document" | "see">;

/** Puts markup before a node; returns what came. */
export function insertRaw(scene: Scene, parent: Node, before: Node | null, html: string): Node[] {
  const space = isElement(parent) && !HOLDS_HTML.test(localName(parent)) && namespaceURI(parent);
  const namespace = /svg$/.test(space || "")
    ? NAMESPACE.svg
    : /MathML$/.test(space || "")
    ? NAMESPACE.mathml
    : NAMESPACE.html;
  return put(scene, parent, before, scene.parse(html, namespace));
}

function put(scene: RawScene, parent: Node, before: Node | null, content: Node): Node[] {
  const fragment = importNode(scene.document, content, true);
  const nodes = [...childNodes(fragment)];
  // Marks in it mean nothing; its handlers do.
  scan(fragment, [], { open: () => [], see: scene.see });
  insertBefore(parent, fragment, before);
  return nodes;
}

/** Puts raw HTML where a parser would not have left it: it was painted into a template. */
export function unfold(scene: RawScene, region: Element): void {
  for (const holder of ownElements(region, "template[data-dj-raw]")) {
    put(scene, parentNode(holder) as Node, holder, (holder as HTMLTemplateElement).content);
    remove(holder);
  }
}

/** The nodes of raw regions that were edited, by their anchor. */
export type RawNodes = WeakMap<Node, Node[]>;

/** Applies `count, node, code, …`. */
export function editRaw(scene: Scene, anchor: Node, edits: readonly unknown[]): void {
  const { foreign, raw, overlays } = scene;
  const count = edits[1] as number;
  const nodes: Node[] = raw.get(anchor) ?? [];
  const number = (node: Node): void => {
    if (foreign.has(node)) return;
    nodes.push(node);
    if (isElement(node) && !OPAQUE.test(localName(node))) childNodes(node).forEach(number);
  };
  if (!raw.has(anchor)) {
    const end = endOf(anchor, foreign);
    for (let node = firstOf(anchor); node && node !== end; node = nextSibling(node)) number(node);
    raw.set(anchor, nodes);
  }
  const fail = (): never => {
    raw.delete(anchor);
    throw lost();
  };
  // Numbers that do not agree would mean other nodes than the server's.
  if (nodes.length !== count) fail();
  for (let i = 2; i < edits.length; i += 3) {
    const at = edits[i] as number;
    const node = nodes[at];
    const value = edits[i + 2];
    // Others replaced it, or rewrote it, since it was numbered.
    if (node && (!isConnected(node) || foreign.disturbed(node))) fail();
    const code = edits[i + 1];
    switch (code) {
      case RAW.text:
      case RAW.append: {
        const grows = code === RAW.append;
        const text = node as Text;
        if ([text, parentNode(text)].some((one) => one && overlays?.take(one, "", value, grows))) {
          break;
        }
        if (grows) growText(text, value as string);
        else text.data = value as string;
        break;
      }
      case RAW.attributes:
        patchAttributes(scene, node as Element, value as unknown[]);
        break;
      case RAW.remove:
        remove(node as Node);
        i--;
        break;
      default: {
        const before = nodes[value as number] ?? (node ? null : endOf(anchor, foreign));
        insertRaw(scene, node ?? parentOf(anchor), before, edits[i + 3] as string).forEach(number);
        i++;
      }
    }
  }
}
