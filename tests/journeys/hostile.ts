/** Messages that no page of ours would send: broken, mutated, oversized, out of turn. */

import type { Random } from "../seed.ts";

/** What a real page knows: its ticket, its claim, and the token of an instance. */
export interface Known {
  readonly ticket: string;
  readonly claim: string;
  readonly token: string;
}

/** A message on its way: text or bytes. */
export type Hostile = string | Uint8Array<ArrayBuffer>;

const NUMBERS: readonly string[] = [
  ...["-1", "0", "1", "2", "3", "-0", "7", "31", "33", "64", "65", "1000000", "2147483648"],
  ...["-2147483649", "9007199254740991", "9007199254740993", "1e308", "1e-7", "0.5", "1e999"],
];
const NAMES: readonly string[] = [
  ...["note", "add", "turn", "write", "constructor", "__proto__", "toString", "render", "mount"],
  ...["look", "", "terminate", "#hit", "flush", "then", "\u0000", "é", "\ud800", "x".repeat(200)],
];
const ALPHABET = '[]{}",:-0123456789\\u null true false.eE+ \t\n\u0000\u2028\ud83d';

/** A message at random. */
export function hostile(random: Random, known: Known): Hostile {
  const dice = random.next();
  if (dice < 0.5) return valid(random, known);
  if (dice < 0.85) return mutated(random, valid(random, known));
  if (dice < 0.93) return JSON.stringify(value(random, 5)) ?? "";
  if (dice < 0.95) return bytes(random);
  if (dice < 0.97) return text(random, random.integer(0, 200));
  if (dice < 0.98) return `["note",{"n":"${"x".repeat(random.integer(60_000, 70_000))}"}]`;
  const depth = random.integer(20, 5_000);
  return "[".repeat(depth) + "]".repeat(depth);
}

/** A message of the right shape, with whatever numbers and names. */
function valid(random: Random, known: Known): string {
  const number = (): number => Number(random.pick(NUMBERS)) || 0;
  const count = (): number => random.chance(0.7) ? random.integer(0, 20) : Math.abs(number());
  const facts = (): Record<string, unknown> => ({
    v: random.chance(0.95) ? 1 : number(),
    b: "0",
    try: count(),
    pristine: random.integer(0, 1),
    queued: count(),
    answered: count(),
    apart: random.chance(0.2) ? [count(), count()] : undefined,
  });
  const make: readonly (() => unknown)[] = [
    () => random.pick(NAMES),
    () => [random.pick(NAMES), value(random, 3)],
    () => ["note", { n: number() }, 1],
    () => [count(), count()],
    () => [count(), count(), { n: number() }, random.pick(["click", "input", "keydown.enter", ""])],
    () => [0, ...Array.from({ length: random.integer(0, 30) }, () => random.pick(NAMES))],
    () => [-2, random.integer(0, 1), { ...facts(), token: known.token, got: count() }],
    () => [-2, 0, { ...facts(), token: random.chance(0.5) ? "" : "nobody's", got: count() }],
    () => [-1, random.integer(0, 3), { ...facts(), claim: known.claim, ticket: known.ticket }],
    () => [-1, 0, { ...facts(), claim: "", ticket: known.ticket.slice(0, -random.integer(1, 9)) }],
    () => [-3, count()],
    () => [-4, count()],
    () => [-5],
    () => [-6],
    () => [-7, count(), [-4, count()]],
    () => [-7, random.integer(0, 70), "note"],
    () => [-7, 0, [-7, 0, [-5]]],
    () => [random.integer(-15, -8), count()],
  ];
  // What ends the page is rarer than what goes on with it.
  const one = random.pick(random.chance(0.8) ? make.slice(0, 13) : make);
  return JSON.stringify(one()) ?? "null";
}

function mutated(random: Random, message: string): string {
  let result = message;
  for (let i = random.integer(1, 3); i > 0; i--) {
    const at = random.integer(0, result.length);
    const to = Math.min(result.length, at + random.integer(0, 6));
    const [before, middle, after] = [result.slice(0, at), result.slice(at, to), result.slice(to)];
    switch (random.integer(0, 4)) {
      case 0:
        result = before + after;
        break;
      case 1:
        result = before + middle + middle + after;
        break;
      case 2:
        result = before + text(random, random.integer(1, 4)) + after;
        break;
      case 3:
        result = result.replace(/-?\d+/, random.pick(NUMBERS));
        break;
      default:
        result = result.replace(
          /"\w*"/,
          `"${random.pick(["__proto__", "constructor", "n", "v"])}"`,
        );
    }
  }
  return result;
}

function value(random: Random, depth: number): unknown {
  if (depth === 0 || random.chance(0.4)) {
    return random.pick([null, true, 0, -1, 1e308, "", "x", "\u0000", "💥", "</script>"]);
  }
  if (random.chance(0.5)) {
    return Array.from({ length: random.integer(0, 6) }, () => value(random, depth - 1));
  }
  const names = ["n", "value", "__proto__", "constructor", "a", "length", "toString"];
  return Object.fromEntries(
    Array.from(
      { length: random.integer(0, 5) },
      () => [random.pick(names), value(random, depth - 1)],
    ),
  );
}

function text(random: Random, length: number): string {
  return Array.from({ length }, () => ALPHABET[random.integer(0, ALPHABET.length - 1)]).join("");
}

function bytes(random: Random): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: random.integer(0, 300) }, () => random.integer(0, 255));
}
