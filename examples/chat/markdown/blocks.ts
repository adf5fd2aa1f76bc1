/** Blocks of Markdown, line by line. What is closed is never changed, nor looked at again. */

import { Growing } from "./growing.ts";

/** How the cells of a column stand. */
export type Align = "left" | "center" | "right" | undefined;

/** What a text is made of. An `open` one may still change. */
export type Block =
  | { readonly type: "paragraph"; readonly text: string; readonly isOpen: boolean }
  | {
    readonly type: "heading";
    readonly level: number;
    readonly text: string;
    readonly isOpen: boolean;
  }
  | {
    readonly type: "code";
    readonly language: string;
    readonly lines: Growing<string>;
    readonly isOpen: boolean;
  }
  | {
    readonly type: "table";
    readonly aligns: readonly Align[];
    readonly head: readonly string[];
    readonly rows: Growing<Row>;
  }
  | { readonly type: "list"; readonly start: number | undefined; readonly items: Growing<Item> }
  | { readonly type: "quote"; readonly blocks: Growing<Block> }
  | { readonly type: "rule" };

/** A row of a table. */
export interface Row {
  readonly cells: readonly string[];
  readonly isOpen: boolean;
}

/** One point of a list. */
export interface Item {
  /** Of a list of tasks. */
  readonly task: "open" | "done" | undefined;
  readonly blocks: Growing<Block>;
}

/** The block at the end of a body, while lines may still go into it. */
export type Open =
  | { readonly type: "paragraph"; readonly text: string }
  | { readonly type: "heading"; readonly level: number; readonly text: string }
  | {
    readonly type: "code";
    readonly language: string;
    readonly lines: Growing<string>;
    /** What closes it. */
    readonly fence: string;
    readonly indent: number;
  }
  | {
    readonly type: "table";
    readonly aligns: readonly Align[];
    readonly head: readonly string[];
    readonly rows: Growing<Row>;
    /** The last one: of it more may come. */
    readonly row: readonly string[] | undefined;
  }
  | { readonly type: "quote"; readonly body: Body }
  | {
    readonly type: "list";
    readonly start: number | undefined;
    /** What its points begin with: `-`, `*`, `+`, `.` or `)`. */
    readonly sign: string;
    readonly indent: number;
    readonly items: Growing<Item>;
    readonly item: OpenItem;
  };

/** The last point of an open list. */
export interface OpenItem {
  readonly task: Item["task"];
  readonly body: Body;
  /** How far its text stands from where the list's line begins. */
  readonly inset: number;
}

/** A run of blocks, the last of which may be open. It is never changed: a longer one is another. */
export interface Body {
  readonly blocks: Growing<Block>;
  readonly open: Open | undefined;
  /** Whether the last line was empty: what follows belongs to no paragraph. */
  readonly isBlank: boolean;
}

/** A body of nothing. */
export const EMPTY: Body = { blocks: Growing.empty(), open: undefined, isBlank: false };

/** Its blocks, the open one among them as it is so far. */
export function blocksOf({ blocks, open }: Body, ending: "open" | "closed"): Growing<Block> {
  return open ? blocks.with(blockOf(open, ending)) : blocks;
}

/** A body with nothing open. */
export function closed(body: Body): Body {
  return body.open ? { ...body, blocks: blocksOf(body, "closed"), open: undefined } : body;
}

function blockOf(open: Open, ending: "open" | "closed"): Block {
  const isOpen = ending === "open";
  switch (open.type) {
    case "paragraph":
      return { type: "paragraph", text: open.text.trimEnd(), isOpen };
    case "heading":
      return { ...open, isOpen };
    case "code":
      return { type: "code", language: open.language, lines: open.lines, isOpen };
    case "table": {
      const { aligns, head, rows, row } = open;
      return { type: "table", aligns, head, rows: row ? rows.with({ cells: row, isOpen }) : rows };
    }
    case "quote":
      return { type: "quote", blocks: blocksOf(open.body, ending) };
    case "list": {
      const { start, items, item } = open;
      return { type: "list", start, items: items.with(itemOf(item, ending)) };
    }
    default:
      return open satisfies never;
  }
}

/** A point as it is so far. */
export function itemOf({ task, body }: OpenItem, ending: "open" | "closed"): Item {
  return { task, blocks: blocksOf(body, ending) };
}
