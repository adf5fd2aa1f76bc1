/** The pages of W2 and W4 in preact, rendered to a string. */

import { h } from "preact";
import { renderToString } from "preact-render-to-string";
import type { Dashboard, Table } from "./workloads.ts";

export const preact = {
  table: (state: Table): string =>
    renderToString(h(
      "table",
      null,
      h(
        "tbody",
        null,
        state.rows.map((row) =>
          h(
            "tr",
            { class: row.id === state.selected ? "danger" : "", id: "row-" + row.id },
            h("td", { class: "id" }, row.id),
            h("td", { class: "label" }, h("a", null, row.label)),
            h("td", { class: "score" }, row.score),
            h("td", null, h("button", { class: "remove" }, "x")),
          )
        ),
      ),
    )),
  dashboard: (state: Dashboard): string =>
    renderToString(h(
      "main",
      null,
      state.metrics.map((metric) =>
        h(
          "div",
          { class: "card" },
          h("span", null, metric.name),
          h("b", null, metric.value),
        )
      ),
    )),
};
