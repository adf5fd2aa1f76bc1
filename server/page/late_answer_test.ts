/** One open answer: what is written when, and what becomes of one that is let go. */

import assert from "node:assert/strict";
import { FakeOutlet, FakeWorld, mounted, named } from "../../tests/kit/instance_kit.ts";
import { html } from "../../vdom/mod.ts";
import type { Instance } from "../instance/mod.ts";
import type { AsyncValue } from "../view/async.ts";
import { event } from "../view/event.ts";
import { LiveView } from "../view/view.ts";
import { LateAnswer } from "./late_answer.ts";
import { LateAnswers } from "./late_answers.ts";

/** Loads that wait, by their fields. */
const waiting = new Map<string, PromiseWithResolvers<string>>();

class Report extends LiveView {
  first?: AsyncValue<string>;
  second?: AsyncValue<string>;
  clicks = 0;
  mount() {
    for (const field of ["first", "second"] as const) {
      const load = Promise.withResolvers<string>();
      waiting.set(field, load);
      this.assignAsync(field, () => load.promise, { late: true });
    }
  }
  @event
  click() {
    this.clicks++;
  }
  render() {
    const of = (value?: AsyncValue<string>) => value?.ok ? html`<b>${value.result}</b>` : null;
    return html`<p>${of(this.first)}</p><p>${of(this.second)}</p><i>${this.clicks}</i>`;
  }
}

/** An answer, what was read of it, and how often its page was told to have all its time. */
async function opened(show = (html: string): Promise<string> => Promise.resolve(html)) {
  const world = new FakeWorld();
  const { instance } = await mounted(Report, world);
  const answers = new LateAnswers(world, { spansProcesses: false });
  let ended = 0;
  const failures: unknown[] = [];
  const answer = await LateAnswer.of({
    world,
    answers,
    instance,
    first: ({ content }) => content,
    show: (painted) => show(painted.content),
    failed: (error) => void failures.push(error),
    ended: () => ended++,
  });
  assert(answer);
  const reader = answer.body("<body>shell</body></html>").pipeThrough(new TextDecoderStream())
    .getReader();
  return { world, instance, answers, answer, reader, failures, ended: () => ended };
}

/** What an event brings to a page that has joined. */
async function clicked(instance: Instance, world: FakeWorld): Promise<unknown[]> {
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  instance.receive(named("click"));
  await world.clock.settled();
  return outlet.take();
}

Deno.test("each part is written when it is there, and the last one ends the answer", async () => {
  const { world, instance, reader, ended } = await opened();
  assert.equal((await reader.read()).value, "<body>shell");
  waiting.get("second")?.resolve("two");
  const second = (await reader.read()).value ?? "";
  assert.match(second, /^<template for="r6-\d+-1-2"><\?start name="r6-\d+-2-2"><b[^>]*>two<\/b>/);
  assert.equal(ended(), 0);
  waiting.get("first")?.resolve("one");
  const first = (await reader.read()).value ?? "";
  assert.match(first, /^<template for="r6-\d+-1-1"><\?start name="r6-\d+-3-1"><b[^>]*>one<\/b>/);
  assert.doesNotMatch(first, /two/);
  assert.equal((await reader.read()).value, "</body></html>");
  assert.equal((await reader.read()).done, true);
  assert.deepEqual([ended(), world.clock.timers], [1, 0]);
  // Nothing but the answer, and what has changed.
  assert.deepEqual(await clicked(instance, world), [[1, 1, 2, 1]]);
});

Deno.test("an answer whose reader has gone ends, and the page that comes all the same gets all of it", async () => {
  const { world, instance, reader, ended } = await opened();
  await reader.read();
  await reader.cancel();
  assert.deepEqual([ended(), world.clock.timers], [1, 0]);
  waiting.get("first")?.resolve("one");
  await world.clock.settled();
  const [full] = await clicked(instance, world) as unknown[][];
  assert.equal(full?.[0], -9);
});

Deno.test("an answer that is ended while it paints writes that part, and no other", async () => {
  const { world, answer, reader, instance, ended } = await opened();
  await reader.read();
  waiting.get("first")?.resolve("one");
  // Its result is there, and the page is painted anew in a later turn.
  for (let turn = 0; turn < 3; turn++) await Promise.resolve();
  answer.end();
  waiting.get("second")?.resolve("two");
  let rest = "";
  for (let part = await reader.read(); !part.done; part = await reader.read()) rest += part.value;
  assert.doesNotMatch(rest, /two/);
  assert.match(rest, /<\/body><\/html>$/);
  assert.equal(ended(), 1);
  await world.clock.settled();
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  const sent = outlet.sent.join();
  assert.match(sent, /two/);
  assert.equal(/one/.test(sent), !/one/.test(rest), "the first part came once, by either way");
});

Deno.test("an answer ends by its time, and by its name", async () => {
  for (const way of ["time", "name"] as const) {
    const { world, answers, answer, reader } = await opened();
    if (way === "time") await world.clock.move(5_000);
    else answers.end(answer.name);
    let text = "";
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += part.value;
    assert.equal(text, "<body>shell</body></html>");
    assert.equal(world.clock.timers, 0);
  }
});

Deno.test("a part that cannot be made is told, and ends the answer: the page gets all by its line", async () => {
  const { world, instance, reader, failures, ended } = await opened(() =>
    Promise.reject(new Error("no key"))
  );
  await reader.read();
  waiting.get("first")?.resolve("one");
  assert.equal((await reader.read()).value, "</body></html>");
  assert.match(failures.join(), /no key/);
  assert.equal(ended(), 1);
  const [full] = await clicked(instance, world) as unknown[][];
  assert.equal(full?.[0], -9);
});
