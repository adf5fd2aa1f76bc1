/** Error text: an error over several lines, the user's own frames first, the framework's folded. */

/** Where this framework's own files are. */
const OWN = new RegExp(
  "^" + escaped(new URL("../../../", import.meta.url).href) +
    "(?:mod\\.ts|(?:client|protocol|server|testing|vdom)/)(?!.*_test\\.tsx?)",
);

/** What runs beneath every app. */
const RUNTIME = /^(?:ext|node|deno|native|internal|<anonymous>)/;

/** Code of others: packages and registries. */
const OTHERS = /\/node_modules\/|\/npm\/|^https:\/\/(?:jsr\.io|esm\.sh|deno\.land)\//;

/** Causes told of one error: a chain may be a ring. */
const MOST_CAUSES = 5;
/** Frames that are shown. */
const MOST_OWN = 10;
const MOST_OTHERS = 3;

/** An error and its causes, in lines. Never throws, whatever was thrown. */
export function errorLines(error: unknown, causes: number = MOST_CAUSES): string[] {
  try {
    if (!(error instanceof Error)) return String(error).split("\n");
    const { name, message, stack = "" } = error;
    const lines = [...`${name}: ${message}`.split("\n"), ...frameLines(framesOf(stack, message))];
    if (error.cause === undefined || causes === 0) return lines;
    const [first = "", ...rest] = errorLines(error.cause, causes - 1);
    return [...lines, `caused by ${first}`, ...rest];
  } catch {
    return ["something that has no text"];
  }
}

/** The frames of a stack: what stands behind the message, which may hold such lines itself. */
function framesOf(stack: string, message: string): string[] {
  const end = stack.indexOf(message);
  const rest = end < 0 ? stack : stack.slice(end + message.length);
  return rest.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("at "));
}

function frameLines(frames: readonly string[]): string[] {
  const kinds = frames.map(kindOf);
  const of = (kind: ReturnType<typeof kindOf>): string[] =>
    frames.filter((_, index) => kinds[index] === kind);
  const own = of("own").slice(0, MOST_OWN);
  const shown = own.length > 0 ? own : of("others").slice(0, MOST_OTHERS);
  const folded = frames.length - shown.length;
  const more = folded === 1 ? "1 more frame" : `${folded} more frames`;
  return [
    ...shown.map((frame) => `    ${frame}`),
    ...(folded > 0 ? [`    … ${more} of the framework, packages and the runtime`] : []),
  ];
}

/** Whose code a frame is. */
function kindOf(frame: string): "own" | "framework" | "others" {
  const place = /\(([^()]*)\)$/.exec(frame)?.[1] ?? frame.replace(/^at (?:async )?/, "");
  if (OWN.test(place) || RUNTIME.test(place) || !/:\d+:\d+$/.test(place)) return "framework";
  return OTHERS.test(place) ? "others" : "own";
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
