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

/** Bytes of the client. Phoenix LiveView's: 40.4 KB and 45.8. */
export const CLIENT_GOALS = [
  { name: "brotli", limit: 8_192 },
  { name: "gzip", limit: 9_216 },
] as const;

/** Bytes that a counter's page may have besides its own HTML. */
export const PAGE_GOAL = 600;
