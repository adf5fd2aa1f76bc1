import assert from "node:assert/strict";
import { decodeDown, encodeDown } from "./down.ts";
import { apartText, EXTRA, failureRest, frameText, noteText, replyRest } from "./frame_text.ts";
import type { TextDown } from "./message.ts";
import { forInstance } from "./up.ts";

const MESSAGES: readonly (readonly [text: string, meaning: TextDown])[] = [
  ["[-5]", { type: "pong" }],
  ["[-11,1500]", { type: "drain", after: 1_500 }],
  ["[-12]", { type: "reload", to: undefined }],
  ['[-12,"/a"]', { type: "reload", to: "/a" }],
  ['[-1,0,0,"Zt5"]', { type: "joined", instance: 0, mode: 0, token: "Zt5" }],
  ['[-1,3,1,"Zt5",{"rate":20}]', {
    ...{ type: "joined", instance: 3, mode: 1, token: "Zt5", options: { rate: 20 } },
  }],
  ["[-2,0,2,32]", { type: "resumed", instance: 0, got: 2, credit: 32 }],
  ['[-2,1,2,0,"ab12"]', { type: "resumed", instance: 1, got: 2, credit: 0, process: "ab12" }],
  ['[-2,1,2,0,"ab12",3]', {
    ...{ type: "resumed", instance: 1, got: 2, credit: 0, process: "ab12", news: 3 },
  }],
  ["[-3,64]", { type: "ack", instance: 0, got: 64 }],
  ["[-8,32]", { type: "credit", instance: 0, count: 32 }],
  ["[-7,2,[-8,32]]", { type: "credit", instance: 2, count: 32 }],
  ['[-10,"gone"]', {
    ...{ type: "error", instance: 0, code: "gone", request: undefined, detail: undefined },
  }],
  ['[-7,1,[-10,"refused","r1",403]]', {
    ...{ type: "error", instance: 1, code: "refused", request: "r1", detail: 403 },
  }],
  ['[-10,"gone","",2]', { type: "error", instance: 0, code: "gone", request: "", detail: 2 }],
  ['[-13,"eyJ"]', { type: "ticket", instance: 0, ticket: "eyJ" }],
  ['[-16,"url","say \\"why\\""]', {
    ...{ type: "warning", instance: 0, name: "url", message: 'say "why"' },
  }],
  ["[1]", { type: "frame", instance: 0, answers: 1, ops: [], extras: {} }],
  ['[-7,1,[1,1,0,[-4,3,[1]],{"t":[["<p>"]]}]]', {
    ...{ type: "frame", instance: 1, answers: 1, ops: [1, 0, [-4, 3, [1]]] },
    extras: { t: [["<p>"]] },
  }],
  ['[-9,0,[0,"a"],null,{"t":[["<p>",0,0]]}]', {
    ...{ type: "full", instance: 0, answers: 0, content: [0, "a"], flash: null },
    extras: { t: [["<p>", 0, 0]] },
  }],
];

Deno.test("decodeDown() understands every message, and encodeDown() writes it back", () => {
  for (const [text, meaning] of MESSAGES) {
    assert.deepEqual(decodeDown(text), meaning, text);
    assert.equal(encodeDown(meaning), text);
  }
});

Deno.test("decodeDown() gives nothing for what is no message", () => {
  for (const data of ["", "{}", "[]", '["a"]', "[-99]", "[-7,0,5]", new Uint8Array(1), null]) {
    assert.equal(decodeDown(data), undefined, String(data));
  }
});

Deno.test("encodeDown() leaves out options that say nothing", () => {
  const joined = { type: "joined", instance: 0, mode: 0, token: "t" } as const;
  assert.equal(encodeDown({ ...joined, options: {} }), '[-1,0,0,"t"]');
});

Deno.test("frameText() puts ops, templates, head and extras in their order", () => {
  const patch = { ops: [1, 0, "a"], templates: [["<p>"]] };
  const extras = [EXTRA.errors([noteText(0, failureRest({ code: "rate" }))])];
  assert.equal(
    frameText({ type: "patch", patch, head: { title: "T" } }, 2, extras),
    '[2,1,0,"a",{"t":[["<p>"]],"h":{"title":"T"},"x":[[0,"rate"]]}]',
  );
  assert.equal(frameText(undefined, 0, []), undefined);
  assert.equal(frameText(undefined, 3, []), "[3]");
});

Deno.test("apartText() answers one event out of order", () => {
  const reply = EXTRA.replies([noteText(0, replyRest('"yes"'))]);
  assert.equal(apartText([EXTRA.number(7), reply]), '[0,{"n":7,"r":[[0,"yes"]]}]');
});

Deno.test("forInstance() wraps all but the first", () => {
  assert.equal(forInstance(0, "[1]"), "[1]");
  assert.equal(forInstance(2, "[1]"), "[-7,2,[1]]");
});
