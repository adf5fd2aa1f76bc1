/** What may stand in a child hole, and the functions that make the special ones. */

import type { Part } from "./part.ts";
import type { Template } from "./template.ts";

/**
 * Anything a child hole may hold; null, undefined and booleans are nothing.
 *
 * @category Templates
 */
export type Child =
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Template
  | RawHtml
  | Each
  | Memo
  | Part
  | readonly Child[];

/**
 * HTML that is not escaped. Made by `raw()`.
 *
 * @category Templates
 */
export class RawHtml {
  /** The HTML as given. */
  readonly html: string;
  /** Whether its `dj-*` attributes act. */
  readonly events: boolean;

  /** HTML, and whether its `dj-*` attributes act. */
  constructor(html: string, events: boolean) {
    this.html = html;
    this.events = events;
  }
}

/**
 * A keyed list. Made by {@link each}.
 *
 * @internal
 */
export class Each {
  /** The items. */
  readonly items: readonly unknown[];
  /** The key of an item. */
  readonly key: (item: never, index: number) => unknown;
  /** The template of an item. */
  readonly template: (item: never, index: number) => Child;
  /** The list is skipped while these stay the same. */
  readonly deps: readonly unknown[] | undefined;

  /** Items, key, template, and what the list depends on. */
  constructor(
    items: readonly unknown[],
    key: (item: never, index: number) => unknown,
    template: (item: never, index: number) => Child,
    deps: readonly unknown[] | undefined,
  ) {
    this.items = items;
    this.key = key;
    this.template = template;
    this.deps = deps;
  }
}

/**
 * A part that is skipped while its dependencies stay the same. Made by {@link memo}.
 *
 * @internal
 */
export class Memo {
  /** What it depends on. */
  readonly deps: readonly unknown[];
  /** What it renders. */
  readonly render: () => Child;

  /** Dependencies, and what to render when one of them changed. */
  constructor(deps: readonly unknown[], render: () => Child) {
    this.deps = deps;
    this.render = render;
  }
}

/**
 * A keyed list: an item that moves keeps its nodes, its focus and its half-typed text.
 * With `deps` the whole list is skipped while they stay the same.
 *
 * @example
 * ```ts
 * import { each, html } from "@djust/live";
 *
 * const todos = [{ id: 1, text: "milk" }];
 * html`<ul>${each(todos, (todo) => todo.id, (todo) => html`<li>${todo.text}</li>`)}</ul>`;
 * ```
 *
 * @category Templates
 */
export function each<Item>(
  items: readonly Item[],
  key: (item: Item, index: number) => unknown,
  template: (item: Item, index: number) => Child,
  options: { deps?: readonly unknown[] } = {},
): Each {
  if (!Array.isArray(items)) {
    const what = Object.prototype.toString.call(items).slice(8, -1);
    throw new TypeError(
      `Cannot list what is no array (${what}): write each([...items], …); ` +
        "the rows of a stream are the page's, as in <ul dj-stream=${this.streams.feed}>",
    );
  }
  return new Each(
    items,
    key as Each["key"],
    template as Each["template"],
    options.deps,
  );
}

/**
 * One of two branches; only the one that is chosen runs.
 *
 * @example
 * ```ts
 * import { html, when } from "@djust/live";
 *
 * const user: { name: string } | undefined = undefined as { name: string } | undefined;
 * when(user, (user) => html`<b>${user.name}</b>`, () => html`<a href="/login">Log in</a>`);
 * ```
 *
 * @category Templates
 */
export function when<Condition>(
  condition: Condition,
  then: (condition: Exclude<Condition, null | undefined | false | 0 | "">) => Child,
  otherwise?: () => Child,
): Child {
  return condition
    ? then(condition as Exclude<Condition, null | undefined | false | 0 | "">)
    : otherwise?.();
}

/**
 * Skips rendering and comparing while the dependencies stay the same (compared by `Object.is`).
 *
 * @example
 * ```ts
 * import { html, memo } from "@djust/live";
 *
 * const stats = { version: 3, rows: ["a", "b"] };
 * html`<aside>${memo([stats.version], () => html`<p>${stats.rows.join()}</p>`)}</aside>`;
 * ```
 *
 * @category Templates
 */
export function memo(deps: readonly unknown[], render: () => Child): Memo {
  return new Memo(deps, render);
}

/** Whether its text would be `[object Object]`; a Date or a URL knows better. */
export function isPlain(value: object): boolean {
  return (value as { toString?: unknown }).toString === Object.prototype.toString ||
    Object.getPrototypeOf(value) === null;
}
