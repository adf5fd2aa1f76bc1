/** The console hears of each warning once, and of failures that have a request. */

import assert from "node:assert/strict";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import type { Page } from "../platform/mod.ts";
import { tellConsole } from "./console.ts";

/** What the console was told while this ran. */
function said(
  run: (tell: (name: string, detail: unknown) => void) => void,
  warnings?: string,
  page: object = {},
) {
  const { warn, error } = console;
  const lines: string[] = [];
  console.warn = (text: string) => lines.push(`warn ${text}`);
  console.error = (text: string) => lines.push(`error ${text}`);
  try {
    const window = openWindow("");
    const target = Object.assign(new EventTarget(), { document: window.document }, page);
    const script = window.document.createElement("script");
    if (warnings !== undefined) script.dataset.warnings = warnings;
    tellConsole(target as unknown as Page, script);
    run((name, detail) => target.dispatchEvent(new CustomEvent(`djust:${name}`, { detail })));
  } finally {
    Object.assign(console, { warn, error });
  }
  return lines;
}

Deno.test("tellConsole() tells each warning once, painted or later", () => {
  const lines = said((tell) => {
    tell("development", ["b", "later"]);
    tell("development", ["b", "later"]);
    tell("development", ["a", "painted"]);
    tell("development", "a view's own event");
  }, '[["a","painted"],["a","painted"]]');
  assert.deepEqual(lines, ["warn djust: painted [a]", "warn djust: later [b]"]);
});

Deno.test("tellConsole() has the sentences for what the client finds", () => {
  const found = [
    ["client-state", "", "filter", "mode"],
    ["command-target", "", "show", { inner: "#menu" }],
    ["directive-value", "", "#gone"],
    ["optimistic-target", "", "count"],
    ["target", "", "#list"],
  ];
  const lines = said((tell) => found.forEach((warning) => tell("development", warning)));
  assert.deepEqual(lines, [
    'warn djust: "filter" shares nothing: its event has no param "mode"; name the control "mode" ' +
    'in a form, or write data-mode="…" at the element [client-state]',
    'warn djust: js.show finds nothing by {"inner":"#menu"}: mend the selector, or paint the ' +
    "element [command-target]",
    'warn djust: dj-copy="#gone" copies nothing: no element is found by it [directive-value]',
    'warn djust: Nothing shows "count": write dj-bind="count" on it [optimistic-target]',
    'warn djust: dj-target="#list" finds nothing in its view [target]',
  ]);
});

Deno.test("tellConsole() tells failures of the server with their stack, and no others", () => {
  const lines = said((tell) => {
    tell("error", { code: "handler", request: "r1", detail: { stack: "Error: x\n  at y" } });
    tell("error", { code: "gone" });
    tell("error", null);
    tell("error", { code: "mount", request: "r2" });
  });
  assert.deepEqual(lines, [
    "error djust: something failed (handler, request r1): Error: x\n  at y",
    "error djust: something failed (mount, request r2): the log of the server tells more",
  ]);
});

Deno.test("tellConsole() tells what was taken back", () => {
  const lines = said((tell) => {
    tell("optimistic-error", { on: "click", code: "denied" });
  });
  assert.deepEqual(lines, [
    "error djust: what click showed before its answer was taken back (denied)",
  ]);
});

Deno.test("tellConsole() tells of hooks that nobody has brought when the page has loaded", () => {
  const window = openWindow(`<p dj-hook="Chart"></p><p dj-hook="Cahrt"></p><p dj-hook=""></p>`);
  Object.defineProperty(window.document, "readyState", { value: "complete" });
  const lines = said(
    (tell) => {
      tell("connected", undefined);
      tell("connected", undefined);
    },
    undefined,
    { document: window.document, djust: { hooks: { Chart: {} } } },
  );
  assert.deepEqual(lines, [
    'warn djust: dj-hook="Cahrt" of <p> waits for a hook that is not there (known: Chart): ' +
    'write djust.hooks["Cahrt"] = { mounted() { … } } [hook]',
  ]);
});
