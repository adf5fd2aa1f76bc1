/** The script of error pages in development: loads the page again once another start answers otherwise. */

import { type Asset, assetOf } from "./assets.ts";

/**
 * Asks once a second, for an hour, which start answers. Where it is one that was not seen yet, the
 * page itself is asked for, as one that is fetched ahead: it is loaded when it shows another error,
 * or none.
 */
const SCRIPT = `(() => {
  const { src, dataset: { start, error } } = document.currentScript;
  const seen = new Set([start]);
  let tries = 3600;
  const look = async () => {
    try {
      const answer = await fetch(new URL("start", src), { cache: "no-store" });
      const now = await answer.text();
      if (answer.ok && !seen.has(now)) {
        const headers = { "x-purpose": "preview" };
        const page = await fetch(location.href, { headers, cache: "no-store" });
        if (!(await page.text()).includes(error)) return location.reload();
        seen.add(now);
      }
    } catch {
      // The server is not back yet.
    }
    if (--tries > 0) setTimeout(look, 1000);
  };
  setTimeout(look, 1000);
})();
`;

/** The file that error pages load. */
export const COMEBACK: Asset = assetOf("comeback", "js", SCRIPT);
