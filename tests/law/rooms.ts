/** The law of the rooms, as data: who may import whom, and where effects may happen. */

/** A kind of effect, and the names by which a file has it. */
export const EFFECTS = {
  deno: ["Deno", "process", "Buffer"],
  clock: ["Date.now", "performance", "Temporal"],
  timer: [
    ...["setTimeout", "setInterval", "clearTimeout", "clearInterval"],
    ...["requestAnimationFrame", "cancelAnimationFrame", "requestIdleCallback"],
  ],
  random: ["Math.random", "crypto"],
  network: ["fetch", "WebSocket", "EventSource", "XMLHttpRequest", "BroadcastChannel", "Worker"],
  dom: [
    ...["document", "window", "self", "location", "history", "navigator"],
    ...["localStorage", "sessionStorage"],
  ],
  global: ["globalThis"],
  console: ["console"],
  // No effect at run time, but as little at home in published code.
  nonNull: ["x!"],
} as const satisfies Record<string, readonly string[]>;

/** The name of a kind of effect. */
export type Effect = keyof typeof EFFECTS;

/** What one room may do. */
export interface Room {
  /** Rooms (through their door) and single doors of rooms. */
  readonly imports: readonly string[];
  /** Packages, each with the files that may import it: paths, or a folder ending in `/`. */
  readonly packages: Readonly<Record<string, readonly string[]>>;
  /**
   * The rim: effects, each with the files that may have it. Everything else is a function of its
   * arguments. To add a file here is to say that it is a rim: keep it small.
   */
  readonly rim: Readonly<Partial<Record<Effect, readonly string[]>>>;
}

/** The rooms whose code is published. */
export const ROOMS: Readonly<Record<string, Room>> = {
  protocol: { imports: [], packages: {}, rim: {} },
  vdom: { imports: ["protocol"], packages: { parse5: ["vdom/raw/parser.ts"] }, rim: {} },
  server: {
    imports: ["protocol", "vdom", "client/hashes.gen.ts"],
    packages: {
      hono: ["server/hono.ts"],
      "node:v8": ["server/platform/"],
      "node:zlib": ["server/platform/packing.ts"],
    },
    rim: {
      deno: [
        "server/platform/process.ts",
        "server/platform/clock.ts",
        "server/connection/websocket.ts",
      ],
      clock: ["server/platform/clock.ts"],
      timer: ["server/platform/clock.ts", "server/platform/lasting.ts"],
      dom: ["server/platform/lasting.ts"],
      random: ["server/platform/random.ts", "server/security/signing.ts"],
      console: ["server/world/log/log.ts"],
      global: ["server/platform/process.ts"],
    },
  },
  client: {
    imports: ["protocol"],
    packages: {},
    rim: {
      clock: ["client/platform/clock.ts"],
      timer: ["client/platform/clock.ts"],
      random: ["client/platform/random.ts"],
      network: ["client/"],
      dom: ["client/"],
      global: ["client/"],
      console: ["client/platform/log.ts"],
    },
  },
  // Outer rooms: what stands on the ports of the server's world.
  presence: {
    imports: ["protocol", "vdom", "server/view/mod.ts", "server/world/mod.ts"],
    packages: {},
    rim: {},
  },
  lists: {
    imports: ["vdom", "server/view/mod.ts"],
    packages: {},
    rim: {},
  },
  streaming: {
    imports: ["protocol", "vdom", "server/view/mod.ts"],
    packages: {},
    rim: {},
  },
  forms: {
    imports: ["protocol", "vdom", "server/view/mod.ts", "server/world/mod.ts"],
    packages: {},
    rim: {},
  },
  decorators: { imports: ["protocol", "server/view/mod.ts"], packages: {}, rim: {} },
  stores: {
    imports: ["protocol", "server/world/mod.ts", "presence"],
    packages: {
      "@redis/client": ["stores/redis/line/url_client.ts"],
      "node:buffer": ["stores/redis/line/url_client.ts"],
      "node:crypto": ["stores/kv/handle/digest.ts", "stores/redis/line/script.ts"],
      "node:v8": ["stores/node/pack.ts"],
    },
    rim: {
      deno: ["stores/kv/handle/open.ts", "stores/cli/main.ts"],
      console: ["stores/cli/main.ts"],
    },
  },
  testing: {
    imports: ["protocol", "vdom", "server", "server/hono.ts", "client", "."],
    packages: { linkedom: ["testing/"], hono: ["testing/"] },
    rim: {
      deno: ["testing/"],
      clock: ["testing/"],
      timer: ["testing/"],
      random: ["testing/"],
      network: ["testing/"],
      dom: ["testing/"],
      global: ["testing/"],
    },
  },
  // The root itself: mod.ts, which only collects.
  ".": {
    imports: ["protocol", "vdom", "server", "decorators", "forms", "lists"],
    packages: {},
    rim: {},
  },
};

/**
 * The rooms inside of a room, in order: each imports only what stands before it, through its door.
 * Files beside them (`server/hono.ts`, `client/boot.ts`) use the doors of all. A room inside that is
 * full has rooms inside as well: their doors are for that room alone.
 */
export const INNER: Readonly<Record<string, readonly string[]>> = {
  vdom: ["template", "raw", "tree", "jsx"],
  server: [
    ...[
      "platform",
      "world",
      "schema",
      "view",
      "embed",
      "security",
      "frame",
      "instance",
      "connection",
      "posts",
      "page",
      "app",
    ],
  ],
  presence: ["roster", "cursors", "room", "view", "cursor_view"],
  "server/world": ["report", "ports", "state", "visit", "hub", "channel", "log"],
  "stores/redis": ["line", "posts", "state", "bus", "presence"],
  "stores/kv": ["handle", "node", "state", "presence"],
  "server/instance": ["mailbox", "host", "events", "life", "snapshots"],
  "server/app": ["request", "hub", "settings", "site", "endpoints"],
  "vdom/template": ["markup", "directives", "value", "scan", "plans"],
  client: [
    "platform",
    "dom",
    "line",
    "forms",
    "overlay",
    "events",
    "submits",
    "decorators",
    "motion",
    "optimistic",
    "feedback",
    "streaming",
    "directives",
    "channels",
    "presence",
    "companion",
    "page",
    "dev",
  ],
};

/** Files that may import what has no fixed name: the second script, whose name the build knows. */
export const COMPUTED: readonly string[] = ["client/boot.ts"];

/** Doors beside the `mod.ts` of every room. */
export const SIDE_DOORS: readonly string[] = [
  "client/presence/cursors.ts",
  "client/presence/together.ts",
  "server/hono.ts",
  "stores/cli/main.ts",
  "vdom/jsx_runtime.ts",
  "vdom/jsx_dev_runtime.ts",
  "client/client.gen.ts",
  "client/hashes.gen.ts",
];

/** Side doors that their own room does not use: what is behind them is heavy or another's. */
export const OUTER_DOORS: readonly string[] = ["server/hono.ts"];

/** Tools that live in a room but are no part of it. They may import any package. */
export const TOOLS: readonly string[] = [
  "client/build.ts",
  "client/build_names.ts",
  "client/build_split.ts",
  "client/build_tables.ts",
  "client/build_texts.ts",
  "vdom/template/markup/references_build.ts",
];

/** Folders that use the rooms from outside. */
export const OUTSIDE = {
  /** May reach inside, where a unit needs it. */
  tests: "anything",
  /** Measures the rooms through their doors. */
  bench: "doors",
  /** Reads as a user's own code: public names only. */
  examples: "names",
} as const satisfies Record<string, "anything" | "doors" | "names">;
