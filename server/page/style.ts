/** The style sheet of the default layout: system font, readable measure, light and dark. */

import { VISIBLE_BY_LINE } from "../../protocol/mod.ts";
import { escape } from "../../vdom/mod.ts";
import type { MountFacts } from "../world/mod.ts";
import { type Asset, assetOf, fileOf } from "./assets.ts";

/** In a layer: any rule that an app writes wins, however short its selector. */
const CSS = `@layer djust {
:root {
  color-scheme: light dark;
  --djust-ink: light-dark(#1d2025, #e8e9ec);
  --djust-soft: light-dark(#5c636e, #a2a8b3);
  --djust-ground: light-dark(#fff, #15171b);
  --djust-sheet: light-dark(#f4f5f7, #1f2228);
  --djust-line: light-dark(#dcdfe4, #353941);
  --djust-edge: light-dark(#868d98, #747b87);
  --djust-accent: light-dark(#1f56c8, #8fb4ff);
  --djust-wrong: light-dark(#b3261e, #ff9b91);
  font: 100%/1.55 system-ui, sans-serif;
  text-size-adjust: none;
  -webkit-text-size-adjust: none;
}
* { box-sizing: border-box }
body {
  margin: 0 auto;
  max-width: 44rem;
  padding: clamp(1.25rem, 5vw, 3.5rem) 1.25rem;
  background: var(--djust-ground);
  color: var(--djust-ink);
  overflow-wrap: break-word;
}
h1, h2, h3 { margin: 1.6em 0 .5em; line-height: 1.2; text-wrap: balance }
h1 { margin-top: 0; font-size: 1.9rem; letter-spacing: -.015em }
h2 { font-size: 1.3rem }
h3 { font-size: 1.05rem }
p, ul, ol, dl, pre, table, fieldset, blockquote { margin: 0 0 1em }
ul, ol { padding-left: 1.4em }
li { margin: .2em 0 }
a { color: var(--djust-accent); text-underline-offset: .15em }
small { color: var(--djust-soft) }
img, video { max-width: 100%; height: auto }
hr { border: 0; border-top: 1px solid var(--djust-line); margin: 2em 0 }
code, pre, kbd { font: .875em/1.5 ui-monospace, Menlo, Consolas, monospace }
pre {
  padding: 1em;
  overflow: auto;
  border: 1px solid var(--djust-line);
  border-radius: .5rem;
  background: var(--djust-sheet);
}
table { border-collapse: collapse }
th, td { padding: .4em 1em .4em 0; border-bottom: 1px solid var(--djust-line); text-align: left }
fieldset { border: 1px solid var(--djust-line); border-radius: .5rem; padding: 1em }
button, input, select, textarea { font: inherit; color: inherit }
button, input:not([type=checkbox], [type=radio], [type=range], [type=color], [type=image]), select, textarea {
  max-width: 100%;
  padding: .4em .7em;
  border: 1px solid var(--djust-edge);
  border-radius: .4rem;
  background: var(--djust-ground);
}
button, input:is([type=submit], [type=button], [type=reset]) {
  padding-inline: 1em;
  background: var(--djust-sheet);
  cursor: pointer;
}
button:hover:enabled { border-color: currentcolor }
:disabled { opacity: .5; cursor: not-allowed }
[type=checkbox], [type=radio], progress, [type=range] { accent-color: var(--djust-accent) }
:focus-visible { outline: 2px solid var(--djust-accent); outline-offset: 2px }
output { font-variant-numeric: tabular-nums }
textarea { width: 100% }
.djust-flash {
  margin-bottom: 1.25rem;
  padding: .6em 1em;
  border-left: .25rem solid var(--djust-accent);
  border-radius: .25rem;
  background: var(--djust-sheet);
}
.djust-flash-error { border-color: var(--djust-wrong) }
}
`;

/** The file that pages link to. */
export const STYLE: Asset = assetOf("page", "css", CSS.replace(/\n\s*/g, ""));

/** The rules of directives that are seen or not by the line, for documents that have one of them. */
export const VISIBLE: Asset = assetOf("visible", "css", VISIBLE_BY_LINE);

/** A document with those rules, where they are needed in it or in what is painted into it. */
export function withVisible(document: string, { base }: MountFacts, ...painted: string[]): string {
  const has = (html: string): boolean => / dj-(?:cloak|connected|disconnected)[ =>]/.test(html);
  if (![document, ...painted].some(has)) return document;
  const link = `<link rel="stylesheet" href="${escape(`${base}/_djust/${fileOf(VISIBLE)}`)}">`;
  const at = document.search(/<\/head>|<body/i);
  return at < 0 ? link + document : document.slice(0, at) + link + document.slice(at);
}
