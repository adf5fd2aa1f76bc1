/** What a page's ticket costs: hashing what was painted, and signing. Read by `deno task bench ssr`. */

import { Keyring } from "./keyring.ts";
import { pagePrint, sessionPrint, writeTicket } from "./ticket.ts";

const KEYRING = new Keyring(["s".repeat(32)]);
await KEYRING.ready();

/** Sizes of the pages that the other rows of its table are about. */
const PAGES = { W2: 178_000, W4: 14_000 } as const;

for (const [name, length] of Object.entries(PAGES)) {
  const content = "<td>red table</td>".repeat(length / 18);
  Deno.bench(name, async () => {
    const [session, page] = await Promise.all([
      sessionPrint("visitor"),
      pagePrint({ content, flash: "", manners: "" }),
    ]);
    await writeTicket(KEYRING, {
      url: "/table",
      expires: 1_800_000_000_000,
      session,
      page,
      flash: "",
    }, "");
  });
}
