/** A form of a test page does what a browser's does. */

import assert from "node:assert/strict";
import { z } from "zod";
import { event, type EventInfo, type Hole, html, LiveView, raw } from "../mod.ts";
import { visit } from "./mod.ts";

/** Shows what its handlers were told. */
abstract class Told extends LiveView {
  told: unknown[] = [];

  @event
  hear(params: object) {
    this.told.push(params);
  }

  abstract form(): Hole;

  render() {
    return html`${this.form()}<output>${JSON.stringify(this.told)}</output>`;
  }
}

/** A page of a view with this content, and what its handlers were told so far. */
async function open(form: (view: Told) => Hole) {
  class Page extends Told {
    override form() {
      return form(this);
    }
  }
  const page = await visit(Page);
  return { page, told: (): unknown[] => JSON.parse(page.text("output")) };
}

const boxes = (view: Told) =>
  html`
    <form dj-submit=${view.hear}>
      <input type="checkbox" name="agree">
      <input type="checkbox" name="tag" value="a" checked> <input type="checkbox" name="tag" value="b">
      <input type="radio" name="color" value="red" id="red" checked>
      <input type="radio" name="color" value="blue" id="blue">
      <button>Go</button>
    </form>
  `;

Deno.test("submit() writes numbers as a visitor would: the handler gets texts", async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear}>
        <input type="number" name="age" min="0"> <input name="price">
        <select name="size"><option>1</option><option>2</option></select>
        <input type="checkbox" name="day" value="1"> <input type="checkbox" name="day" value="2">
        <button>Go</button>
      </form>
    `
  );
  await page.submit("form", { age: 42, price: -0.5, size: 2, day: [1, "2"] });
  assert.deepEqual(told(), [{ age: "42", price: "-0.5", size: "2", day: ["1", "2"] }]);
  await assert.rejects(page.submit("form", { age: -1 }), /"age" is below 0/);
  await assert.rejects(page.submit("form", { age: NaN }), {
    message:
      `Cannot submit "form": "age" cannot be NaN: no form sends that; give a number or a text`,
  });
});

Deno.test("a number control whose schema wants a number is told what to write", async () => {
  class Age extends LiveView {
    @event({ params: z.object({ age: z.number() }) })
    save() {}
    render() {
      return html`<form dj-submit=${this.save}><input type="number" name="age"><button>Go</button></form>`;
    }
  }
  const page = await visit(Age);
  await page.submit("form", { age: 42 });
  assert.deepEqual(page.errors.map(({ code }) => code), ["invalid"]);
  assert.match(
    page.warnings[0]?.message ?? "",
    /"save".*age: expected number, got text "42": .*form sends texts.*: write z\.coerce\.number\(\) in the schema$/,
  );
});

Deno.test("a pattern that cannot be read stops nobody", async () => {
  let heard = 0;
  class Form extends LiveView {
    @event
    order() {
      heard++;
    }
    render() {
      return html`<form dj-submit=${this.order}><input name="a" pattern="(["><button>Go</button></form>`;
    }
  }
  const page = await visit(Form);
  await page.submit("form", { a: "x" });
  assert.equal(heard, 1);
});

Deno.test("info tells the control that changed and the button that submitted", async () => {
  const heard: unknown[] = [];
  class Form extends LiveView {
    @event
    note(_: unknown, { target, submitter }: EventInfo) {
      heard.push([target, submitter]);
    }
    render() {
      return html`
        <form dj-change=${this.note} dj-submit=${this.note}>
          <input name="mail"><button name="go">Go</button>
        </form>
      `;
    }
  }
  const page = await visit(Form);
  await page.type("[name=mail]", "a@b.c");
  await page.click("[name=go]");
  assert.deepEqual(heard, [["mail", undefined], [undefined, "go"]]);
});

Deno.test("submit() checks boxes and chooses the radio that has the value", async () => {
  const { page, told } = await open(boxes);
  await page.submit("form", { agree: "on", color: "blue" });
  assert.equal(page.find("#red")!.value, "red");
  await page.submit("form", { agree: false, tag: ["b"], color: "red" });
  assert.deepEqual(told(), [{ agree: "on", tag: "a", color: "blue" }, { tag: "b", color: "red" }]);
});

Deno.test("submit() says which values there are when it is given another one", async () => {
  const { page, told } = await open(boxes);
  await assert.rejects(
    page.submit("form", { color: "green" }),
    /^Error: Cannot submit "form": "color" has no "green"; it has "red", "blue"$/,
  );
  await assert.rejects(page.submit("form", { size: "7" }), /it has no control "size"/);
  assert.deepEqual(told(), []);
});

Deno.test("submit() fills in several texts of a name, and no more than there are", async () => {
  const { page, told } = await open((view) =>
    html`<form dj-submit=${view.hear}><input name="a[]"><input name="a[]"><button>Go</button></form>`
  );
  await page.submit("form", { "a[]": ["x", "y"] });
  assert.deepEqual(told(), [{ a: ["x", "y"] }]);
  await assert.rejects(
    page.submit("form", { "a[]": ["x", "y", "z"] }),
    /"a\[\]" stands there 2 times, for 3 values/,
  );
});

Deno.test("two radios of a name are never both checked", async () => {
  const { page } = await open(boxes);
  await page.click("#blue");
  assert.equal(page.find("#red")!.checked, false);
  assert.equal(page.find("#blue")!.checked, true);
});

Deno.test("a click that is prevented leaves the box as it was", async () => {
  const { page } = await open((view) =>
    html`<input type="checkbox" dj-click.prevent=${view.hear} dj-change=${view.hear}>`
  );
  await page.click("input");
  assert.equal(page.find("input")!.checked, false);
  assert.equal(page.sent.length, 2);
});

Deno.test("a multiple select tells all its options, and a single one its last", async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear}>
        <select name="many" multiple dj-change=${view.hear}>
          <option selected>a</option>
          <option selected>b</option>
          <option disabled selected>c</option>
        </select>
        <select name="one"><option disabled>none</option><option>x</option><option>y</option></select>
        <button>Go</button>
      </form>
    `
  );
  await page.submit("form");
  await page.submit("form", { many: ["b"], one: "y" });
  assert.deepEqual(told(), [
    { many: ["a", "b"], one: "x" },
    { value: ["b"], field: "many" },
    { many: "b", one: "y" },
  ]);
  await assert.rejects(page.type("[name=one]", "z"), /"one" has no "z"; it has "x", "y"/);
});

Deno.test("a control in a disabled fieldset is not submitted, one that names the form is", async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear} id="f">
        <fieldset disabled>
          <legend><input name="legend" value="1"></legend>
          <input name="locked" value="2">
        </fieldset>
        <button>Go</button>
      </form>
      <input name="outside" form="f" value="3">
    `
  );
  await page.submit("#f");
  assert.deepEqual(told(), [{ legend: "1", outside: "3" }]);
  await assert.rejects(page.submit("#f", { locked: "x" }), /"locked" is disabled/);
  await assert.rejects(page.type("[name=locked]", "x"), /Cannot type into .* it is disabled/);
});

const FAULTS = [
  ['<input name="x" required>', /"x" is required.*novalidate/],
  ['<input name="x" type="checkbox" required>', /"x" is required/],
  ['<input name="x" type="radio" required><input name="x" type="radio">', /"x" is required/],
  ['<select name="x" required><option value="">…</option></select>', /"x" is required/],
  ['<input name="x" type="email" value="ada">', /"x" is no e-mail address/],
  ['<input name="x" type="number" min="16" value="7">', /"x" is below 16/],
  ['<input name="x" pattern="\\d+" value="7a">', /"x" is not like/],
] as const;

for (const [control, message] of FAULTS) {
  Deno.test(`a form is not submitted as long as it holds ${control}`, async () => {
    const { page, told } = await open((view) =>
      html`
        <form dj-submit=${view.hear}>${raw(control)}<button>Go</button></form>
        <button form="no">Other</button>
      `
    );
    await assert.rejects(page.submit("form"), message);
    await assert.rejects(page.click("form button"), message);
    assert.deepEqual(told(), []);
  });
}

Deno.test("a form with novalidate is submitted as it is", async () => {
  const { page, told } = await open((view) =>
    html`<form dj-submit=${view.hear} novalidate><input name="x" required><button>Go</button></form>`
  );
  await page.submit("form");
  assert.deepEqual(told(), [{ x: "" }]);
});

Deno.test("a form is submitted by its first submit button, and not by one that is disabled", async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear} id="a">
        <button type="reset">Reset</button> <button name="by" value="first">Go</button>
        <input type="submit" name="by" value="second">
      </form>
      <form dj-submit=${view.hear} id="b"><button disabled>Go</button></form>
    `
  );
  await page.submit("#a");
  await page.click("[value=second]");
  assert.deepEqual(told(), [{ by: "first" }, { by: "second" }]);
  await assert.rejects(page.submit("#b"), /its button is disabled/);
});

Deno.test("a click on a label clicks its control", async () => {
  const { page, told } = await open((view) =>
    html`
      <label><input type="checkbox" dj-change=${view.hear}> <b>Yes</b></label>
      <label for="other" id="far">No</label> <input type="checkbox" id="other" dj-change=${view
        .hear}>
    `
  );
  await page.click("b");
  await page.click("#far");
  await page.click("label input");
  assert.deepEqual(told(), [{ value: true }, { value: true, field: "other" }, { value: false }]);
});

Deno.test('press("Enter") in a text submits its form, in a text area it does not', async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear} id="a"><input name="a"><button>Go</button></form>
      <form dj-submit=${view.hear} id="b"><input name="b"></form>
      <form dj-submit=${view.hear} id="c"><input name="c"><input name="d"></form>
      <form dj-submit=${view.hear} id="d"><textarea name="e"></textarea><button>Go</button></form>
      <form dj-submit=${view.hear}><input name="f" dj-keydown.enter.prevent=${() => {}}></form>
    `
  );
  for (const name of "abcef") await page.press(`[name=${name}]`, "Enter");
  assert.deepEqual(told(), [{ a: "" }, { b: "" }]);
});

Deno.test("press() clicks buttons and boxes by the keys that do", async () => {
  const { page, told } = await open((view) =>
    html`
      <button dj-click=${view.hear} value="b">B</button>
      <input type="checkbox" dj-change=${view.hear}>
    `
  );
  await page.press("button", "Enter");
  await page.press("button", " ");
  await page.press("input", " ");
  await page.press("input", "Enter");
  assert.deepEqual(told(), [{ value: "b" }, { value: "b" }, { value: true }]);
});

Deno.test("a link and a form that no handler takes lead away", async () => {
  const { page } = await open((view) =>
    html`
      <a href="/other?a=1" id="plain"><b>Other</b></a> <a href="#top" id="here">Top</a>
      <a href="/tab" target="_blank" id="tab">Tab</a> <a href="mailto:a@b.org" id="mail">Mail</a>
      <a href="/handled" id="handled" dj-click=${view.hear}>Handled</a>
      <form action="/search"><input name="q"><button>Search</button></form>
      <form action="/logout" method="post"><button>Log out</button></form>
    `
  );
  for (const id of ["here", "tab", "mail", "handled"]) await page.click(`#${id}`);
  assert.deepEqual(page.left, []);
  await page.click("#plain b");
  await page.submit("[action='/search']", { q: "a b" });
  await page.submit("[action='/logout']");
  assert.deepEqual(page.left, [
    { type: "assign", to: "/other?a=1" },
    { type: "assign", to: "/search?q=a+b" },
    { type: "post", to: "/logout" },
  ]);
});

Deno.test("dj-reset empties the form that was submitted", async () => {
  const { page, told } = await open((view) =>
    html`
      <form dj-submit=${view.hear} dj-reset>
        <input name="text" value="painted"><input type="checkbox" name="box">
        <select name="list"><option>a</option><option>b</option></select>
        <button>Say</button>
      </form>
    `
  );
  await page.submit("form", { text: "hi", box: true, list: "b" });
  assert.equal(page.find("[name=text]")!.value, "painted");
  assert.equal(page.find("[name=box]")!.checked, false);
  assert.equal(page.find("select")!.value, "a");
  assert.deepEqual(told(), [{ text: "hi", box: "on", list: "b" }]);
});

Deno.test("a reset button resets its form", async () => {
  const { page } = await open(() => html`<form><input><button type="reset">Undo</button></form>`);
  await page.type("input", "typed");
  await page.click("button");
  assert.equal(page.find("input")!.value, "");
});
