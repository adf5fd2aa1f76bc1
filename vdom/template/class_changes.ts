/** Class tokens that go and come: others' tokens live in the same attribute. */

/** Class tokens that go and come; empty texts when none do. */
export function classChanges(last: string, next: string): { gone: string; come: string } {
  return { gone: without(last, next), come: without(next, last) };
}

/** The tokens of a text that another one does not have. Without arrays: it is done for many rows. */
function without(text: string, other: string): string {
  let out = "";
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    if (i < text.length && !isSpace(text.charCodeAt(i))) continue;
    const token = text.slice(start, i);
    start = i + 1;
    if (token !== "" && !hasToken(other, token)) out += out === "" ? token : " " + token;
  }
  return out;
}

function hasToken(text: string, token: string): boolean {
  for (let at = text.indexOf(token); at >= 0; at = text.indexOf(token, at + 1)) {
    const end = at + token.length;
    if (at > 0 && !isSpace(text.charCodeAt(at - 1))) continue;
    if (end === text.length || isSpace(text.charCodeAt(end))) return true;
  }
  return false;
}

/** What HTML takes for white space; \s would split at more. */
const isSpace = (unit: number): boolean =>
  unit === 32 || unit === 9 || unit === 10 || unit === 12 || unit === 13;
