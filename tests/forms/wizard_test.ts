/** A wizard in a view: steps forward and back, over the line of a test page. */

import assert from "node:assert/strict";
import { z } from "zod";
import { event, html, LiveView, wizard } from "../../mod.ts";
import { visit } from "../../testing/mod.ts";

const Who = z.object({ name: z.string().min(2, "Two letters at least.") });
const What = z.object({ tea: z.string().min(1, "Which tea?"), milk: z.boolean() });
const When = z.object({ at: z.string().min(1, "When?") });

class Order extends LiveView {
  order = wizard({
    steps: { who: Who, what: What, when: When },
    initial: { name: "", tea: "", milk: false, at: "" },
  });
  saved: unknown = null;

  @event
  async save() {
    const order = await this.order.submit();
    if (!order) return;
    const { name, tea, milk, at } = order;
    if (at === "never") return this.order.fail("name", "is banned", { step: "who" });
    this.saved = [name, tea, milk, at];
  }

  render() {
    const { order } = this;
    const { name, tea, milk, at } = order.fields;
    return html`
      <form dj-form=${order} dj-submit=${this.save} aria-label="Order">
        ${order.progress}
        ${order.step === "who"
          ? html`<input dj-field=${name}><p dj-error=${name}></p>`
          : order.step === "what"
          ? html`<input dj-field=${tea}><p dj-error=${tea}></p><input type="checkbox" dj-field=${milk}>`
          : html`<input dj-field=${at}><p dj-error=${at}></p>`}
        ${order.isFirst ? null : html`<button id="back" dj-click=${order.back()}>Back</button>`}
        ${order.isLast ? null : html`<button id="next" dj-click=${order.next()}>Next</button>`}
        <button>${order.isLast ? "Order" : "Go on"}</button>
        <output>${JSON.stringify(this.saved)}</output>
      </form>
    `;
  }
}

Deno.test("a step is left forward only when its schema agrees, and back whatever stands in it", async () => {
  const page = await visit(Order);
  assert.equal(page.text("[role=status]"), "Step 1 of 3: who");
  await page.click("#next");
  assert.equal(page.text("[role=status]"), "Step 1 of 3: who");
  assert.deepEqual(page.errorsOf("name"), ["Two letters at least."]);
  assert.equal(page.errors.at(-1)?.code, "form");
  await page.type("[name=name]", "Ada");
  await page.click("#next");
  assert.equal(page.text("[role=status]"), "Step 2 of 3: what");
  assert.deepEqual(page.errorsOf("tea"), []);
  await page.click("[name=milk]");
  await page.click("#back");
  assert.equal(page.find("[name=name]")?.value, "Ada");
  await page.click("#next");
  assert.equal(page.find("[name=milk]")?.checked, true);
});

Deno.test("submit() goes on at every step but the last, where it gives what all schemas give", async () => {
  const page = await visit(Order);
  await page.form("Order").fill({ name: "Ada" }).submit();
  await page.form("Order").fill({ tea: "oolong" }).submit();
  assert.equal(page.text("[role=status]"), "Step 3 of 3: when");
  assert.equal(page.text("output"), "null");
  await page.form("Order").fill({ at: "five" }).submit();
  assert.deepEqual(JSON.parse(page.text("output")), ["Ada", "oolong", false, "five"]);
  assert.deepEqual(page.errors, []);
  assert.deepEqual(page.warnings, []);
});

Deno.test("what is wrong in another step is shown there", async () => {
  const page = await visit(Order);
  await page.form("Order").fill({ name: "Ada" }).submit();
  await page.form("Order").fill({ tea: "oolong" }).submit();
  await page.form("Order").fill({ at: "never" }).submit();
  assert.equal(page.text("[role=status]"), "Step 1 of 3: who");
  assert.deepEqual(page.errorsOf("name"), ["is banned"]);
});

Deno.test("nobody skips a step that was not judged, and no operation is made up", async () => {
  const page = await visit(Order);
  await page.fire("form", "input");
  for (
    const name of [
      `order.to {"~at":"when"}`,
      `order.to {"~at":"gone"}`,
      "order.constructor {}",
      "order.x",
    ]
  ) {
    class Forged extends Order {
      override render() {
        return html`${super.render()}<button id="forged" dj-click=${name}>!</button>`;
      }
    }
    const forged = await visit(Forged);
    await forged.click("#forged");
    assert.equal(forged.text("[role=status]"), "Step 1 of 3: who", name);
  }
});

Deno.test("the step that is shown is in the page, so that it can move the focus", async () => {
  const page = await visit(Order);
  assert.equal(page.find("form")?.attribute("data-dj-step"), "who");
});
