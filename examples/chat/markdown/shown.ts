/** Templates of Markdown: the only markup that a text can come to. All else in it is text. */

import { type Child, each, html } from "@djust/live";
import type { Block, Item, Row } from "./blocks.ts";
import type { Growing } from "./growing.ts";
import { highlighted } from "./highlight.ts";
import { type Inline, parseInline } from "./inline.ts";

type Of<Type extends Block["type"]> = Extract<Block, { type: Type }>;

/** One block. */
export function shown(block: Block): Child {
  switch (block.type) {
    case "paragraph":
      return html`<p>${inlines(block.text, block.isOpen)}</p>`;
    case "heading":
      return heading(block);
    case "code":
      return code(block);
    case "table":
      return table(block);
    case "list":
      return list(block);
    case "quote":
      return html`<blockquote>${block.blocks.show(shown)}</blockquote>`;
    case "rule":
      return html`<hr>`;
    default:
      return block satisfies never;
  }
}

/** The first ones are the page's own: those of a text stand below them. */
function heading({ level, text, isOpen }: Of<"heading">): Child {
  const title = inlines(text, isOpen);
  if (level === 1) return html`<h3>${title}</h3>`;
  if (level === 2) return html`<h4>${title}</h4>`;
  if (level === 3) return html`<h5>${title}</h5>`;
  return html`<h6>${title}</h6>`;
}

/** Code as it comes, group by group; with its colours once it has ended. */
function code({ language, lines, isOpen }: Of<"code">): Child {
  const tokens = isOpen ? undefined : highlighted([...lines].join("\n"), language);
  const name = /^[\w+#.-]{1,20}$/.test(language) ? `Code in ${language}` : "Code";
  if (!tokens) {
    const text = lines.groups((some, first) => (first > 0 ? "\n" : "") + some.join("\n"));
    return html`<pre tabindex="0" role="group" aria-label=${name}><code>${text}</code></pre>`;
  }
  return html`<pre tabindex="0" role="group" aria-label=${name} class="done"><code>${
    each(
      tokens,
      (_, index) => index,
      ({ kind, text }) => html`<span class=${kind}>${text}</span>`,
    )
  }</code></pre>`;
}

function table({ aligns, head, rows }: Of<"table">): Child {
  const row = ({ cells, isOpen }: Row): Child =>
    html`<tr>${
      aligns.map((align, i) => html`<td class=${align}>${inlines(cells[i] ?? "", isOpen)}</td>`)
    }</tr>`;
  return html`
    <div class="table" tabindex="0" role="group" aria-label="Table">
      <table>
        <thead>
          <tr>${aligns.map((align, i) =>
            html`<th class=${align}>${inlines(head[i] ?? "", false)}</th>`
          )}</tr>
        </thead>
        <tbody>${rows.show(row)}</tbody>
      </table>
    </div>
  `;
}

function list({ start, items }: Of<"list">): Child {
  const inside = items.show(item);
  if (start === undefined) return html`<ul>${inside}</ul>`;
  return html`<ol start=${start === 1 ? null : start}>${inside}</ol>`;
}

function item({ task, blocks }: Item): Child {
  if (task === undefined) return html`<li>${points(blocks)}</li>`;
  return html`
    <li
      class="task"><span class="box" role="img" aria-label=${task === "done"
        ? "done"
        : "to do"}>${task === "done" ? "☑" : "☐"}</span> ${points(blocks)}</li>
  `;
}

/** What stands in a point: its first paragraph is no paragraph of its own. */
function points(blocks: Growing<Block>): Child {
  return blocks.show((block, index) =>
    index === 0 && block.type === "paragraph"
      ? html`<span>${inlines(block.text, block.isOpen)}</span>`
      : shown(block)
  );
}

/** The inside of a block. A plain text stands by itself: it grows by what comes, and by no more. */
function inlines(text: string, isOpen: boolean): Child {
  return children(parseInline(text, isOpen ? "open" : "closed"));
}

function children(given: readonly Inline[]): Child {
  const [first, second] = given;
  if (first?.type === "text" && !second) return first.text;
  return given.map(inline);
}

function inline(one: Inline): Child {
  switch (one.type) {
    case "text":
      return one.text;
    case "code":
      return html`<code>${one.text}</code>`;
    case "break":
      return html`<br>`;
    case "strong":
      return html`<strong>${children(one.children)}</strong>`;
    case "emphasis":
      return html`<em>${children(one.children)}</em>`;
    case "deleted":
      return html`<del>${children(one.children)}</del>`;
    case "link":
      return html`<a href=${one.href} target="_blank" rel="noopener noreferrer nofollow">${
        children(one.children)
      }</a>`;
    default:
      return one satisfies never;
  }
}
