/** The gallery's first page. */

import { html, LiveView } from "@djust/live";
import { EXAMPLES } from "./examples.ts";

export class Index extends LiveView {
  render() {
    return html`<ul class="cards">${
      EXAMPLES.map(({ path, name, lead }) =>
        html`<li><a href=${path}><b>${name}</b><span>${lead}</span></a></li>`
      )
    }</ul>`;
  }
}
