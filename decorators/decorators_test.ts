/** Decorators of handlers: what they say on the wire, what they inherit, what they refuse. */

import assert from "node:assert/strict";
import { z } from "zod";
import { event, html, LiveView } from "@djust/live";
import { type Anything, Registry } from "../server/view/mod.ts";
import { cache, clientState, debounce, optimistic, throttle } from "./mod.ts";

const mannersOf = (view: Anything) => new Registry(view).manners;

class Every extends LiveView {
  @debounce
  debounced() {}
  @debounce()
  debouncedToo() {}
  @debounce({ wait: 200, maxWait: 1_000 })
  debouncedBy() {}
  @throttle
  throttled() {}
  @throttle()
  throttledToo() {}
  @throttle({ interval: 100, leading: false })
  throttledBy() {}
  @optimistic
  shown() {}
  @optimistic()
  shownToo() {}
  @optimistic("Highlight")
  shownBy() {}
  @cache
  kept() {}
  @cache()
  keptToo() {}
  @cache({ ttl: 500, keyParams: ["page"] })
  keptBy() {}
  @clientState("filter", "sort", "filter")
  shared() {}
  @event
  plain() {}
  render() {
    return html``;
  }
}

Deno.test("decorators work bare, with () and with options, and say nothing that is the default", () => {
  assert.deepEqual(mannersOf(Every), {
    debounced: { debounce: {} },
    debouncedToo: { debounce: {} },
    debouncedBy: { debounce: { wait: 200, maxWait: 1_000 } },
    throttled: { throttle: {} },
    throttledToo: { throttle: {} },
    throttledBy: { throttle: { interval: 100, leading: false } },
    shown: { optimistic: "" },
    shownToo: { optimistic: "" },
    shownBy: { optimistic: "Highlight" },
    kept: { cache: {} },
    keptToo: { cache: {} },
    keptBy: { cache: { ttl: 500, keyParams: ["page"] } },
    shared: { clientState: ["filter", "sort"] },
  });
  class Defaults extends LiveView {
    @debounce({ wait: 300 })
    @throttle({ interval: 300, leading: true, trailing: true })
    @cache({ ttl: 60_000 })
    all() {}
  }
  assert.deepEqual(mannersOf(Defaults), { all: { debounce: {}, throttle: {}, cache: {} } });
});

Deno.test("each of them registers a handler, which keeps what @event says in whatever order", () => {
  assert(new Registry(Every as Anything).find("debounced"));
  const params = z.object({ query: z.string() });
  class Search extends LiveView {
    @debounce
    @event({ params, offline: "drop" })
    outside(_params: { query: string }) {}
    @event({ params, interrupt: true })
    @cache
    @debounce({ wait: 100 })
    inside(_params: { query: string }) {}
  }
  const registry = new Registry(Search as Anything);
  assert.equal(registry.find("outside")?.params, params);
  assert.equal(registry.find("inside")?.params, params);
  assert.equal(registry.find("inside")?.interrupt, true);
  assert.deepEqual(registry.manners, {
    outside: { debounce: {}, offline: "drop" },
    inside: { debounce: { wait: 100 }, cache: {} },
  });
});

Deno.test("an override keeps the schema of its base, and what it does not say anew", () => {
  const params = z.object({ query: z.string() });
  class Base extends LiveView {
    @debounce({ wait: 100 })
    @event({ params, offline: "drop" })
    search(_params: { query: string }) {}
    @cache
    other() {}
  }
  class Derived extends Base {
    @throttle
    @debounce({ wait: 500 })
    override search(_params: { query: string }) {}
  }
  class Again extends Base {
    @event
    override search() {}
  }
  const registry = new Registry(Derived as Anything);
  assert.equal(registry.find("search")?.params, params);
  assert.deepEqual(registry.manners, {
    search: { debounce: { wait: 500 }, throttle: {}, offline: "drop" },
    other: { cache: {} },
  });
  // @event says all that it can say.
  assert.equal(new Registry(Again as Anything).find("search")?.params, undefined);
  assert.deepEqual(mannersOf(Again).search, { debounce: { wait: 100 } });
  assert.deepEqual(mannersOf(Base).search, { debounce: { wait: 100 }, offline: "drop" });
});

/** What a decorator throws at a class's definition. */
function refusedBy(decorator: unknown): string {
  const wrong = decorator as Anything;
  try {
    class Todos extends LiveView {
      @wrong
      search() {}
    }
    assert.fail(`${Todos.name} was defined`);
  } catch (error) {
    assert(error instanceof TypeError, String(error));
    return error.message;
  }
}

Deno.test("bad options throw at class definition, naming class, handler and option, with the mend", () => {
  const wrong: readonly [decorator: unknown, message: RegExp][] = [
    [debounce({ wait: -1 }), /@debounce: "wait" is -1; write milliseconds, 0 or more$/],
    [debounce({ wait: "1s" } as Anything), /@debounce: "wait" is "1s"; write milliseconds/],
    [debounce({ wait: Infinity }), /"wait" is Infinity; /],
    [debounce({ waits: 1 } as Anything), /"waits" is no option; known are "wait", "maxWait"$/],
    [debounce({ wait: 500, maxWait: 100 }), /"maxWait" is 100, below "wait" \(500\); write 500 or/],
    [debounce({ maxWait: 100 }), /"maxWait" is 100, below "wait" \(300\)/],
    [debounce(500 as Anything), /@debounce: its options are 500; write an object/],
    [debounce([] as Anything), /its options are/],
    [debounce(null as Anything), /its options are null/],
    [throttle({ interval: NaN }), /@throttle: "interval" is NaN; write milliseconds/],
    [throttle({ leading: 1 } as Anything), /"leading" is 1; write true or false/],
    [
      throttle({ leading: false, trailing: false }),
      /"leading" and "trailing" are both false; leave/,
    ],
    [throttle({ wait: 1 } as Anything), /"wait" is no option; known are "interval"/],
    [optimistic({} as Anything), /@optimistic: its effect is .*; write the name of one/],
    [cache({ ttl: 0 }), /@cache: "ttl" is 0; take @cache away/],
    [cache({ ttl: -5 }), /"ttl" is -5; write milliseconds/],
    [cache({ keyParams: "page" } as Anything), /"keyParams" is "page"; write a list of names/],
    [cache({ keyParams: [""] }), /"keyParams" is ; write a list of names/],
    [cache({ key: 1 } as Anything), /"key" is no option; known are "ttl", "keyParams"/],
    [clientState, /@clientState: it has no key; write the name of a param/],
    [(clientState as Anything)(), /it has no key/],
    [clientState(""), /its keys are ""; write the name/],
    [clientState("a", 1 as Anything), /its keys are "a", 1; /],
    [event({ rateLimit: 5 } as Anything), /@event: "rateLimit" is 5; write how many a second/],
    [event({ rateLimit: { rate: 0 } }), /"rateLimit" is {"rate":0}; /],
    [event({ rateLimit: { rate: 1, burst: 0 } }), /"rateLimit" is {"rate":1,"burst":0}; /],
    [event({ rateLimit: { rate: 1, per: 1 } } as Anything), /"rateLimit" is/],
    [event({ offline: "keep" } as Anything), /"offline" is "keep"; write "queue" or "drop"/],
    [event({ wait: 1 } as Anything), /known are "params", "interrupt", "rateLimit", "offline"$/],
  ];
  for (const [decorator, message] of wrong) {
    const text = refusedBy(decorator);
    assert.match(text, /^Cannot declare "search" of "Todos" as an? @/);
    assert.match(text, message);
  }
});

Deno.test("decorators refuse what is no public method, as @event does", () => {
  for (const decorator of [debounce, throttle, optimistic, cache, clientState("filter")]) {
    const wrong = decorator as Anything;
    assert.throws(() => {
      class Todos extends LiveView {
        @wrong
        items = [];
      }
      return Todos;
    }, /Cannot declare "items" of "Todos" as a @\w+: it is a field; write it as a public method/);
    assert.throws(() => {
      class Todos extends LiveView {
        @wrong
        connected() {}
      }
      return Todos;
    }, /"connected" of "Todos" as a @\w+: it is a member that the framework calls/);
  }
});

Deno.test("decorators name what to take out where they are called as legacy ones", () => {
  type Legacy = (...args: unknown[]) => unknown;
  const descriptor = { value() {} };
  const calls: readonly (readonly [string, Legacy | undefined, Legacy])[] = [
    ["@debounce", debounce as Legacy, debounce() as Legacy],
    ["@throttle", throttle as Legacy, throttle({}) as Legacy],
    ["@optimistic", optimistic as Legacy, optimistic("Name") as Legacy],
    ["@cache", cache as Legacy, cache() as Legacy],
    ["@clientState", clientState as unknown as Legacy, clientState("filter") as Legacy],
  ];
  for (const [name, ...ways] of calls) {
    for (const call of ways) {
      assert.throws(() => call?.({}, "save", descriptor), {
        name: "TypeError",
        message: new RegExp(
          `^Cannot use ${name} over "save": this project is compiled with legacy`,
        ),
      });
    }
  }
});
