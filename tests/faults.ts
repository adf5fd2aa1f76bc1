/** What servers say, broken on purpose: for tests of pages that must come right again. */

import type { Random } from "./seed.ts";

/** Makes something else of a message; undefined where it has nothing of that kind. */
type Break = (message: unknown[], text: string, random: Random) => unknown;

/** Things that stand nowhere in a frame as they are. */
const STRANGE: readonly unknown[] = [
  ...[{}, [], [[]], "x", "", -3, 1e9, 0.5, null, true],
  ...[[99, "x"], ["on click", "x"], [-4, 7, []], [-5, 99, 1, 0, "x"], [-1, [-1, [{}]]], [{}]],
];

const isFrame = ([code]: unknown[]): boolean => (code as number) >= 0 || code === -9;

/** The object at the end of a frame; one is put there when there is none. */
function extrasOf(message: unknown[]): Record<string, unknown> {
  const last = message.at(-1);
  if (typeof last === "object" && last !== null && !Array.isArray(last)) {
    return last as Record<string, unknown>;
  }
  const extras = {};
  message.push(extras);
  return extras;
}

/** Ways to break a message that a page can see. */
const SEEN: Readonly<Record<string, Break>> = {
  "no JSON": (_, __, random) => random.pick(["", "}{", "null", "42", "{}", `"x"`, "[", "nonsense"]),
  "no text": () => new Uint8Array([91, 49, 93]),
  "cut short": (_, text, random) => text.slice(0, random.integer(0, text.length - 1)),
  "an unknown code": (message) => [-99, ...message],
  "a word for a code": (message) => ["x", ...message],
  "a template that is none": (message, _, random) => {
    if (!isFrame(message)) return undefined;
    const extras = extrasOf(message);
    return extras["t"] && (extras["t"] = random.pick([5, [7], [[]], {}]), message);
  },
  "extras of another kind": (message, _, random) => {
    if (!isFrame(message)) return undefined;
    extrasOf(message)[random.pick(["x", "r", "e", "h", "n"])] = random.pick([5, [7], "x", [[]]]);
    return message;
  },
  "content of no kind": (message) => {
    const at = message.findIndex((part, i) => i > 0 && Array.isArray(part));
    if (!isFrame(message) || at < 0) return undefined;
    message[at] = [99, "no such template"];
    return message;
  },
  "a resume that cannot be": (message) =>
    message[0] === -2 ? [-2, message[1], 1e6, message[3]] : undefined,
  "a join without a token": (message) => message[0] === -1 ? message.slice(0, 3) : undefined,
};

/** Ways that make sense, but another one: the page may show or count something else. */
const UNSEEN: Readonly<Record<string, Break>> = {
  "another op": (message, _, random) => {
    if (!isFrame(message) || message.length < 2) return undefined;
    message[random.integer(1, message.length - 1)] = random.pick(STRANGE);
    return message;
  },
  "an op less": (message, _, random) => {
    if (!isFrame(message) || message.length < 2) return undefined;
    message.splice(random.integer(1, message.length - 1), 1);
    return message;
  },
  "an op more": (message, _, random) => {
    if (!isFrame(message)) return undefined;
    message.splice(random.integer(1, message.length), 0, random.pick(STRANGE));
    return message;
  },
  "more answers": (message, _, random) => {
    if (!((message[0] as number) >= 0)) return undefined;
    message[0] = (message[0] as number) + random.integer(1, 5);
    return message;
  },
  "an older resume": (message, _, random) =>
    message[0] === -2
      ? [-2, message[1], Math.max(0, (message[2] as number) - random.integer(1, 5)), message[3]]
      : undefined,
};

/** Names of all ways. */
export const WAYS: readonly string[] = [...Object.keys(SEEN), ...Object.keys(UNSEEN)];

/** Whether a page that met this may show something else without having noticed. */
export function isUnseen(way: string): boolean {
  return way in UNSEEN;
}

/** The message broken in one of these ways; as it was where none of them applies to it. */
export function broken(text: string, ways: readonly string[], random: Random): unknown {
  const way = random.pick(ways);
  const made = (SEEN[way] ?? UNSEEN[way])?.(JSON.parse(text), text, random);
  if (made === undefined) return text;
  return Array.isArray(made) ? JSON.stringify(made) : made;
}
