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
