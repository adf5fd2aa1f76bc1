/** Command of an operator: reads its arguments, asks an inspector, and says what there is. */

import type { Inspector, InspectorKind, SeenInstance, SeenKind, SeenNode } from "./inspector.ts";

/** What the command is run with. */
export interface CommandParts {
  readonly kinds: readonly InspectorKind[];
  say(line: string): void;
}

/** How long nodes are looked at: longer than they take to renew. */
const LOOK = 6_000;
const COMMANDS = ["stats", "health", "instances", "clear"] as const;
type Command = typeof COMMANDS[number];

interface Asked {
  readonly command: Command;
  readonly address: string;
  readonly prefix: string | undefined;
  readonly as: "text" | "json";
  readonly look: number;
}

/** Runs the command; the exit code: 0, 1 where something is not well, 2 where it was not understood. */
export async function runCommand(
  args: readonly string[],
  { kinds, say }: CommandParts,
): Promise<number> {
  if (args.includes("--help") || args.includes("-h")) {
    for (const line of help(kinds)) say(line);
    return 0;
  }
  const asked = askedBy(args);
  if (typeof asked === "string") {
    for (const line of [asked, "", ...help(kinds)]) say(line);
    return 2;
  }
  const kind = kinds.find(({ takes }) => takes(asked.address));
  if (!kind) {
    say(`Cannot look into "${asked.address}": no store has such an address`);
    for (const line of help(kinds)) say(line);
    return 2;
  }
  try {
    const inspector = await kind.open(asked.address, asked.prefix);
    try {
      return await answer(asked, inspector, say);
    } finally {
      await inspector.close();
    }
  } catch (error) {
    say(`Cannot ${asked.command}: ${error instanceof Error ? error.message : String(error)}`);
    return 1;
  }
}

async function answer(
  { command, as, look }: Asked,
  inspector: Inspector,
  say: (line: string) => void,
): Promise<number> {
  const tell = <Seen>(seen: readonly Seen[], line: (one: Seen) => string, none: string): void => {
    if (as === "json") return say(JSON.stringify(seen));
    if (seen.length === 0) say(none);
    for (const one of seen) say(line(one));
  };
  switch (command) {
    case "stats":
      tell(await inspector.kinds(), kindLine, "There is nothing");
      return 0;
    case "instances":
      tell(await inspector.instances(), instanceLine, "There are no snapshots");
      return 0;
    case "health": {
      const nodes = await inspector.nodes(look);
      tell(nodes, nodeLine, "The store answers; there are no processes");
      return nodes.some(({ state }) => state === "up") ? 0 : 1;
    }
    case "clear": {
      const cleared = await inspector.clear(look);
      say(as === "json" ? JSON.stringify({ cleared }) : `Cleared: ${cleared}`);
      return 0;
    }
  }
}

/** What is asked for, or what is wrong with it. */
function askedBy(args: readonly string[]): Asked | string {
  const [command = "", ...rest] = args;
  if (!COMMANDS.includes(command as Command)) {
    return command ? `"${command}" is no command` : "Which command?";
  }
  const addresses = rest.filter((arg) => !arg.startsWith("--"));
  if (addresses.length !== 1) return "Which store? Give one address";
  let prefix: string | undefined;
  let as: Asked["as"] = "text";
  let look = LOOK;
  for (const option of rest.filter((arg) => arg.startsWith("--"))) {
    const [name, value = ""] = option.split("=", 2);
    if (name === "--json") as = "json";
    else if (name === "--prefix" && value) prefix = value;
    else if (name === "--look" && value && Number(value) >= 0) look = Number(value);
    else return `"${option}" is no option`;
  }
  return { command: command as Command, address: addresses[0] ?? "", prefix, as, look };
}

function help(kinds: readonly InspectorKind[]): string[] {
  return [
    "deno run -A --unstable-kv jsr:@djust/live/cli <command> <address> [--prefix=…] [--look=ms] [--json]",
    "  stats      how much there is of each kind",
    "  health     the processes; the exit code is 1 where none is up",
    "  instances  the snapshots, one a line",
    "  clear      clears what has expired, and what dead processes left",
    `Addresses: ${kinds.map(({ addresses }) => addresses).join("; ")}`,
  ];
}

function kindLine({ kind, count, bytes, expired }: SeenKind): string {
  const left = expired > 0 ? `, ${expired} of them expired` : "";
  return `${kind}: ${count}, ${size(bytes)}${left}`;
}

function nodeLine({ id, state, age }: SeenNode): string {
  return `${id} ${state}, started ${span(age)} ago`;
}

function instanceLine({ id, handled, epoch, bytes, age, left }: SeenInstance): string {
  return `${id} ${size(bytes)}, ${handled} events, epoch ${epoch}, written ${span(age)} ago, ` +
    `for ${span(left)} more`;
}

function size(bytes: number): string {
  return bytes < 1_024 ? `${bytes} B` : `${(bytes / 1_024).toFixed(1)} KB`;
}

function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 120) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
