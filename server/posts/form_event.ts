/** The event that a form means: its handler and params, read as strictly as what comes by a socket. */

import {
  decodeUp,
  fieldPath,
  type FrameLimits,
  NAME_LENGTH,
  type NamedEvent,
  OWN_FIELD,
  type Params,
  putField,
} from "../../protocol/mod.ts";
import { FORM_TOKEN_LENGTH } from "../security/mod.ts";
import type { Field, FormRefusal } from "./form_body.ts";

/** What a form is: of which view, with which handler, and what it tells with its submit. */
export interface FormAbout {
  /** The place of its view in the page; "" for the page's own. */
  readonly view: string;
  /** The name of its handler; "" for a closure. */
  readonly handler: string;
  readonly data: Params;
}

/** The text of it, which stands behind the token in the form's own field. */
export function aboutText({ view, handler, data }: FormAbout): string {
  const told = Object.keys(data).length > 0 ? ` ${JSON.stringify(data)}` : "";
  return `${encodeURIComponent(view)}/${encodeURIComponent(handler)}${told}`;
}

/** A form's own field: the token, and what the form is. */
export interface OwnField extends FormAbout {
  /** "" where there is none. */
  readonly token: string;
}

/** What a form says of itself. Whatever a visitor writes there, it is read. */
export function readOwnField(fields: readonly Field[]): OwnField {
  const value = valueOf(fields, OWN_FIELD.form);
  const [, view = "", handler = "", data = ""] =
    /^([^/ ]*)\/([^ ]*)(?: (.*))?$/s.exec(value.slice(FORM_TOKEN_LENGTH)) ?? [];
  return {
    token: value.slice(0, FORM_TOKEN_LENGTH),
    view: decoded(view),
    handler: decoded(handler),
    data: (data && parsed(data)) || {},
  };
}

/** The state that a form brings back; "" for none. */
export function stateIn(fields: readonly Field[]): string {
  return valueOf(fields, OWN_FIELD.state);
}

const valueOf = (fields: readonly Field[], own: string): string =>
  fields.find(([name]) => name === own)?.[1] ?? "";

/** A text that was encoded; one that was not stands for itself. */
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
  const operation = valueOf(fields, OWN_FIELD.operation);
  const { handler, data } = readOwnField(fields);
  const [name = "", rest = ""] = operation === ""
    ? [handler]
    : /^(\S+)(?: (.*))?$/s.exec(operation)?.slice(1) ?? [];
  if (name === "") return { type: "refused", why: "closure" };
  const params: Params = {};
  for (const [field, value] of fields) {
    if (fieldPath(field).length > limits.depth) return { type: "refused", why: "large" };
    putField(params, field, value);
  }
  const given = rest === "" ? {} : parsed(rest);
  if (!given) return { type: "refused", why: "broken" };
  return eventOf(name, { ...params, ...data, ...given }, limits);
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
  return { type: "refused", why: name.length > NAME_LENGTH ? "handler" : "large" };
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
