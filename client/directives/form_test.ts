/** What `dj-form` puts among the fields of an event, in a page of a DOM library. */

import assert from "node:assert/strict";
import { openLive, VIEW } from "../../tests/kit/page_kit.ts";

Deno.test("boxes that are off are told where a field of their name may stand, and nowhere else", () => {
  const box = (name: string) => `<input type=checkbox name="${name}">`;
  const page = openLive(VIEW(
    `<form dj=b dj-form=form dj-submit=save>${
      ["one", "team.lead", "text.a.b", "__proto__.odd", "."].map(box).join("")
    }</form>`,
  ));
  page.take();
  page.window.FormData = class {
    *[Symbol.iterator]() {
      yield ["text", "x"];
    }
  } as never;
  page.fire("form", "submit");
  assert.match(JSON.stringify(page.take()), /{"text":"x","one":false,"team":{"lead":false}}/);
  assert.equal(Object.hasOwn(Object.prototype, "odd"), false);
});

Deno.test("where items stand is told where that is not in the order of their keys", () => {
  const told = (names: string[]): string => {
    const inputs = names.map((name) => `<input name="${name}">`).join("");
    const page = openLive(VIEW(`<form dj=b dj-form=form dj-submit=save>${inputs}</form>`));
    page.take();
    page.window.FormData = class {
      *[Symbol.iterator]() {}
    } as never;
    page.fire("form", "submit");
    return JSON.stringify(page.take());
  };
  const item = (
    key: number,
    list = "tags",
  ): string[] => [`${list}[${key}][a]`, `${list}[${key}][b]`];
  assert.doesNotMatch(told(["name", ...item(0), ...item(2), ...item(10)]), /order/);
  assert.match(told([...item(2), ...item(10), ...item(0)]), /"~order":{"tags":\["2","10","0"\]}/);
  const inner = [...item(0), ...item(1, "tags[0][in]"), ...item(0, "tags[0][in]")];
  assert.match(told(inner), /"~order":{"tags.0.in":\["1","0"\]}/);
});
