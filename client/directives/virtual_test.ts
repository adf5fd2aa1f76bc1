/** What a list asks for, and when it does no more. */

import { deepStrictEqual as equal } from "node:assert";
import { openWindow } from "../../tests/kit/patch_kit.ts";
import { directives } from "./virtual.ts";

Deno.test("a list that is gone when its answer comes asks for nothing in place of the next one", async () => {
  const window = openWindow(`<ul data-dj-rows="0 1000 40 10 -1"></ul>`);
  const element = window.document.querySelector("ul") as HTMLElement;
  Object.assign(element, { clientHeight: 400, scrollTop: 0 });
  const asked: unknown[] = [];
  const answers: (() => void)[] = [];
  const timers: (() => void)[] = [];
  const getComputedStyle = () => ({ overflowY: "auto", position: "static" });
  const view = {
    window: Object.assign(Object.create(window), { getComputedStyle }),
    clock: { after: (_ms: number, run: () => void) => (timers.push(run), () => {}) },
  };
  const pushEvent = (_name: string, range: unknown) => {
    asked.push(range);
    return new Promise<void>((resolve) => answers.push(resolve));
  };
  const place = { element, value: "rows", view, pushEvent };
  const list = directives.virtual.mounted?.(place as never) as never;
  timers.splice(0).forEach((run) => run());
  equal(asked, [{ from: 0, to: 20 }]);
  // Painted anew, after a restart say: what has no box any more has no rows in sight.
  Object.assign(element, { clientHeight: 0 });
  directives.virtual.removed?.(list);
  answers.forEach((answer) => answer());
  await Promise.resolve().then(() => {}).then(() => {}).then(() => {});
  equal(asked.length, 1);
});
