/** The section on streamed text. */

import { TOKEN_GOALS } from "../goals.ts";
import type { Race, Tokens } from "../tokens.ts";
import { digits, table, times, verdict } from "./table.ts";

const row = (name: string, { ours, byHand, ratio }: Race, goal: string): string[] => [
  name,
  digits(ours.median),
  digits(byHand.median),
  times(ratio),
  goal,
];

/** Its tables. */
export function tokensSection({ browser, lengths }: Tokens): string {
  const first = lengths[0];
  const flat = (pieces: number): string => {
    const ratio = pieces / (first?.pieces ?? NaN);
    return pieces === first?.pieces ? "" : `${digits(ratio)}×, ${verdict(ratio, TOKEN_GOALS.flat)}`;
  };
  return [
    ...(browser ? inBrowser(browser) : ["Not measured in a browser: no Chromium."]),
    "",
    "On the server: a token added to a text, rendered and compared, in µs. A string is compared as a",
    "whole, for it does not say that it only grew; of `joined()` pieces nothing is read but the last.",
    "",
    table(
      ["letters before it", "one string", "pieces", "pieces, to the first row"],
      lengths.map(({ length, text, pieces }) => [
        length.toLocaleString("en"),
        digits(text),
        digits(pieces),
        flat(pieces),
      ]),
    ),
  ].join("\n");
}

function inBrowser({ spoken, script }: NonNullable<Tokens["browser"]>): string[] {
  return [
    `W5 in a browser, beside a page whose script is written by hand: a socket, and \`appendData\`.`,
    `Spoken: ${spoken.tokens} tokens, one every ${spoken.every} ms, and all that the page's main thread`,
    `does meanwhile: script, styles, layout. Script: ${script.tokens} messages of one token each, handed`,
    "to the page's socket one after the other. There the page by hand does nothing else, and ours reads a",
    "frame, counts it, looks for its block, tells who listens, and watches for what others do.",
    "",
    table(["µs a token", "ours", "by hand", "ratio", "goal"], [
      row("spoken", spoken, verdict(spoken.ratio.median, TOKEN_GOALS.spoken)),
      row("script alone", script, ""),
    ]),
  ];
}
