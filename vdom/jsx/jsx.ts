/** What compiled JSX calls: precompiled templates as they are, elements by their shape. */

import {
  type Child,
  isOfJsx,
  isVoid,
  nameHoles,
  type Statics,
  SVG_CAPITALS,
  Template,
  WRITTEN_OUT,
} from "../template/mod.ts";
import { raw } from "../raw/mod.ts";
import { rowTemplate } from "../tree/mod.ts";

/**
 * An attribute of a precompiled template; its name is known at the template's first use.
 *
 * @internal
 */
export class Attribute {
  /** Its name. */
  readonly name: string;
  /** What fills it. */
  readonly value: unknown;

  /** A name and what fills it. */
  constructor(name: string, value: unknown) {
    this.name = name;
    this.value = value;
  }
}

/**
 * Props of an element or a component.
 *
 * @category JSX
 */
export interface Props {
  /** Anything between the tags. */
  children?: unknown;
  /** Anything else by its name. */
  [name: string]: unknown;
}

/**
 * A function from props to content.
 *
 * @category JSX
 */
// deno-lint-ignore no-explicit-any -- a component's props are its own
export type Component = (props: any) => Child;

/**
 * A precompiled template: statics of one call site, and what fills them. An argument is an
 * attribute of {@link jsxAttr}, a child of {@link jsxEscape}, or a bare boolean attribute's name.
 *
 * @internal
 */
export function jsxTemplate(statics: Statics, ...values: unknown[]): Template {
  const names: (string | undefined)[] | undefined = isOfJsx(statics)
    ? undefined
    : new Array(values.length).fill(undefined);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value instanceof Attribute) {
      if (names) names[i] = value.name;
      values[i] = value.value;
    }
  }
  if (names) nameHoles(statics, names);
  return new Template(statics, values);
}

/**
 * An attribute with its value.
 *
 * @internal
 */
export function jsxAttr(name: string, value: unknown): Attribute {
  return new Attribute(name, value);
}

/**
 * A child; the engine escapes it where it stands.
 *
 * @internal
 */
export function jsxEscape(value: unknown): unknown {
  return value;
}

/**
 * A component's result, or an element that could not be precompiled (spread, react-jsx).
 *
 * @internal
 */
export function jsx(type: string | Component, props: Props | null, key?: unknown): Child {
  const given = props ?? {};
  const result = typeof type === "string" ? element(type, given, key) : type(given);
  if (key !== undefined) return keyed(result, key);
  // A text that a view's render returns is raw HTML; one that a component returns is a text.
  return typeof result === "string" ? rowTemplate(result) : result;
}

/** A result under a key. A copy: components may give the same template to several. */
function keyed(result: Child, key: unknown): Template {
  const { statics, values } = rowTemplate(result);
  const template = new Template(statics, values);
  template.key = key;
  return template;
}

/**
 * The same as {@link jsx}; react-jsx calls it for several children that stand written out.
 *
 * @internal
 */
export function jsxs(type: string | Component, props: Props | null, key?: unknown): Child {
  const children = props?.children;
  if (Array.isArray(children)) Object.defineProperty(children, WRITTEN_OUT, { value: true });
  return jsx(type, props, key);
}

/**
 * What `react-jsx` calls where a key stands behind a spread.
 *
 * @internal
 */
export function createElement(
  type: string | Component,
  props: Props | null,
  ...children: unknown[]
): Child {
  const { key, ...rest } = props ?? {};
  const given = children.length === 0
    ? rest
    : { ...rest, children: children.length === 1 ? children[0] : children };
  return (children.length > 1 ? jsxs : jsx)(type, given, key);
}

/**
 * Children without an element around them.
 *
 * @category JSX
 */
export function Fragment(props: { children?: unknown }): Child {
  return props.children as Child;
}

/** Statics of elements by shape, so that the same shape is the same template. */
const shapes = new Map<string, Statics>();

/** More shapes than this are an element whose attributes' names are data: they start over. */
const MOST_SHAPES = 10_000;

const NAMES: ReadonlyMap<string, string> = new Map([
  ["className", "class"],
  ["htmlFor", "for"],
  ["httpEquiv", "http-equiv"],
  ["acceptCharset", "accept-charset"],
  ["xlinkHref", "href"],
]);
/** SVG attributes that are written with a hyphen. */
const HYPHENS =
  /^(?:stroke|fill|clip|color|dominant|font|stop|text|marker|alignment|baseline|flood|lighting|paint|pointer|shape|letter|word|writing|vector|image|glyph|transform)(?:[A-Z][a-z]+)+$/;

/** An element whose tag and attributes' names make its template. */
function element(tag: string, props: Props, key: unknown): Template {
  if (!/^[a-z][\w:.-]*$/i.test(tag)) {
    throw new TypeError(`Cannot paint <${tag}>: a tag's name has letters, digits and hyphens only`);
  }
  const names: string[] = [];
  const values: unknown[] = [];
  let children = props.children;
  // Whether it is null or not, so that the same element stays the same template.
  let filled = "children" in props;
  for (const name of Object.keys(props)) {
    if (name === "children" || name === "ref" || (name === "key" && key !== undefined)) continue;
    if (name === "dangerouslySetInnerHTML") {
      const given = props[name] as { __html: unknown } | null | undefined;
      children = raw(String(given?.__html ?? ""));
      filled = true;
      continue;
    }
    if (!/^[^\s"'<>/=?]+$/.test(name)) {
      throw new TypeError(
        `Cannot paint the attribute ${JSON.stringify(name)} of <${tag}>: it is no name`,
      );
    }
    const own = attributeName(name);
    const twin = own === "class" ? names.indexOf(own) : -1;
    if (twin >= 0) values[twin] = [values[twin], props[name]];
    else {
      names.push(own);
      values.push(props[name]);
    }
  }
  const closed = isVoid(tag);
  if (closed) filled = false;
  if (filled) values.push(children);
  return new Template(staticsOf(tag, names, filled, closed), values);
}

/** The statics of a shape: always the same array. */
function staticsOf(
  tag: string,
  names: readonly string[],
  filled: boolean,
  closed: boolean,
): Statics {
  const shape = `${tag} ${names.join(" ")}${filled ? ">" : ""}`;
  const known = shapes.get(shape);
  if (known) return known;
  if (shapes.size >= MOST_SHAPES) shapes.clear();
  const statics: string[] = [];
  let text = `<${tag}`;
  for (const name of names) {
    statics.push(`${text} ${name}=`);
    text = "";
  }
  text += ">";
  if (filled) {
    statics.push(text);
    text = "";
  }
  statics.push(closed ? text : `${text}</${tag}>`);
  shapes.set(shape, statics);
  nameHoles(statics, undefined);
  return statics;
}

/** An attribute's name as HTML spells it; what precompile does at compile time. */
function attributeName(name: string): string {
  const known = NAMES.get(name);
  if (known) return known;
  if (SVG_CAPITALS.test(name) || name.includes("-") || name.includes(":")) return name;
  if (HYPHENS.test(name)) return name.replace(/[A-Z]/g, (letter) => "-" + letter.toLowerCase());
  return name.toLowerCase();
}
