/** A login: checked over the line, then sent by the browser itself, to a route that sets a cookie. */

import type { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import type { LiveHub } from "@djust/live/hono";

/** What everybody's password is here. */
const PASSWORD = "tea";

const isRight = (name: string, password: string): boolean =>
  name.trim() !== "" && password === PASSWORD;

export class LogIn extends LiveView {
  isFine = false;
  wrong = "";
  about = "";
  written = 0;

  mount() {
    this.pageTitle = "Log in";
  }

  @event
  check({ name, password }: { name: string; password: string }) {
    this.isFine = isRight(name, password);
    this.wrong = this.isFine ? "" : `Somebody’s name, and “${PASSWORD}” for a password, please.`;
  }

  @event
  write({ about }: { about: string }) {
    this.written = about.trim().length;
  }

  @event
  save({ about }: { about: string }) {
    this.about = about.trim();
    this.putFlash("info", this.about ? "Saved." : "Nothing to save.");
  }

  render() {
    const name = this.session.login;
    return typeof name === "string" ? this.#profile(name) : html`
      <form class="stack" action="/login/in" method="post" dj-submit=${this.check}
        dj-trigger-action=${this.isFine}>
        <label class="field">Name <input name="name" autocomplete="username" required></label>
        <label class="field">Password
          <input name="password" type="password" autocomplete="current-password" required></label>
        <p class="hint" role="alert">${this.wrong}</p>
        <button class="primary">Log in</button>
      </form>
    `;
  }

  #profile(name: string) {
    return html`
      <p>You are <b>${name}</b>.</p>
      <form class="stack" dj-submit=${this.save} dj-input=${this.write} dj-recover=${this.write}
        dj-warn-unsaved>
        <label class="field">About you
          <textarea name="about" rows="4" maxlength="500">${this.about}</textarea></label>
        <p class="hint">${this.written} letters; leave without saving, and you are asked.</p>
        <button class="primary">Save</button>
      </form>
      <form class="row" action="/login/out" method="post"><button>Log out</button></form>
    `;
  }
}

/** The routes that set the cookie: a socket cannot. What was checked over the line is checked again. */
export function loginRoutes(app: Hono, hub: () => LiveHub): void {
  app.post("/login/in", async (c) => {
    const { name, password } = await c.req.parseBody<{ name: string; password: string }>();
    if (typeof name !== "string" || typeof password !== "string" || !isRight(name, password)) {
      await hub().putFlash(c, "error", `Somebody’s name, and “${PASSWORD}”, please.`);
      return c.redirect("/login", 303);
    }
    const { id: _, ...data } = await hub().session(c) ?? { id: "" };
    // A new id: one that somebody knew before the login is worth nothing after it.
    await hub().session(c, { ...data, login: name.trim().slice(0, 40) });
    return c.redirect("/login", 303);
  });
  app.post("/login/out", async (c) => {
    const { id, login: _, ...data } = await hub().session(c) ?? { id: "" };
    await hub().session(c, data);
    if (id !== "") hub().disconnect(id);
    return c.redirect("/login", 303);
  });
}
