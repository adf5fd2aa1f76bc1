/** `dj-model`: controls bound to fields, by what goes over the line. */

import assert from "node:assert/strict";
import { z } from "zod";
import { type Child, each, event, form, html, LiveView } from "@djust/live";
import { visit } from "../testing/mod.ts";
import { adopted, named } from "./kit/instance_kit.ts";

class Desk extends LiveView {
  query = "";
  title = "Ink";
  count = 1;
  price: number | null = null;
  isOpen = false;
  color = "red";
  colors: string[] = ["red"];
  secret = "s";
  pen = { width: 1 };
  _cache = "c";
  isThere = true;

  @event
  clear(): void {
    this.title = "";
    this.color = "blue";
  }

  @event
  turn(): void {
    this.isThere = !this.isThere;
  }

  colorsIn(): Child {
    return each(
      ["red", "blue"],
      (one) => one,
      (one) =>
        html`<li><input type="checkbox" class=${one} dj-model="colors" value=${one}><input
          type="radio" name="color" class=${`r-${one}`} dj-model="color" value=${one}></li>`,
    );
  }

  render(): Child {
    return html`
      <input id="title" dj-model.trim="title">
      <input id="count" type="number" dj-model="count">
      <input id="price" type="number" dj-model.lazy.number="price">
      <input id="open" type="checkbox" dj-model="isOpen">
      <select id="color"
        dj-model="color"><option value="red">r</option><option value="blue">b</option></select>
      <textarea id="note" dj-model.debounce-500=${"query"}></textarea>
      <ul>${this.colorsIn()}</ul>
      <output>${JSON.stringify([
        this.title,
        this.count,
        this.price,
        this.isOpen,
        this.color,
        this.colors,
      ])}</output>
      <button id="clear" dj-click=${this.clear}>clear</button>
    `;
  }
}

const heldIn = (page: Awaited<ReturnType<typeof visit>>): unknown =>
  JSON.parse(page.text("output"));

Deno.test("dj-model paints what the fields hold, and by what event it is told", async () => {
  const page = await visit(Desk);
  const count = page.find("#count");
  assert.ok(count);
  assert.equal(count.value, "1");
  assert.equal(count.attribute("dj-model"), "count");
  assert.equal(count.attribute("dj-input"), "dj-model");
  assert.equal(page.find("#price")?.attribute("dj-change"), "dj-model");
  assert.equal(page.find("#note")?.attribute("dj-debounce"), "500");
  assert.equal(page.find("#color")?.value, "red");
  assert.equal(page.find("input.red")?.attribute("checked"), "");
  assert.equal(page.find("input.blue")?.attribute("checked"), null);
  assert.deepEqual(page.warnings, []);
});

Deno.test("dj-model assigns what is typed and chosen, by the type the field began with", async () => {
  const page = await visit(Desk);
  await page.type("#title", " Pen ");
  await page.type("#count", "12");
  await page.type("#price", "3.5");
  await page.click("#open");
  await page.click("input.blue");
  await page.click("input.r-blue");
  assert.deepEqual(heldIn(page), ["Pen", 12, 3.5, true, "blue", ["red", "blue"]]);
  assert.ok(page.sent.some((text) => text.includes(`["dj-model",{"value":12,"field":"count"}]`)));
  // What is typed keeps its spaces while it is typed.
  assert.equal(page.find("#title")?.value, " Pen ");
  assert.equal(page.find("#color")?.value, "blue");
  assert.deepEqual(page.errors, []);
});

Deno.test("a number that is cleared is null where the field began so, and else ignored", async () => {
  const page = await visit(Desk);
  await page.type("#price", "3");
  await page.type("#price", "");
  await page.type("#count", "");
  assert.deepEqual((heldIn(page) as unknown[]).slice(1, 3), [1, null]);
  assert.ok(page.sent.some((text) => text.includes(`{"value":"","field":"count"}`)));
});

Deno.test("what a handler does to a field is shown in its controls", async () => {
  const page = await visit(Desk);
  await page.type("#title", " Pen ");
  await page.click("#clear");
  assert.equal(page.find("#title")?.value, "");
  assert.equal(page.find("#color")?.value, "blue");
  assert.equal(page.find("input.r-blue")?.attribute("checked"), "");
});

Deno.test("dj-model takes nothing that no control of the page is for, or that does not fit", async () => {
  const { instance, world, outlet } = await adopted(Desk);
  const hostile: [unknown, unknown, unknown?][] = [
    ...["secret", "_cache", "pen", "clear", "render", "__proto__", "constructor", "pageTitle", "x"]
      .map((field): [unknown, unknown] => [field, "x"]),
    ...[1, null, ["title"], { toString: 1 }].map((field): [unknown, unknown] => [field, "x"]),
    ...[null, true, {}, [], ["a"]].map((value): [unknown, unknown] => ["title", value]),
    ...[true, {}, [], null].map((value): [unknown, unknown] => ["count", value]),
    ...["yes", 1, null, []].map((value): [unknown, unknown] => ["isOpen", value]),
    ...["red", 1, [1], [["a"]], Array(1_001).fill("a")].map((value): [unknown, unknown] => [
      "colors",
      value,
    ]),
    ["colors", true, 1],
    ["colors", true],
  ];
  const tell = async (params: Record<string, unknown>): Promise<string> => {
    const before = outlet.sent.length;
    instance.receive(named("dj-model", params as never));
    await world.clock.settled();
    return outlet.sent.slice(before).join();
  };
  for (const [field, value, option] of hostile) {
    const answer = await tell({ field, value, ...(option !== undefined && { option }) });
    assert.match(answer, /undeclared/, JSON.stringify([field, value]));
  }
  for (const value of ["0x10", "1e999", "12 apples", "NaN"]) {
    assert.doesNotMatch(await tell({ field: "count", value }), /undeclared|\d+.*count/);
  }
  assert.match(await tell({}), /undeclared/);
  assert.equal(({} as { x?: unknown }).x, undefined);
  assert.match(await tell({ field: "count", value: 7 }), /,7,null,false/);
});

Deno.test("updateModel() stands for the assignment", async () => {
  class Careful extends LiveView {
    name = "";
    told: unknown[] = [];
    updateModel(field: string, value: unknown): void {
      this.told.push(field, value);
      this.name = String(value).toUpperCase();
    }
    render(): Child {
      return html`<input dj-model="name"><output>${JSON.stringify(this.told)}</output>`;
    }
  }
  const page = await visit(Careful);
  await page.type("input", "a");
  assert.equal(page.text("output"), `["name","a"]`);
  assert.equal(page.find("input")?.value, "A");
  assert.throws(() => {
    class Called extends LiveView {
      @event
      updateModel(): void {}
      render(): Child {
        return null;
      }
    }
    return Called;
  }, /updateModel.*a member that the framework calls/);
});

Deno.test("rows of a list show the fields anew at each render", async () => {
  class Rows extends LiveView {
    name = "a";
    @event
    turn(): void {
      this.name = "b";
    }
    render(): Child {
      return html`${each([1, 2], (n) => n, (n) => html`<input class=${`n${n}`} dj-model="name">`)}
        <b dj-click=${this.turn}>b</b>`;
    }
  }
  const page = await visit(Rows);
  await page.click("b");
  assert.deepEqual(page.findAll("input").map(({ value }) => value), ["b", "b"]);
});

Deno.test("what dj-model cannot bind is told in development, with its mend", async () => {
  const warned = async (control: () => Child): Promise<string[]> => {
    class Wrong extends Desk {
      override render(): Child {
        return html`<div>${control()}</div>`;
      }
    }
    const page = await visit(Wrong);
    return page.warnings.map(({ name, message }) => `${name}: ${message}`);
  };
  const wrong: [() => Child, RegExp][] = [
    [() => html`<input dj-model="qurey">`, /model: .*"qurey" .*no public field.*write qurey = ""/],
    [() => html`<input dj-model="_cache">`, /no public field/],
    [() => html`<input dj-model="clear">`, /no public field/],
    [() => html`<input dj-model="pageTitle">`, /no public field/],
    [() => html`<input dj-model="pen">`, /what no control shows/],
    [() => html`<p dj-model="query"></p>`, /no control that holds a value/],
    [() => html`<input type="file" dj-model="query">`, /no control that holds a value/],
    [() => html`<input type="checkbox" dj-model="query">`, /a box takes a field with false/],
    [() => html`<input type="number" dj-model="isOpen">`, /true or false takes a box/],
    [() => html`<input type="radio" dj-model="query">`, /no value of its own; write value="…"/],
    [() => html`<input type="radio" value="a" dj-model="colors">`, /a field with \[\] takes boxes/],
    [() => html`<input dj-model.number="query">`, /makes no number: .* write query = 0, or/],
    [() => html`<input dj-model="query" value="x">`, /shows its own value.*take value out/],
    [() => html`<input type="checkbox" checked dj-model="isOpen">`, /shows its own checked/],
    [() => html`<input dj-model="colors">`, /takes boxes/],
    [() => html`<select multiple dj-model="color"></select>`, /takes a field with \[\]/],
    [() => html`<input dj-model.lasy="query">`, /unknown-modifier: .*did you mean "lazy"/],
    [() => html`<input dj-model="a${1}">`, /model: .*the whole name/],
    [() => html`<form dj-form="x"><input dj-model="query"></form>`, /model: .*the form has it/],
  ];
  for (const [control, message] of wrong) {
    const warnings = await warned(control);
    assert.ok(warnings.some((text) => message.test(text)), `${message}: ${warnings.join("\n")}`);
  }
});

Deno.test("in a form with dj-form the form has the control, also from another template", async () => {
  class Kept extends LiveView {
    name = "kept";
    form = form(z.object({ name: z.string() }), { name: "" });
    render(): Child {
      return html`
        <form dj-form=${this.form}>${html`<input name="name" dj-model="name">`}</form>
        <output>${this.name} ${this.form.values.name}</output>
      `;
    }
  }
  const page = await visit(Kept);
  await page.type("input", "typed");
  assert.doesNotMatch(page.sent.join(), /dj-model/);
  assert.equal(page.text("output"), "kept typed");
});
