/** A browser without script, and what an attacker makes of one: requests by hand, with cookies. */

import type { Hono } from "hono";

const ORIGIN = "http://live.test";

/** What is sent besides the fields. */
export interface Sent {
  readonly headers?: Record<string, string>;
  /** In place of the form that was got last. */
  readonly own?: string;
  readonly body?: BodyInit;
}

/** One visitor's browser. */
export class PlainBrowser {
  readonly #app: Hono;
  readonly cookies = new Map<string, string>();
  /** What was answered last. */
  html = "";
  status = 0;
  location: string | null = null;

  constructor(app: Hono) {
    this.#app = app;
  }

  /** The value of the own field in the form with this number. */
  own(number = 0): string {
    return this.owns[number] ?? "";
  }

  get owns(): string[] {
    return [...this.html.matchAll(/name="djust-form" value="([^"]*)"/g)].map(([, own = ""]) =>
      own.replaceAll("&quot;", '"')
    );
  }

  async get(path: string, headers: Record<string, string> = {}): Promise<this> {
    return await this.#ask(path, { headers });
  }

  /** Sends a form as a browser does, which says where it comes from. */
  async post(
    path: string,
    fields: Readonly<Record<string, string>> | readonly (readonly [string, string])[],
    { headers = {}, own = this.own(), body }: Sent = {},
  ): Promise<this> {
    const all = new URLSearchParams(own ? [["djust-form", own]] : []);
    const list = Array.isArray(fields) ? fields : Object.entries(fields);
    for (const [name, value] of list) all.append(name, value);
    return await this.#ask(path, {
      method: "POST",
      headers: { origin: ORIGIN, "sec-fetch-site": "same-origin", ...headers },
      body: body ?? all,
    });
  }

  async #ask(path: string, init: RequestInit): Promise<this> {
    const headers = new Headers(init.headers);
    for (const name of [...headers.keys()]) if (headers.get(name) === "") headers.delete(name);
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    if (cookie) headers.set("cookie", cookie);
    const response = await this.#app.fetch(new Request(ORIGIN + path, { ...init, headers }), {});
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/max-age=0/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    this.html = await response.text();
    this.status = response.status;
    this.location = response.headers.get("location");
    return this;
  }
}
