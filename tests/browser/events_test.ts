/** Every kind of event: what it tells, and in what order. */

import assert from "node:assert/strict";
import { type Child, event, type EventInfo, html, LiveView } from "@djust/live";
import { until } from "../until.ts";
import { browserTest } from "./chromium.ts";
import { reads, stage } from "./stage.ts";
import { listen, type Params } from "./listen.ts";

browserTest(
  "click tells data-*, dj-value-* and the value, and links go nowhere",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<button id=a dj-click=tell data-id:int=5 data-some-name=x dj-value-more=y value=v
        data-f:float=1.5 data-b:bool=false data-j:json='{"k":[1]}'>a</button>
      <button id=b dj-click=tell><b id=inner>b</b></button>
      <a id=link href="/elsewhere" dj-click=tell data-n=1>link</a>
      <a id=outer href="/elsewhere" dj-click=tell data-n=2><i id=within>deep</i></a>
      <a id=blank href="/elsewhere" target=_blank dj-click=tell>blank</a>`,
    );
    const { page } = at;
    await page.click("#a");
    assert.deepEqual(await at.take(), [
      { value: "v", id: 5, someName: "x", more: "y", f: 1.5, b: false, j: { k: [1] } },
    ]);
    await page.click("#inner");
    assert.deepEqual(await at.take(), [{}]);
    await page.click("#link");
    await page.click("#within");
    assert.deepEqual(await at.take(2), [{ n: "1" }, { n: "2" }]);
    assert.equal(new URL(page.url()).pathname, "/");
    // Clicks that open another tab are the browser's.
    for (
      const click of [
        () => page.click("#link", { modifiers: ["Control"] }),
        () => page.click("#blank"),
      ]
    ) {
      const [tab] = await Promise.all([at.on.visitor.context.waitForEvent("page"), click()]);
      await tab.waitForURL("**/elsewhere");
      await tab.close();
    }
    assert.deepEqual(await at.take(0), []);
  },
);

browserTest(
  "clicks that open another tab, or save, are the browser's; all others are ours",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<a id=link href="/elsewhere" dj-click=tell data-as=link>link</a>
      <a id=outer href="/elsewhere"><b id=inner dj-click=tell data-as=inner>deep</b></a>
      <a id=saved href="/elsewhere" download dj-click=tell data-as=saved>save</a>
      <a id=blank href="/elsewhere" target=_blank dj-click=tell data-as=blank>blank</a>
      <a id=self href="/elsewhere" target=_self dj-click=tell data-as=self>self</a>
      <button id=button dj-click=tell data-as=button>button</button>`,
    );
    const { page } = at;
    // Behind all of ours, so that no tab opens and nothing is saved: what a browser would do is its own.
    await page.evaluate(() => {
      const left: string[] = [];
      Object.assign(globalThis, { left });
      for (const type of ["click", "auxclick"]) {
        addEventListener(type, (event) => {
          if (event.defaultPrevented) return;
          event.preventDefault();
          left.push((event.target as Element).id);
        });
      }
    });
    const left = (): Promise<string[]> => page.evaluate("left.splice(0)");
    const as = async (count: number): Promise<unknown> =>
      (await at.take(count)).map((params) => params["as"]);
    for (const key of ["Shift", "Alt", "Meta", "Control"] as const) {
      await page.click("#link", { modifiers: [key] });
      await page.click("#inner", { modifiers: [key] });
      await page.click("#button", { modifiers: [key] });
      assert.deepEqual([await left(), await as(1)], [["link", "inner", "button"], ["button"]], key);
    }
    await page.click("#link", { button: "middle" });
    await page.click("#inner", { button: "middle" });
    await page.click("#saved");
    await page.click("#blank");
    assert.deepEqual([await left(), await as(0)], [["link", "inner", "saved", "blank"], []]);
    for (const id of ["link", "inner", "self"]) await page.click("#" + id);
    assert.deepEqual([await left(), await as(3)], [[], ["link", "inner", "self"]]);
  },
);

browserTest("submit tells all fields and who submitted", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<form id=form dj-submit=tell data-form=f><input name="user[name]" value=Ada><input name="user.age" value=36>
      <input name="tags[]" value=one><input name=twice value=1><input name=twice value=2>
      <input type=checkbox name=on checked><input type=checkbox name=off>
      <input name="__proto__" value=bad><input name=__proto__.x value=bad><input disabled name=no value=1>
      <button name=by value=first>1</button><button id=second name=by value=second>2</button></form>
      <input form=form name=away value=yes>`,
  );
  await at.page.click("#second");
  assert.deepEqual(await at.take(), [{
    user: { name: "Ada", age: "36" },
    tags: ["one"],
    twice: ["1", "2"],
    on: "on",
    by: "second",
    away: "yes",
    form: "f",
  }]);
  assert.equal(new URL(at.page.url()).pathname + new URL(at.page.url()).search, "/");
});

browserTest(
  "info tells the control that changed and the button that submitted",
  async (_t, browser) => {
    const heard: unknown[] = [];
    class Named extends LiveView {
      @event
      change(_: Params, { target, submitter }: EventInfo): void {
        heard.push(["named", target, submitter]);
      }
      render(): Child {
        return html`
          <form id="one" dj-change=${this.change} dj-submit=${this.change}>
                  <input name="mail"><input name="name"><button name="go" value="x">Go</button>
                </form>
          <form id="two" dj-input=${(_: Params, { target }: EventInfo) =>
            heard.push(["closure", target])}>
                  <input name="tag"><input id="nameless">
                </form>
        `;
      }
    }
    await using on = await stage(browser, { "/": Named });
    const page = await on.open();
    await page.fill("[name=name]", "Ada");
    await page.click("[name=go]");
    await page.fill("[name=tag]", "x");
    await page.fill("#nameless", "y");
    await until("all is heard", () => heard.length === 4);
    assert.deepEqual(heard, [
      ["named", "name", undefined],
      ["named", undefined, "go"],
      ["closure", "tag"],
      ["closure", undefined],
    ]);
  },
);

browserTest("keys tell key and code with what stands in the control", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<input id=a name=field value=x dj-keydown=tell data-n=1><input id=b name=b dj-keyup=tell>`,
  );
  const { page } = at;
  await page.focus("#a");
  await page.keyboard.press("z");
  assert.deepEqual(await at.take(), [
    { key: "z", code: "KeyZ", value: "x", field: "field", n: "1" },
  ]);
  await page.focus("#b");
  await page.keyboard.press("Enter");
  assert.deepEqual(await at.take(), [{ key: "Enter", code: "Enter", value: "", field: "b" }]);
});

browserTest("pointers tell where, scroll tells how far", async (_t, browser) => {
  const types = ["mousedown", "mouseup", "pointerdown", "pointerup", "mousemove", "pointermove"];
  for (const type of types) {
    await using at = await listen(
      browser,
      `<h1>title</h1><button id=a dj-${type}=tell>a wide button</button>`,
    );
    const box = await at.page.locator("#a").boundingBox();
    assert.ok(box);
    // Browsers drop the parts of a pixel.
    const [x, y] = [Math.ceil(box.x) + 12, Math.ceil(box.y) + 7];
    await at.page.mouse.move(x, y);
    await at.page.mouse.down();
    await at.page.mouse.up();
    const [first] = await at.take();
    assert.deepEqual(first, {
      x: Math.round(x - box.x),
      y: Math.round(y - box.y),
      pageX: x,
      pageY: y,
    }, type);
  }
  await using at = await listen(
    browser,
    `<textarea id=area rows=2 cols=4 dj-scroll=tell>${"line\n".repeat(80)}</textarea>
      <div dj-scroll.window=tell data-w=1>${"<p>line</p>".repeat(100)}</div>`,
  );
  await at.page.evaluate(() => void ((document.getElementById("area") as Element).scrollTop = 120));
  assert.deepEqual(await at.take(), [{ top: 120, left: 0 }]);
  await at.page.evaluate(() => scrollTo(0, 300));
  assert.deepEqual((await at.take()).at(-1), { top: 300, left: 0, w: "1" });
});

browserTest(
  "focus, blur, toggle, paste, drop, mouseenter and custom events are heard",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<input id=a dj-focus=tell data-as=focus value=f><input id=b dj-blur=tell data-as=blur>
      <details id=d dj-toggle=tell data-as=toggle><summary>s</summary></details>
      <input id=p dj-paste=tell data-as=paste>
      <div id=drag draggable=true>drag me</div><div id=drop dj-dragover.prevent=nothing dj-drop.prevent=tell data-as=drop>here</div>
      <p id=e dj-mouseenter=tell data-as=enter>enter</p>
      <p id=c dj-color-picked=tell data-as=custom><i id=picker>picker</i></p>
      <p id=x dj-dblclick=tell data-as=dblclick>twice</p>`,
    );
    const { page } = at;
    const as = async (): Promise<unknown> => (await at.take()).map((params) => params["as"]);
    await page.focus("#a");
    assert.deepEqual(await as(), ["focus"]);
    await page.focus("#b");
    await page.focus("#a");
    assert.deepEqual((await at.take(2)).map((params) => params["as"]).sort(), ["blur", "focus"]);
    await page.click("summary");
    assert.deepEqual(await as(), ["toggle"]);
    await page.evaluate(() =>
      document.getElementById("p")?.dispatchEvent(
        new ClipboardEvent("paste", { bubbles: true, cancelable: true }),
      )
    );
    assert.deepEqual(await as(), ["paste"]);
    await page.dragAndDrop("#drag", "#drop");
    const [drop] = (await at.take()).filter((params) => params["as"] === "drop");
    assert.equal(typeof drop?.["x"], "number");
    await page.hover("#e");
    assert.deepEqual(await as(), ["enter"]);
    await page.evaluate(() =>
      document.getElementById("picker")?.dispatchEvent(
        new CustomEvent("color-picked", { bubbles: true, detail: { color: "red", n: [1] } }),
      )
    );
    assert.deepEqual(await at.take(), [{ color: "red", n: [1], as: "custom" }]);
    await page.dblclick("#x");
    assert.deepEqual(await as(), ["dblclick"]);
  },
);

browserTest("handlers that come and go by patches act at once", async (_t, browser) => {
  const heard: string[] = [];
  class Coming extends LiveView {
    step = 0;

    @event
    next(): void {
      this.step++;
    }

    @event
    named(): void {
      heard.push(`named ${this.step}`);
    }

    render() {
      const closure = this.step === 1 ? () => void heard.push("closure") : null;
      return html`<button id="next" dj-click=${this.next}>${this.step}</button>
        <button id="slot" dj-click=${closure}>slot</button>
        <button id="wheel" dj-dblclick=${this.step > 0 ? this.named : null}>wheel</button>
        ${
        this.step > 1
          ? html`<p id="new" dj-mouseover=${this.named} dj-my-event.once=${() =>
            void heard.push("mine")}>new</p>`
          : null
      }`;
    }
  }
  await using on = await stage(browser, { "/": Coming });
  const page = await on.open();
  const step = async (number: number): Promise<void> => {
    await page.click("#next");
    await reads(page, "#next", String(number));
  };
  await page.click("#slot");
  await page.dblclick("#wheel");
  await step(1);
  assert.deepEqual(heard, []);
  await page.click("#slot");
  await page.dblclick("#wheel");
  await step(2);
  assert.deepEqual(heard.splice(0), ["closure", "named 1"]);
  await page.click("#slot");
  await page.hover("#new");
  await page.evaluate(() => {
    for (const _ of [1, 2]) {
      document.getElementById("new")?.dispatchEvent(new CustomEvent("my-event", { bubbles: true }));
    }
  });
  await step(3);
  assert.deepEqual(heard.splice(0), ["named 2", "mine"]);
});

browserTest(
  "two fast clicks are two events in order, beside whatever else goes up",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<button id=a dj-click=tell data-n=1>a</button><button id=b dj-click=tell data-n=2>b</button>`,
    );
    await at.page.evaluate(() => {
      for (let i = 0; i < 10; i++) document.getElementById(i % 3 ? "a" : "b")?.click();
    });
    const order = (await at.take(10)).map((params) => params["n"]);
    assert.deepEqual(order, ["2", "1", "1", "2", "1", "1", "2", "1", "1", "2"]);
  },
);

browserTest("a plain link in an element with dj-click leads where it says", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<div id=row dj-click=tell>row <a id=plain href="/elsewhere"><b id=deep>doc</b></a></div>`,
  );
  await at.page.click("#deep");
  await at.page.waitForURL("**/elsewhere");
});

browserTest("a form with submit.once is never submitted by the browser", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<form dj-submit.once=tell><input name=secret value=s><button id=go>go</button></form>`,
  );
  await at.page.dblclick("#go");
  assert.deepEqual(await at.take(), [{ secret: "s" }]);
  assert.equal(at.page.url(), at.on.url + "/");
});

browserTest(
  "keys of a word that is being composed run no handler, wherever it listens",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<div dj-keydown.escape=tell data-as=region><input id=a></div>
      <p dj-keydown.escape.window=tell data-as=window></p>
      <p dj-keydown.escape.document=tell data-as=document></p>`,
    );
    const press = (isComposing: boolean) =>
      at.page.evaluate((isComposing) => {
        const event = new KeyboardEvent("keydown", { bubbles: true, key: "Escape", isComposing });
        document.getElementById("a")?.dispatchEvent(event);
      }, isComposing);
    await press(true);
    assert.deepEqual(await at.take(0), []);
    await press(false);
    const heard = (await at.take(3)).map((params) => params["as"]);
    assert.deepEqual(heard.sort(), ["document", "region", "window"]);
  },
);

browserTest("an event of a text reaches the handlers around it", async (_t, browser) => {
  await using at = await listen(browser, `<p id=text dj-dragstart=tell data-n=1>some text</p>`);
  await at.page.evaluate(() => {
    const text = document.getElementById("text")?.firstChild;
    text?.dispatchEvent(new Event("dragstart", { bubbles: true }));
  });
  assert.deepEqual((await at.take()).map((params) => params["n"]), ["1"]);
});

browserTest("fields named like a form's own members are fields", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<form dj-submit=tell data-n=1><input name=attributes value=1><input name=elements value=2>
      <input name=id value=3><button id=go>go</button></form>`,
  );
  await at.page.click("#go");
  assert.deepEqual(await at.take(), [{ attributes: "1", elements: "2", id: "3", n: "1" }]);
});

browserTest("what is edited in an element is told as its text", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<div id=note contenteditable dj-input=tell dj-debounce=0></div>`,
  );
  await at.page.focus("#note");
  await at.page.keyboard.insertText("hello");
  assert.deepEqual(await at.take(), [{ value: "hello", field: "note" }]);
});

browserTest("dj-debounce=blur holds back neither a submit nor a key", async (_t, browser) => {
  await using at = await listen(
    browser,
    `<form dj-submit=tell dj-change=tell dj-debounce=blur data-as=form><input id=q name=q></form>
      <input id=key name=key dj-input=tell dj-keydown.enter=tell dj-debounce=blur>`,
  );
  const { page } = at;
  await page.focus("#q");
  await page.keyboard.type("x");
  await page.keyboard.press("Enter");
  assert.deepEqual(await at.take(2), [{ q: "x", as: "form" }, { q: "x", as: "form" }]);
  await page.focus("#key");
  await page.keyboard.type("y");
  await page.keyboard.press("Enter");
  assert.deepEqual(await at.take(2), [
    { value: "y", field: "key" },
    { key: "Enter", code: "Enter", value: "y", field: "key" },
  ]);
});

browserTest(
  "a click that does not take the focus comes after what was typed",
  async (_t, browser) => {
    await using at = await listen(
      browser,
      `<input id=a name=a dj-input=tell dj-debounce=60000>
      <button id=b dj-mousedown.prevent=nothing dj-click=tell>b</button>
      <button id=c dj-click=tell data-n=1>c</button>`,
    );
    const { page } = at;
    await page.focus("#a");
    await page.keyboard.type("x");
    await page.click("#b");
    assert.deepEqual(await at.take(2), [{ value: "x", field: "a" }, {}]);
    await page.keyboard.type("y");
    await page.evaluate(() => document.getElementById("c")?.click());
    assert.deepEqual(await at.take(2), [{ value: "xy", field: "a" }, { n: "1" }]);
  },
);
