/** The section on the engine. */

import type { EngineRow } from "../engine.ts";
import { ENGINE_GOALS, type EngineGoal } from "../goals.ts";
import { digits, table, times, verdict } from "./table.ts";

const goalOf = (row: EngineRow): EngineGoal | undefined =>
  ENGINE_GOALS.find(({ workload }) => workload === `${row.id} ${row.name}`);

function absolute(row: EngineRow): string[] {
  const of = (name: string): string => {
    const spread = row.times[name];
    return spread ? digits(spread.median) : "";
  };
  const names = ["bare", "json", "jsx", "closures", "memo", "snabbdom", "snabbdom closures"];
  return [`${row.id} ${row.name}`, ...names.map(of), of("parse")];
}

function compared(row: EngineRow): string[] {
  const goal = goalOf(row);
  const of = (name: string): string => {
    const spread = row.ratios[name];
    return spread ? times(spread) : "";
  };
  return [
    `${row.id} ${row.name}`,
    of("bare"),
    goal?.least === undefined ? "" : verdict(row.ratios.bare?.median ?? 0, { least: goal.least }),
    goal?.moonshot === undefined
      ? ""
      : verdict(row.ratios.bare?.median ?? 0, { least: goal.moonshot }),
    of("closures"),
    of("memo"),
    of("jsx"),
    of("parse"),
    goal?.trial ?? "",
  ];
}

/** Both tables. */
export function engineSection(rows: EngineRow[]): string {
  const counter = rows.find(({ id }) => id === "W1");
  const encoded = (counter?.times.json?.median ?? NaN) * 1000;
  const row = rows.find(({ id }) => id === "W6");
  const beside = row?.times;
  const besides = beside
    ? [
      "A counter beside 1,000 rows that nobody touches:",
      `in \`{ deps }\` ${digits((beside.memo?.median ?? NaN) * 1000)} ns (${
        verdict(beside.memo?.median ?? NaN, { most: 0.5, unit: " µs" })
      }),`,
      `compared row by row ${digits(beside.bare?.median ?? NaN)} µs (${
        verdict(row?.ratios.alone?.median ?? NaN, { most: 1.8, unit: "× the row functions alone" })
      }).`,
    ]
    : [];
  return [
    'Render and diff of one update. "html", "JSX" (precompiled), "closures" (two a row) and',
    '"memo" (rows inside `memo`; for W6 the list has `deps`) are ways to write the same page for',
    'our engine; "and JSON" encodes the frame as well. Snabbdom renders and patches a DOM that does',
    'nothing. "parse" is the way of the Python original: render a string, parse it (htmlparser2),',
    "compare the trees.",
    "",
    "Microseconds, medians:",
    "",
    table(
      ["", "html", "and JSON", "JSX", "closures", "memo", "snabbdom", "with closures", "parse"],
      rows.map(absolute),
    ),
    "",
    "How many times as long the others take, medians of ratios per round (quarters). Closures are",
    "compared with snabbdom's own closures. The trial of the design is a constant, not re-measured.",
    "",
    table(
      [
        "",
        "snabbdom : html",
        "must",
        "moonshot",
        "closures",
        "memo",
        "JSX",
        "parse : html",
        "trial",
      ],
      rows.map(compared),
    ),
    "",
    `W1: a turn takes ${digits(counter?.ratios.alone?.median ?? NaN)} times what calling its`,
    `template takes (${
      verdict(counter?.ratios.alone?.median ?? NaN, { most: 1.8 })
    }); with encoding`,
    `${digits(encoded)} ns (${verdict(encoded, { most: 110, unit: " ns" })}; moonshot ${
      verdict(encoded, { most: 80, unit: " ns" })
    }).`,
    ...besides,
  ].join("\n");
}
