/** Observers are a list: each is told, and what one throws harms nobody. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { FakeSite } from "../../../tests/kit/line_kit.ts";
import { LiveView } from "../../view/view.ts";
import type { HubRecord, ObserveRecord } from "../../world/mod.ts";
import { Observers } from "./observers.ts";

const RECORD: HubRecord = { type: "notice", message: "hello" };

class Page extends LiveView {
  render() {
    return html`<p>here</p>`;
  }
}

Deno.test("every observer is told in order, also behind one that throws or rejects", async () => {
  const told: string[] = [];
  const logged: (HubRecord | ObserveRecord)[] = [];
  const observers = new Observers([
    () => {
      throw new Error("thrown");
    },
    () => Promise.reject(new Error("rejected")),
    () => told.push("third"),
  ], (record) => logged.push(record));
  observers.tell(RECORD);
  await Promise.resolve();
  assert.deepEqual(told, ["third"]);
  const errors = logged.map((record) => record.type === "failure" && String(record.error));
  assert.deepEqual(errors, ["Error: thrown", "Error: rejected"]);
});

Deno.test("the log is told where the app gave no observer, and beside one that comes later", () => {
  for (const none of [undefined, []]) {
    const logged: unknown[] = [];
    const told: unknown[] = [];
    const observers = new Observers(none, (record) => logged.push(record));
    assert.equal(observers.detail, "errors");
    observers.add((record) => told.push(record));
    assert.equal(observers.detail, "all");
    observers.tell(RECORD);
    assert.deepEqual([logged, told], [[RECORD], [RECORD]]);
  }
});

Deno.test("a log that throws harms nobody", () => {
  const told: unknown[] = [];
  const observers = new Observers(undefined, () => {
    throw new Error("no console");
  });
  observers.add((record) => told.push(record));
  assert.doesNotThrow(() => observers.tell(RECORD));
  assert.deepEqual(told, [RECORD]);
});

Deno.test("an observer that stopped is told nothing, and its twin goes on", () => {
  let told = 0;
  const observer = (): number => told++;
  const observers = new Observers(observer, () => {});
  const stop = observers.add(observer);
  observers.tell(RECORD);
  assert.equal(told, 2);
  stop();
  stop();
  observers.tell(RECORD);
  assert.equal(told, 3);
});

Deno.test("hub.observe() hears of a page from now on, and no more after it stopped", async () => {
  const site = new FakeSite({ "/": Page });
  const types: string[] = [];
  const stop = site.mounted.hub.observe((record) => types.push(record.type));
  await site.load();
  assert.deepEqual(types, ["mount"]);
  stop();
  await site.load();
  assert.deepEqual(types, ["mount"]);
  assert(site.records.length > 2, "the option's own observer goes on");
  await site.mounted.hub.close();
});
