/** Stream operations: what a page does with the rows of a stream, in a push of their own. */

/** The name of their push: that of the directive which has them. */
export const STREAM_PUSH = "dj-stream";

/** What begins an operation, and what follows it. */
export const STREAM = {
  /** All that the container shows of the stream goes. */
  reset: 0,
  /** `key, content` at the end. */
  append: 1,
  /** `key, content` at the beginning. */
  prepend: 2,
  /** `place, key, content`. */
  insert: 3,
  /** `key, content` in its place; at the end where no row has that key. */
  update: 4,
  /** `key`: the row goes. */
  remove: 5,
  /** `way, text` of the stream's own text: a way of {@link STREAM_TEXT}. */
  text: 6,
  /** `count`: from now on at most so many rows, 0 for any number. */
  limit: 7,
  /** `definitions`: templates, numbered behind those of this stream that came before. */
  define: 8,
  /** Templates are numbered from 0 again. */
  forget: 9,
} as const;

/** What becomes of a text of a stream. */
export const STREAM_TEXT = { append: 0, prepend: 1, replace: 2 } as const;

/** The keys of what a stream shows that is none of its items: its text, and what `streamTo` gave. */
export const STREAM_KEY = { text: "", shown: " " } as const;

/** The attribute of a row. */
export const ROW_KEY = "dj-key";
