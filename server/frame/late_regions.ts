/** Regions of painted HTML, and what of them another paint has made different. */

/** What stands between two marks: texts, and regions between those. */
export interface LateRegion {
  readonly name: string;
  /** One more than there are regions in it. */
  readonly texts: readonly string[];
  readonly inner: readonly LateRegion[];
}

/** A region whose content is another now. */
export interface LatePart {
  /** The name by which the page knows it. */
  readonly name: string;
  /** What it holds, in marks of its own. */
  readonly html: string;
}

/** The whole of a paint; undefined where it has no marks. */
export function regionsIn(html: string, pattern: RegExp): LateRegion | undefined {
  interface Open {
    readonly name: string;
    readonly texts: string[];
    readonly inner: LateRegion[];
  }
  const open: Open[] = [];
  let at = 0;
  for (const mark of html.matchAll(pattern)) {
    open.at(-1)?.texts.push(html.slice(at, mark.index));
    at = mark.index + mark[0].length;
    const name = mark[1];
    if (name !== undefined) open.push({ name, texts: [], inner: [] });
    else {
      const region = open.pop();
      const around = open.at(-1);
      if (!region || !around) return region;
      around.inner.push(region);
    }
  }
  return undefined;
}

/** Its HTML, with the marks. */
export function htmlOf({ name, texts, inner }: LateRegion): string {
  const [first = "", ...rest] = texts;
  const content = rest.reduce(
    (html, text, i) => html + htmlOf(inner[i] as LateRegion) + text,
    first,
  );
  return `<?start name="${name}">${content}<?end>`;
}

/** What has changed, in as small regions as there are, and what the page has once it has that. */
export function changed(
  before: LateRegion,
  after: LateRegion,
): { parts: readonly LatePart[]; now: LateRegion } {
  const isSame = before.inner.length === after.inner.length &&
    before.texts.every((text, i) => text === after.texts[i]);
  if (!isSame) return { parts: [{ name: before.name, html: htmlOf(after) }], now: after };
  const inner = before.inner.map((one, i) => changed(one, after.inner[i] as LateRegion));
  return {
    parts: inner.flatMap(({ parts }) => parts),
    now: { ...before, inner: inner.map(({ now }) => now) },
  };
}
