/** Warnings of development: told once in the log, and brought to the page's console, now and later. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { z } from "zod";
import { event, form, html, LiveView, type ObserveRecord } from "@djust/live";
import { type HubRecord, live, type LiveOptions } from "@djust/live/hono";
import { goLive, load } from "./raw_page.ts";
import { serve } from "./serve.ts";

class Typo extends LiveView {
  render() {
    return html`<b dj-clik="x">x</b>`;
  }
}

class Plain extends LiveView {
  render() {
    return html`<p>plain</p>`;
  }
}

class Misnamed extends LiveView {
  form = form(z.object({ name: z.string() }));
  @event
  save() {}
  render() {
    const field = this.form.field("nmae" as "name");
    return html`<form dj-form=${this.form} dj-submit=${this.save}><input dj-field=${field}></form>`;
  }
}

class Busy extends LiveView {
  count = 0;
  mode = "";
  mount() {
    this.subscribe("news");
  }
  mounted() {}
  @event({ params: z.object({ id: z.number() }) })
  pick() {}
  @event
  set({ mode }: { mode: string }) {
    this.mode = mode;
  }
  render() {
    if (this.mode === "changes") this.count++;
    if (this.mode === "acts") {
      this.putFlash("info", "x");
      this.subscribe("more");
      this.send("x");
    }
    const none: (() => void) | undefined = undefined;
    return html`<p dj-click=${this.mode === "undefined" ? none : null}>${this.mode}</p>`;
  }
}

interface Setup extends AsyncDisposable {
  readonly url: string;
  readonly records: (HubRecord | ObserveRecord)[];
}

function setUp(
  options: LiveOptions = {},
  around: { before?: (app: Hono) => void; after?: (app: Hono) => void } = {},
): Setup {
  const records: Setup["records"] = [];
  const app = new Hono();
  around.before?.(app);
  const hub = live(app, { "/": Plain, "/typo": Typo, "/misnamed": Misnamed, "/busy": Busy }, {
    signals: false,
    observe: (record) => void records.push(record),
    ...options,
  });
  around.after?.(app);
  const served = serve(app);
  return {
    url: served.url,
    records,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served[Symbol.asyncDispose]();
    },
  };
}

/** The warnings that a page brings to its console. */
function warningsIn(body: string): [string, string][] {
  const text = /data-warnings="([^"]*)"/.exec(body)?.[1] ?? "[]";
  return JSON.parse(
    text.replaceAll("&quot;", '"').replaceAll("&lt;", "<").replaceAll("&#39;", "'")
      .replaceAll("&gt;", ">").replaceAll("&amp;", "&"),
  );
}

const named = (records: Setup["records"], name: string) =>
  records.filter((record) => "name" in record && record.name === name);

Deno.test("a field that a form does not have is told in the page's script, too", async () => {
  await using setup = setUp();
  const { body } = await load(`${setup.url}/misnamed`);
  const told = '"nmae" is no field of the schema of "form": did you mean "name"?';
  assert.deepEqual(warningsIn(body), [["form-field", told]]);
});

Deno.test("a warning made while painting stands in each page, and in its script's tag only", async () => {
  await using setup = setUp();
  for (let i = 0; i < 2; i++) {
    const { body } = await load(`${setup.url}/typo`);
    const [[name, message] = []] = warningsIn(body);
    assert.equal(name, "unknown-attribute");
    assert.match(message ?? "", /^Nothing reads dj-clik of <b>: did you mean dj-click\?/);
    const src = /<script src="([^"]*\/dev\.[^"]*)"/.exec(body)?.[1];
    const script = await fetch(setup.url + src);
    assert.equal(script.headers.get("content-type"), "text/javascript; charset=utf-8");
    assert.match(await script.text(), /djust:development/);
    // Under any policy that lets the client's script run.
    assert.doesNotMatch(body, /<script(?![^>]*src=)/);
  }
  assert.deepEqual(warningsIn((await load(setup.url)).body), []);
});

Deno.test("production knows no warnings, and serves no script for them", async () => {
  const secret = "0123456789abcdef0123456789abcdef";
  await using setup = setUp({ dev: false, secret }, {
    after: (app) => app.use("*", async (_, next) => await next()),
  });
  const development = setUp();
  const { body: other } = await load(development.url);
  const src = /src="([^"]*\/dev\.[^"]*)"/.exec(other)?.[1] ?? "";
  await development[Symbol.asyncDispose]();
  const { body } = await load(`${setup.url}/typo`);
  assert.doesNotMatch(body, /dev\.|data-warnings/);
  assert.equal((await load(setup.url + src)).status, 404);
  assert.deepEqual(setup.records.filter(({ type }) => /warning|notice/.test(type)), []);
});

Deno.test("what is warned of later comes over the line, once", async () => {
  await using setup = setUp();
  const { socket, page } = await goLive(setup.url, "/busy");
  await using _ = socket;
  assert.deepEqual(warningsIn(page.body).map(([name]) => name), [
    "lifecycle-name",
    "deaf-subscription",
  ]);
  /** What comes until the answer to these events, and what of it are warnings. */
  const send = async (...message: unknown[]): Promise<string[]> => {
    socket.send(message);
    socket.send(["set", { mode: `done ${Math.random()}` }]);
    const names: string[] = [];
    for (let answers = 0; answers < 2;) {
      const [code, name] = await socket.next();
      if (code === -16) names.push(name as string);
      else if (typeof code === "number" && code > 0) answers += code;
    }
    return names;
  };
  assert.deepEqual(await send("pick", { id: "7" }), ["params"]);
  assert.deepEqual(await send("pick", { id: "7" }), []);
  const told = named(setup.records, "params");
  assert.equal(told.length, 1);
  assert.match(
    "message" in (told[0] ?? {}) ? String((told[0] as { message: string }).message) : "",
    /"pick".*: id: expected number, got text "7": write data-id:int/,
  );
});

for (
  const [mode, name, times] of [
    ["changes", "render-changes-state", 1],
    ["acts", "render-acts", 3],
    ["undefined", "handler-value", 1],
  ] as const
) {
  Deno.test(`a render that ${mode} is told as ${name}`, async () => {
    await using setup = setUp();
    const { socket } = await goLive(setup.url, "/busy");
    await using _ = socket;
    socket.send(["set", { mode }]);
    for (let left: number = times; left > 0;) {
      const [code, warning] = await socket.next();
      if (code === -16 && warning === name) left--;
    }
    assert.equal(named(setup.records, name).length, times);
  });
}

Deno.test("middleware behind live() is said not to guard, a catch-all is not", async () => {
  await using setup = setUp({}, {
    after: (app) => {
      app.use("*", async (_, next) => await next());
      app.all("*", (c) => c.text("nothing", 404));
    },
  });
  for (let i = 0; i < 2; i++) {
    const [[name, message] = []] = warningsIn((await load(setup.url)).body);
    assert.equal(name, "late-middleware");
    assert.match(message ?? "", /never runs for "\/" and does not guard it/);
  }
  assert.equal(warningsIn((await load(`${setup.url}/typo`)).body).length, 2);
  assert.equal(named(setup.records, "late-middleware").length, 1);
});

Deno.test("a guard that covers /_djust/ too is told, to those whom it keeps out", async () => {
  await using setup = setUp({}, {
    before: (app) =>
      app.use("*", async (c, next) => {
        const isOpen = c.req.path === "/" || c.req.header("cookie")?.includes("in=1");
        return isOpen ? await next() : c.redirect("/");
      }),
  });
  await load(setup.url, { cookie: "in=1" });
  assert.equal(named(setup.records, "guarded-script").length, 0);
  const [[name, message] = []] = warningsIn((await load(setup.url)).body);
  assert.equal(name, "guarded-script");
  assert.match(
    message ?? "",
    /"\/" does not get the script.*\/_djust\/\* is answered with 302 to \//,
  );
  await load(setup.url);
  assert.equal(named(setup.records, "guarded-script").length, 1);
});

Deno.test("what a layout is warned of reaches the console of each page", async () => {
  await using setup = setUp({
    layout: ({ title, content, flash, scripts }) =>
      html`
        <!doctype html>
        <html>
          <head>
            <title>${title}</title>
          </head>
          <body>${content}${flash}${scripts}</body>
        </html>
      `,
  });
  assert.deepEqual(warningsIn((await load(setup.url)).body), [
    ["layout", 'the layout does not place "head"; put ${head} into its html'],
  ]);
});

class Twice extends LiveView {
  render() {
    return html`
      <ul>
        <li title=${1} title="x">milk</li>
      </ul>
    `;
  }
}

class Wrong extends LiveView {
  render() {
    const title = (() => "x") as unknown as string;
    return html`
      <ul>
        <li title=${title}>milk</li>
      </ul>
    `;
  }
}

class Failing extends LiveView {
  mount() {
    throw new Error("on purpose");
  }
  render() {
    return html`<p></p>`;
  }
}

Deno.test("an error page shows the template with the spot marked, and the user's own frames", async () => {
  const app = new Hono();
  const records: unknown[] = [];
  const hub = live(app, { "/twice": Twice, "/wrong": Wrong, "/failing": Failing }, {
    signals: false,
    observe: (record) => void records.push(record),
  });
  const shown = async (path: string): Promise<string[]> => {
    const text = await (await app.request(path)).text();
    const pre = /<pre>([^]*)<\/pre>/.exec(text)?.[1] ?? "";
    return pre.replaceAll("&lt;", "<").replaceAll("&quot;", '"').replaceAll("&gt;", ">").split(
      "\n",
    );
  };
  for (const [path, spot] of [["/twice", ' title="x"'], ["/wrong", "${…}"]] as const) {
    const lines = await shown(path);
    const caret = lines.findIndex((line) => /^ *\^$/.test(line));
    const at = lines[caret - 1]?.indexOf(spot) ?? -1;
    const end = path === "/twice" ? at + spot.length : at;
    assert(at > 0, lines.join("\n"));
    assert.equal(lines[caret]?.indexOf("^"), end);
  }
  const lines = await shown("/failing");
  assert.equal(lines[0], "Error: on purpose");
  assert.match(lines[1] ?? "", /^ {4}at Failing\.mount \(.*warnings_test\.ts:\d+:\d+\)$/);
  assert.match(lines.at(-1) ?? "", /more frames of the framework/);
  await hub.close();
});

Deno.test("events that an app declares are known", async () => {
  await using setup = setUp({ events: ["clik"] });
  assert.deepEqual(warningsIn((await load(`${setup.url}/typo`)).body).map(([name]) => name), [
    "unknown-handler",
  ]);
  for (const events of ["clik", ["Clik"], ["a.b"], [7]]) {
    assert.throws(() => setUp({ events } as unknown as LiveOptions), /Cannot start: "events"/);
  }
});

Deno.test("the log has each warning of a view once, and each start of the app's own", async () => {
  const lines: string[] = [];
  const { warn, info } = console;
  console.warn = (line: string) => void lines.push(line);
  console.info = () => {};
  try {
    await using setup = setUp({ observe: undefined } as unknown as LiveOptions);
    await load(`${setup.url}/typo`);
    await load(`${setup.url}/typo`);
  } finally {
    Object.assign(console, { warn, info });
  }
  assert.equal(lines.length, 1);
  assert.match(lines[0] ?? "", /^djust: Typo: Nothing reads dj-clik.* \[unknown-attribute\]$/);
});
