/** Topics: their names, and what is none. */

import assert from "node:assert/strict";
import type { Anything } from "./lifecycle.ts";
import { Topic, topic, topicName } from "./topic.ts";

Deno.test("topic() puts the id behind the name", () => {
  const board = topic<number>("board:");
  assert.equal(board("a/b:c").name, "board:a/b:c");
  assert.equal(board(7).name, "board:7");
  assert.equal(board("").name, "board:");
  assert.equal(topic<number>("news")().name, "news");
  assert.equal(topicName(board(7n)), "board:7");
  assert.equal(topicName("plain"), "plain");
  assert(board(1) instanceof Topic);
});

Deno.test("topic() refuses what would be another topic than is meant", () => {
  const board: Anything = topic<number>("board:");
  assert.throws(() => board(), /Cannot use the topic "board:" without an id.*give the id/);
  assert.throws(() => board(undefined), /its id is undefined; give a text or a number/);
  assert.throws(() => board(null), /its id is null/);
  assert.throws(() => board({}), /its id is an object/);
  assert.throws(() => topicName(board), /it was not called; write it with \(\)/);
  assert.throws(() => topicName(5 as Anything), /it is 5; give a text/);
  assert.throws(() => topic(""), /Cannot declare a topic: its name is ""; give a text/);
});
