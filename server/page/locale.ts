/** The language a visitor prefers, from the Accept-Language header. */

/** The first choice as a language tag; "en" where there is none. */
export function preferredLocale(header: string | null): string {
  let best = { tag: "en", weight: 0 };
  for (const part of (header ?? "").slice(0, 1_000).split(",")) {
    const [tag = "", ...params] = part.split(";").map((text) => text.trim());
    if (!/^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i.test(tag)) continue;
    const quality = params.find((param) => param.startsWith("q="));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    if (weight > best.weight) best = { tag, weight };
  }
  return best.tag;
}
