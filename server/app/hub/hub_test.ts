/** What a hub does once there is nothing else to do. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { FakeSite } from "../../../tests/kit/line_kit.ts";

class Page extends LiveView {
  render() {
    return html`<p></p>`;
  }
}

Deno.test("a hub loads what raw() needs once a page is live and nothing else is to do", async () => {
  const site = new FakeSite({ "/": Page });
  assert.equal(site.idle.size, 0);
  await site.live();
  await site.live();
  assert.equal(site.idle.size, 1);
  for (const run of site.idle) run();
  await site.mounted.hub.close();
});

Deno.test("a hub that is closed has nothing left to do", async () => {
  const site = new FakeSite({ "/": Page });
  await site.live();
  await site.mounted.hub.close();
  assert.equal(site.idle.size, 0);
});
