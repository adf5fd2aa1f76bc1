/** Decorators over HTTP and the wire: what a page is told of its handlers, and what the server limits. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import {
  debounce,
  DraftModeMixin,
  event,
  html,
  LiveView,
  type ObserveRecord,
  throttle,
} from "@djust/live";
import { live } from "@djust/live/hono";
import { adopted, FakeOutlet, FakeWorld, mounted, named } from "./kit/instance_kit.ts";
import { joinOf, load, RawSocket } from "./raw_page.ts";
import { serve } from "./serve.ts";

class Plain extends LiveView {
  @event
  save() {}
  render() {
    return html`<p>plain</p>`;
  }
}

class Search extends LiveView {
  @debounce({ wait: 200 })
  search() {}
  render() {
    return html`<input dj-input=${this.search}>`;
  }
}

const MANNERS = `{"search":{"debounce":{"wait":200}}}`;

/** An app with these views. */
function setUp(routes: Record<string, unknown>) {
  const app = new Hono();
  const hub = live(app, routes as Parameters<typeof live>[1], {
    signals: false,
    state: false,
    secret: "the same secret before and after",
    observe: () => {},
  });
  const served = serve(app);
  return {
    url: served.url,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
    },
  };
}

Deno.test("a page is told the manners of its handlers where it has some, and nothing else", async () => {
  await using setup = setUp({ "/": Search, "/plain": Plain });
  const { body } = await load(setup.url);
  assert(body.includes(` data-manners="${MANNERS.replaceAll('"', "&quot;")}"`), body);
  assert(!(await load(`${setup.url}/plain`)).body.includes("data-manners"));
});

Deno.test("a page whose handlers have other manners by now gets a full frame with them", async () => {
  class Slower extends LiveView {
    @debounce({ wait: 900 })
    search() {}
    render() {
      return html`<input dj-input=${this.search}>`;
    }
  }
  await using before = setUp({ "/": Search });
  const page = await load(before.url);
  for (const [view, mode] of [[Search, 0], [Slower, 1]] as const) {
    await using after = setUp({ "/": view });
    const socket = await RawSocket.open(after.url, { cookie: page.cookie });
    assert(socket);
    await using _ = socket;
    socket.send(joinOf(page, { claim: "" }));
    assert.equal((await socket.next())[2], mode, view.name);
    if (mode === 0) continue;
    const extras = (await socket.next()).at(-1) as { m: unknown };
    assert.deepEqual(extras.m, { search: { debounce: { wait: 900 } } });
  }
});

Deno.test("a full frame brings manners, an ordinary one never", async () => {
  const { instance, world } = await mounted(Search);
  const outlet = new FakeOutlet();
  instance.attachFull(outlet);
  await world.clock.settled();
  assert.match(outlet.sent.join(), /^\[-9,.*"m":\{"search":\{"debounce":\{"wait":200\}\}\}/);
  outlet.take();
  instance.receive(named("search"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1]]);
});

Deno.test("a view with drafts tells its key and its ttl, once they are not the default", async () => {
  class Default extends DraftModeMixin(LiveView) {
    render() {
      return html`<form></form>`;
    }
  }
  class Contact extends DraftModeMixin(LiveView) {
    draftKey = "contact";
    draftTtl = 5_000;
    mount() {
      this.draftKey += "_form";
    }
    render() {
      return html`<form></form>`;
    }
  }
  const told = async (view: typeof Default | typeof Contact) =>
    JSON.parse((await mounted(view)).instance.painted().manners);
  assert.deepEqual(await told(Default), { "": { draft: {} } });
  assert.deepEqual(await told(Contact), { "": { draft: { key: "contact_form", ttl: 5_000 } } });
});

Deno.test("a draftKey that is none, or a draftTtl, fails the render with the mend", async () => {
  for (const [field, value] of [["draftKey", ""], ["draftKey", 5], ["draftTtl", 0]] as const) {
    class Contact extends DraftModeMixin(LiveView) {
      mount() {
        Object.assign(this, { [field]: value });
      }
      render() {
        return html`<form></form>`;
      }
    }
    await assert.rejects(() => mounted(Contact), ({ cause }: Error) => {
      assert.match(
        String(cause),
        new RegExp(`Cannot keep drafts of "Contact": ${field} is .*; write`),
      );
      return true;
    });
  }
});

Deno.test("clearDraft() tells the page, which counts it as any push", async () => {
  class Contact extends DraftModeMixin(LiveView) {
    @event
    forget() {
      this.clearDraft();
    }
    render() {
      return html`<form></form>`;
    }
  }
  const { instance, world, outlet } = await adopted(Contact);
  instance.receive(named("forget"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, { e: [["clear-draft", null]] }]]);
});

Deno.test("a handler with a rate limit runs so often, and each view counts its own", async () => {
  class Limited extends LiveView {
    count = 0;
    @event({ rateLimit: { rate: 2, burst: 3 } })
    add() {
      this.count++;
    }
    @event
    free() {}
    render() {
      return html`<p>${this.count}</p>`;
    }
  }
  const world = new FakeWorld();
  const { instance, outlet } = await adopted(Limited, world);
  const outcomes = async (...names: string[]) => {
    const { length } = world.told("event");
    for (const name of names) instance.receive(named(name));
    await world.clock.settled();
    return world.told("event").slice(length).map(({ outcome }) => outcome);
  };
  assert.deepEqual(await outcomes("add", "add", "add", "add", "free"), [
    ...["ok", "ok", "ok", "rate", "ok"],
  ]);
  assert.deepEqual(outlet.take(), [[5, 1, 0, 3, { x: [[3, "rate"]] }]]);
  await world.clock.move(500);
  assert.deepEqual(await outcomes("add", "add"), ["ok", "rate"]);
  const other = await adopted(Limited, world);
  other.instance.receive(named("add"));
  await world.clock.settled();
  assert.equal(world.told("event").at(-1)?.outcome, "ok");
});

Deno.test("a rate without a burst is its own burst, and never below one", async () => {
  class Limited extends LiveView {
    @event({ rateLimit: { rate: 0.1 } })
    rarely() {}
    @event({ rateLimit: { rate: 2 } })
    twice() {}
    render() {
      return html``;
    }
  }
  const { instance, world } = await adopted(Limited);
  for (const name of ["rarely", "rarely", "twice", "twice", "twice"]) instance.receive(named(name));
  await world.clock.settled();
  assert.deepEqual(world.told("event").map(({ outcome }) => outcome), [
    ...["ok", "rate", "ok", "ok", "rate"],
  ]);
});

Deno.test("both paces on one handler are told in development, with the one that holds", async () => {
  class Twice extends LiveView {
    @debounce
    @throttle
    search() {}
    render() {
      return html``;
    }
  }
  const warnings = (world: FakeWorld) =>
    world.records.filter((record): record is Extract<ObserveRecord, { type: "warning" }> =>
      record.type === "warning"
    );
  const world = new FakeWorld();
  world.development = true;
  await mounted(Twice, world);
  assert.deepEqual(warnings(world).map(({ name }) => name), ["paced-twice"]);
  assert.match(
    warnings(world)[0]?.message ?? "",
    /^"search" has @debounce and @throttle: a page deb/,
  );
  const quiet = new FakeWorld();
  await mounted(Twice, quiet);
  assert.deepEqual(warnings(quiet), []);
});

Deno.test("draftKey without the mixin is told, with the mixin to write", async () => {
  class Contact extends LiveView {
    draftKey = "contact";
    render() {
      return html``;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  await mounted(Contact, world);
  const [warning] = world.told("warning");
  assert.equal(warning?.name, "missing-mixin");
  assert.match(
    warning?.message ?? "",
    /extends DraftModeMixin\(LiveView\), with DraftModeMixin of "@djust\/live"$/,
  );
});
