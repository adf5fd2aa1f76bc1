/** The flash that an app's own handlers and middleware put: for the page of that request, or the next. */

import { bytesIn, carried, COOKIE_LENGTH, flashCookie, readFlash } from "../../security/mod.ts";
import { Flash } from "../../view/mod.ts";
import type { CarriedFlash } from "../../world/mod.ts";
import { type LiveContext, requestOf } from "../request/mod.ts";
import type { Site } from "../site/mod.ts";

const NOT_AWAITED =
  "A flash may not reach its page: the request was answered before its cookie was written; " +
  "write await hub.putFlash(…)";

/** What was put in one request. */
interface Put {
  readonly flash: Flash;
  /** Cookies are written in the order of the calls: the last one counts, and holds all. */
  written: Promise<void>;
}

/** The flash of each request. */
export class RequestFlash<C extends LiveContext> {
  readonly #site: Site<C>;
  readonly #put = new WeakMap<C, Put>();

  /** The flash of this site's requests. */
  constructor(site: Site<C>) {
    this.#site = site;
  }

  /** Puts a message; resolves when the response has the cookie. */
  put(c: C, kind: string, text: string, ms: number | undefined): Promise<void> {
    const put = this.#put.get(c) ?? { flash: new Flash(), written: Promise.resolve() };
    // Throws before anything is kept.
    put.flash.put(kind, text, ms);
    this.#put.set(c, put);
    // After an answer its headers may still be set: middleware does so behind `next()`.
    const isEarly = !c.finalized;
    put.written = put.written.then(() => this.#write(c, put.flash.carried)).then(() => {
      if (isEarly && c.finalized) this.#warn(NOT_AWAITED);
    });
    return put.written;
  }

  /** What was put in this request. */
  of(c: C): CarriedFlash | undefined {
    return this.#put.get(c)?.flash.carried;
  }

  /** Sets the cookie; what still waits from before is shown beside it. */
  async #write(c: C, flash: CarriedFlash): Promise<void> {
    const site = this.#site;
    const request = requestOf(c);
    const isSecure = request !== undefined && site.isSecure(request);
    const waiting = await readFlash(site.keyring, c.req.header("cookie") ?? null);
    const most = bytesIn(COOKIE_LENGTH);
    const all = carried({ ...waiting?.flash, ...flash }, most, (message) => this.#warn(message));
    c.header("set-cookie", await flashCookie(site.keyring, all, isSecure), { append: true });
  }

  #warn(message: string): void {
    this.#site.warn({ name: "flash", message });
  }
}
