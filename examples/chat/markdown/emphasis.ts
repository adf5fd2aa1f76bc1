/** Emphasis: which of the marks in a line belong together, and what stands between them. */

import type { Ending, Inline } from "./inline.ts";

/** Characters that may open or close an emphasis. */
export interface Mark {
  readonly type: "mark";
  readonly char: string;
  readonly count: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Whether it is the last of a text of which more may come. */
  readonly isLast: boolean;
}

/** A `[` that may begin a link. */
export interface Bracket {
  readonly type: "bracket";
  readonly isImage: boolean;
}

export type Piece = Inline | Mark | Bracket;

/** What stands behind a mark that may open something. The first one has no mark. */
interface Frame {
  readonly mark: Mark | undefined;
  /** How many of its characters nothing has closed. */
  left: number;
  children: Inline[];
}

/** Deeper than this marks are text. */
const DEEPEST = 24;

/** Pieces without marks. In an open text what nobody has closed goes on to its end. */
export function emphasised(pieces: readonly Piece[], ending: Ending): Inline[] {
  const frames: Frame[] = [{ mark: undefined, left: 0, children: [] }];
  for (const piece of pieces) {
    if (piece.type === "mark") take(frames, piece);
    else if (piece.type !== "bracket") push(frames, piece);
    else push(frames, { type: "text", text: piece.isImage ? "![" : "[" });
  }
  while (frames.length > 1) {
    const frame = frames.pop() as Frame;
    if (ending === "closed") release(frames, frame);
    else if (frame.children.length > 0) {
      push(frames, nested(frame.mark?.char ?? "", frame.left, frame.children));
    }
  }
  return frames[0]?.children ?? [];
}

/** Adds to a list; texts that meet become one. */
export function pushInline(list: Piece[], piece: Piece): void {
  const last = list.at(-1);
  if (piece.type === "text" && last?.type === "text") {
    list[list.length - 1] = { type: "text", text: last.text + piece.text };
  } else if (piece.type !== "text" || piece.text !== "") list.push(piece);
}

function push(frames: readonly Frame[], piece: Inline): void {
  pushInline((frames.at(-1) as Frame).children, piece);
}

/** Closes what a mark closes, and opens what is left of it. */
function take(frames: Frame[], mark: Mark): void {
  let { count } = mark;
  while (count > 0 && mark.closes) {
    const at = openerOf(frames, mark, count);
    if (at < 0) break;
    while (frames.length > at + 1) release(frames, frames.pop() as Frame);
    const opener = frames[at] as Frame;
    // Half of what closes it: the other half comes.
    if (mark.isLast && opener.left > count) return;
    const used = Math.min(2, opener.left, count);
    count -= used;
    opener.left -= used;
    const node = nested(mark.char, used, opener.children);
    if (opener.left > 0) opener.children = [node];
    else {
      frames.pop();
      push(frames, node);
    }
  }
  if (count === 0) return;
  if (mark.opens && frames.length < DEEPEST) {
    frames.push({ mark, left: count, children: [] });
  } else push(frames, { type: "text", text: mark.char.repeat(count) });
}

/** Where the frame is that a mark closes; -1 where there is none. */
function openerOf(frames: readonly Frame[], mark: Mark, count: number): number {
  for (let i = frames.length - 1; i > 0; i--) {
    const { mark: opener, left, children } = frames[i] as Frame;
    if (opener?.char !== mark.char || children.length === 0) continue;
    // The rule of three: `*a**b*` is one emphasis.
    const isMixed = opener.closes || mark.opens;
    if (isMixed && (left + count) % 3 === 0 && left % 3 !== 0) continue;
    return i;
  }
  return -1;
}

/** Makes text of a mark that opened nothing. */
function release(frames: readonly Frame[], { mark, left, children }: Frame): void {
  push(frames, { type: "text", text: (mark?.char ?? "").repeat(left) });
  for (const child of children) push(frames, child);
}

/** Children in as many emphases as so many characters mean. */
function nested(char: string, count: number, children: readonly Inline[]): Inline {
  if (char === "~") return { type: "deleted", children };
  const type = count > 1 ? "strong" : "emphasis";
  const inner: Inline = { type, children };
  return count > 2 ? nested(char, count - 2, [inner]) : inner;
}
