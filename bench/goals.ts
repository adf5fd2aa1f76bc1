/** What every figure has to reach, and what others reached. */

/** Bytes of one exchange on the wire. */
export interface WireGoal {
  readonly name: string;
  readonly up?: number;
  readonly down?: number;
  /** What Phoenix LiveView 1.2 sends; not measured again. */
  readonly phoenix: string;
}

/** Rows of the table Wire. */
export const WIRE_GOALS: readonly WireGoal[] = [
  // Per exchange 9 bytes of an ack in 32 exchanges come on top of the message itself.
  { name: "counter click", up: 12, down: 14, phoenix: "95 / 93" },
  { name: "counter click, a closure", up: 12, down: 14, phoenix: "95 / 93" },
  { name: "event that changes nothing", down: 8, phoenix: "- / 78" },
  // The ticket holds the URL: 6 and 8 characters here.
  { name: "join, counter", up: 256, down: 60, phoenix: "835 / 334" },
  { name: "join, 1,000-row table", up: 256, down: 60, phoenix: "835 / 79,767" },
  { name: "W2 one cell", down: 24, phoenix: "- / 125" },
  { name: "W2 update every 10th", down: 1_400, phoenix: "- / 3,680" },
  { name: "W2 swap", down: 40, phoenix: "- / 134" },
  { name: "W2 select", down: 60, phoenix: "-" },
  { name: "W2 prepend", down: 120, phoenix: "- / 9,985" },
  { name: "W2 remove", down: 16, phoenix: "- / 9,901" },
  { name: "W2 reverse", down: 5_000, phoenix: "- / 9,898" },
  { name: "W2 create 1,000 rows", down: 40_000, phoenix: "- / 79,614" },
  { name: "W2 clear", down: 16, phoenix: "-" },
  { name: "W4, 20 of 200 change", down: 220, phoenix: "- / 391" },
  { name: "W5, 2,000 tokens in all", down: 50_000, phoenix: "- / 12.4 MB" },
];

/** Bytes of the client's first script. Phoenix LiveView's: 40.4 KB and 45.8. */
export const CLIENT_GOALS = [
  { name: "brotli", limit: 9_000 },
  { name: "gzip", limit: 10_000 },
] as const;

/**
 * Bytes of all that a page could load before there were directives, by brotli (decision 6); with
 * channels, which came after it was set, without what cursors and presence load.
 */
export const LOADED_GOAL = 17_600;

/**
 * Bytes by brotli that directives, decorators and forms bring: their modules, what they add to what
 * was there before them, what that never is more than while the goal is missed (decision 6), and the
 * most that one module may have.
 */
export const DIRECTIVE_GOALS = { all: 12_000, before: 18_674, ceiling: 22_200, module: 2_500 };

/**
 * Bytes by gzip of the modules that pages with people in them load besides, and what they never are
 * more than while the goal is missed (decision 6).
 */
export const PRESENCE_GOALS = [
  { name: "presence and cursors", modules: ["presence", "cursors"], limit: 4_096, ceiling: 6_000 },
  {
    name: "chat, reactions, light, follow and outlines",
    modules: ["together"],
    limit: 3_584,
    ceiling: 3_584,
  },
] as const;

/** Bytes that a counter's page may have besides its own HTML. */
export const PAGE_GOAL = 600;

/** How many times as long snabbdom has to take for the same update. */
export interface EngineGoal {
  readonly workload: string;
  readonly least?: number;
  readonly moonshot?: number;
  /** What a throw-away trial of the design reached; not measured again. */
  readonly trial: string;
}

/** Rows of the table Engine. */
export const ENGINE_GOALS: readonly EngineGoal[] = [
  { workload: "W1 counter", trial: "7-12×" },
  { workload: "W2 create 1,000", least: 6, moonshot: 10, trial: "8×" },
  { workload: "W2 update every 10th", least: 12, moonshot: 20, trial: "14-17× (memo 40×)" },
  { workload: "W2 swap", least: 10, moonshot: 15, trial: "12×" },
  { workload: "W2 select", least: 18, moonshot: 30, trial: "23× (memo 320×)" },
  { workload: "W2 remove", least: 16, moonshot: 30, trial: "20× (memo 110×)" },
  { workload: "W2 append 1,000", least: 11, moonshot: 15, trial: "13×" },
  { workload: "W2 clear", least: 30, moonshot: 100, trial: "42×" },
  { workload: "W3 form, one error changes", least: 3.5, moonshot: 6, trial: "5×" },
  { workload: "W4 dashboard, 20 of 200 change", least: 6, moonshot: 10, trial: "5×" },
  { workload: "W5 a token of 2,000", least: 2.5, moonshot: 6, trial: "2.5×" },
];

/**
 * Nanoseconds for each page that a message over channels may cost more than its bytes handed
 * on: a fraction of what a socket takes for them.
 */
export const FAN_OUT_GOAL = 500;

/** A streamed text: a token in a browser beside a page by hand, and behind a longer text. */
export const TOKEN_GOALS = {
  spoken: { most: 1.2, unit: "×" },
  flat: { most: 1.5, unit: "×" },
} as const;

/** Cursors, 50 movers before 50 viewers: movement to a page a second, and milliseconds. */
export const CROWD_GOALS = {
  frames: 20,
  bytes: 10_000,
  tick: { p50: 2, p99: 10 },
  wait: { p95: 60 },
  drawn: { p95: 130 },
} as const;

/** Commits of presence per user and minute, of 10,000 on 4 processes. */
export const COMMIT_GOAL = 0.14;

/** Microseconds of CPU that an item of a feed may cost for each page, besides its row. */
export const FEED_GOAL = 15;
