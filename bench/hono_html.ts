/** The pages of W2 and W4 in hono/html. */

import { html } from "hono/html";
import type { Dashboard, Table } from "./workloads.ts";

// deno-fmt-ignore
export const honoHtml = {
  table: (state: Table): string =>
    String(html`<table><tbody>${state.rows.map((row) =>
      html`<tr class="${row.id === state.selected ? "danger" : ""}" id="${"row-" + row.id}"><td class="id">${row.id}</td><td class="label"><a>${row.label}</a></td><td class="score">${row.score}</td><td><button class="remove">x</button></td></tr>`
    )}</tbody></table>`),
  dashboard: (state: Dashboard): string =>
    String(html`<main>${state.metrics.map((metric) =>
      html`<div class="card"><span>${metric.name}</span><b>${metric.value}</b></div>`
    )}</main>`),
};
