/** A draft form: what is typed is there again after a reload, until the server has accepted it. */

import { z } from "zod";
import { DraftModeMixin, event, html, LiveView } from "@djust/live";

const Letter = z.object({ text: z.string().trim().min(10, "Write ten characters or more.") });

export class DraftForm extends DraftModeMixin(LiveView) {
  draftKey = "letter";
  draftTtl = 24 * 3_600_000;
  sent = 0;

  mount() {
    this.pageTitle = "Draft form";
  }

  @event({ params: Letter })
  post() {
    this.sent++;
    this.putFlash("info", "Sent. The draft is gone.", { ms: 4_000 });
  }

  @event
  discard() {
    this.clearDraft();
    this.putFlash("info", "The draft is forgotten; load the page again to see.", { ms: 4_000 });
  }

  render() {
    const problem = this.errors["text"]?.[0] ?? "";
    return html`
      <form id="letter" class="letter" dj-submit=${this.post} dj-reset>
        <label>
          <span class="label">To</span>
          <input name="to" autocomplete="off" maxlength="80">
        </label>
        <label>
          <span class="label">Letter</span>
          <textarea name="text" rows="8" maxlength="5000" aria-describedby="problem"
            aria-invalid=${problem ? "true" : null}></textarea>
        </label>
        <p id="problem" class="problem" aria-live="polite">${problem}</p>
        <div class="row">
          <button class="primary">Send</button>
          <button type="button" class="quiet" dj-click=${this.discard}>Forget the draft</button>
        </div>
      </form>
      <form class="row" dj-draft="off">
        <label class="grow">
          <span class="label">Left out, by dj-draft="off"</span>
          <input name="note" autocomplete="off">
        </label>
      </form>
      <p class="hint">Type something, wait a second, and load the page again: it is still there, in
        this browser only. A letter that is refused stays a draft; one that is sent does not.
        ${this.sent > 0 ? html`You have sent ${this.sent}.` : null}</p>
    `;
  }
}
