/** Which fields of a view a snapshot keeps, and how they come back. */

import { isForbidden } from "../../protocol/mod.ts";
import { compact } from "../world/mod.ts";
import { type FieldObject, isFieldObject } from "./field_object.ts";
import { refuseLegacy } from "./legacy.ts";
import { metadataOf, ownEntry } from "./metadata.ts";
import { declaredState } from "./state_declaration.ts";
import type { Anything } from "./lifecycle.ts";
import { LiveView } from "./view.ts";

/** Where a class's metadata keeps the names of fields that are not state. */
const TRANSIENT = Symbol("djust.transient");

/**
 * Leaves a field out of snapshots: connections, caches, secrets.
 *
 * @example
 * ```ts
 * import { html, LiveView, transient } from "@djust/live";
 *
 * class Search extends LiveView {
 *   query = "";
 *   @transient
 *   results: string[] = [];
 *   render() {
 *     return html`<p>${this.results.length} found</p>`;
 *   }
 * }
 * ```
 *
 * @category Views
 */
export function transient(_value: Anything, context: ClassFieldDecoratorContext): void {
  refuseLegacy("@transient", context);
  ownEntry(context.metadata, TRANSIENT, () => new Set<string>()).add(String(context.name));
}

/** Copies of the plain fields that are state, and the names of those that cannot be copied. */
export function fieldsOf(view: LiveView): { fields: Record<string, unknown>; skipped: string[] } {
  const fields: Record<string, unknown> = {};
  const skipped: string[] = [];
  for (const name of namesOf(view)) {
    const value = (view as unknown as Record<string, unknown>)[name];
    if (typeof value === "function" || isFieldObject(value)) continue;
    try {
      fields[name] = compact(structuredClone(value));
    } catch {
      skipped.push(name);
    }
  }
  return { fields, skipped };
}

/** Copies of the fields that a fresh page of the visitor finds again, by name. */
export function sessionFieldsOf(view: LiveView): Record<string, unknown> {
  const { session } = declaredState(view.constructor);
  const kept = new Set(namesOf(view));
  const fields: Record<string, unknown> = {};
  for (const name of session) {
    const value = (view as unknown as Record<string, unknown>)[name];
    if (!kept.has(name) || typeof value === "function" || isFieldObject(value)) continue;
    try {
      fields[name] = compact(structuredClone(value));
    } catch {
      // The snapshot has told of it.
    }
  }
  return fields;
}

/** Puts the fields of a snapshot back. */
export function assignFields(view: LiveView, fields: Readonly<Record<string, unknown>>): void {
  const target = view as unknown as Record<string, unknown>;
  const known = new Set(namesOf(view));
  for (const [name, value] of Object.entries(fields)) {
    // A field that a newer version of the class no longer has is dropped.
    if (known.has(name) && !isFieldObject(target[name])) target[name] = value;
  }
}

/** The objects in fields that are state: they say themselves what they keep. */
export function objectsOf(view: LiveView): ReadonlyMap<string, FieldObject> {
  const objects = new Map<string, FieldObject>();
  for (const name of namesOf(view)) {
    const value = (view as unknown as Record<string, unknown>)[name];
    if (isFieldObject(value)) objects.set(name, value);
  }
  return objects;
}

/** Settings of mixins: what a class says of itself, and no state. */
const SETTINGS: ReadonlySet<string> = new Set([
  ...["presenceKey", "presenceUniquePerConnection", "presenceShares", "draftKey", "draftTtl"],
]);

/** What every view has of the framework's own. */
const MEMBERS: ReadonlySet<string> = new Set([
  ...Object.getOwnPropertyNames(new LiveView()),
  ...Object.getOwnPropertyNames(LiveView.prototype),
]);

/** Whether a view has a public field of this name, of its own, that holds data. */
export function isPublicField(view: LiveView, name: string): boolean {
  if (name.startsWith("_") || isForbidden(name) || SETTINGS.has(name) || MEMBERS.has(name)) {
    return false;
  }
  const field = Object.getOwnPropertyDescriptor(view, name);
  return field !== undefined && "value" in field && field.writable === true &&
    typeof field.value !== "function" && !isFieldObject(field.value);
}

function namesOf(view: LiveView): string[] {
  const { only } = declaredState(view.constructor);
  const left = new Set<string>();
  for (const metadata of metadataOf(view.constructor)) {
    if (!Object.hasOwn(metadata, TRANSIENT)) continue;
    for (const name of metadata[TRANSIENT] as Set<string>) left.add(name);
  }
  return Object.keys(view).filter((name) =>
    !name.startsWith("_") && !SETTINGS.has(name) && !left.has(name) && (only?.has(name) ?? true)
  );
}
