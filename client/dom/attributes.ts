/** Writes attributes: by the rules of safety, and as properties where the attribute is only a default. */

import {
  CLASS,
  isSafeAttribute,
  isUrlAttribute,
  safeUrl,
  type Styles,
} from "../../protocol/mod.ts";
import {
  classList,
  getAttribute,
  guarded,
  inherited,
  localName,
  querySelectorAll,
  removeAttribute,
  setAttribute,
  setAttributeNS,
} from "../platform/mod.ts";
import type { Scene } from "./scene.ts";
import { writeText } from "./text.ts";

/** A value as it comes over the wire. */
export type Value = string | number | null | Styles;

/** JSX's bare boolean: the value is the attribute's name. */
const BARE = "?";

/** Changes attributes of one element: `name, value, …`. */
export function patchAttributes(scene: Scene, element: Element, changes: readonly unknown[]): void {
  const ignored = ignoredAt(element);
  for (let i = 0; i < changes.length; i += 2) {
    const name = changes[i] as string;
    const value = changes[i + 1] as Value;
    const isTokens = name === CLASS.add || name === CLASS.remove;
    if (ignored.includes(isTokens ? "class" : name === BARE ? String(value) : name)) continue;
    // Tokens of others live in the same attribute.
    if (name === CLASS.add) classList(element).add(...free(scene, element, value, ""));
    else if (name === CLASS.remove) classList(element).remove(...free(scene, element, value, null));
    // The text of an element whose template leaves it to a value.
    else if (!name) writeText(scene, element, value);
    else if (!scene.overlays?.take(element, name, value)) {
      writeAttribute(scene, element, name, uncovered(scene, element, value));
      if (name === "class") scene.overlays?.reread(element, ".");
      if (name === "style" && typeof value !== "object") scene.overlays?.reread(element, ":");
    }
  }
}

/** The tokens over which nothing lies. */
function free(scene: Scene, element: Element, value: Value, becomes: "" | null): string[] {
  return tokens(value).filter((token) => !scene.overlays?.take(element, "." + token, becomes));
}

/** A value without the styles over which something lies. */
function uncovered({ overlays }: Scene, element: Element, value: Value): Value {
  if (!overlays || !value || typeof value !== "object") return value;
  const rest = Object.entries(value).filter(([property, text]) =>
    !overlays.take(element, ":" + property, text)
  );
  return Object.fromEntries(rest);
}

/** The attributes that are the page's own once they are there. */
export function ignoredAt(element: Element): string[] {
  return getAttribute(element, "dj-ignore-attrs")?.split(/[\s,]+/) ?? [];
}

const tokens = (value: Value): string[] => String(value).split(/[ \t\n\f\r]+/).filter(Boolean);

const isProperty = (name: string): boolean => /^(?:value|checked|selected|muted)$/.test(name);

/** Whether nothing has to be looked at when this attribute of a fresh element is set. */
export function isPlain(name: string): boolean {
  return name !== BARE && name !== "style" && !isProperty(name) && isSafeAttribute(name) &&
    !isUrlAttribute(name.toLowerCase(), "meta");
}

/** Sets one attribute, or takes it away when the value is null. */
export function writeAttribute(scene: Scene, element: Element, name: string, value: Value): void {
  const tag = localName(element);
  if (name === BARE) {
    if (value) writeAttribute(scene, element, String(value), "");
  } else if (name === "style") writeStyle(element as HTMLElement, value);
  else if (isSafeAttribute(name)) {
    if (value !== null && isUrlAttribute(name.toLowerCase(), tag)) {
      value = safeUrl(String(value), name, tag);
    }
    if (name === "muted") (element as HTMLMediaElement).muted = value !== null;
    if (isProperty(name)) scene.hold(element);
    if (name === "value" && tag === "textarea") element.textContent = String(value ?? "");
    else if (value === null) removeAttribute(element, name);
    else if (name === "xlink:href") {
      setAttributeNS(element, "http://www.w3.org/1999/xlink", name, String(value));
    } else setAttribute(element, name, String(value));
    if (name.startsWith("dj-")) scene.see(element, [name]);
  }
}

/** Property writes, which a strict content policy allows. */
export function writeStyle(element: HTMLElement, value: Value): void {
  const style = inherited(element, "style");
  if (typeof value === "string") style.cssText = value;
  else if (value) {
    for (const [property, text] of Object.entries(value as Styles)) {
      if (text === null) style.removeProperty(property);
      else style.setProperty(property, text);
    }
    if (!style.cssText) removeAttribute(element, "style");
  }
}

/** Writes the styles that a strict policy does not let be painted. */
export function paintStyles(region: Element): void {
  querySelectorAll(region, "[data-dj-style]").forEach(guarded((element) => {
    const styles = JSON.parse(getAttribute(element, "data-dj-style") as string);
    writeStyle(element as HTMLElement, styles);
  }));
}
