/** Tasks of a view: assignAsync, startAsync, cancelAsync. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import type { AsyncValue } from "../../view/async.ts";
import { event } from "../../view/event.ts";
import {
  adopted,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
} from "../../../tests/kit/instance_kit.ts";
import { Instance } from "../instance.ts";
import { LiveView } from "../../view/view.ts";

Deno.test("assignAsync starts while painting; its result waits for the socket", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    bad?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", () => Promise.resolve("Ada"));
      this.assignAsync("bad", () => Promise.reject(new Error("no")));
    }
    render() {
      return html`<p>${this.name?.ok ? this.name.result : "loading"}</p><i>${
        String(this.bad?.failed)
      }</i>`;
    }
  }
  const { instance, world } = await mounted(Profile);
  assert.match(instance.painted().content, /loading/);
  await world.clock.settled();
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  assert.match(outlet.sent.join(), /Ada.*true/);
  assert.equal(world.told("error")[0]?.phase, "assignAsync bad");
});

Deno.test("assignAsync with await holds the paint", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", async () => (await Promise.resolve(), "Ada"), { await: true });
    }
    render() {
      return html`<p>${this.name?.result}</p>`;
    }
  }
  assert.match((await mounted(Profile)).instance.painted().content, /Ada/);
});

Deno.test("assignAsync: of two loads the later one counts, also when the first has just ended", async () => {
  const loads: PromiseWithResolvers<string>[] = [];
  let view: Loading | undefined;
  class Loading extends LiveView {
    name?: AsyncValue<string>;
    ends: (() => void)[] = [];
    mount() {
      view = this;
    }
    @event
    async twice() {
      this.#load();
      await new Promise<void>((resolve) => this.ends.push(resolve));
      this.#load();
    }
    @event
    stop() {
      this.cancelAsync("name");
    }
    #load(): void {
      const load = Promise.withResolvers<string>();
      loads.push(load);
      this.assignAsync("name", () => load.promise);
    }
    render() {
      return html`<p>${this.name?.result} ${this.name?.loading}</p>`;
    }
  }
  const { instance, world } = await adopted(Loading);
  instance.receive(named("twice"));
  await world.clock.settled();
  loads[0]?.resolve("old");
  await world.clock.settled();
  view?.ends[0]?.();
  await world.clock.settled();
  assert.deepEqual([view?.name?.result, view?.name?.loading], [undefined, true]);
  loads[1]?.resolve("new");
  await world.clock.settled();
  assert.deepEqual([view?.name?.result, view?.name?.loading], ["new", false]);

  instance.receive(named("twice"));
  await world.clock.settled();
  assert.equal(view?.name?.loading, true);
  view?.ends[1]?.();
  instance.receive(named("stop"));
  await world.clock.settled();
  // Nothing is loaded any more; what there was stays.
  assert.deepEqual([view?.name?.result, view?.name?.loading], ["new", false]);
});

Deno.test("assignAsync refuses a name that every view has", async () => {
  class Profile extends LiveView {
    mount() {
      this.assignAsync("user" as never, () => 1 as never);
    }
    render() {
      return html`<p></p>`;
    }
  }
  await assert.rejects(mounted(Profile), (error: Error) => /every view/.test(String(error.cause)));
});

Deno.test("startAsync tells handleInfo how it ended; cancelAsync tells nothing", async () => {
  const got: unknown[] = [];
  const signals: AbortSignal[] = [];
  class Work extends LiveView {
    @event
    run() {
      this.startAsync("good", () => Promise.resolve(1));
      this.startAsync("bad", () => {
        throw new Error("no");
      });
      this.startAsync("endless", (signal) => {
        signals.push(signal);
        return new Promise(() => {});
      });
    }
    @event
    cancel() {
      this.cancelAsync("endless");
    }
    handleInfo(message: { name: string; ok: boolean }) {
      got.push(message.name, message.ok);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await adopted(Work);
  instance.receive(named("run"));
  await world.clock.settled();
  assert.deepEqual(got, ["bad", false, "good", true]);
  instance.receive(named("cancel"));
  await world.clock.settled();
  assert.equal(signals[0]?.aborted, true);
  assert.equal(got.length, 4);
});

Deno.test("a field and a task of one name do not end each other; cancelAsync() ends both", async () => {
  const signals: AbortSignal[] = [];
  let view: Both | undefined;
  class Both extends LiveView {
    job?: AsyncValue<string>;
    mount() {
      view = this;
      const wait = (signal: AbortSignal): Promise<never> => {
        signals.push(signal);
        return new Promise(() => {});
      };
      this.assignAsync("job", wait);
      this.startAsync("job", wait);
    }
    @event
    stop() {
      this.cancelAsync("job");
    }
    render() {
      return html`<p>${this.job?.loading}</p>`;
    }
  }
  const { instance, world } = await adopted(Both);
  assert.deepEqual(signals.map(({ aborted }) => aborted), [false, false]);
  instance.receive(named("stop"));
  await world.clock.settled();
  assert.deepEqual(signals.map(({ aborted }) => aborted), [true, true]);
  assert.equal(view?.job?.loading, false);
});

Deno.test("a load that takes too long fails in its field; loading again is the same call", async () => {
  let answer: Promise<string> = new Promise(() => {});
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.load();
    }
    @event
    load() {
      this.assignAsync("name", () => answer, { timeout: 500 });
    }
    render() {
      const { loading, failed, result, error } = this.name ?? {};
      return html`<p>${`${loading} ${failed} ${result} ${error instanceof DOMException}`}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Profile);
  await world.clock.move(500);
  assert.match(outlet.sent.join(), /false true undefined true/);
  assert.match(String(world.told("error")[0]?.error), /TimeoutError: "assignAsync name" took over/);
  answer = Promise.resolve("Ada");
  outlet.take();
  instance.receive(named("load"));
  // Its end comes soon after that of the first one.
  await world.clock.move(16);
  assert.match(outlet.sent.join(), /true true undefined true[^]*false false Ada false/);
  assert.equal(world.clock.timers, 0);
});

Deno.test("a load is tried again, and only its end reaches the view", async () => {
  const told: unknown[] = [];
  let tries = 0;
  class Work extends LiveView {
    mount() {
      this.startAsync("work", () => {
        tries++;
        if (tries < 3) throw new Error("away");
        return tries;
      }, { retry: { times: 2, delay: 10 } });
    }
    handleInfo(message: unknown) {
      told.push(message);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { world } = await adopted(Work);
  await world.clock.move(10);
  assert.deepEqual([tries, told], [2, []]);
  await world.clock.move(20);
  assert.deepEqual(told, [{ type: "async", name: "work", ok: true, result: 3 }]);
  assert.deepEqual(world.told("error").map(({ phase }) => phase), [
    "startAsync work, try 1 of 3",
    "startAsync work, try 2 of 3",
  ]);
});

Deno.test("everything is cancelled with the view: what runs, and what waits for its next try", async () => {
  const signals: AbortSignal[] = [];
  let tries = 0;
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", (signal) => {
        signals.push(signal);
        return new Promise<string>(() => {});
      }, { timeout: 1_000 });
      this.startAsync("work", () => {
        tries++;
        throw new Error("away");
      }, { retry: 5 });
    }
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await adopted(Profile);
  await instance.end("left");
  assert.equal(signals[0]?.aborted, true);
  await world.clock.move(60_000);
  assert.deepEqual([tries, world.clock.timers], [1, 0]);
});

Deno.test("what was loaded while an async mount went on is in the first paint", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    seen: boolean | undefined;
    async mount() {
      this.assignAsync("name", () => "Ada");
      await new Promise((resolve) => setTimeout(resolve, 0));
      // Fields change when the mount is over, not between its awaits.
      this.seen = this.name?.loading;
    }
    render() {
      return html`<p>${this.name?.result} ${String(this.seen)}</p>`;
    }
  }
  assert.match((await mounted(Profile)).instance.painted().content, /Ada.*true/);
});

Deno.test("what is asked to be late and awaited is told", async () => {
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", () => Promise.resolve("Ada"), { await: true, late: true });
    }
    render() {
      return html`<p>${this.name?.result}</p>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  await mounted(Profile, world);
  const [warning] = world.told("warning");
  assert.equal(warning?.name, "late-part");
  assert.match(String(warning?.message), /is not late: the first paint waits for it/);
});

Deno.test("a page is painted without what takes longer than a mount may, and gets it later", async () => {
  const loaded = Promise.withResolvers<string>();
  class Profile extends LiveView {
    name?: AsyncValue<string>;
    mount() {
      this.assignAsync("name", () => loaded.promise, { await: true });
    }
    render() {
      return html`<p>${this.name?.loading ? "loading" : this.name?.result}</p>`;
    }
  }
  const world = new FakeWorld();
  const instance = new Instance(Profile, world);
  const mounting = instance.mount(factsFor(), "paint");
  await world.clock.move(10_000);
  assert.equal((await mounting).type, "mounted");
  assert.match(instance.painted().content, /loading/);
  const [warning] = world.told("warning");
  assert.equal(warning?.name, "async-await");
  assert.match(warning?.message ?? "", /painted without what it loads with "await".*"timeout"/);
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  loaded.resolve("Ada");
  await world.clock.settled();
  assert.match(outlet.sent.join(), /Ada/);
});

Deno.test("a restored view loads nothing for ever: what nobody loads is not loading", async () => {
  class Profile extends LiveView {
    byMount?: AsyncValue<string>;
    byHandler?: AsyncValue<string>;
    mount() {
      this.assignAsync("byMount", () => new Promise<string>(() => {}));
    }
    render() {
      return html`<p>${[this.byMount, this.byHandler].map((one) => `${one?.loading}`).join()}</p>`;
    }
  }
  const world = new FakeWorld();
  const instance = new Instance(Profile, world);
  const value = { loading: true, ok: false, failed: false, result: undefined, error: undefined };
  const restored = {
    token: instance.token,
    fields: { byMount: value, byHandler: { ...value } },
    handled: 0,
    seen: seen(0),
    url: "/page",
    owner: "",
    view: "Profile",
  };
  await instance.mount(factsFor({ restored: restored as never }), "join");
  assert.match(instance.painted().content, /true,false/);
});

Deno.test("development tells of names that are misspelt, or that two things have", async () => {
  class Page extends LiveView {
    profile?: AsyncValue<string>;
    mount() {
      const wait = (): Promise<never> => new Promise(() => {});
      this.assignAsync("porfile" as "profile", wait);
      this.assignAsync("profile", wait);
      this.startAsync("profile", wait);
      this.startAsync("import", wait);
      this.startAsync("import", wait);
    }
    @event
    again() {
      this.startAsync("import", () => 1);
    }
    @event
    stop({ name }: { name: string }) {
      this.cancelAsync(name);
    }
    render() {
      return html`<p></p>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  const { instance } = await adopted(Page, world);
  const told = (): string[] =>
    world.told("warning").filter(({ name }) => name === "async-name").map(({ message }) => message);
  assert.deepEqual(told().map((message) => /^\S+/.exec(message)?.[0]), [
    'assignAsync("porfile")',
    '"profile"',
    'startAsync("import")',
  ]);
  assert.match(told()[0] ?? "", /"Page" does not have: did you mean "profile"\?/);
  assert.match(told()[2] ?? "", /twice in one turn/);
  // Once more later is how something is started anew.
  for (const name of ["again", "again"]) {
    instance.receive(named(name));
    await world.clock.settled();
  }
  instance.receive(named("stop", { name: "somethingElse" }));
  await world.clock.settled();
  assert.equal(told().length, 3);
  instance.receive(named("stop", { name: "imprt" }));
  await world.clock.settled();
  assert.match(told()[3] ?? "", /cancelAsync\("imprt"\) cancels nothing: did you mean "import"\?/);
  await instance.end("left");
});
