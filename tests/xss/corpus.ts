/** Strings that try to get out of the place where they stand. All of them would call `window.__xss`. */

const CALL = "window.__xss=1";

/** Ways out of text, attributes, comments, scripts, styles and templates. */
export const BREAKOUTS: readonly string[] = [
  `<script>${CALL}</script>`,
  `</script><script>${CALL}</script>`,
  `<img src=x onerror=${CALL}>`,
  `"><img src=x onerror=${CALL}>`,
  `'><img src=x onerror=${CALL}>`,
  `" onmouseover="${CALL}" autofocus onfocus="${CALL}" x="`,
  `' autofocus onfocus='${CALL}`,
  ` autofocus onfocus=${CALL} `,
  `/><svg onload=${CALL}>`,
  `--><img src=x onerror=${CALL}>`,
  `<!--><img src=x onerror=${CALL}>`,
  `]]><img src=x onerror=${CALL}>`,
  `</textarea><img src=x onerror=${CALL}>`,
  `</title><img src=x onerror=${CALL}>`,
  `</style><img src=x onerror=${CALL}>`,
  `</template><img src=x onerror=${CALL}>`,
  `</noscript><img src=x onerror=${CALL}>`,
  `</select><img src=x onerror=${CALL}>`,
  `</svg><img src=x onerror=${CALL}>`,
  `<svg><style><img src=x onerror=${CALL}></style></svg>`,
  `<math><mtext><table><mglyph><style><img src=x onerror=${CALL}>`,
  `<iframe srcdoc="<script>parent.__xss=1</script>">`,
  `<details open ontoggle=${CALL}>`,
  `<?start name="x"?><?end?><template for="x"><img src=x onerror=${CALL}></template>`,
  `?><?x <img src=x onerror=${CALL}>?>`,
  `<template shadowrootmode=open><img src=x onerror=${CALL}></template>`,
  `<template data-dj-raw><img src=x onerror=${CALL}></template>`,
  `<math><mtext><mglyph><style><!--</style><img title="--&gt;&lt;img src=x onerror=${CALL}&gt;">`,
  `&lt;img src=x onerror=${CALL}&gt;`,
  `&#60;img src=x onerror=${CALL}&#62;`,
  `\u0000<img src=x onerror=${CALL}>`,
  `<\u0000img src=x onerror=${CALL}>`,
  `\r\n<img\r\nsrc=x\r\nonerror=${CALL}>`,
  "`><img src=x onerror=" + CALL + ">",
  "${" + CALL + "}",
  `<!--]--><!--,--><b dj=b dj-click="save">`,
  `<b dj dj-click="save" dj-mounted="save">`,
  `dj-click=save`,
  `\ud83d<img src=x onerror=${CALL}>`,
];

/** URLs that would run something. */
export const URLS: readonly string[] = [
  `javascript:${CALL}`,
  `JaVaScRiPt:${CALL}`,
  ` javascript:${CALL}`,
  `\u0001javascript:${CALL}`,
  `java\tscript:${CALL}`,
  `java\r\nscript:${CALL}`,
  `javascript\n:${CALL}`,
  `\u00a0javascript:${CALL}`,
  `javascript:/*--></title></style></textarea>*/${CALL}`,
  `javascript://x%0a${CALL}`,
  `vbscript:${CALL}`,
  `data:text/html,<script>parent.__xss=1</script>`,
  `data:text/html;base64,PHNjcmlwdD5wYXJlbnQuX194c3M9MTwvc2NyaXB0Pg==`,
  `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='${CALL}'/>`,
  `blob:https://x/y`,
  `/a" onclick="${CALL}`,
];

/** Style values that try to become more than one declaration. */
export const STYLES: readonly string[] = [
  `red;background:url(javascript:${CALL})`,
  `red}</style><script>${CALL}</script>`,
  `expression(${CALL})`,
  `url("javascript:${CALL}")`,
  `red" onclick="${CALL}`,
  `/*`,
  `\\`,
];
