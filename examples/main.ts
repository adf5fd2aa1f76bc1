/** The gallery: `deno task dev`, then http://localhost:8000. */

import { galleryApp } from "./gallery/app.ts";

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8000) }, galleryApp().fetch);
