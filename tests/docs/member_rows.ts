/** Rows of what stands for a directive in code: decorators, form objects, commands. */

/** A member of `@djust/live`; `js.show` is one of an object there. */
export interface MemberRow {
  readonly name: string;
  readonly words: string;
  /** The path of an example in the gallery that has it. */
  readonly example: string;
}

/** Rows that belong together. */
export interface MemberSection {
  readonly heading: string;
  readonly words: string;
  readonly rows: readonly MemberRow[];
}

/** In the order of the page. */
export const MEMBERS: readonly MemberSection[] = [];
