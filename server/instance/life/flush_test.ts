/** flush(): what a view shows while it is at work, in a handler and beside it, and how that is stopped. */

import assert from "node:assert/strict";
import { html } from "../../../vdom/mod.ts";
import { adopted, FakeWorld, named } from "../../../tests/kit/instance_kit.ts";
import { opened } from "../../../tests/kit/snapshot_kit.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import { event } from "../../view/event.ts";
import { LiveView } from "../../view/view.ts";

/** A model whose tokens come when a test says so. */
class Tokens {
  #next = Promise.withResolvers<string | undefined>();

  async say(token: string | undefined, world: FakeWorld): Promise<void> {
    const { resolve } = this.#next;
    this.#next = Promise.withResolvers();
    resolve(token);
    await world.clock.settled();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<string> {
    for (let token = await this.#next.promise; token !== undefined;) {
      yield token;
      token = await this.#next.promise;
    }
  }
}

Deno.test("a stop by interrupt ends what a handler streams; what was clicked before it comes after", async () => {
  const tokens = new Tokens();
  const ran: string[] = [];
  class Ask extends LiveView {
    text = "A";
    isStopped = false;
    @event
    async ask() {
      for await (const token of tokens) {
        if (this.isStopped) break;
        this.text += token;
        await this.flush();
      }
      ran.push("asked");
    }
    @event
    other() {
      ran.push("other");
    }
    @event({ interrupt: true })
    stop() {
      ran.push("stop");
      this.isStopped = true;
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Ask);
  instance.receive(named("ask"));
  await world.clock.settled();
  await tokens.say("b", world);
  assert.deepEqual(outlet.take(), [[0, 1, -2, "b"]]);
  instance.receive(named("other"));
  await tokens.say("c", world);
  await world.clock.move(16);
  assert.deepEqual(outlet.take(), [[0, 1, -2, "c"]]);
  instance.receive(named("stop"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[0, { n: 3 }]]);
  await tokens.say("d", world);
  assert.deepEqual(ran, ["stop", "asked", "other"]);
  assert.deepEqual(outlet.take(), [[2]]);
});

Deno.test("flush() beside the handlers sends, too; cancelAsync ends it between two tokens", async () => {
  const tokens = new Tokens();
  class Ask extends LiveView {
    text = "A";
    state = "none";
    @event
    ask() {
      this.startAsync("answer", async (signal) => {
        for await (const token of tokens) {
          if (signal.aborted) return;
          this.text += token;
          await this.flush();
        }
      });
    }
    @event
    stop() {
      this.cancelAsync("answer");
      this.text += "!";
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  const { instance, world, outlet } = await adopted(Ask);
  instance.receive(named("ask"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1]]);
  await tokens.say("b", world);
  await world.clock.move(16);
  await tokens.say("c", world);
  assert.deepEqual(outlet.take(), [[0, 1, -2, "b"], [0, 1, -2, "c"]]);
  instance.receive(named("stop"));
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[1, 1, -2, "!"]]);
  await tokens.say("d", world);
  await world.clock.move(16);
  assert.deepEqual(outlet.take(), []);
});

Deno.test("what a task has changed is seen when it ends, also of a view without handleInfo", async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  class Ask extends LiveView {
    state = "writing";
    mount() {
      this.startAsync("answer", async () => {
        await promise;
        this.state = "done";
      });
    }
    render() {
      return html`<p>${this.state}</p>`;
    }
  }
  const { world, outlet } = await adopted(Ask);
  resolve();
  await world.clock.settled();
  assert.deepEqual(outlet.take(), [[0, 1, 0, "done"]]);
});

Deno.test("a model that never waits lets the loop turn every 16 ms: its stop is heard", async () => {
  const world = new FakeWorld();
  let atStop = 0;
  class Ask extends LiveView {
    text = "A";
    isStopped = false;
    @event
    async ask() {
      // 10 ms of work for each token, and no await but that of the flush.
      for (let turn = 0; turn < 1_000 && !this.isStopped; turn++) {
        world.clock.skip(10);
        this.text += "b";
        await this.flush();
      }
    }
    @event({ interrupt: true })
    stop() {
      this.isStopped = true;
      atStop = this.text.length;
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  const { instance } = await adopted(Ask, world);
  instance.receive(named("ask"));
  world.timer(0, () => instance.receive(named("stop")));
  await world.clock.settled();
  await world.clock.move(0);
  assert(atStop > 0 && atStop < 10, `${atStop} tokens before the stop`);
});

Deno.test("a flush that comes late leaves no timer that sends a moment after it", async () => {
  const world = new FakeWorld();
  const tokens = new Tokens();
  class Ask extends LiveView {
    text = "A";
    @event
    async ask() {
      for await (const token of tokens) {
        this.text += token;
        void this.flush();
        void this.flush();
      }
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  const { instance } = await adopted(Ask, world);
  const before = world.clock.timers;
  instance.receive(named("ask"));
  await world.clock.settled();
  await tokens.say("b", world);
  assert.equal(world.clock.timers > before, true);
  await world.clock.move(16);
  await tokens.say(undefined, world);
  assert.equal(world.clock.timers, before);
});

Deno.test("what a task has flushed is in the snapshot soon; what a handler has, once it has ended", async () => {
  const world = new FakeWorld();
  const texts: unknown[] = [];
  const store = memoryState({ now: () => world.now() });
  world.state = {
    take: (key, wanted) => store.take(key, wanted),
    remove: (key, options) => store.remove(key, options),
    save: (key, snapshot, options) => {
      texts.push(opened(snapshot).fields.text);
      return store.save(key, snapshot, options);
    },
  };
  const tokens = new Tokens();
  class Ask extends LiveView {
    text = "A";
    async #write() {
      for await (const token of tokens) {
        this.text += token;
        await this.flush();
      }
    }
    @event
    beside() {
      this.startAsync("answer", () => this.#write());
    }
    @event
    inside() {
      return this.#write();
    }
    render() {
      return html`<p>${this.text}</p>`;
    }
  }
  const { instance } = await adopted(Ask, world);
  instance.receive(named("beside"));
  await world.clock.move(world.limits.snapshot);
  await tokens.say("b", world);
  await world.clock.move(world.limits.snapshot);
  assert.deepEqual(texts, ["A", "Ab"]);
  await tokens.say(undefined, world);
  instance.receive(named("inside"));
  await world.clock.settled();
  await tokens.say("c", world);
  await world.clock.move(world.limits.snapshot);
  assert.equal(texts.includes("Abc"), false);
  await tokens.say(undefined, world);
  await world.clock.move(world.limits.snapshot);
  assert.equal(texts.at(-1), "Abc");
});
