/** The gallery: `deno task dev`, then http://localhost:8000. */

import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { Counter } from "./counter/counter.ts";
import { EXAMPLES } from "./gallery/examples.ts";
import { Index } from "./gallery/index.ts";
import { gallery } from "./gallery/layout.ts";
import { read } from "./gallery/read.ts";
import { Members } from "./members/members.ts";
import { SignUp } from "./signup/signup.ts";
import { TodoList } from "./todo/todo.ts";

const style = [read("gallery/gallery.css"), ...EXAMPLES.map(({ style }) => style ?? "")].join("\n");
const script = read("gallery/gallery.js");

const app = new Hono();
app.get("/gallery.css", (c) => c.text(style, 200, { "Content-Type": "text/css" }));
app.get("/gallery.js", (c) => c.text(script, 200, { "Content-Type": "text/javascript" }));
live(app, {
  "/": Index,
  "/counter": Counter,
  "/todos": TodoList,
  "/signup": SignUp,
  "/members": Members,
}, {
  layout: gallery,
  csp: "strict",
});

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8000) }, app.fetch);
