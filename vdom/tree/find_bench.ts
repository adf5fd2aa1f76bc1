/** How long a closure is looked for behind a long list: it does not depend on the list's length. */

import { createScope } from "../../tests/scope.ts";
import { each, html, Tree } from "../mod.ts";

for (const length of [1_000, 10_000, 50_000]) {
  const rows = Array.from({ length }, (_, i) => i);
  const tree = new Tree(createScope());
  const key = (i: number): number => i;
  const list = each(rows, key, (i) => html`<li>${i}</li>`);
  const behind = each([1, 2, 3], key, () => html`<button dj-click=${() => {}}>x</button>`);
  tree.paint(
    html`
      <ul>${list}</ul>
      <p>${behind}</p>
    `,
    null,
  );
  Deno.bench(`a closure behind ${length} rows`, { group: "find" }, () => {
    if (!tree.handler(length + 3, 0, "click")) throw new Error("not found");
  });
}
