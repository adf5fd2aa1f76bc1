/** The outage of a page: says that the line is gone, and loads the page anew where that may help. */

import { CLOSE } from "../../protocol/mod.ts";
import type { Failure } from "../line/mod.ts";
import { body, createElement, MESSAGE } from "../platform/mod.ts";
import type { LiveHost } from "./live_host.ts";
import type * as More from "./more.ts";

/** A loss that is mended within this time is not shown. */
const GRACE = 1_500;
/** When all is quiet, the rest is loaded: without a line it could not be. */
const QUIET = 2_000;
/** A page that was told to leave, and is still there after this time, stays. */
const LEAVING = 10_000;

/** A page that was loaded anew, and that did not help. */
const GIVEN_UP: Failure = { code: "refused", detail: CLOSE.refused };

/** The outages of one page, one after another. */
export class Outage {
  readonly #host: LiveHost;
  #isUp: boolean | undefined;
  #stopWaiting: (() => void) | undefined;
  #notice: More.Notice | undefined;
  /** The same, where the rest of the client cannot be had. */
  #plain: HTMLElement | undefined;

  constructor(host: LiveHost) {
    this.#host = host;
  }

  /** Takes what shows it better. */
  equip(module: typeof More): void {
    this.#notice = new module.Notice(this.#host);
  }

  /** All views are live, or not all are. */
  changed(isLive: boolean): void {
    const { document } = this.#host.window;
    const { classList } = body(document);
    classList.toggle("dj-connected", isLive);
    classList.toggle("dj-disconnected", !isLive);
    if (isLive !== this.#isUp) this.#later(isLive ? QUIET : GRACE, () => this.#linger());
    this.#isUp = isLive;
    this.mend();
    if (isLive) this.#host.loader.again();
  }

  /** Takes away what is shown if the page is live. Then the next trouble may load it anew again. */
  mend(): void {
    if (!this.#isUp) return;
    const { more, window } = this.#host;
    this.#notice?.hide();
    this.#plain?.remove();
    more?.forget(window);
  }

  /** There will be no other line. */
  ended(failure: Failure): void {
    const { window, loader, views } = this.#host;
    const { document } = window;
    if (
      !views.lives.some((live) => live.wasLive) || failure === GIVEN_UP ||
      failure.detail !== CLOSE.refused
    ) {
      this.#stopWaiting?.();
      return loader.need(true, MESSAGE, () => this.show());
    }
    // Neither what is shown nor what was typed may be this visitor's to see; the app knows what is.
    body(document).textContent = "";
    // Not at once: a logout that is on its way to this window would be lost, and its cookie.
    this.#later(GRACE, () => this.#reload(() => [], () => this.show()));
  }

  /** Loads another page, or this one anew: once, and where that does not help the visitor decides. */
  leave(to: string | undefined): void {
    const refuse = (): void => this.#host.line.end(GIVEN_UP);
    this.#later(LEAVING, refuse);
    if (to !== undefined) this.#host.leave(to);
    else this.#reload(() => this.#host.views.regions, refuse);
  }

  /** Shows that only loading the page anew helps. */
  show(): void {
    const { document, location } = this.#host.window;
    const act = (): void => location.reload();
    if (this.#notice) return this.#notice.show("reload", act);
    body(document).append(this.#plain ??= plainNotice(document, act));
  }

  #reload(regions: () => readonly Element[], otherwise: () => void): void {
    const host = this.#host;
    host.loader.need(true, MESSAGE, () => {
      if (!host.more?.reload(host.window, regions())) otherwise();
    });
  }

  /** What is done when nothing has changed until then. */
  #later(milliseconds: number, run: () => void): void {
    this.#stopWaiting?.();
    this.#stopWaiting = this.#host.clock.after(milliseconds, run);
  }

  /** Nothing has changed for a while. The rest can be had also where only sockets cannot. */
  #linger(): void {
    this.#host.loader.load();
    if (this.#isUp) this.#host.line.settle();
    else if (this.#notice) this.#notice.show("offline");
    else this.#later(GRACE, () => this.#linger());
  }
}

/** One button: with its few words it needs nothing around it. */
function plainNotice(document: Document, act: () => void): HTMLElement {
  const button = createElement(document, "button");
  button.className = "dj-notice";
  // A strict policy lets styles be written; the page's own rules do not reach what they set.
  button.style.cssText = "all:revert;position:fixed;bottom:0";
  button.textContent = "This page is out of date. Reload";
  button.onclick = act;
  return button;
}
