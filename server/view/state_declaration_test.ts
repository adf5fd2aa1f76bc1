/** What static state may say, and what is wrong with what it may not. */

import assert from "node:assert/strict";
import { html } from "../../vdom/mod.ts";
import { checkState, declaredState } from "./state_declaration.ts";
import { LiveView } from "./view.ts";

function declaring(state: unknown) {
  return {
    Page: class extends LiveView {
      static state: unknown = state;
      filter = "all";
      _own = 1;
      late?: string;
      render() {
        return html``;
      }
    },
  }.Page;
}

Deno.test("declaredState() reads a list, scopes, a version, and nothing", () => {
  const migrate = (old: Readonly<Record<string, unknown>>) => old;
  assert.deepEqual(declaredState(declaring(undefined)), {
    ...{ only: undefined, session: [], version: 0, migrate: undefined },
  });
  assert.deepEqual([...declaredState(declaring(["filter"])).only ?? []], ["filter"]);
  const fields = { filter: "session", late: "reconnect" };
  assert.deepEqual(declaredState(declaring({ version: 2, migrate, fields })), {
    ...{ only: undefined, session: ["filter"], version: 2, migrate },
  });
});

Deno.test("checkState() refuses at the start what would be ignored, with what to write", () => {
  const wrong: [unknown, RegExp][] = [
    ["filter", /is no list and no object; write \["draft"\]/],
    [null, /is no list and no object/],
    [[1], /holds what is no name/],
    [["filtre"], /names "filtre", and a new one has no such field; give it a value in the class/],
    [{ field: {} }, /has "field"; known are "version", "migrate" and "fields"/],
    [{ fields: ["filter"] }, /"fields" in .* is no object; write fields: \{ draft: "session" \}/],
    [{ fields: { filter: "sesion" } }, /gives "filter" no scope .* write "reconnect" or "session"/],
    [{ fields: { filtre: "session" } }, /names "filtre", and a new one has no such field/],
    [{ fields: { _own: "session" } }, /no field with a "_" is kept; write it without/],
    [{ version: 0 }, /no whole number from 1 on/],
    [{ version: "2" }, /no whole number from 1 on/],
    [{ version: 2, migrate: true }, /"migrate" in .* is no function/],
    [{ migrate: () => ({}) }, /has "migrate" and no "version"/],
  ];
  for (const [state, message] of wrong) {
    assert.throws(() => checkState(declaring(state)), (error: Error) => {
      assert.match(error.message, /^Cannot start: /);
      assert.match(error.message, message);
      return true;
    });
  }
  for (const state of [undefined, ["filter", "late"], { fields: { late: "session" } }, {}]) {
    checkState(declaring(state));
  }
});
