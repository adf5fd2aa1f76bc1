/** A row of the list of directives: what an attribute holds, what may follow its name, what it means. */

/** One directive, or one word behind an event. */
export interface DirectiveRow {
  /** Its name without `dj-`. */
  readonly name: string;
  /** What it holds, as the reference says it: an example in code, or a few words. */
  readonly value: string;
  /** What a text there has to be like; left out where anything will do. */
  readonly accepts?: RegExp;
  /** The same behind these words; `""` stands for none. Of several words one is enough. */
  readonly takes?: Readonly<Record<string, RegExp>>;
  /** Words behind which it names handlers whose events it follows; `""` stands for none. */
  readonly follows?: readonly string[];
  /** Whether it holds a handler, as an event does; with `accepts`, behind its words or in its text. */
  readonly isHandler?: true;
  /** What it may hold that is no handler's name. */
  readonly besides?: RegExp;
  /** What it calls where it names no handler. */
  readonly calls?: string;
  /** Whether its hole may give several attributes of the element; a text gives none. */
  readonly binds?: true;
  /** Words behind which it may as well hold nothing. */
  readonly alone?: readonly string[];
  /** Whether it is an event of browsers, too: then a handler is called by that. */
  readonly isEvent?: true;
  /** What may follow its name, each with its meaning; `*` stands for any end of such a word. */
  readonly modifiers?: Readonly<Record<string, string>>;
  /** What it does, in a sentence. */
  readonly words: string;
  /** The path of an example in the gallery that has it; empty for what is painted, and written by nobody. */
  readonly example: string;
}

/** Rows that belong together, as a section of the reference. */
export interface DirectiveSection {
  readonly heading: string;
  readonly words: string;
  readonly rows: readonly DirectiveRow[];
}
