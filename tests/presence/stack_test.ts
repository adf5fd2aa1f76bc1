/** A stack of avatars as a page shows it: names, statuses, and all behind "+N". */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import {
  PresenceMixin,
  presenceStack,
  type StackOptions,
  type StackPerson,
} from "@djust/live/presence";
import { visit } from "@djust/live/testing";
import { parseHTML } from "linkedom";

const person = (
  id: string,
  name: string,
  status: StackPerson["status"] = "active",
): StackPerson => ({ id, meta: { name }, status });

const PEOPLE = [
  person("a", "Ada Lovelace"),
  person("b", "Bo", "reconnecting"),
  person("c", "<i>Cy", "idle"),
  person("d", ""),
];

async function shown(people: readonly StackPerson[], options: StackOptions = {}) {
  class Lobby extends PresenceMixin(LiveView) {
    render() {
      return html`<main>${presenceStack(people, options)}</main>`;
    }
  }
  const page = await visit(Lobby);
  const { document } = parseHTML(page.html());
  return { page, document };
}

Deno.test("presenceStack() shows initials, says names and statuses, and counts politely", async () => {
  const { page, document } = await shown(PEOPLE, { me: "b" });
  const avatars = [...document.querySelectorAll("[role=img]")];
  assert.deepEqual(avatars.map((avatar) => avatar.getAttribute("aria-label")), [
    "Bo (you), reconnecting",
    "Ada Lovelace",
    "<i>Cy, idle",
    "Somebody",
  ]);
  assert.deepEqual(avatars.map((avatar) => avatar.textContent), ["B", "AL", "<", "S"]);
  assert.equal(page.text("[role=status]"), "4 people here");
  assert.equal(document.querySelector("[popover]"), null);
});

Deno.test("presenceStack() has all behind what does not fit, and hides oneself where asked to", async () => {
  const { document } = await shown(PEOPLE, { me: "a", self: "hide", max: 1, follow: true });
  const more = document.querySelector("[popovertarget]");
  assert.equal(more?.textContent, "+2");
  const all = document.querySelector(`#${more?.getAttribute("popovertarget")}`);
  assert.equal(all?.querySelectorAll("li").length, 3);
  assert.deepEqual(
    [...document.querySelectorAll(".dj-stack > ul [data-dj-follow]")].map((button) =>
      button.getAttribute("aria-label")
    ),
    ["Follow Bo, reconnecting"],
  );
});

Deno.test("presenceStack() asks for nothing where a color is an address, and keeps one for what it is", async () => {
  const colors = ["url(https://evil.example/a.png)", "red;position:fixed", "#123456"];
  const { document } = await shown(
    colors.map((color, at) => ({ id: `${at}`, status: "active", meta: { name: "A", color } })),
  );
  const styles = [...document.querySelectorAll("[role=img]")].map((one) =>
    one.getAttribute("style") ?? ""
  );
  assert(styles.every((style) => !/background:|position/.test(style)), styles.join("\n"));
  assert.match(styles[2] ?? "", /background-color:#123456/);
});
