import assert from "node:assert/strict";
import { type Random, seedFrom, size } from "../tests/seed.ts";
import { byteLength, decodeUp } from "./codec.ts";
import { decodeDown, parseDown } from "./down.ts";
import { FRAME_LIMITS } from "./limits.ts";
import type { TextUp, Up } from "./message.ts";
import { encodeUp } from "./up.ts";

const JOIN = { v: 1, b: "build", try: 0, claim: "c", ticket: "t", pristine: 1, queued: 2 };
const RESUME = {
  v: 1,
  b: "build",
  try: 3,
  token: "t",
  got: 7,
  answered: 5,
  apart: [7],
  sent: 8,
  on: "ab12",
  queued: 1,
};

const WITHIN = { claim: "", ticket: "", in: [0, "filter.1x9k2a"] };

/** Every message a page can send, and what it means. */
const MESSAGES: readonly (readonly [string, Up])[] = [
  ['"save"', { type: "event", name: "save", params: {}, reply: false }],
  ['["save"]', { type: "event", name: "save", params: {}, reply: false }],
  ['["save",{"id":1}]', { type: "event", name: "save", params: { id: 1 }, reply: false }],
  ['["save",{},1]', { type: "event", name: "save", params: {}, reply: true }],
  ["[4,0]", { type: "closure", block: 4, anchor: 0, params: {}, on: "click" }],
  ['[4,0,{"a":"b"}]', { type: "closure", block: 4, anchor: 0, params: { a: "b" }, on: "click" }],
  ['[4,2,0,"keydown.enter"]', {
    type: "closure",
    block: 4,
    anchor: 2,
    params: {},
    on: "keydown.enter",
  }],
  ['[0,"a",[1,0]]', {
    type: "batch",
    messages: [
      { type: "event", name: "a", params: {}, reply: false },
      { type: "closure", block: 1, anchor: 0, params: {}, on: "click" },
    ],
  }],
  [`[-1,0,${JSON.stringify(JOIN)}]`, {
    type: "join",
    instance: 0,
    version: 1,
    build: "build",
    attempt: 0,
    claim: "c",
    ticket: "t",
    pristine: true,
    queued: 2,
  }],
  ['[-1,3,{"v":1,"b":"","try":4,"ticket":"t"}]', {
    type: "join",
    instance: 3,
    version: 1,
    build: "",
    attempt: 4,
    claim: "",
    ticket: "t",
    pristine: false,
    queued: 0,
  }],
  [`[-2,1,${JSON.stringify(RESUME)}]`, {
    type: "resume",
    instance: 1,
    version: 1,
    build: "build",
    attempt: 3,
    token: "t",
    got: 7,
    answered: 5,
    apart: [7],
    sent: 8,
    process: "ab12",
    queued: 1,
  }],
  ["[-3,64]", { type: "ack", got: 64 }],
  ["[-4,12]", { type: "heal", block: 12 }],
  ['["save",{"a":1},0,{"t":"a"}]', {
    type: "event",
    name: "save",
    params: { a: 1 },
    reply: false,
    facts: { t: "a" },
  }],
  ['[5,0,0,"submit",{"s":"go","x":1}]', {
    type: "closure",
    block: 5,
    anchor: 0,
    params: {},
    on: "submit",
    facts: { s: "go" },
  }],
  ['["save",{},0,{"r":""}]', {
    type: "event",
    name: "save",
    params: {},
    reply: false,
    facts: { r: "" },
  }],
  ['[5,0,0,"click",{"r":"#list"}]', {
    type: "closure",
    block: 5,
    anchor: 0,
    params: {},
    on: "click",
    facts: { r: "#list" },
  }],
  ["[-5]", { type: "ping" }],
  ["[-6]", { type: "bye" }],
  ['[-7,2,"save"]', {
    type: "instance",
    instance: 2,
    message: { type: "event", name: "save", params: {}, reply: false },
  }],
  ['[-7,2,[0,"a"]]', {
    type: "instance",
    instance: 2,
    message: {
      type: "batch",
      messages: [{ type: "event", name: "a", params: {}, reply: false }],
    },
  }],
];

/** Events that cannot be run, but that are counted and answered. */
const UNREADABLE: readonly string[] = [
  ...['""', '[""]', '["a",[]]', '["a",1]', '["a",null]', '["a",{},2]', '["a",{},1,1]'],
  ...["[1]", "[1,-1]", "[1,0.5]", '[1,0,""]', "[1,0,1]", '[1,0,0,""]', "[1,0,0,5]", "[1,0,0,null]"],
  ...[
    '["a",{},0,{"t":1}]',
    '["a",{},0,[]]',
    '["a",{},0,{"r":1}]',
    '["a",{},0,{"r":null}]',
    '["a",{},0,{},0]',
  ],
  ...["[1,0,{},0,0]", `[1,0,0,"${"x".repeat(65)}"]`, `"${"x".repeat(1_025)}"`],
];

const REFUSED: readonly string[] = [
  ...["", "{", "null", "true", "1", "{}", "[]", "[null]", "[true]", "[[]]", "[{}]"],
  ...["[1.5,0]", "[1e300,0]"],
  ...["[0]", "[0,[0]]", "[0,1]", "[0,null]", "[-7,0]", "[-7,-1,[-5]]", "[-7,0,[-7,0,[-5]]]"],
  ...['[0,[0,"a"]]', '[-7,0,[0,[0,"a"]]]', '[0,[-7,0,[0,"a"]]]', "[-7,0,[0,[-7,0,[-5]]]]"],
  ...["[-7,0,[0,[0]]]", "[0,[-7,0,[0]]]", "[-3]", "[-3,-1]", '[-3,"1"]', "[-4]", "[-8,1]", "[-13]"],
  ...["[-1]", "[-1,0]", "[-1,0,[]]", "[-1,0,{}]", '[-1,"0",{}]', "[-2,0,{}]"],
  `[-1,0,${JSON.stringify({ ...JOIN, v: "1" })}]`,
  `[-1,0,${JSON.stringify({ ...JOIN, ticket: "x".repeat(8_193) })}]`,
  `[-1,0,${JSON.stringify({ ...JOIN, claim: 5 })}]`,
  `[-2,0,${JSON.stringify({ ...RESUME, token: "x".repeat(65) })}]`,
  `[-2,0,${JSON.stringify({ ...RESUME, got: -1 })}]`,
];

Deno.test("decodeUp() understands every message", () => {
  for (const [text, meaning] of MESSAGES) assert.deepEqual(decodeUp(text), meaning, text);
});

Deno.test("encodeUp() writes what decodeUp() understands the same", () => {
  for (const [text, meaning] of MESSAGES) {
    // The first instance needs no wrapper.
    if (meaning.type === "instance" && meaning.instance === 0) continue;
    assert.deepEqual(decodeUp(encodeUp(meaning as TextUp)), meaning, text);
  }
});

Deno.test("decodeUp() takes an event that cannot be run for one that counts, in a batch too", () => {
  const unreadable = { type: "unreadable" };
  for (const text of UNREADABLE) {
    assert.deepEqual(decodeUp(text), unreadable, text);
    const batch = { type: "batch", messages: [unreadable, { type: "ping" }] };
    assert.deepEqual(decodeUp(`[0,${text},[-5]]`), batch, text);
  }
});

Deno.test("decodeUp() refuses what is none, and says why", () => {
  for (const text of REFUSED) {
    const refused = decodeUp(text);
    assert(refused.type === "failure" && refused.code === "bad-frame", text);
    assert.notEqual(refused.reason, "");
  }
});

Deno.test("decodeUp() takes texts up to their length, and not one longer", () => {
  const x = (length: number): string => "x".repeat(length);
  const join = (changes: object): string => JSON.stringify([-1, 0, { ...JOIN, ...changes }]);
  const resume = (changes: object): string => JSON.stringify([-2, 0, { ...RESUME, ...changes }]);
  const texts: readonly (readonly [(length: number) => string, number, string, string])[] = [
    [(length) => JSON.stringify(x(length)), 1_024, "event", "unreadable"],
    [(length) => JSON.stringify([1, 0, 0, x(length)]), 64, "closure", "unreadable"],
    [(length) => join({ ticket: x(length) }), 8_192, "join", "failure"],
    [(length) => join({ claim: x(length) }), 64, "join", "failure"],
    [(length) => join({ b: x(length) }), 64, "join", "failure"],
    [(length) => resume({ token: x(length) }), 64, "resume", "failure"],
    [(length) => resume({ b: x(length) }), 64, "resume", "failure"],
  ];
  for (const [text, most, fits, tooLong] of texts) {
    assert.equal(decodeUp(text(most)).type, fits);
    assert.equal(decodeUp(text(most + 1)).type, tooLong, text(most + 1).slice(0, 60));
  }
});

Deno.test("decodeUp() takes a page for pristine only where it says 1", () => {
  for (const pristine of [0, 2, true, "1", null, undefined]) {
    const decoded = decodeUp(JSON.stringify([-1, 0, { ...JOIN, pristine }]));
    assert(decoded.type === "join" && !decoded.pristine);
  }
});

Deno.test("decodeUp() takes text frames only", () => {
  for (const data of [undefined, null, 5, {}, [], new Uint8Array(2), new Blob([])]) {
    assert.equal(decodeUp(data).type, "failure");
  }
});

Deno.test("decodeUp() counts bytes, not characters, before it parses", () => {
  const limits = { ...FRAME_LIMITS, bytes: 20 };
  const fits = JSON.stringify("é".repeat(9));
  assert.equal(decodeUp(fits, limits).type, "event");
  const large = decodeUp(JSON.stringify("é".repeat(10)), limits);
  assert(large.type === "failure" && large.code === "too-large");
  const broken = decodeUp("{".repeat(21), limits);
  assert(broken.type === "failure" && broken.code === "too-large");
  assert.equal(decodeUp(`["a",{"t":"${"x".repeat(65_536 - 14)}"}]`).type, "event");
  assert.equal(decodeUp(`["a",{"t":"${"x".repeat(65_536 - 13)}"}]`).type, "failure");
});

Deno.test("decodeUp() bounds depth and keys", () => {
  const deep = (depth: number): string =>
    `["a",{"x":${"[".repeat(depth - 2)}${"]".repeat(depth - 2)}}]`;
  assert.equal(decodeUp(deep(32)).type, "event");
  assert.equal(decodeUp(deep(33)).type, "unreadable");
  assert.equal(decodeUp("[".repeat(60_000)).type, "failure");
  const wide = (count: number): string =>
    `["a",${JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [i, 0])))}]`;
  assert.equal(decodeUp(wide(1_000)).type, "event");
  assert.equal(decodeUp(wide(1_001)).type, "unreadable");
  const long = (count: number): string => `["a",{"x":[${Array(count).fill(0).join()}]}]`;
  assert.equal(decodeUp(long(999)).type, "event");
  assert.equal(decodeUp(long(1_000)).type, "unreadable");
  assert.equal(decodeUp(`[0${",[-5]".repeat(999)}]`).type, "batch");
  assert.equal(decodeUp(`[0${",[-5]".repeat(1_000)}]`).type, "failure");
});

Deno.test("decodeUp() drops prototype keys wherever they stand", () => {
  const decoded = decodeUp(
    '["a",{"__proto__":{"bad":1},"ok":[{"constructor":{"prototype":{}},"x":1}],"prototype":2}]',
  );
  assert(decoded.type === "event");
  assert.deepEqual(Object.keys(decoded.params), ["ok"]);
  assert.deepEqual(decoded.params, { ok: [{ x: 1 }] });
  assert.equal(Object.getPrototypeOf(decoded.params), Object.prototype);
});

Deno.test("byteLength() agrees with the encoder", () => {
  const random = seedFrom("byteLength");
  const units = [0x41, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xffff];
  const encoder = new TextEncoder();
  for (let i = 0; i < 2_000; i++) {
    const text = String.fromCharCode(
      ...Array.from({ length: random.integer(0, 8) }, () => random.pick(units)),
    );
    assert.equal(byteLength(text), encoder.encode(text).length, JSON.stringify(text));
    const limit = random.integer(0, 12);
    assert.equal(byteLength(text, limit) > limit, encoder.encode(text).length > limit);
  }
});

Deno.test("parseDown() gives an array that begins with a number, or nothing", () => {
  assert.deepEqual(parseDown("[1,2]"), [1, 2]);
  for (const data of ["", "[", "[]", '["a"]', "{}", "null", "5", undefined, new Uint8Array(1)]) {
    assert.equal(parseDown(data), undefined);
  }
});

Deno.test("parseDown() drops prototype keys, however they are written, and nothing else", () => {
  const kept = '{"proto":1,"a":["constructor",{"b":"\\"__proto__\\":"}],"x__proto__":2}';
  assert.deepEqual(parseDown(`[0,${kept}]`), [0, JSON.parse(kept)]);
  for (const key of ["__proto__", "constructor", "prototype", "__pro\\u0074o__"]) {
    for (const colon of [":", " : "]) {
      const text = `[0,{"e":[["n",{"a":[{"${key}"${colon}{"admin":1},"b":2}]}]]}]`;
      assert.deepEqual(parseDown(text), [0, { e: [["n", { a: [{ b: 2 }] }]] }], text);
    }
  }
});

/** A hostile frame: a known one that was damaged, or JSON of any shape. */
function hostile(random: Random): string {
  if (random.chance(0.1)) {
    return Array.from(
      { length: random.integer(0, 30) },
      () => random.pick([...'[]{}",:-0123eE.\\u\0 tfn']),
    ).join("");
  }
  let text = random.chance(0.5) ? random.pick(MESSAGES)[0] : JSON.stringify([
    random.pick([-13, -7, -2, -1, -0, 0, 1, 2 ** 53, "a"]),
    ...anyJson(random, 0) as [],
  ]);
  for (let i = random.integer(0, 3); i > 0; i--) {
    const at = random.integer(0, text.length);
    const piece = random.pick([
      "",
      '"__proto__":1,',
      "[0,",
      "]",
      "-1",
      "1e999",
      "\\ud800",
      "\0",
      '"',
      "null",
    ]);
    text = text.slice(0, at) + piece + text.slice(at + random.integer(0, 2));
  }
  return text;
}

function anyJson(random: Random, depth: number): unknown {
  const count = depth > 4 ? 0 : random.integer(0, 4);
  const items = Array.from({ length: count }, () => {
    const kind = random.integer(0, 6);
    if (kind < 2) return anyJson(random, depth + 1);
    return random.pick<unknown>([0, 1, -1, 0.5, 1e300, "", "x", "__proto__", null, true, false]);
  });
  if (depth === 0 || random.chance(0.5)) return items;
  const keys = ["a", "v", "try", "ticket", "constructor", "prototype", "__proto__", "toString"];
  return Object.fromEntries(items.map((item) => [random.pick(keys), item]));
}

function hasPrototypeKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.keys(value).some((key) =>
    !Array.isArray(value) && /^(?:__proto__|constructor|prototype)$/.test(key)
  ) || Object.values(value).some(hasPrototypeKey);
}

Deno.test("decodeUp() and decodeDown() throw on no frame, and let nothing strange through", () => {
  const random = seedFrom("codec_test");
  let understood = 0;
  for (let i = size(20_000, 1_000_000); i > 0; i--) {
    const text = hostile(random);
    assert(!hasPrototypeKey(decodeDown(text)), text);
    const decoded = decodeUp(text);
    if (decoded.type === "failure") continue;
    understood++;
    assert(!hasPrototypeKey(decoded), text);
    for (const message of decoded.type === "batch" ? decoded.messages : [decoded]) {
      if (message.type === "closure") {
        assert(Number.isSafeInteger(message.block) && message.block > 0, text);
        assert(Number.isSafeInteger(message.anchor) && message.anchor >= 0, text);
      } else if (message.type === "event") assert(message.name !== "", text);
      else assert.notEqual(message.type, "batch", text);
    }
  }
  assert(understood > 100, "the frames were all too broken");
});

Deno.test("a join and a resume say what they are in, and are read and written alike", () => {
  for (const text of [[-1, 3, { ...JOIN, ...WITHIN }], [-2, 3, { ...RESUME, in: WITHIN.in }]]) {
    const decoded = decodeUp(JSON.stringify(text));
    assert(decoded.type === "join" || decoded.type === "resume");
    assert.deepEqual(decoded.within, { instance: 0, name: "filter.1x9k2a" });
    const [, , facts] = JSON.parse(encodeUp(decoded)) as [number, number, { in: unknown }];
    assert.deepEqual(facts.in, WITHIN.in);
  }
});

Deno.test("a join in what cannot be is no message", () => {
  const strange = [
    0,
    "a",
    [],
    [0],
    [0, ""],
    [-1, "a"],
    [0.5, "a"],
    ["0", "a"],
    [0, "a", 1],
    [0, 1],
    null,
  ];
  for (const place of [...strange, [0, "a".repeat(129)]]) {
    const join = decodeUp(JSON.stringify([-1, 1, { ...JOIN, in: place }]));
    const resume = decodeUp(JSON.stringify([-2, 1, { ...RESUME, in: place }]));
    assert.deepEqual([join.type, resume.type], ["failure", "failure"], JSON.stringify(place));
  }
});
