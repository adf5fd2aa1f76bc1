/** The chat, as its reader has it: tokens, stop, again, several conversations. */

import assert from "node:assert/strict";
import { type TestPage, visit } from "@djust/live/testing";
import { Chat } from "../../examples/chat/chat.ts";
import { Conversations } from "../../examples/chat/conversations.ts";
import { type Model, ModelError } from "../../examples/chat/models/model.ts";
import { until } from "../until.ts";
import { Hand } from "./hand.ts";

/** A page whose model is a test's hand. */
async function talk(): Promise<{ page: TestPage; hand: Hand; View: typeof Chat }> {
  const hand = new Hand();
  class View extends Chat {
    static override model = (): Model => hand;
    static override kept = new Conversations();
  }
  return { page: await visit(View), hand, View };
}

/** Lets the time between two frames pass, and waits until an answer reads so. */
async function reads(page: TestPage, text: string): Promise<void> {
  await until(`the answer reads ${JSON.stringify(text)}`, async () => {
    await page.clock.move(16);
    return page.findAll(".theirs .text").at(-1)?.text === text;
  });
}

const ask = (page: TestPage, text: string) => page.submit("form.ask", { text });

Deno.test("an answer comes token by token, as Markdown, and says when it is whole", async () => {
  const { page, hand } = await talk();
  await ask(page, "  How are you?  ");
  assert.deepEqual(hand.last.turns, [{ role: "user", text: "How are you?" }]);
  assert.equal(page.text(".mine"), "How are you?");
  assert.equal(page.find(".theirs")?.attribute("aria-busy"), "true");
  assert.equal(page.text("h2#title"), "How are you?");
  hand.last.say("I am **fi");
  await reads(page, "I am fi");
  hand.last.say("ne");
  await reads(page, "I am fine");
  assert.match(String(page.patches.at(-1)), /^\[0,\d+,-2,"ne"\]$/);
  hand.last.say("**.");
  await reads(page, "I am fine.");
  assert.equal(page.text(".theirs strong"), "fine");
  hand.last.end();
  await until("it is whole", async () => {
    await page.settled();
    return page.find(".theirs")?.attribute("aria-busy") === "false";
  });
  assert.equal(page.findAll(".stop").length, 0);
  assert.deepEqual([page.errors, page.warnings], [[], []]);
});

Deno.test("a stop ends the answer between two tokens, and what came stays", async () => {
  const { page, hand } = await talk();
  await ask(page, "How are you?");
  hand.last.say("I am *fi");
  await reads(page, "I am fi");
  await page.click(".stop");
  assert.equal(hand.last.signal.aborted, true);
  // Nobody will ever close it: it is a star.
  assert.equal(page.text(".theirs .text"), "I am *fi");
  assert.equal(page.text(".note"), "Stopped.");
  hand.last.say("ne");
  await page.clock.move(16);
  assert.equal(page.text(".theirs .text"), "I am *fi");
  await page.click(".theirs button");
  assert.deepEqual(hand.answers.map(({ turns }) => turns.length), [1, 1]);
  hand.last.say("Fine.");
  await reads(page, "Fine.");
  assert.equal(page.findAll("article").length, 2);
  assert.deepEqual([page.errors, page.warnings], [[], []]);
});

Deno.test("an answer that was stopped before its first word is not told to the model", async () => {
  const { page, hand } = await talk();
  await ask(page, "One");
  await page.click(".stop");
  await ask(page, "x".repeat(5_000));
  assert.deepEqual(hand.last.turns.map(({ role, text }) => [role, text.length]), [
    ["user", 3],
    ["user", 4_000],
  ]);
});

Deno.test("a failure is told with what to do, and the same is asked again", async () => {
  const { page, hand } = await talk();
  await ask(page, "How are you?");
  hand.last.say("I");
  await reads(page, "I");
  hand.last.fail(new ModelError("The model is asked too much: wait a little"));
  await until("it is told", async () => {
    await page.settled();
    return page.findAll(".wrong").length === 1;
  });
  assert.equal(page.text(".wrong"), "The model is asked too much: wait a little");
  await page.click(".theirs button");
  hand.last.fail(new TypeError("x is undefined in the model of secret things"));
  await until("it is told", async () => {
    await page.settled();
    return page.findAll(".wrong").length === 1;
  });
  assert.equal(page.text(".wrong"), "Something went wrong.");
  assert.deepEqual(page.errors, []);
});

Deno.test("a model that never ends is left", async () => {
  const { page, hand } = await talk();
  await ask(page, "How are you?");
  for (let i = 0; i < 21; i++) hand.last.say(`${"x".repeat(10_000)}\n\n`);
  await until("it is told", async () => {
    await page.clock.move(16);
    return page.findAll(".wrong").length === 1;
  });
  assert.match(page.text(".wrong"), /too long: ask for less/);
  assert(page.text(".theirs .text").length <= 200_000);
});

Deno.test("a visitor has so many conversations: the oldest goes, and its answer with it", async () => {
  const { page, hand } = await talk();
  await ask(page, "First");
  for (let i = 0; i < 50; i++) {
    await page.click(".conversations .new");
    await ask(page, `Question ${i}`);
  }
  assert.equal(page.findAll(".conversations li").length, 50);
  assert.deepEqual(hand.answers.map(({ signal }) => signal.aborted).indexOf(false), 1);
});

Deno.test("while an answer comes others are read, and nothing is asked twice", async () => {
  const { page, hand } = await talk();
  await ask(page, "First");
  await ask(page, "Too early");
  await ask(page, "   ");
  assert.equal(hand.answers.length, 1);
  await page.click(".conversations .new");
  await ask(page, "Second");
  hand.answers[0]?.say("one");
  hand.answers[1]?.say("two");
  await reads(page, "two");
  await page.click(".conversations li:nth-child(2) button");
  await reads(page, "one");
  assert.equal(page.find('.conversations [aria-current="true"]')?.text, "First");
  assert.equal(page.find(".theirs")?.attribute("aria-busy"), "true");
  await page.click(".title button:last-child");
  assert.equal(hand.answers[0]?.signal.aborted, true);
  assert.equal(hand.answers[1]?.signal.aborted, false);
  assert.deepEqual(page.findAll(".conversations li").map(({ text }) => text), ["Second"]);
});

Deno.test("of conversations in which nothing was said there is one", async () => {
  const { page } = await talk();
  await page.click(".conversations .new");
  assert.equal(page.findAll(".conversations li").length, 1);
  await ask(page, "How are you?");
  await page.click(".conversations .new");
  await page.click(".conversations li:nth-child(2) button");
  await page.click(".conversations .new");
  const titles = page.findAll(".conversations li").map(({ text }) => text);
  assert.deepEqual(titles, ["Untitled", "How are you?"]);
  assert.equal(page.find('.conversations [aria-current="true"]')?.text, "Untitled");
});

Deno.test("a conversation has the name that it is given", async () => {
  const { page } = await talk();
  await page.click("#rename");
  await page.submit("form.title", { title: "  About tea " });
  assert.equal(page.text("h2#title"), "About tea");
  await page.click("#rename");
  await page.submit("form.title", { title: " " });
  assert.equal(page.text("h2#title"), "About tea");
  assert.equal(page.findAll("form.title").length, 0);
});

Deno.test("a fresh page of the same visitor has what was said, another visitor has not", async () => {
  const { page, hand } = await talk();
  await ask(page, "How are you?");
  hand.last.say("I am *fine*");
  await reads(page, "I am fine");
  hand.last.end();
  await until("it is whole", async () => {
    await page.settled();
    return page.findAll(".stop").length === 0;
  });
  const same = await page.another({ same: true });
  assert.equal(same.text(".theirs .text"), "I am fine");
  assert.equal(same.text(".theirs em"), "fine");
  const other = await page.another();
  assert.equal(other.findAll("article").length, 0);
});

Deno.test("an answer that nobody writes any more is shown as stopped", async () => {
  const { page, hand } = await talk();
  await ask(page, "How are you?");
  const same = await page.another({ same: true });
  assert.equal(same.text(".note"), "Stopped.");
  assert.equal(hand.last.signal.aborted, false);
});
