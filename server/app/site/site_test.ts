/** What a site believes of a request: its scheme, behind a proxy and without one. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { FakeSite } from "../../../tests/kit/line_kit.ts";

class Page extends LiveView {
  render() {
    return html`<p></p>`;
  }
}

Deno.test("a request is secure by its own URL, or where a named proxy says that the browser's was", async () => {
  const { mounted } = new FakeSite({ "/": Page }, { proxies: ["10.0.0.0/8"] });
  const isSecure = (url: string, peer: string | undefined, forwarded?: string): boolean =>
    mounted.site.isSecure({
      url: new URL(url),
      headers: new Headers(forwarded === undefined ? {} : { "x-forwarded-proto": forwarded }),
      peer,
    });
  assert.equal(isSecure("https://a/", undefined), true);
  assert.equal(isSecure("http://a/", "10.1.1.1"), false);
  for (const said of ["https", "HTTPS", " https ", "https, http", "https,http"]) {
    assert.equal(isSecure("http://a/", "10.1.1.1", said), true, said);
    assert.equal(isSecure("http://a/", "9.9.9.9", said), false, said);
    assert.equal(isSecure("http://a/", undefined, said), false, said);
  }
  for (const said of ["", "http", "http, https", "wss", "httpsx"]) {
    assert.equal(isSecure("http://a/", "10.1.1.1", said), false, said);
  }
  await mounted.hub.close();
});
