/** A row in the page: made of content, and made into another one by touching what changed. */

import { CLASS, ROW_KEY } from "../../protocol/mod.ts";
import {
  type Block,
  insert,
  patchAttributes,
  type Scene,
  type Template,
  writeContent,
} from "../dom/mod.ts";
import { createDocumentFragment, createElement, localName, setAttribute } from "../platform/mod.ts";

/** The scene that rows are made in. */
export interface RowScene extends Scene {
  /** The block that began first since it was asked last. */
  opened: Block | undefined;
}

/** A row; what is known of one that was painted is its element. */
export interface Row {
  readonly element: Element;
  readonly made?: {
    readonly block: Block;
    readonly template: Template;
    values: readonly unknown[];
  };
}

/** The element of what is none by itself. */
function tagIn(home: Element | DocumentFragment, key: string): string {
  const around = "tagName" in home ? localName(home) : "";
  return around === "ul" || around === "ol" ? "li" : key ? "div" : "span";
}

/** Makes a row. */
export function makeRow(
  scene: RowScene,
  home: Element | DocumentFragment,
  key: string,
  content: unknown,
): Row {
  const { document } = scene;
  const isTemplate = Array.isArray(content) && content[0] >= 0;
  const place = isTemplate
    ? createDocumentFragment(document)
    : createElement(document, tagIn(home, key));
  scene.opened = undefined;
  if (content !== "") insert(scene, place, null, content);
  const block = scene.opened as Block | undefined;
  const element = isTemplate ? block?.[0] as Element : place as Element;
  setAttribute(element, ROW_KEY, key);
  if (!isTemplate || !block) return { element };
  const template = scene.templates[content[0]] as Template;
  return { element, made: { block, template, values: content } };
}

/** Makes a row what this content says, where it is of the same template. */
export function renewRow(scene: RowScene, { made }: Row, content: unknown): boolean {
  if (!made || !Array.isArray(content) || scene.templates[content[0]] !== made.template) {
    return false;
  }
  const { block, template, values } = made;
  made.values = content;
  template.slots.forEach(({ index, name }, i) => {
    const last = values[i + 1];
    const next: unknown = content[i + 1];
    if (JSON.stringify(last) === JSON.stringify(next)) return;
    const anchor = block[index] as Node;
    if (name) patchAttributes(scene, anchor as Element, changes(name, last, next));
    else writeContent(scene, anchor, next);
  });
  return true;
}

type Pairs = Record<string, unknown>;

/** What makes an attribute of one value one of another: names and values. */
function changes(name: string, last: unknown, next: unknown): unknown[] {
  if (name === "class") {
    const [before, after] = [tokens(last), tokens(next)];
    const without = (some: string[], others: string[]): string =>
      some.filter((token) => !others.includes(token)).join(" ");
    return [CLASS.remove, without(before, after), CLASS.add, without(after, before)];
  }
  // JSX's bare boolean: the value is the attribute's name.
  if (name === "?") return [...last ? [last, null] : [], ...next ? [next, ""] : []];
  if (name === "style") return [name, { ...gone(last as Pairs), ...next as Pairs }];
  if (Array.isArray(last) || Array.isArray(next)) {
    const merged = { ...gone(paired(last)), ...paired(next) };
    return Object.entries(merged).flat();
  }
  return [name, next];
}

const tokens = (value: unknown): string[] => String(value ?? "").split(/\s+/).filter(Boolean);

const gone = (last: Pairs | null): Pairs =>
  Object.fromEntries(Object.keys(last ?? {}).map((name) => [name, null]));

/** A list of names and values by their names. */
function paired(list: unknown): Pairs {
  const pairs: Pairs = {};
  if (Array.isArray(list)) {
    for (let i = 0; i < list.length; i += 2) pairs[list[i]] = list[i + 1];
  }
  return pairs;
}
