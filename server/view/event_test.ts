/** `@event`: what is declared, what is inherited, what is refused. */

import assert from "node:assert/strict";
import * as v from "valibot";
import { z } from "zod";
import { html } from "../../vdom/mod.ts";
import { declaredBy } from "./declared.ts";
import { event } from "./event.ts";
import { adopted, closure, named } from "../../tests/kit/instance_kit.ts";
import { registryOf } from "./registry.ts";
import type { Anything } from "./lifecycle.ts";
import { LiveView } from "./view.ts";

class Base extends LiveView {
  calls: string[] = [];
  @event
  bare() {
    this.calls.push("bare");
  }
  @event()
  called() {
    this.calls.push("called");
  }
  @event({ interrupt: true })
  withOptions() {
    this.calls.push("with options");
  }
  plain() {
    this.calls.push("plain");
  }
  render() {
    return html`<button dj-click=${this.bare}>a</button><button dj-click=${this.plain}>b</button>`;
  }
}

class Derived extends Base {
  @event
  own() {
    this.calls.push("own");
  }
  override bare() {
    this.calls.push("overridden");
  }
}

Deno.test("@event works bare, with () and with options", () => {
  const declared = declaredBy(Base);
  assert.deepEqual([...declared.keys()], ["bare", "called", "withOptions"]);
  assert.equal(declared.get("withOptions")?.interrupt, true);
  assert.equal(declared.get("bare")?.interrupt, false);
});

Deno.test("declarations are inherited, and an override stays a handler", async () => {
  assert.deepEqual([...declaredBy(Derived).keys()], ["bare", "called", "withOptions", "own"]);
  assert.equal(declaredBy(Base).has("own"), false);
  assert.equal(registryOf(Derived).nameOf(Derived.prototype.bare), "bare");
  let view: Derived | undefined;
  class Watched extends Derived {
    mount() {
      view = this;
    }
  }
  const { instance, world } = await adopted(Watched);
  instance.receive(named("bare"));
  instance.receive(named("own"));
  await world.clock.settled();
  assert.deepEqual(view?.calls, ["overridden", "own"]);
});

Deno.test("a declared method in a hole goes by its name, any other as a closure", async () => {
  const { instance, world } = await adopted(Base);
  assert.equal(registryOf(Base).nameOf(Base.prototype.plain), undefined);
  instance.receive(named("plain"));
  instance.receive(closure(1, 1));
  await world.clock.settled();
  assert.deepEqual(world.told("event").map(({ name, outcome }) => [name, outcome]), [
    ["plain", "undeclared"],
    ["closure on click", "ok"],
  ]);
});

// Types refuse all of these; who has none gets the same at run time.
const wrong = event as Anything;

Deno.test("@event on a field throws at class definition, naming class and member", () => {
  assert.throws(() => {
    class Todos extends LiveView {
      @wrong
      items = [];
    }
    return Todos;
  }, /Cannot declare "items" of "Todos" as an @event: it is a field/);
});

Deno.test("@event on a #method, a static method, a getter or a symbol throws", () => {
  assert.throws(() => {
    class Todos {
      @wrong
      #add() {}
      use() {
        this.#add();
      }
    }
    return Todos;
  }, /"#add" of "Todos" as an @event: it is private/);
  assert.throws(() => {
    class Todos {
      @wrong
      static add() {}
    }
    return Todos;
  }, /"add" of "Todos" as an @event: it is static/);
  assert.throws(() => {
    class Todos {
      @wrong
      get add() {
        return 1;
      }
    }
    return Todos;
  }, /"add" of "Todos" as an @event: it is a getter/);
  assert.throws(() => {
    class Todos {
      @wrong
      [Symbol.iterator]() {}
    }
    return Todos;
  }, /its name is a symbol/);
});

Deno.test("@event on a member that the framework calls throws", () => {
  assert.throws(() => {
    class Todos {
      @event
      handleInfo() {}
    }
    return Todos;
  }, /"handleInfo" of "Todos" as an @event: it is a member that the framework calls; choose/);
});

Deno.test("@event refuses options it does not know, and schemas that are none", () => {
  assert.throws(() => {
    class Todos {
      @wrong({ debounce: 1 })
      add() {}
    }
    return Todos;
  }, /"add" of "Todos" as an @event: "debounce" is no option/);
  assert.throws(() => {
    class Todos {
      @wrong({ params: { text: "string" } })
      add() {}
    }
    return Todos;
  }, /"params" is no Standard Schema/);
});

for (
  const [library, schema] of [
    ["zod", z.object({ text: z.string().min(3, "too short"), n: z.coerce.number() })],
    [
      "valibot",
      v.object({
        text: v.pipe(v.string(), v.minLength(3, "too short")),
        n: v.pipe(v.string(), v.transform(Number), v.number()),
      }),
    ],
    [
      "an async schema",
      z.object({
        text: z.string().refine((text) => Promise.resolve(text.length >= 3), "too short"),
        n: z.coerce.number(),
      }),
    ],
  ] as const
) {
  Deno.test(`${library}: what fits arrives converted, what does not never arrives`, async () => {
    const got: unknown[] = [];
    class Form extends LiveView {
      @event({ params: schema })
      save(params: { text: string; n: number }) {
        got.push(params);
      }
      render() {
        return html`<p>${this.errors["text"]?.join()}</p>`;
      }
    }
    const { instance, world, outlet } = await adopted(Form);
    instance.receive(named("save", { text: "ab", n: "7" }));
    await world.clock.settled();
    const [frame] = outlet.take();
    assert.deepEqual(frame, [1, 1, 0, "too short", {
      x: [[0, "invalid", "", { text: ["too short"] }]],
    }]);
    instance.receive(named("save", { text: "abc", n: "7" }));
    await world.clock.settled();
    assert.deepEqual(got, [{ text: "abc", n: 7 }]);
    assert.equal(outlet.take()[0]?.length, 4);
  });
}

Deno.test("a schema that throws is the handler's failure", async () => {
  class Form extends LiveView {
    @event({
      params: {
        "~standard": {
          version: 1,
          vendor: "test",
          validate: () => {
            throw new Error("no");
          },
        },
      },
    })
    save() {}
    render() {
      return html`<p></p>`;
    }
  }
  const { instance, world } = await adopted(Form);
  instance.receive(named("save"));
  await world.clock.settled();
  assert.equal(world.told("event")[0]?.outcome, "handler");
});
