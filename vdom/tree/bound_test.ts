import { deepStrictEqual as equal, ok, throws } from "node:assert";
import { BOUND, type BoundElement } from "../template/mod.ts";
import { type Bindable, type Child, html, type Scope } from "../mod.ts";
import { jsx } from "../jsx/mod.ts";
import { Tree } from "./tree.ts";

const SCOPE: Scope = {
  nameOf: () => undefined,
  warn: (message) => {
    throw new Error(message);
  },
  development: false,
  strictStyles: false,
};

/** A value whose attributes can be changed. */
class Given implements Bindable {
  asked: BoundElement[] = [];
  gives: ReturnType<Bindable[typeof BOUND]>;
  constructor(gives: ReturnType<Bindable[typeof BOUND]>) {
    this.gives = gives;
  }
  [BOUND](element: BoundElement) {
    this.asked.push(element);
    return this.gives;
  }
}

function painted(content: Child): { tree: Tree; html: string } {
  const tree = new Tree(SCOPE);
  return { tree, html: tree.paint(content, null).content };
}

Deno.test("a bound value gives attributes to its element, with what the template says of it", () => {
  const field = new Given({ id: "f", name: "age", value: 3, "aria-invalid": null, checked: true });
  const view = () => html`<input type="number" dj-field=${field} max=${9}>`;
  equal(
    painted(view()).html,
    `<input dj=bv type="number" max="9" id="f" name="age" value="3" checked>`,
  );
  const [element] = field.asked;
  equal(element?.tag, "input");
  equal(element?.attribute, "dj-field");
  equal([...element?.attributes ?? []], [["type", "number"], ["max", undefined]]);
});

Deno.test("what changed of a bound value travels as attributes, and nothing else does", () => {
  const field = new Given({ id: "f", value: "a", "aria-invalid": true });
  const view = () => html`<input dj-field=${field}>`;
  const { tree } = painted(view());
  equal(tree.diff(view(), null), null);
  field.gives = { id: "f", value: "b", title: "new" };
  equal(tree.diff(view(), null)?.ops, [1, 0, ["value", "b", "title", "new", "aria-invalid", null]]);
});

Deno.test("a block with a bound slot is written with all of its attributes", () => {
  const field = new Given({ id: "f", value: "a", hidden: false });
  const { tree } = painted(html`<div>${null}</div>`);
  const patch = tree.diff(html`<div>${html`<input dj-field=${field}>`}</div>`, null);
  equal(patch?.ops.at(-1), [0, [1, ["id", "f", "value", "a"]]]);
  equal(patch?.templates.at(-1), [`<input dj=bv>`, 0, "dj-field"]);
});

Deno.test("what the template writes itself wins over what a bound value gives", () => {
  const field = new Given({ id: "theirs", name: "n" });
  equal(
    painted(html`<input id="mine" dj-field=${field}>`).html,
    `<input dj=bv id="mine" name="n">`,
  );
});

Deno.test("the text of a bound value stands in an empty element, and in a textarea as its value", () => {
  const error = new Given({ id: "e", "": "is <short>" });
  const view = () =>
    html`
      <p class="x" dj-error=${error}></p>
    `;
  const { tree, html: text } = painted(view());
  equal(text, `<p dj=b class="x" id="e">is &lt;short&gt;</p>`);
  ok(error.asked[0]?.isEmpty);
  error.gives = { id: "e" };
  equal(tree.diff(view(), null)?.ops, [1, 0, ["", ""]]);
  const note = new Given({ name: "note", value: "\n</textarea>" });
  equal(
    painted(html`<textarea dj-field=${note} rows="2"></textarea>`).html,
    `<textarea dj=bv rows="2" name="note">\n\n&lt;/textarea&gt;</textarea>`,
  );
});

Deno.test("JSX binds values as html does", () => {
  const field = new Given({ id: "f", value: "a" });
  const view = () => jsx("input", { "dj-field": field, type: "text" }) as Child;
  const { tree, html: text } = painted(view());
  equal(text, `<input dj=bv type="text" id="f" value="a">`);
  field.gives = { id: "f", value: "" };
  equal(tree.diff(view(), null)?.ops, [1, 0, ["value", ""]]);
});

Deno.test("a value that gives no attributes is that of the attribute it stands in", () => {
  equal(painted(html`<input dj-field=${"x"}>`).html, `<input dj=bv dj-field="x">`);
  equal(painted(html`<input dj-field=${null}>`).html, `<input dj=bv>`);
});

Deno.test("a bound value leads nowhere that an attribute may not, and brings no scripts", () => {
  const field = new Given({ href: "javascript:alert(1)", onclick: "alert(1)" });
  equal(painted(html`<a dj-field=${field}></a>`).html, `<a dj=b href="about:blank#blocked"></a>`);
});

Deno.test("neither a template nor a function stands where a bound value is due", () => {
  throws(() => painted(html`<p dj-error=${html`<b></b>`}></p>`), /its value is a template/);
  throws(() => painted(html`<p dj-label=${() => 1}></p>`), /its value is a function/);
});

Deno.test("where an event has the same name a function is its handler", () => {
  const heard = () => 1;
  const { tree, html: text } = painted(html`<img src="x" dj-error=${heard}>`);
  equal(text, `<img dj=b src="x" dj-error>`);
  equal(tree.handler(1, 0, "error")?.handler, heard);
  const error = new Given({ id: "e", "": "is short" });
  const view = (value: Given | (() => number)) => html`<p dj-error=${value}></p>`;
  const { tree: other } = painted(view(heard));
  equal(other.diff(view(error), null)?.ops, [1, 0, ["id", "e", "", "is short", "dj-error", null]]);
  equal(other.diff(view(heard), null)?.ops, [1, 0, ["dj-error", "", "id", null, "", ""]]);
});
