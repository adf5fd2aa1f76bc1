/** What the tests of extensions share: one that writes down, a view that counts, a hub's list. */

import assert from "node:assert/strict";
import { z } from "zod";
import { html } from "../../vdom/mod.ts";
import { Instance } from "../../server/instance/instance.ts";
import { event } from "../../server/view/event.ts";
import { type Extension, extension } from "../../server/view/extension.ts";
import { LiveView, type ViewClass } from "../../server/view/view.ts";
import { factsFor, FakeOutlet, FakeWorld } from "./instance_kit.ts";

/** An extension that writes down where it is asked, under its name. */
export function noting(name: string, notes: unknown[]): Extension {
  const note = (member: string) => (): void => void notes.push(`${name} ${member}`);
  return extension({
    name,
    ...{ mount: note("mount"), connected: note("connected"), disconnected: note("disconnected") },
    ...{ reconnected: note("reconnected"), ended: note("ended"), rendered: note("rendered") },
    event: (_call, next) => {
      notes.push(`${name} event`);
      return next();
    },
    message: note("message"),
  });
}

/** An instance of a hub with these extensions, adopted. */
export async function adoptedWith(
  use: readonly Extension[],
  view: ViewClass,
  world: FakeWorld = new FakeWorld(),
): Promise<{ instance: Instance; world: FakeWorld; outlet: FakeOutlet }> {
  const instance = new Instance(view, world, use);
  const outcome = await instance.mount(factsFor(), "paint");
  assert.equal(outcome.type, "mounted");
  const outlet = new FakeOutlet();
  instance.adopt(outlet);
  await world.clock.settled();
  return { instance, world, outlet };
}

/** How often views of the class below were rendered. */
export const counted = { renders: 0 };

/** A view that counts, with these extensions. */
export function counterWith(...extensions: Extension[]) {
  return class Counter extends LiveView {
    static use = extensions;
    count = 0;
    mount() {
      this.subscribe("news");
    }
    @event
    increment() {
      return ++this.count;
    }
    @event({ params: z.object({ by: z.number() }) })
    add({ by }: { by: number }) {
      this.count += by;
      return this.count;
    }
    @event
    fail() {
      throw new Error("handler's own");
    }
    render() {
      counted.renders++;
      return html`<p>${this.count}</p>`;
    }
  };
}
