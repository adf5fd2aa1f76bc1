/** The example of extensions does what it says. */

import assert from "node:assert/strict";
import { visit } from "@djust/live/testing";
import { Members } from "../examples/members/members.ts";

Deno.test("who has said no name may not write, and is told so", async () => {
  const page = await visit(Members);
  await page.submit("form:nth-of-type(2)", { text: "Hello" });
  assert.equal(page.findAll("ul li").length, 0);
  assert.equal(page.findAll(".done li").length, 0);
  assert.match(page.text(".djust-flash-error"), /Say your name first/);
});

Deno.test("what a member writes is there, and written down", async () => {
  const page = await visit(Members, { session: { name: "Ada" } });
  await page.submit("form", { text: "Hello" });
  assert.equal(page.text("ul li"), "Hello");
  assert.equal(page.text(".done li"), "Ada: write");
});

Deno.test("what a member writes is on every open page of the board", async () => {
  const page = await visit(Members, { session: { name: "Ada" } });
  const other = await page.another({ session: { name: "Eve" } });
  await page.submit("form", { text: "Hello" });
  await other.settled();
  assert.equal(other.text("ul li"), "Hello");
  assert.equal(other.findAll(".done li").length, 0);
});
