/** Raw HTML in every kind of place: what a view of it renders, and odd pieces of it. */

import { type Child, html } from "../../vdom/mod.ts";

/** Places of raw HTML, by name. */
// deno-fmt-ignore
export const RAW_PLACES: Readonly<Record<string, (child: Child) => Child>> = {
  "alone": (child) => child,
  "a paragraph": (child) => html`<p>${child}</p>`,
  "a part of a paragraph": (child) => html`<p>a <b>${child}</b> z</p>`,
  "a button": (child) => html`<button>${child} and</button>`,
  "a form": (child) => html`<form>${child}</form>`,
  "a heading": (child) => html`<h2>${child}</h2>`,
  "an item": (child) => html`<ul><li>${child}</li><li>x</li></ul>`,
  "a term": (child) => html`<dl><dt>${child}</dt><dd>x</dd></dl>`,
  "a definition": (child) => html`<dl><dt>x</dt><dd>${child}</dd></dl>`,
  "a list of choices": (child) => html`<select>${child}</select>`,
  "a choice": (child) => html`<select><option>${child}</option></select>`,
  "a group of choices": (child) => html`<select><optgroup>${child}</optgroup></select>`,
  "a caption": (child) => html`<table><caption>${child}</caption><tbody></tbody></table>`,
  "a table": (child) => html`<table>${child}<tbody></tbody></table>`,
  "a table's body": (child) => html`<table><tbody>${child}</tbody></table>`,
  "a row": (child) => html`<table><tbody><tr>${child}</tr></tbody></table>`,
  "a cell": (child) => html`<table><tbody><tr><td>${child}</td></tr></tbody></table>`,
  "columns": (child) => html`<table><colgroup>${child}</colgroup></table>`,
  "a link": (child) => html`<a href="/a">${child}</a>`,
  "a link, by way of a template": (child) => html`<a href="/a">${html`<div><i>${child}</i></div>`}</a>`,
  "a paragraph, by way of a list": (child) => html`<p>${[child, child]}</p>`,
  "a plugin in a link": (child) => html`<a href="/a">${html`<object>${child}</object>`}</a>`,
  "text without breaks": (child) => html`<nobr>${child}</nobr>`,
  "a label": (child) => html`<label>${child}</label>`,
  "ruby": (child) => html`<ruby>${child}</ruby>`,
  "laid out text": (child) => html`<pre>${child}</pre>`,
  "SVG": (child) => html`<svg><g>${child}</g></svg>`,
  "SVG's title": (child) => html`<svg><title>${child}</title></svg>`,
  "HTML in SVG": (child) => html`<svg><foreignObject><p>${child}</p></foreignObject></svg>`,
  "MathML": (child) => html`<math><mrow>${child}</mrow></math>`,
  "MathML's text": (child) => html`<math><mtext>${child}</mtext></math>`,
};

/** Pieces of HTML, most of which fit somewhere and nowhere else. */
// deno-fmt-ignore
export const ODD_PIECES: readonly string[] = [
  "x", "\n", "<p>one", "</p>", "<b>bold</b>", "<em>open", "</em>", "<br>", "</br>", "<hr>", "<div>",
  "<ul><li>1<li>2</ul>", "<li>1", "<dt>1", "<dd>2", "<h1>1", "</h1>", "<table><tr><td>x</table>",
  "<tr><td>1", "<td>1", "<tbody>", "<col>", "<caption>c", "<a href=/x>1</a>", "<a href=/b>", "</a>",
  "<button>push", "<form>", "<form id=f><input>", "</form>", "<option>o", "<optgroup label=q>",
  "<select><option>s", "<select><button><selectedcontent></selectedcontent></button><option><i>1</i>",
  "<textarea>\nt</textarea>", "<pre>\n\ncode</pre>", "<nobr>1", "<ruby>1<rt>2", "<rp>r", "<rt>t",
  "<svg viewBox='0 0 1 1'><circle r=1 /></svg>", "<svg><style>a</style><title><b>b</b></title></svg>",
  "<circle r=2></circle>", "<foreignObject><p>f</p></foreignObject>", "<title>t</title>", "<desc><b>d",
  "<math><mi>x", "<math><annotation-xml encoding=text/html><p>x", "<mi><b>x", "<mglyph>",
  "<font color=red>f", "<marquee>m", "<center>c", "<image>", "<keygen>", "<frameset>", "<frame>",
  "<body class=x>1", "<html lang=x>2", "<head>", "<plaintext>p", "<xmp><b></xmp>", "<listing>\n\n1",
  "<noembed><b>x</b></noembed>", "<noscript><b>n</b></noscript>", "<noframes><b>", "<style>s",
  "<script type=x src=/1></script>", "<iframe title=y></iframe>", "<template><p>inert</template>",
  "<template for=x>moved</template>", "<template shadowrootmode=open>shadow<slot></slot></template>",
  "<?start name=\"x\"?>1<?end?>", "<?xml version='1.0'?>", "<!-- c -->", "<![CDATA[x]]>", "<!doctype html>",
  "<embed src=/e>", "<object data=/o>plain</object>", "<applet code=/a>", "<param name=x>",
  "<b <c=d>e</b>", "<b @click=x :y [z] \"q\">w</b>", "<x-y is=z>", "<slot name=s>", "<dialog open>d</dialog>",
];
