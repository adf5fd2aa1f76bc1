/** Field objects: bound by the names of their fields, kept in snapshots by their own data, ended. */

import assert from "node:assert/strict";
import {
  adopted,
  closure,
  factsFor,
  FakeOutlet,
  FakeWorld,
  mounted,
  named,
  seen,
  takenFrom,
} from "../../../tests/kit/instance_kit.ts";
import { Pager } from "../../../tests/kit/pager.ts";
import { html } from "../../../vdom/mod.ts";
import { event } from "../../view/event.ts";
import type { FieldEvent } from "../../view/field_object.ts";
import { transient } from "../../view/fields.ts";
import { LiveView, type ViewClass } from "../../view/view.ts";
import { memoryState } from "../../world/state/memory_state.ts";
import { Instance } from "../instance.ts";

const ITEMS = ["a", "b", "c", "d", "e"];
/** The latest view of each class. */
const made: { pager?: Pager; other?: Pager } = {};

class List extends LiveView {
  pager = new Pager(2);
  render() {
    made.pager = this.pager;
    return html`<p>${this.pager.of(ITEMS).join("")}</p>${this.pager.links()}`;
  }
}

/** What is restored from the snapshot of such a view, on page 2. */
async function restoredFrom(view: ViewClass, into: ViewClass = view) {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(view, world);
  made.pager?.turn(2);
  await instance.drain();
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert(snapshot);
  const next = new Instance(into, world);
  const restored = { ...snapshot, token: instance.token, seen: seen(0) };
  const outcome = await next.mount(factsFor({ restored }), "join");
  assert.equal(outcome.type, "mounted");
  return { snapshot, text: next.painted().content.replace(/<[^>]*>/g, " ").trim(), world };
}

/** Why a view does not mount. */
async function failureOf(view: ViewClass): Promise<string> {
  const outcome = await new Instance(view, new FakeWorld()).mount(factsFor(), "paint");
  assert(outcome.type === "failed");
  return `${outcome.phase}: ${(outcome.error as Error).message}`;
}

Deno.test("a field object is bound by its field's name, and renders its view when it changes", async () => {
  const { instance, world, outlet } = await adopted(List);
  assert.match((await mounted(List)).instance.painted().content, /<nav dj=\w+ id="pager">/);
  instance.attachFull(outlet);
  await world.clock.settled();
  outlet.take();
  made.pager?.turn(3);
  await world.clock.settled();
  assert.match(outlet.sent.join(), /"e"/);
});

Deno.test("a field object that changes while no handler runs is in the next snapshot", async () => {
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(List, world);
  made.pager?.turn(2);
  await world.clock.move(1_000);
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert.deepEqual({ ...snapshot?.objects }, { pager: { page: 2 } });
});

Deno.test("a closure of a field object is a handler like any", async () => {
  const { instance, world, outlet } = await adopted(List);
  instance.receive(closure(2, 1));
  await world.clock.settled();
  assert.match(outlet.sent.join(), /cd/);
});

Deno.test("a field object is bound where mount() put it, and ends where its field has another", async () => {
  class Late extends LiveView {
    pager = made.pager = new Pager(1);
    other?: Pager;
    mount() {
      assert.equal(this.pager.page, 1);
      this.pager = new Pager(2);
      this.other = made.other = new Pager(3);
    }
    render() {
      return html`<p>${this.pager.of(ITEMS).join("")} ${this.other?.of(ITEMS).join("")}</p>`;
    }
  }
  const { instance } = await mounted(Late);
  assert.match(instance.painted().content, /ab.*abc/);
  assert.equal(made.pager?.ends, 1);
  await instance.end("left");
  assert.deepEqual([made.pager?.ends, made.other?.ends], [1, 1]);
});

Deno.test("a snapshot holds what a field object keeps, and no husk of it", async () => {
  const { snapshot, text } = await restoredFrom(List);
  assert.equal("pager" in snapshot.fields, false);
  assert.deepEqual({ ...snapshot.objects }, { pager: { page: 2 } });
  assert.match(text, /^cd/);
});

Deno.test("@transient and static state hold for field objects too; they are bound all the same", async () => {
  class Transient extends LiveView {
    @transient
    pager = new Pager(2);
    render() {
      made.pager = this.pager;
      return html`<p>${this.pager.of(ITEMS).join("")}</p>`;
    }
  }
  class Narrow extends List {
    static state = ["pageTitle"];
  }
  class Named extends List {
    static state = ["pager"];
  }
  for (const view of [Transient, Narrow]) {
    const { snapshot, text } = await restoredFrom(view);
    assert.deepEqual([snapshot.objects, text.slice(0, 2)], [undefined, "ab"], view.name);
  }
  assert.match((await restoredFrom(Named)).text, /^cd/);
});

Deno.test("a class that has changed between plain field and object takes neither for the other", async () => {
  class Plain extends LiveView {
    pager: unknown = { page: 9 };
    render() {
      return html`<p>${JSON.stringify(this.pager)}</p>`;
    }
  }
  assert.match((await restoredFrom(List, Plain)).text, /{&quot;page&quot;:9}/);
  assert.match((await restoredFrom(Plain, List)).text, /^ab/);
});

Deno.test("what a field object throws is told with its field's name, and harms nothing else", async () => {
  class Broken extends Pager {
    override snapshot(): unknown {
      return { page: 0, cause: () => {} };
    }
    override ended(): void {
      throw new Error("no end");
    }
  }
  class Refusing extends Pager {
    override snapshot(): unknown {
      return { page: -1 };
    }
  }
  class Both extends List {
    count = 1;
    broken = new Broken(1);
    refusing = new Refusing(1);
  }
  const { snapshot, text, world } = await restoredFrom(Both);
  assert.equal(snapshot.fields["count"], 1);
  assert.match(text, /^cd/);
  const phases = () => world.told("error").map(({ phase }) => phase);
  assert.deepEqual(phases(), ['snapshot of "broken"', 'restore of "refusing"']);
  const { instance, world: other } = await mounted(Both);
  await instance.end("left");
  assert.deepEqual(other.told("error").map(({ phase }) => phase), ['ended of "broken"']);
});

Deno.test("a field object that cannot be bound says what to write", async () => {
  class Private extends LiveView {
    #pager = new Pager(2);
    render() {
      return html`<p>${this.#pager.links()}</p>`;
    }
  }
  assert.equal(
    await failureOf(Private),
    "render: Cannot use this Pager: no view has bound it; write pager = new Pager(…) as a public " +
      "field of the view (a private #pager cannot be found), and use it from mount() on",
  );
  const shared = new Pager(1);
  class Shared extends LiveView {
    pager = shared;
    render() {
      return html`<p></p>`;
    }
  }
  await mounted(Shared);
  assert.equal(
    await failureOf(Shared),
    'mount: Cannot bind "pager" of "Shared": this Pager is in a field already, of this view or of ' +
      "another; make one for each: pager = new Pager(…)",
  );
  class Half extends LiveView {
    half = { bind: (_host: unknown, _name: string) => {}, snapshot: () => 1 };
    render() {
      return html`<p></p>`;
    }
  }
  assert.equal(
    await failureOf(Half),
    "mount: Cannot bind this Object to its field: it has no restore, no ended; write all of bind, " +
      "snapshot, restore, ended",
  );
  class Failing extends LiveView {
    pager = new class Unready extends Pager {
      override bind() {
        throw new Error("not today");
      }
    }(1);
    render() {
      return html`<p></p>`;
    }
  }
  assert.equal(await failureOf(Failing), "mount: not today");
});

Deno.test("a field object that came after mount() is not in the snapshot, and development says so", async () => {
  class Swapping extends List {
    connected() {
      this.pager = new Pager(1);
    }
    override render() {
      return html`<p>${this.pager instanceof Pager}</p>`;
    }
  }
  const world = new FakeWorld();
  world.development = true;
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Swapping, world);
  await world.clock.move(1_000);
  assert.equal((await takenFrom(world.state, instance.token, 1))?.objects, undefined);
  assert.match(
    world.told("warning").map(({ message }) => message).join(),
    /the Pager in "pager" came after mount\(\), so it is not bound; put it there in the class/,
  );
  instance.replay(new FakeOutlet(), seen(0));
  await instance.end("left");
});

Deno.test("a handler waits for the object that hears its event first, and does not run where that fails", async () => {
  const ran: string[] = [];
  class Slow extends Pager {
    async event({ params: { how } }: FieldEvent): Promise<void> {
      await Promise.resolve();
      if (how === "no") throw new Error("not heard");
      ran.push("object");
    }
  }
  class Page extends LiveView {
    pager = new Slow(1);
    @event
    save() {
      ran.push("handler");
    }
    render() {
      return html`<form dj-submit=${this.save}></form>`;
    }
  }
  const { instance, world, outlet } = await adopted(Page);
  instance.receive(named("save", { djustObject: "pager" }));
  await world.clock.settled();
  assert.deepEqual(ran, ["object", "handler"]);
  instance.receive(named("save", { djustObject: "pager", how: "no" }));
  await world.clock.settled();
  assert.deepEqual(ran, ["object", "handler"]);
  assert.match(outlet.sent.join(), /"handler"/);
  assert.match(world.told("error").map(({ error }) => String(error)).join(), /not heard/);
});
