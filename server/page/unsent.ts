/** Forms that were not taken: the status and the words of the page that says so. */

import type { FormRefusal } from "../posts/mod.ts";
import type { Messages } from "./messages.ts";

/** What stands before the link back to the page. */
interface Unsent {
  readonly status: number;
  readonly words: string;
}

/** The status and the words; `script`: only the page's script could have sent it. */
export function unsentOf(why: FormRefusal | "script", words: Messages): Unsent {
  const needsScript = words.unsentHelp ??
    "The script of its page has not run. Load the page anew:";
  switch (why) {
    case "script":
      return { status: 405, words: needsScript };
    case "closure":
    case "handler":
      return { status: 422, words: needsScript };
    case "token":
      return {
        status: 403,
        words: words.unsentToken ??
          "Its page is not yours any more: it is from before a login or logout, or your browser " +
            "keeps no cookies. Load the page anew:",
      };
    case "origin":
      return {
        status: 403,
        words: words.unsentOrigin ?? "It came from another site. Fill it in at its own page:",
      };
    case "denied":
      return { status: 403, words: words.unsentDenied ?? "That is not allowed to you. Back to:" };
    case "large":
      return {
        status: 413,
        words: words.unsentLarge ??
          "It is too long. Go back, shorten what you wrote, and send it again:",
      };
    case "type":
      return {
        status: 415,
        words: words.unsentType ??
          "It has files, or is no form. Go back, and send it without them:",
      };
    case "broken":
      return {
        status: 400,
        words: words.unsentBroken ?? "It did not arrive as it was sent. Go back, and try again:",
      };
    default:
      return why satisfies never;
  }
}
