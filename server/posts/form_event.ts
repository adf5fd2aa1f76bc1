/** The event that a form means: its handler and params, read as strictly as what comes by a socket. */

import {
  decodeUp,
  fieldPath,
  type FrameLimits,
  type NamedEvent,
  OWN_FIELD,
  type Params,
  putField,
} from "../../protocol/mod.ts";
import { FORM_TOKEN_LENGTH } from "../security/mod.ts";
import type { Field, FormRefusal } from "./form_body.ts";

/** What stands in a form's own field: its token, the place of its view, the name of its handler. */
export interface OwnField {
  readonly token: string;
  /** "" for the page's own. */
  readonly view: string;
  readonly handler: string;
}

/** The value of the field that is painted into a form. */
export function ownField({ token, view, handler }: OwnField): string {
  return `${token}${encodeURIComponent(view)}/${handler}`;
}

/** What a form says of itself; with an empty token where it says nothing. */
export function readOwnField(fields: readonly Field[]): OwnField {
  const value = fields.find(([name]) => name === OWN_FIELD.form)?.[1] ?? "";
  const rest = value.slice(FORM_TOKEN_LENGTH);
  const at = rest.indexOf("/");
  return {
    token: value.slice(0, FORM_TOKEN_LENGTH),
    view: decoded(rest.slice(0, Math.max(at, 0))),
    handler: at < 0 ? "" : rest.slice(at + 1),
  };
}

/** A text that stands for a place; one that is none stands for nothing. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The event, or why it is none. */
export type FormEvent =
  | { readonly type: "event"; readonly event: NamedEvent }
  | { readonly type: "refused"; readonly why: FormRefusal };

/**
 * The event of a form. An operation of one of its buttons goes before its handler: its value is the
 * name of a handler, then, behind a space, params as JSON, which are given with the fields.
 */
export function formEvent(fields: readonly Field[], limits: FrameLimits): FormEvent {
  const operation = fields.find(([name]) => name === OWN_FIELD.operation)?.[1] ?? "";
  const [name = "", rest = ""] = operation === ""
    ? [readOwnField(fields).handler]
    : /^(\S+)(?: (.*))?$/s.exec(operation)?.slice(1) ?? [];
  if (name === "") return { type: "refused", why: "closure" };
  const params: Params = {};
  for (const [field, value] of fields) {
    if (fieldPath(field).length > limits.depth) return { type: "refused", why: "large" };
    putField(params, field, value);
  }
  const given = rest === "" ? {} : parsed(rest);
  if (!given) return { type: "refused", why: "broken" };
  const object = fields.find(([name]) => name === OWN_FIELD.object)?.[1];
  if (object !== undefined) params.djustObject = object;
  return eventOf(name, { ...params, ...given }, limits);
}

function eventOf(name: string, params: Params, limits: FrameLimits): FormEvent {
  let text: string;
  try {
    text = JSON.stringify([name, params]);
  } catch {
    return { type: "refused", why: "large" };
  }
  const read = decodeUp(text, limits);
  if (read.type === "event") return { type: "event", event: read };
  return { type: "refused", why: name.length > 128 ? "handler" : "large" };
}

function parsed(text: string): Params | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isRecord = typeof value === "object" && value !== null && !Array.isArray(value);
    return isRecord ? value as Params : undefined;
  } catch {
    return undefined;
  }
}
