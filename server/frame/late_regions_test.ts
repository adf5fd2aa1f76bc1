/** Regions of painted HTML: found by their marks, compared, and sent in as small parts as can be. */

import assert from "node:assert/strict";
import { LateMarks } from "./late_marks.ts";
import { seedFrom, size } from "../../tests/seed.ts";
import { changed, htmlOf, type LateRegion, regionsIn } from "./late_regions.ts";

const marks = new LateMarks("s");

/** A paint: brackets stand for regions. */
function painted(text: string): { html: string; region: LateRegion } {
  marks.begin();
  const html = text.replace(/[[\]]/g, (mark) => mark === "[" ? marks.open() : marks.close);
  const region = regionsIn(html, marks.pattern);
  assert(region, `no region in ${html}`);
  assert.equal(htmlOf(region), html);
  return { html, region };
}

/** The parts between two paints, with brackets for marks; and what the page has then. */
function between(before: LateRegion, text: string): { parts: [string, string][]; now: LateRegion } {
  const { parts, now } = changed(before, painted(text).region);
  const bare = (html: string): string =>
    html.replace(marks.pattern, (_, name) => name === undefined ? "]" : "[");
  return { now, parts: parts.map(({ name, html }) => [name, bare(html)]) };
}

Deno.test("what is the same is no part", () => {
  const { region } = painted("[<h1>[a]</h1><p>[b[c]]</p>]");
  assert.deepEqual(between(region, "[<h1>[a]</h1><p>[b[c]]</p>]").parts, []);
});

Deno.test("the smallest regions are sent that have changed, under the names that the page knows", () => {
  const { region } = painted("[<h1>[a]</h1><p>[b[c]]</p>]");
  const paint = region.name.split("-")[1];
  assert.deepEqual(between(region, "[<h1>[x]</h1><p>[b[y]]</p>]").parts, [
    [`s-${paint}-1`, "[x]"],
    [`s-${paint}-3`, "[y]"],
  ]);
  // What stands around a region is of the one that it is in.
  assert.deepEqual(between(region, "[<h1>[a]</h1><p>[B[c]]</p>]").parts, [
    [`s-${paint}-2`, "[B[c]]"],
  ]);
  assert.deepEqual(between(region, "[<h1>[a]</h1><p>[b]</p>]").parts, [[`s-${paint}-2`, "[b]"]]);
  assert.deepEqual(between(region, "[<h2>[a]</h2><p>[b[c]]</p>]").parts, [
    [`s-${paint}-0`, "[<h2>[a]</h2><p>[b[c]]</p>]"],
  ]);
});

Deno.test("a page that got a part knows its regions by their new names, and the others by the old ones", () => {
  const { region } = painted("[[a][b[c]]]");
  const first = between(region, "[[a][B[c]]]");
  const second = between(first.now, "[[A][B[C]]]");
  const [one, two] = [region.name, first.now.inner[1]?.name ?? ""];
  assert.notEqual(one.split("-")[1], two.split("-")[1]);
  assert.deepEqual(second.parts, [
    [region.inner[0]?.name, "[A]"],
    [first.now.inner[1]?.inner[0]?.name, "[C]"],
  ]);
});

Deno.test("marks of others, and those that do not fit, are no regions", () => {
  for (
    const html of ["", "<p>x</p>", '<?start name="other-1-0">x<?end>', '<?start name="s-1-0">x']
  ) {
    assert.equal(regionsIn(html, marks.pattern), undefined, html);
  }
});

/** A paint of few letters, so that two are often alike in part. */
function random(pick: <Item>(items: readonly Item[]) => Item, depth = 0): string {
  const inner = Array.from({ length: pick([0, 1, 2]) }, () => {
    const text = pick(["", "<i>", "x"]);
    return depth < 3 && pick([true, false]) ? text + random(pick, depth + 1) : text;
  });
  return `[${inner.join("")}]`;
}

/** What a browser does with a part. */
function filled(html: string, { name, html: part }: { name: string; html: string }): string {
  const start = html.indexOf(`<?start name="${name}">`);
  assert(start >= 0, `the page knows no ${name}`);
  let depth = 0;
  for (const mark of html.slice(start).matchAll(marks.pattern)) {
    depth += mark[1] === undefined ? -1 : 1;
    const end = start + mark.index + mark[0].length;
    if (depth === 0) return html.slice(0, start) + part + html.slice(end);
  }
  assert.fail(`${name} has no end`);
}

Deno.test("parts make of what was painted what is painted later, again and again", () => {
  const seed = seedFrom("late regions");
  const bare = (html: string): string =>
    html.replace(marks.pattern, (_, name) => name === undefined ? "]" : "[");
  for (let run = 0; run < size(200, 5_000); run++) {
    const pick = <Item>(items: readonly Item[]): Item => seed.pick(items);
    let { html, region } = painted(random(pick));
    for (let paint = 0; paint < 4; paint++) {
      const next = painted(random(pick));
      const { parts, now } = changed(region, next.region);
      for (const part of parts) html = filled(html, part);
      assert.equal(bare(html), bare(next.html));
      assert.equal(htmlOf(now), html);
      region = now;
    }
  }
});
