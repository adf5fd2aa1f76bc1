/** Colours of code: a small tokenizer for what models write most. It colours, and checks nothing. */

/** What a piece of code is; undefined for what has no colour. */
export type Kind = "comment" | "string" | "number" | "keyword" | "name" | undefined;

/** A piece of code. */
export interface Token {
  readonly kind: Kind;
  readonly text: string;
}

/** Longer than this it stays as it is: every token costs bytes. */
const LONGEST = 40_000;

/** One that nothing closes ends with its line: what began and came to nothing would be tried from each quote in it. */
const STRING = String
  .raw`"(?:[^"\\\n]|\\[^])*(?:"|\\?$|(?=\n))|'(?:[^'\\\n]|\\[^])*(?:'|\\?$|(?=\n))`;
const BLOCK_COMMENT = String.raw`\/\*[^]*?(?:\*\/|$)`;
const NUMBER = String.raw`\b0[xbo][\da-fA-F_]+n?\b|\b\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?n?`;

const WORDS = "abstract as async await break case catch class const continue debugger declare " +
  "default delete do else enum export extends false finally for from function get if implements " +
  "import in instanceof interface let namespace new null of override private protected public " +
  "readonly return satisfies set static super switch this throw true try type typeof undefined " +
  "using var void while yield";
const SHELL_WORDS = "case cd do done echo elif else esac exit export fi for function if in local " +
  "return select set sudo then until while";

const anyOf = (words: string): string =>
  String.raw`(?<![\w$.-])(?:${words.replaceAll(" ", "|")})(?![\w$-])`;

function language(rules: Partial<Record<NonNullable<Kind>, string>>): RegExp {
  const groups = Object.entries(rules).map(([kind, rule]) => `(?<${kind}>${rule})`);
  return new RegExp(groups.join("|"), "g");
}

const SCRIPT = language({
  comment: String.raw`\/\/[^\n]*|${BLOCK_COMMENT}`,
  string: "`(?:[^`\\\\]|\\\\[^])*(?:`|\\\\?$)|" + STRING,
  number: NUMBER,
  keyword: anyOf(WORDS),
  name: String.raw`(?<![\w$])[A-Za-z_$][\w$]*(?=\()|(?<=@)[A-Za-z_$][\w$]*`,
});
const JSON_TEXT = language({
  name: String.raw`"(?:[^"\\\n]|\\[^])*"(?=\s*:)`,
  string: STRING,
  number: `-?${NUMBER}`,
  keyword: anyOf("true false null"),
});
const MARKUP = language({
  comment: String.raw`<!--[^]*?(?:-->|$)`,
  keyword: String.raw`<[\/!]?[A-Za-z][\w-]*|\/?>`,
  string: String.raw`(?<==)"[^"]*(?:"|$)|(?<==)'[^']*(?:'|$)`,
  name: String.raw`(?<=\s)[\w:@.-]+(?==["'])`,
});
const STYLE = language({
  comment: BLOCK_COMMENT,
  string: STRING,
  keyword: String.raw`@[\w-]+|![a-z]+`,
  name: String.raw`(?<![\w-])-{0,2}[a-zA-Z][\w-]*(?=:\s)`,
  number: String.raw`#[\da-fA-F]{3,8}\b|(?<![\w-])-?\d*\.?\d+(?:%|[a-z]+)?`,
});
const SHELL = language({
  comment: String.raw`(?<!\S)#[^\n]*`,
  string: STRING,
  name: String.raw`\$(?:\w+|\{[^}\n]*\}?)|(?<=\s)--?[a-zA-Z][\w-]*`,
  keyword: anyOf(SHELL_WORDS),
  number: String.raw`(?<!\S)\d+(?!\S)`,
});

const LANGUAGES: ReadonlyMap<string, RegExp> = new Map([
  ...["ts", "tsx", "typescript", "js", "jsx", "javascript", "mjs"].map((name) =>
    [name, SCRIPT] as const
  ),
  ...["json", "jsonc"].map((name) => [name, JSON_TEXT] as const),
  ...["html", "xml", "svg"].map((name) => [name, MARKUP] as const),
  ["css", STYLE],
  ...["sh", "bash", "shell", "console", "zsh"].map((name) => [name, SHELL] as const),
]);

/** Code in tokens, which are the code again when put together; undefined where its language is unknown. */
export function highlighted(code: string, language: string): Token[] | undefined {
  const rules = LANGUAGES.get(language.toLowerCase());
  if (!rules || code.length > LONGEST) return undefined;
  const tokens: Token[] = [];
  let end = 0;
  for (const match of code.matchAll(rules)) {
    if (match[0] === "") continue;
    if (match.index > end) tokens.push({ kind: undefined, text: code.slice(end, match.index) });
    const [kind] = Object.entries(match.groups ?? {}).find(([, text]) => text !== undefined) ?? [];
    tokens.push({ kind: kind as Kind, text: match[0] });
    end = match.index + match[0].length;
  }
  if (end < code.length) tokens.push({ kind: undefined, text: code.slice(end) });
  return tokens;
}
