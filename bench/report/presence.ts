/** The sections on presence: members and moves, a crowd, commits. */

import { COMMIT_GOAL, CROWD_GOALS } from "../goals.ts";
import type { CommitRow } from "../presence/commits.ts";
import type { CostRow } from "../presence/costs.ts";
import type { CrowdResult } from "../presence/crowd.ts";
import type { Quantiles } from "../presence/quantiles.ts";
import { digits, table, verdict } from "./table.ts";

const SHARED = [
  "Real server processes on a redis-server of the run's own, all on loopback. The load shares the",
  "cores with them, so latencies have its waits in them, too.",
  "",
];

const three = ({ p50, p95, p99 }: Quantiles): string =>
  [p50, p95, p99].map((ms) => value(ms)).join(" / ");

/** What is no number went through JSON as null. */
const value = (ms: number | null): string => ms === null || Number.isNaN(ms) ? "-" : digits(ms);

/** What members and moves cost. */
export function costSection(rows: readonly CostRow[]): string {
  const name = ({ members, processes }: CostRow): string =>
    `${members.toLocaleString("en")} on ${processes}`;
  return [
    ...SHARED,
    "Ours and the naive way, one after the other, on processes of their own: there every user sends a",
    "heartbeat every 30 s and every move is a message of JSON to everybody, over a channel of Redis to",
    "other processes. Few move, 20 times a second, so that the naive way gets through: about 10,000",
    "messages a second. Commands are those that Redis ran, with those inside of scripts; ours are the",
    "leases of processes, so their number does not grow with members. One who joins is told to all,",
    "whose pages render.",
    "",
    table(
      [
        "members on processes",
        "way",
        "commands per member and minute, idle",
        "a join: commands",
        "messages to each",
        "bytes to each",
      ],
      rows.map((row) => [
        ...[name(row), row.way, digits(row.idle), digits(row.join.commands)],
        ...[digits(row.join.frames), digits(row.join.bytes)],
      ]),
    ),
    "",
    "Movement: messages and bytes to each member a second; a delivery is one move that came to one",
    "member; CPU is that of the server processes; latency is from a move's sending to its coming, of",
    "which ours gathers for up to 50 ms, between processes twice.",
    "",
    table(
      [
        ...["members on processes", "movers", "way", "messages", "bytes", "commands a move"],
        ...["deliveries a second", "CPU a delivery, µs", "latency p50 / p95 / p99, ms"],
      ],
      rows.map((row) => [
        ...[name(row), String(row.movers), row.way, digits(row.frames), digits(row.bytes)],
        ...[digits(row.commands), digits(row.deliveries), digits(row.cpu), three(row.latency)],
      ]),
    ),
  ].join("\n");
}

/** A crowd. */
export function crowdSection(crowd: CrowdResult): string {
  const { movers, viewers, frames, bytes, renders, views, tick, wait, latency, drawn } = crowd;
  const most = (ms: number, goal: number): string => verdict(ms, { most: goal });
  return [
    ...SHARED,
    `${movers} movers before ${viewers} viewers:`,
    "they are the same pages, each on a socket of its own, at 20 moves a second; one more is in",
    "Chromium. A tick begins with what the loop runs, and ends with its last send; a move waits from",
    "its coming to the last send of its frame. What is drawn is looked at in Chromium, each frame,",
    "while one of the movers leaps three times a second: a cursor glides for 120 ms, so it is drawn",
    "when it sets off, and there later.",
    "",
    table(["", "", "must"], [
      [
        "messages of movement to a page, a second",
        digits(frames),
        most(frames, CROWD_GOALS.frames),
      ],
      ["bytes of movement to a page, a second", digits(bytes), most(bytes, CROWD_GOALS.bytes)],
      ["renders of all pages", String(renders), most(renders, 0)],
      ["tick, p50, ms", value(tick.p50), most(tick.p50, CROWD_GOALS.tick.p50)],
      ["tick, p99, ms", value(tick.p99), most(tick.p99, CROWD_GOALS.tick.p99)],
      ["move received to sent, p50, ms", value(wait.p50), ""],
      ["move received to sent, p95, ms", value(wait.p95), most(wait.p95, CROWD_GOALS.wait.p95)],
      ["sent by its page to come to another, p50 / p95 / p99, ms", three(latency), ""],
      ["CPU of the server for each move at each page, µs", digits(crowd.cpu), ""],
      ["CPU of the server, of one core", `${digits(crowd.load * 100)} %`, ""],
      ...(drawn
        ? [
          [
            `drawn, p95 of ${drawn.leaps} leaps, ms`,
            value(drawn.begun.p95),
            most(drawn.begun.p95 ?? Infinity, CROWD_GOALS.drawn.p95),
          ],
          ["drawn, p50, ms", value(drawn.begun.p50), ""],
          ["there, p50 / p95 / p99, ms", three(drawn.arrived), ""],
        ]
        : [["drawn", "not measured: no Chromium", ""]]),
      [
        "messages of a page that is alone, moves and scrolls",
        crowd.alone === undefined ? "not measured: no Chromium" : String(crowd.alone),
        crowd.alone === undefined ? "" : most(crowd.alone, 0),
      ],
      ["messages of what somebody sees, where nobody follows", String(views), most(views, 0)],
    ]),
  ].join("\n");
}

/** Commits. */
export function commitSection(rows: readonly CommitRow[]): string {
  return [
    "People without pages, in rooms of real processes on real stores, who come, go or change 0.2 times",
    "a minute. What happens in a process within a tick of 100 ms is one commit; each room in it is a",
    "script of its own on Redis. Per person and minute:",
    "",
    table(
      [
        ...["store", "people", "processes", "rooms", "changes", "commits", "must"],
        ...["changes in a commit", "commands of Redis", "CPU, of one core"],
      ],
      rows.map((row) => [
        ...[row.store, row.users.toLocaleString("en"), String(row.processes), String(row.rooms)],
        ...[digits(row.changes), row.commits.toFixed(3)],
        // It is about many: of few people each change is a commit of its own.
        row.users < 10_000 ? "" : verdict(row.commits, { most: COMMIT_GOAL }),
        ...[digits(row.changesIn), value(row.commands), `${digits(row.cpu * 100)} %`],
      ]),
    ),
  ].join("\n");
}
