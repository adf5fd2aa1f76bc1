/** The gallery: `deno task dev`, then http://localhost:8000. */

import { Hono } from "hono";
import { live } from "@djust/live/hono";
import { Counter } from "./counter/counter.ts";
import { gallery } from "./gallery/layout.ts";
import { Index } from "./gallery/index.ts";
import { Members } from "./members/members.ts";
import { SignUp } from "./signup/signup.ts";
import { TodoList } from "./todo/todo.ts";
import { Whiteboard } from "./whiteboard/whiteboard.ts";

const read = (name: string) => Deno.readTextFileSync(new URL(`./gallery/${name}`, import.meta.url));
const [style, script] = [read("gallery.css"), read("gallery.js")];

const app = new Hono();
app.get("/gallery.css", (c) => c.text(style, 200, { "Content-Type": "text/css" }));
app.get("/gallery.js", (c) => c.text(script, 200, { "Content-Type": "text/javascript" }));
live(app, {
  "/": Index,
  "/counter": Counter,
  "/todos": TodoList,
  "/signup": SignUp,
  "/members": Members,
  "/whiteboard": Whiteboard,
}, {
  layout: gallery,
  csp: "strict",
});

Deno.serve({ port: Number(Deno.env.get("PORT") ?? 8000) }, app.fetch);
