/** Form objects whose answers take their time: pending is shown, late answers are dropped. */

import assert from "node:assert/strict";
import { z } from "zod";
import { event, form, html, LiveView } from "../../mod.ts";
import { visit } from "../../testing/mod.ts";

/** Answers that a test gives by hand. */
class Desk {
  readonly asked: { value: string; signal: AbortSignal; say: (what?: string) => void }[] = [];
  ask(value: string, signal: AbortSignal): Promise<string | undefined> {
    return new Promise((say) => this.asked.push({ value, signal, say }));
  }
}

function viewOf(desk: Desk) {
  return class Names extends LiveView {
    form = form(z.object({ name: z.string().min(2, "Short.") }), { name: "" })
      .check("name", (name, { signal }) => desk.ask(name, signal));
    saved = "";
    @event
    async save() {
      const values = await this.form.submit();
      if (values) this.saved = values.name;
    }
    render() {
      const { name } = this.form.fields;
      return html`<form dj-form=${this.form} dj-submit=${this.save}>
        <input dj-field=${name}><p dj-error=${name}></p><button>Go</button>
        <output>${name.pending ? "looking" : this.saved}</output></form>`;
    }
  };
}

Deno.test("a check shows pending, and its answer is shown when the field was used", async () => {
  const desk = new Desk();
  const page = await visit(viewOf(desk));
  await page.type("[name=name]", "ada");
  assert.equal(page.text("output"), "looking");
  assert.equal(page.find("[name=name]")?.attribute("aria-busy"), "true");
  await page.blur();
  desk.asked[0]?.say("is taken");
  await page.settled();
  assert.equal(page.text("output"), "");
  assert.deepEqual(page.errorsOf("name"), ["is taken"]);
  assert.equal(desk.asked.length, 1);
});

Deno.test("an answer about a value that is gone is dropped, and its question told so", async () => {
  const desk = new Desk();
  const page = await visit(viewOf(desk));
  await page.type("[name=name]", "ada");
  await page.type("[name=name]", "bob");
  await page.blur();
  assert.deepEqual(desk.asked.map(({ value, signal }) => [value, signal.aborted]), [
    ["ada", true],
    ["bob", false],
  ]);
  desk.asked[0]?.say("is taken");
  await page.settled();
  assert.deepEqual(page.errorsOf("name"), []);
  desk.asked[1]?.say();
  await page.settled();
  assert.equal(page.text("output"), "");
});

Deno.test("a submit waits for what is being looked up", async () => {
  const desk = new Desk();
  const page = await visit(viewOf(desk));
  await page.type("[name=name]", "ada");
  const submitted = page.submit("form");
  await page.clock.move(20);
  desk.asked[0]?.say("is taken");
  await submitted;
  await page.settled();
  assert.deepEqual(page.errorsOf("name"), ["is taken"]);
  assert.equal(page.errors.at(-1)?.code, "form");
  assert.equal(desk.asked.length, 1);
});

Deno.test("an asynchronous schema is awaited, and what it said last counts", async () => {
  const answers: ((fits: boolean) => void)[] = [];
  const Name = z.object({
    name: z.string().refine(() => new Promise<boolean>((answer) => answers.push(answer)), "Bad."),
  });
  class Slow extends LiveView {
    form = form(Name, { name: "" });
    @event
    async save() {
      await this.form.submit();
    }
    render() {
      const { name } = this.form.fields;
      return html`<form dj-form=${this.form} dj-submit=${this.save}><input dj-field=${name}>
        <p dj-error=${name}></p><output>${String(this.form.pending)}</output></form>`;
    }
  }
  const page = await visit(Slow);
  await page.type("[name=name]", "a");
  await page.type("[name=name]", "b");
  await page.blur();
  assert.equal(page.text("output"), "true");
  assert.equal(page.find("form")?.attribute("aria-busy"), "true");
  // zod asks twice: it tries without waiting first.
  const [last, ...before] = answers.toReversed();
  last?.(false);
  await page.settled();
  for (const answer of before) answer(true);
  await page.settled();
  assert.deepEqual(page.errorsOf("name"), ["Bad."]);
  assert.equal(page.text("output"), "false");
});
