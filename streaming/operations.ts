/** Operations on a stream: what a view asks for, until its page has it. */

import { STREAM, STREAM_TEXT } from "../protocol/mod.ts";
import type { Apart, Rendered } from "../vdom/mod.ts";
import type { StreamPlace, TextOptions } from "./options.ts";

/** One operation. What is shown was rendered when it was asked for. */
export type Operation =
  | { readonly type: "reset" }
  | { readonly type: "limit"; readonly limit: number }
  | {
    readonly type: "insert";
    readonly at: StreamPlace;
    readonly key: string;
    readonly row: Rendered;
  }
  | { readonly type: "update"; readonly key: string; readonly row: Rendered }
  | { readonly type: "delete"; readonly key: string }
  | {
    readonly type: "text";
    readonly mode: NonNullable<TextOptions["mode"]>;
    readonly text: string;
  };

/** An operation as it travels, in JSON; templates that the page does not know stand before it. */
export function written(operation: Operation, apart: Apart): string {
  switch (operation.type) {
    case "reset":
      return String(STREAM.reset);
    case "limit":
      return `${STREAM.limit},${operation.limit}`;
    case "delete":
      return `${STREAM.remove},${JSON.stringify(operation.key)}`;
    case "text":
      return `${STREAM.text},${STREAM_TEXT[operation.mode]},${JSON.stringify(operation.text)}`;
    case "insert":
    case "update": {
      const { content, templates } = apart.write(operation.row);
      const defined = templates.length > 0 ? `${STREAM.define},${JSON.stringify(templates)},` : "";
      const key = JSON.stringify(operation.key);
      return `${defined}${codeOf(operation)},${key},${JSON.stringify(content)}`;
    }
    default:
      return operation satisfies never;
  }
}

/** What makes a page begin anew: what it knows and shows of a stream is from before. */
export const ANEW = `${STREAM.forget},${STREAM.reset}`;

function codeOf(operation: Extract<Operation, { type: "insert" | "update" }>): string {
  if (operation.type === "update") return String(STREAM.update);
  const { at } = operation;
  if (typeof at === "number") return `${STREAM.insert},${at}`;
  return String(at === "append" ? STREAM.append : STREAM.prepend);
}

/** What a container shows after some operations, as a page would have it. */
export class Preview {
  #rows: { readonly key: string; readonly row: Rendered }[] = [];
  #text: string | undefined;
  #limit = 0;

  /** After these. */
  constructor(operations: readonly Operation[]) {
    for (const operation of operations) this.#apply(operation);
  }

  /** The rows, in their order. */
  get rows(): readonly { readonly key: string; readonly row: Rendered }[] {
    return this.#rows;
  }

  /** The text behind them; undefined for none. */
  get text(): string | undefined {
    return this.#text;
  }

  #apply(operation: Operation): void {
    switch (operation.type) {
      case "reset":
        this.#rows = [];
        this.#text = undefined;
        return;
      case "limit":
        this.#limit = operation.limit;
        return this.#prune("append");
      case "delete":
        this.#rows = this.#rows.filter(({ key }) => key !== operation.key);
        return;
      case "text":
        return this.#write(operation);
      case "insert":
        return this.#put(operation, operation.at);
      case "update":
        return this.#put(operation, "append");
      default:
        return operation satisfies never;
    }
  }

  #put({ key, row }: { key: string; row: Rendered }, at: StreamPlace): void {
    const known = this.#rows.findIndex((one) => one.key === key);
    if (known >= 0) this.#rows[known] = { key, row };
    else if (at === "append") this.#rows.push({ key, row });
    else this.#rows.splice(at === "prepend" ? 0 : at, 0, { key, row });
    this.#prune(at);
  }

  #prune(at: StreamPlace): void {
    if (this.#limit === 0) return;
    const over = this.#rows.length - this.#limit;
    if (over > 0) this.#rows.splice(at === "prepend" || at === 0 ? this.#limit : 0, over);
  }

  #write({ mode, text }: Extract<Operation, { type: "text" }>): void {
    const last = this.#text ?? "";
    this.#text = mode === "append" ? last + text : mode === "prepend" ? text + last : text;
  }
}
