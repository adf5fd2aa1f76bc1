/** One line more of a text: into which of its open blocks it goes, which it closes, which it begins. */

import {
  type Align,
  type Body,
  closed,
  EMPTY,
  itemOf,
  type Open,
  type OpenItem,
  type Row,
} from "./blocks.ts";
import { Growing } from "./growing.ts";

const HEADING = /^#{1,6}(?:\s|$)/;
/** Ticks are all there are of them, so that a long line is read once, whatever it comes to. */
const FENCE = /^(`{3,}(?!`)|~{3,}(?!~))([^`]*)$/;
const RULE = /^(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})$/;
const POINT = /^([-*+]|(\d{1,9})([.)]))(?:(\s+)(.*)|$)/;
const TASK = /^\[([ xX])\]\s+(.*)$/;
const DIVIDER = /^\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?$/;

/** Deeper than this quotes and lists are text. */
const DEEPEST = 12;

/** A table with more is text: each of its rows has all of them, however short it was written. */
const MOST_COLUMNS = 100;

/** Puts a line into a body. */
export function withLine(body: Body, line: string, depth = 0): Body {
  const { open } = body;
  const isBlank = line.trim() === "";
  switch (open?.type) {
    case undefined:
      return begun(body, line, depth);
    case "heading":
      return begun(closed(body), line, depth);
    case "code":
      return inCode(body, open, line);
    case "paragraph":
      if (isBlank) return { ...closed(body), isBlank };
      return inParagraph(body, open.text, line, depth);
    case "table":
      if (isBlank || begins(line)) return begun(closed(body), line, depth);
      return { ...body, open: withRow(open, cellsOf(line)) };
    case "quote":
      return inQuote(body, open, line, depth);
    case "list":
      return inList(body, open, line, depth);
    default:
      return open satisfies never;
  }
}

/** A line where nothing is open. */
function begun(body: Body, line: string, depth: number): Body {
  const text = line.trimStart();
  const indent = line.length - text.length;
  const blocks = body.blocks;
  const opened = (open: Open): Body => ({ blocks, open, isBlank: false });
  if (text === "") return { ...body, isBlank: true };
  const [, fence, words = ""] = FENCE.exec(text) ?? [];
  if (fence) {
    const [language = ""] = words.trimStart().split(/\s/, 1);
    return opened({ type: "code", language, lines: Growing.empty(), fence, indent });
  }
  if (HEADING.test(text)) {
    const level = text.search(/[^#]|$/);
    const title = text.slice(level).trim().replace(/(?:^|\s)#+$/, "");
    return opened({ type: "heading", level, text: title });
  }
  if (RULE.test(text)) {
    return { blocks: blocks.with({ type: "rule" }), open: undefined, isBlank: false };
  }
  if (depth < DEEPEST) {
    if (text.startsWith(">")) {
      return opened({ type: "quote", body: withLine(EMPTY, unquoted(text), depth + 1) });
    }
    const point = pointOf(text);
    if (point) {
      const { sign, start } = point;
      const item = itemWith(point, indent, depth);
      return opened({ type: "list", start, sign, indent, items: Growing.empty(), item });
    }
  }
  return opened({ type: "paragraph", text });
}

function inCode(body: Body, open: Open & { type: "code" }, line: string): Body {
  const text = line.trim();
  const isEnd = text.startsWith(open.fence) && text === (text[0] ?? "").repeat(text.length);
  if (isEnd) return { ...closed(body), isBlank: false };
  const code = line.slice(Math.min(open.indent, line.length - line.trimStart().length));
  return { ...body, open: { ...open, lines: open.lines.with(code) } };
}

function inParagraph(body: Body, before: string, line: string, depth: number): Body {
  // What is quickly told comes first: a paragraph may have very many lines.
  if (DIVIDER.test(line.trim()) && before.includes("|") && !before.includes("\n")) {
    const head = cellsOf(before);
    const aligns = cellsOf(line).map(alignOf);
    if (aligns.length === head.length && head.length <= MOST_COLUMNS) {
      const rows = Growing.empty<Row>();
      return { ...body, open: { type: "table", aligns, head, rows, row: undefined } };
    }
  }
  if (interrupts(line)) return begun(closed(body), line, depth);
  // White space at the end of a line may mean a break: it stays.
  return { ...body, open: { type: "paragraph", text: `${before}\n${line.trimStart()}` } };
}

function inQuote(body: Body, open: Open & { type: "quote" }, line: string, depth: number): Body {
  const text = line.trimStart();
  const inside = text.startsWith(">") ? unquoted(text) : goesOn(open.body, line) ? line : undefined;
  if (inside === undefined) return begun(closed(body), line, depth);
  return { ...body, open: { ...open, body: withLine(open.body, inside, depth + 1) } };
}

function inList(body: Body, open: Open & { type: "list" }, line: string, depth: number): Body {
  const { item } = open;
  const text = line.trimStart();
  const indent = line.length - text.length;
  const within = (inside: string): Body => {
    const inner = withLine(item.body, inside, depth + 1);
    return { ...body, isBlank: text === "", open: { ...open, item: { ...item, body: inner } } };
  };
  if (text === "") return within("");
  // What is set less deep than its fence is code all the same.
  if (isInCode(item.body)) return within(line.slice(Math.min(indent, item.inset)));
  // Models indent by two, three or four, whatever their points begin with.
  const isDeeper = indent >= Math.min(item.inset, open.indent + 2);
  if (isDeeper) return within(line.slice(Math.min(indent, item.inset)));
  const point = RULE.test(text) ? undefined : pointOf(text);
  if (point?.sign === open.sign) {
    const items = open.items.with(itemOf(item, "closed"));
    return {
      ...body,
      isBlank: false,
      open: { ...open, indent, items, item: itemWith(point, indent, depth) },
    };
  }
  if (!body.isBlank && goesOn(item.body, line)) return within(text);
  return begun(closed(body), line, depth);
}

/** Whether a line that is set like none of its own goes on with the paragraph at the end of a body. */
function goesOn({ open, isBlank }: Body, line: string): boolean {
  if (isBlank || line.trim() === "" || interrupts(line)) return false;
  if (open?.type === "quote") return goesOn(open.body, line);
  if (open?.type === "list") return goesOn(open.item.body, line);
  return open?.type === "paragraph";
}

/** What begins a point of a list. */
interface Point {
  readonly sign: string;
  readonly start: number | undefined;
  readonly text: string;
  /** How wide its mark is, with the space behind it. */
  readonly width: number;
}

function pointOf(text: string): Point | undefined {
  const [, mark, number, dot, space = " ", rest = ""] = POINT.exec(text) ?? [];
  if (mark === undefined) return undefined;
  return {
    sign: dot ?? mark,
    start: number === undefined ? undefined : Number(number),
    text: rest,
    width: mark.length + (space.length > 4 ? 1 : space.length),
  };
}

function itemWith({ text, width }: Point, indent: number, depth: number): OpenItem {
  const [, box, rest = ""] = TASK.exec(text) ?? [];
  const task = box === undefined ? undefined : box === " " ? "open" : "done";
  const body = withLine(EMPTY, task ? rest : text, depth + 1);
  return { task, body: { ...body, isBlank: false }, inset: indent + width };
}

/** Whether a line begins a block of its own wherever it stands. */
function begins(line: string): boolean {
  const text = line.trimStart();
  return FENCE.test(text) || HEADING.test(text) || RULE.test(text) || text.startsWith(">");
}

/** Whether it ends a paragraph before it. A number in a text does not, unless it is a first one. */
function interrupts(line: string): boolean {
  const point = pointOf(line.trimStart());
  return begins(line) ||
    (point !== undefined && point.text !== "" && (point.start ?? 1) === 1);
}

function unquoted(text: string): string {
  return text.slice(text[1] === " " ? 2 : 1);
}

function withRow(open: Open & { type: "table" }, row: readonly string[]): Open {
  const { rows, row: cells } = open;
  return { ...open, row, rows: cells ? rows.with({ cells, isOpen: false }) : rows };
}

/** The cells of a row. */
export function cellsOf(line: string): string[] {
  const text = line.trim().replace(/^\|/, "").replace(/(?<!\\)\|$/, "");
  return text.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll("\\|", "|"));
}

function alignOf(cell: string): Align {
  if (/^:-*:$/.test(cell)) return "center";
  return cell.endsWith(":") ? "right" : cell.startsWith(":") ? "left" : undefined;
}

/** Whether a body ends with code that nothing has closed. */
export function isInCode({ open }: Body): boolean {
  if (open?.type === "quote") return isInCode(open.body);
  if (open?.type === "list") return isInCode(open.item.body);
  return open?.type === "code";
}

/** Whether it ends with a paragraph that a divider would make the head of a table. */
export function mayBeTable({ open }: Body): boolean {
  if (open?.type === "quote") return mayBeTable(open.body);
  if (open?.type === "list") return mayBeTable(open.item.body);
  return open?.type === "paragraph" && open.text.includes("|") && !open.text.includes("\n");
}
