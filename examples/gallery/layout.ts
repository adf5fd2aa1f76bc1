/** The page around every example: navigation, a lead, and the source of what is shown. */

import { html } from "@djust/live";
import type { LayoutParts } from "@djust/live/hono";
import { type Example, EXAMPLES, GROUPS } from "./examples.ts";

export function gallery({ title, content, flash, head, scripts, ctx }: LayoutParts) {
  const { pathname } = ctx.url;
  const here = EXAMPLES.find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return html`
    <!doctype html>
    <html lang="en">
      <head>
            <link rel="icon" href="data:,">
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>${title ? `${title} · djust` : "djust for Deno"}</title>
            <link rel="stylesheet" href="/gallery.css">
            ${here?.style ? html`<link rel="stylesheet" href="${here.path}.css">` : null}
            <script src="/gallery.js" defer></script>
            ${here?.script ? html`<script src="${here.path}.js" defer></script>` : null}
            ${head}
          </head>
      <body class=${{ wide: here?.isWide === true }}>
            <a class="skip" href="#content">Skip to the example</a>
            <header class="bar">
              <a class="brand" href="/">djust<span>&nbsp;for Deno</span></a>
              <button class="menu" type="button" popovertarget="examples">Examples</button>
            </header>
            ${menu(here?.path)}
            <main id="content">
              <h1>${here?.name ?? "Pages that stay live"}</h1>
              <p class="lead">${here?.lead ??
                "Views are classes on the server. Events travel up, small patches travel down, and nothing is lost in between."}</p>
              <div class="flash">${flash}</div>
              <div class=${here ? "sheet" : ""}>${content}</div>
              ${here ? sourceOf(here) : null}
            </main>
            ${scripts}
          </body>
    </html>
  `;
}

/** Beside the page where there is room, else behind its button. */
function menu(here: string | undefined) {
  return html`
    <nav id="examples" class="examples" popover aria-label="Examples">
      ${GROUPS.map(({ name, examples }) =>
        html`
          <p>${name}</p>
          <ul>${examples.map(({ path, name }) =>
            html`<li><a href=${path} aria-current=${path === here ? "page" : null}>${name}</a></li>`
          )}</ul>
        `
      )}
    </nav>
  `;
}

function sourceOf({ file, source }: Example) {
  return html`
    <h2>The whole view</h2>
    <details class="source">
      <summary>${file}</summary>
      <pre><code>${source}</code></pre>
    </details>
  `;
}
