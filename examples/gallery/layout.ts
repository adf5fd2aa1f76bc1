/** The page around every example: navigation, a lead, and the source of what is shown. */

import { html } from "@djust/live";
import type { LayoutParts } from "@djust/live/hono";
import { EXAMPLES } from "./examples.ts";

export function gallery({ title, content, flash, head, scripts, ctx }: LayoutParts) {
  const here = EXAMPLES.find(({ path }) => path === ctx.url.pathname);
  return html`
    <!doctype html>
    <html lang="en">
      <head>
            <link rel="icon" href="data:,">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>${title ? `${title} · djust` : "djust for Deno"}</title>
            <link rel="stylesheet" href="/gallery.css">
            <script src="/gallery.js" defer></script>
            ${head}
          </head>
      <body>
            <a class="skip" href="#content">Skip to the example</a>
            <header class="bar">
              <nav aria-label="Examples">
                <a class="brand" href="/">djust<span>&nbsp;for Deno</span></a>
                ${EXAMPLES.map(({ path, name }) =>
                  html`<a href=${path} aria-current=${
                    path === ctx.url.pathname ? "page" : null
                  }>${name}</a>`
                )}
              </nav>
            </header>
            <main id="content">
              <h1>${here?.name ?? "Pages that stay live"}</h1>
              <p class="lead">${here?.lead ??
                "Views are classes on the server. Events travel up, small patches travel down, and nothing is lost in between."}</p>
              <div class="flash">${flash}</div>
              <div class=${here ? "sheet" : ""}>${content}</div>
              ${here
                ? html`
                  <h2>The whole view</h2>
                  <details class="source">
                    <summary>${here.file}</summary>
                    <pre><code>${here.source}</code></pre>
                  </details>
                `
                : null}
            </main>
            ${scripts}
          </body>
    </html>
  `;
}
