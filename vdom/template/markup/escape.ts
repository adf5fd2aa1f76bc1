/** The only escaping: five characters always, and what a parser would not give back as it was. */

const DIRTY = /[&<>"'\r\0]/;

/**
 * Text that can stand between tags and in quoted attributes.
 *
 * @category Templates
 */
export function escape(text: string): string {
  return DIRTY.test(text) ? escapeDirty(text) : text;
}

/** The slow way, for text that needs it. */
function escapeDirty(text: string): string {
  let out = "";
  let from = 0;
  for (let i = 0; i < text.length; i++) {
    const entity = entityOf(text.charCodeAt(i));
    if (entity === undefined) continue;
    out += text.slice(from, i) + entity;
    from = i + 1;
  }
  return out + text.slice(from);
}

/** The replacement of a character. A bare CR would become LF, and NUL vanish, in a parser. */
function entityOf(unit: number): string | undefined {
  switch (unit) {
    case 38:
      return "&amp;";
    case 60:
      return "&lt;";
    case 62:
      return "&gt;";
    case 34:
      return "&quot;";
    case 39:
      return "&#39;";
    case 13:
      return "&#13;";
    case 0:
      return "\ufffd";
    default:
      return undefined;
  }
}
