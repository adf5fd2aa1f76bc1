/** The instance of a view in a view: joins behind the one around it, on whose line it begins anew, too. */

import { type Json, UP_TEXT } from "../../protocol/mod.ts";
import { firstChild, setAttribute } from "../platform/mod.ts";
import { Live } from "./live.ts";
import type { LiveHost } from "./live_host.ts";

/**
 * One instance in another one's page. It has no private members: the build makes them plain ones, of
 * the same few letters as those of what it extends.
 */
export class NestedLive extends Live {
  readonly page: LiveHost;
  /** The one around it. */
  readonly parent: Live;
  /** What that one calls it at the server. */
  readonly name: string;
  /** Whether something was painted into it; else only its place came. */
  readonly isPainted: boolean;
  /** Whether it waits for the one around it to be live. */
  isWaiting = false;
  /** A slow view is no reason to say that the line is gone. */
  override readonly isInner: boolean = true;
  isUnknown = false;

  constructor(page: LiveHost, root: HTMLElement, parent: Live, name: string) {
    super(page, page.views.ranks++, root, undefined);
    this.page = page;
    this.parent = parent;
    this.name = name;
    this.isPainted = !!firstChild(root);
    // From now on it hears its own events, and the one around it does not.
    setAttribute(root, "data-djust", "here");
  }

  override hello(): Json {
    this.isWaiting = false;
    const [code, instance, facts] = super.hello() as [number, number, { [name: string]: Json }];
    const place = { in: [this.parent.rank, this.name] };
    // What is said of it in the page is no claim.
    const claim = "claim" in facts && { claim: "" };
    const pristine = !this.isPainted && { pristine: 0 };
    return [code, instance, { ...facts, ...claim, ...pristine, ...place }];
  }

  override failed(code: string, request?: string, detail?: Json): void {
    this.isUnknown = code === "gone" && !this.isLive;
    super.failed(code, request, detail);
    this.isUnknown = false;
  }

  /** Others on the line have no part in it. */
  override restart(): void {
    this.tokenNow = "";
    this.lost();
    // What is not rendered now may be once the one around it has begun anew.
    if (this.isUnknown || !this.parent.isLive) this.isWaiting = true;
    else this.page.hello([this]);
  }

  override end(): void {
    // The answer to its join would keep it at the server.
    if (!this.isLive && !this.isOver && this.page.line.isOpen) this.tell(UP_TEXT.bye);
    super.end();
  }
}
