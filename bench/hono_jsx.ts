/** The pages of W2 and W4 in hono/jsx, as react-jsx compiles them. */

import { jsx } from "hono/jsx";
import type { Dashboard, Table } from "./workloads.ts";

export const honoJsx = {
  table: (state: Table): string =>
    String(jsx(
      "table",
      {},
      jsx(
        "tbody",
        {},
        ...state.rows.map((row) =>
          jsx(
            "tr",
            { class: row.id === state.selected ? "danger" : "", id: "row-" + row.id },
            jsx("td", { class: "id" }, row.id),
            jsx("td", { class: "label" }, jsx("a", {}, row.label)),
            jsx("td", { class: "score" }, row.score),
            jsx("td", {}, jsx("button", { class: "remove" }, "x")),
          )
        ),
      ),
    )),
  dashboard: (state: Dashboard): string =>
    String(jsx(
      "main",
      {},
      ...state.metrics.map((metric) =>
        jsx(
          "div",
          { class: "card" },
          jsx("span", {}, metric.name),
          jsx("b", {}, metric.value),
        )
      ),
    )),
};
