/** The gallery's first page. */

import { html, LiveView } from "@djust/live";
import { GROUPS } from "./examples.ts";

export class Index extends LiveView {
  render() {
    return html`${
      GROUPS.map(({ name, examples }) =>
        html`
          <section class="group">
            <h2>${name}</h2>
            <ul class="cards">${examples.map(({ path, name, lead }) =>
              html`<li><a href=${path}><b>${name}</b><span>${lead}</span></a></li>`
            )}</ul>
          </section>
        `
      )
    }`;
  }
}
