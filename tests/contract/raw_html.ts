/** Random HTML, and what becomes of it while it is written. */

import type { Random } from "../seed.ts";

const PIECES = [
  ...["<p>one", "</p>", "text ", "&amp;", "<b>bold</b>", "<em>open", "</em>", "<br>", "\n", "é😀"],
  ...[
    "<ul><li>1<li>2</ul>",
    "<li>",
    "<table><tr><td>x</table>",
    "<!-- comment -->",
    "<!--[-->",
    "<!--,-->",
  ],
  ...[
    "<a href='/x' dj-click='go' dj>link</a>",
    "<pre>\n\ncode</pre>",
    "<img src=/a.png alt='a\"b'>",
  ],
  ...[
    "<h1 class='a b'>",
    "</h1>",
    "<svg viewBox='0 0 1 1'><circle r=1 /></svg>",
    "<div id=x>",
    "</div>",
  ],
  ...["<?start name=x?>", "<?end?>", "<template for=x>moved</template>", "<a href=/b>", "</a>"],
  ...["<template shadowrootmode=open>shadow</template>", "<template><p>inert</template>"],
  ...["<embed src=/e>", "<object data=/o>", "</object>", "<noembed><b>x</b></noembed>"],
  ...["<button>push", "</button>", "<form>", "<form id=f>", "</form>", "<option>o", "<dt>", "<dd>"],
  ...["<select>", "</select>", "<selectedcontent></selectedcontent>", "<tr><td>", "<caption>c"],
  ...["<script type=x src=/1></script>", "<script type=x src=/2></script>", "<hr>", "<nobr>"],
  ...["<circle r=2></circle>", "<foreignObject><p>f</p></foreignObject>", "<title>t</title>"],
  ...[
    "<textarea>\nt</textarea>",
    "<code>x &lt; y</code>",
    "<",
    "<input value=1 disabled>",
    "&#13;",
    "***",
  ],
];

/** Some HTML, closed or not. */
export function randomRaw(random: Random): string {
  return Array.from({ length: random.integer(0, 8) }, () => random.pick(PIECES)).join("");
}

/** The same with more behind it, or with a change in the middle. */
export function growRaw(random: Random, html: string): string {
  if (random.chance(0.7)) return html + random.pick(PIECES);
  const at = random.integer(0, html.length);
  return html.slice(0, at) + random.pick(PIECES) + html.slice(at + random.integer(0, 5));
}
