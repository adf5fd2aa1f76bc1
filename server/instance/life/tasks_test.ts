/** Tasks of a view: assignAsync, startAsync, cancelAsync. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import type { AsyncValue } from "../../view/async.ts";
import { event } from "../../view/event.ts";
import { adopted, FakeOutlet, mounted, named } from "../../../tests/kit/instance_kit.ts";
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
      this.assignAsync("user", () => 1);
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
