/** Which fields of a view are state. */

import assert from "node:assert/strict";
import { html } from "../../vdom/mod.ts";
import { assignFields, fieldsOf, sessionFieldsOf, transient } from "./fields.ts";
import { LiveView } from "./view.ts";

class Base extends LiveView {
  list = new Map([["a", 1]]);
  when = new Date(0);
  _private = 1;
  #hidden = 1;
  @transient
  cache = "cache";
  handler = () => this.#hidden;
  odd: unknown = { inner: () => {} };
  file = new Blob(["kept by nobody"]);
  render() {
    return html``;
  }
}

class Derived extends Base {
  @transient
  more = 1;
  kept = [1];
}

class Narrow extends Derived {
  static state = ["kept", "cache"];
}

Deno.test("fieldsOf() keeps public own fields that can be copied", () => {
  const { fields, skipped } = fieldsOf(new Derived());
  assert.deepEqual(Object.keys(fields).sort(), [
    ...["errors", "kept", "list", "pageDir", "pageLang", "pageTitle", "when"],
  ]);
  assert.deepEqual(skipped, ["odd", "file"]);
  assert.deepEqual(fields["list"], new Map([["a", 1]]));
});

Deno.test("settings of mixins are no state: a newer class says its own", () => {
  class Draft extends LiveView {
    draftKey = "contact";
    draftTtl = 5_000;
    presenceKey = "room";
    text = "";
    render() {
      return html``;
    }
  }
  const names = Object.keys(fieldsOf(new Draft()).fields);
  assert.deepEqual(names.filter((name) => /^(?:draft|presence|text)/.test(name)), ["text"]);
});

Deno.test("static state narrows, and @transient wins over it", () => {
  assert.deepEqual(Object.keys(fieldsOf(new Narrow()).fields), ["kept"]);
});

Deno.test("assignFields() drops what the class does not keep any more", () => {
  const view = new Narrow();
  assignFields(view, { kept: [2], cache: "old", gone: 1, __proto__: { polluted: true } });
  assert.deepEqual(view.kept, [2]);
  assert.equal(view.cache, "cache");
  assert.equal("gone" in view, false);
  assert.equal("polluted" in view, false);
});

Deno.test("sessionFieldsOf() has copies of the fields with session scope, but for what is kept by nobody", () => {
  class Page extends LiveView {
    static state = { fields: { filter: "session", odd: "session", cache: "session" } };
    filter = ["a"];
    odd: unknown = { inner: () => {} };
    @transient
    cache = "cache";
    other = 1;
    render() {
      return html``;
    }
  }
  const page = new Page();
  const fields = sessionFieldsOf(page);
  assert.deepEqual(fields, { filter: ["a"] });
  assert.notEqual(fields["filter"], page.filter);
  // An object leaves nothing out.
  assert.equal(fieldsOf(page).fields["other"], 1);
});
