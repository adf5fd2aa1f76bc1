/** Hooks hear of their own element's life, and of nobody else's. */

import assert from "node:assert/strict";
import { NO_SCENE, NO_VIEW, openWindow } from "../../tests/kit/patch_kit.ts";
import { Elements } from "./elements.ts";
import { directives, type HookContext, type Hooks } from "./hook.ts";

function setUp(body: string, names: string[]) {
  const { document } = openWindow(`<main>${body}</main>`);
  const root = document.querySelector("main") as HTMLElement;
  const log: string[] = [];
  const failed: unknown[] = [];
  const note = (what: string) =>
    function (this: HookContext): void {
      log.push(`${this.el.id} ${what}`);
    };
  const moments = [
    "mounted",
    "beforeUpdate",
    "updated",
    "destroyed",
    "disconnected",
    "reconnected",
  ];
  const hooks: Hooks = Object.fromEntries(
    names.map((
      name,
    ) => [name, Object.fromEntries(moments.map((moment) => [moment, note(moment)]))]),
  );
  const life = new Elements({
    regions: [root],
    attributes: ["dj-hook"],
    directives: () => directives,
    placed: () => ({
      view: NO_VIEW,
      scene: NO_SCENE,
      hooks,
      pushEvent: (name) => Promise.resolve(name),
      emit() {},
    }),
    fail: (error) => void failed.push(error),
  });
  life.fresh = true;
  const take = () => log.splice(0);
  return {
    root,
    hooks,
    life,
    take,
    failed,
    find: (id: string) => root.querySelector("#" + id) as HTMLElement,
  };
}

Deno.test("a hook is mounted once", () => {
  const { life, take } = setUp("<p id=a dj-hook=A></p><p id=b dj-hook=Unknown></p>", ["A"]);
  life.settle();
  life.fresh = true;
  life.settle();
  assert.deepEqual(take(), ["a mounted"]);
});

Deno.test("a hook that is registered later is mounted then", () => {
  const { life, take, hooks } = setUp("<p id=b dj-hook=B></p>", ["A"]);
  life.settle();
  hooks.B = hooks.A as Hooks[string];
  life.fresh = true;
  life.settle();
  assert.deepEqual(take(), ["b mounted"]);
});

Deno.test("updated is for the element or its subtree, once a frame, and for no other", () => {
  const { life, take, find } = setUp(
    "<div id=a dj-hook=A><p id=b dj-hook=A><i id=i></i></p></div><p id=c dj-hook=A></p>",
    ["A"],
  );
  life.settle();
  take();
  life.touch(find("i"));
  life.touch(find("i"));
  assert.deepEqual(take(), ["a beforeUpdate", "b beforeUpdate"]);
  life.settle();
  assert.deepEqual(take(), ["a updated", "b updated"]);
  life.settle();
  assert.deepEqual(take(), []);
});

Deno.test("a hook whose element left is destroyed, and listens no more", () => {
  const { life, take, find, hooks } = setUp("<p id=a dj-hook=A></p>", ["A"]);
  const heard: unknown[] = [];
  hooks.A = {
    mounted() {
      this.handleEvent("tick", (payload) => void heard.push(payload));
    },
    destroyed() {
      heard.push("destroyed");
    },
  };
  life.settle();
  life.push("tick", 1);
  life.push("other", 2);
  find("a").remove();
  life.settle();
  life.push("tick", 3);
  assert.deepEqual(heard, [1, "destroyed"]);
  assert.deepEqual(take(), []);
});

Deno.test("another name is another hook", () => {
  const { life, take, find } = setUp("<p id=a dj-hook=A></p>", ["A", "B"]);
  life.settle();
  find("a").setAttribute("dj-hook", "B");
  life.fresh = true;
  life.settle();
  assert.deepEqual(take(), ["a mounted", "a destroyed", "a mounted"]);
});

Deno.test("a hook that throws is told, and harms no other", () => {
  const { life, take, failed, hooks } = setUp("<p id=a dj-hook=Bad></p><p id=b dj-hook=A></p>", [
    "A",
  ]);
  hooks.Bad = {
    mounted() {
      throw new Error("bad");
    },
  };
  life.settle();
  assert.deepEqual(take(), ["b mounted"]);
  assert.equal(String(failed[0]), "Error: bad");
});

Deno.test("a listener that throws is told, and keeps no other from hearing", () => {
  const { life, failed, hooks } = setUp("<p id=a dj-hook=A></p><p id=b dj-hook=A></p>", []);
  const heard: string[] = [];
  hooks.A = {
    mounted() {
      this.handleEvent("tick", () => {
        heard.push(this.el.id);
        throw new Error("bad");
      });
    },
  };
  life.settle();
  life.push("tick", 1);
  assert.deepEqual([heard, failed.map(String)], [["a", "b"], ["Error: bad", "Error: bad"]]);
});

Deno.test("a class that cannot be made is told, and mounts nothing", () => {
  const { life, take, failed, hooks } = setUp("<p dj-hook=Bad></p><p id=b dj-hook=A></p>", ["A"]);
  hooks.Bad = class {
    constructor() {
      throw new Error("bad");
    }
    mounted(): void {
      failed.push("mounted");
    }
  };
  life.settle();
  assert.deepEqual([take(), failed.map(String)], [["b mounted"], ["Error: bad"]]);
});

Deno.test("elements of one hook have a hook each, and it calls its own methods", () => {
  const { life, hooks } = setUp("<p id=a dj-hook=Own></p><p id=b dj-hook=Own></p>", []);
  const told: string[] = [];
  const Own = {
    seen: 0,
    mounted(this: HookContext & { seen: number; tell(): void }) {
      this.seen++;
      this.tell();
    },
    tell(this: HookContext & { seen: number }) {
      told.push(`${this.el.id} ${this.seen}`);
    },
  };
  hooks.Own = Own as unknown as Hooks[string];
  life.settle();
  assert.deepEqual([told, Own.seen], [["a 1", "b 1"], 0]);
});

Deno.test("elements that came are looked for when some may have come, and not at each frame", () => {
  const { root, life, take, find } = setUp("<p id=a dj-hook=A></p>", ["A"]);
  life.settle();
  root.append(Object.assign(root.ownerDocument.createElement("p"), { id: "b" }));
  find("b").setAttribute("dj-hook", "A");
  life.settle();
  assert.deepEqual(take(), ["a mounted"]);
  life.fresh = true;
  life.settle();
  assert.deepEqual(take(), ["b mounted"]);
});

Deno.test("a hook whose element left is not told of changes in it", () => {
  const { life, take, find } = setUp("<p id=a dj-hook=A><i id=i></i></p>", ["A"]);
  life.settle();
  take();
  life.touch(find("i"));
  find("a").remove();
  life.settle();
  assert.deepEqual(take(), ["a beforeUpdate", "a destroyed"]);
});

Deno.test("a hook may be a class, and calls the view", async () => {
  const { life, hooks } = setUp("<p id=a dj-hook=Made></p>", []);
  let reply: unknown;
  class Made {
    declare pushEvent: HookContext["pushEvent"];
    mounted(): void {
      reply = this.pushEvent("save");
    }
  }
  hooks.Made = Made;
  life.settle();
  assert.equal(await reply, "save");
});

Deno.test("all hooks hear of the line", () => {
  const { life, take } = setUp("<p id=a dj-hook=A></p>", ["A"]);
  life.settle();
  life.tellAll("disconnected");
  life.tellAll("reconnected");
  assert.deepEqual(take(), ["a mounted", "a disconnected", "a reconnected"]);
});

Deno.test("a hook that registers another while it is mounted is mounted once", () => {
  const { life, take, hooks } = setUp("<p id=a dj-hook=First></p><p id=b dj-hook=A></p>", ["A"]);
  let times = 0;
  hooks.First = {
    mounted() {
      times++;
      life.fresh = true;
      life.settle();
    },
  };
  life.settle();
  assert.deepEqual([times, take()], [1, ["b mounted"]]);
});
