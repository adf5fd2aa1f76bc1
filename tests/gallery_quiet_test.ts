/** The gallery is written as its reader should write: development has nothing to say of it. */

import assert from "node:assert/strict";
import { galleryApp } from "../examples/gallery/app.ts";
import { EXAMPLES } from "../examples/gallery/examples.ts";

// Painted pages wait for their sockets: the gallery ends with the process.
const options = { sanitizeOps: false, sanitizeResources: false };

Deno.test("no example is warned of when it is painted", options, async () => {
  const warnings: string[] = [];
  const app = galleryApp({
    signals: false,
    dev: true,
    observe: (event) => {
      if (event.type === "warning" && event.name !== "blocked") warnings.push(event.message);
    },
  });
  for (const { path } of EXAMPLES) {
    const response = await app.request(`http://localhost${path}`);
    assert.ok(response.status < 400, `${path}: ${response.status}`);
    await response.body?.cancel();
  }
  assert.deepEqual(warnings, []);
});
