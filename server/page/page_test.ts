/** Pages that nobody looks at, and pages that stand in for a failure. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import type { ErrorFacts } from "./error_view.ts";
import { FakeSite } from "../../tests/kit/line_kit.ts";

/** Remembers how its instances ended. */
class Page extends LiveView {
  static ends: string[] = [];
  terminate(reason: string): void {
    Page.ends.push(reason);
  }
  render() {
    return html`<p></p>`;
  }
}

class Broken extends LiveView {
  mount(): void {
    throw new Error("secret detail");
  }
  render() {
    return html`<p></p>`;
  }
}

Deno.test("the view of a page that nobody looks at ends as soon as it is painted", async () => {
  const site = new FakeSite({ "/": Page });
  const visits: RequestInit[] = [
    { method: "HEAD" },
    { headers: { "sec-purpose": "prefetch;prerender" } },
  ];
  for (const visit of visits) {
    Page.ends = [];
    assert.equal((await site.app.request("http://live.test/", visit)).status, 200);
    assert.deepEqual(Page.ends, ["unclaimed"]);
    assert.equal(site.mounted.hub.stats().instances, 0);
  }
  await site.mounted.hub.close();
});

Deno.test("an error page of the app's own is given what was thrown in development only", async () => {
  for (const dev of [true, false]) {
    const told: ErrorFacts[] = [];
    const site = new FakeSite({ "/": Broken }, {
      dev,
      secret: "s".repeat(32),
      errorView: (facts) => {
        told.push(facts);
        return html`<h1>${facts.status}</h1>`;
      },
    });
    const response = await site.app.request("http://live.test/");
    assert.equal(response.status, 500);
    assert.doesNotMatch(await response.text(), /secret detail/);
    const [{ error, development }] = told as [ErrorFacts];
    assert.equal(development, dev);
    assert.equal(String(error), dev ? "Error: secret detail" : "undefined");
    await site.mounted.hub.close();
  }
});
