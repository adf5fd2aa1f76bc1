import assert from "node:assert/strict";
import { html } from "../../vdom/mod.ts";
import { event } from "./event.ts";
import { nearMisses } from "./near_miss.ts";
import { LiveView } from "./view.ts";

class Page extends LiveView {
  render() {
    return html`<p></p>`;
  }
}

const namesOf = (misses: readonly string[]): (string | undefined)[] =>
  misses.map((miss) => /calls (\w+)\(\).* (\w+)\(\);/.exec(miss)?.slice(1).join(" → "));

Deno.test("methods that are nearly lifecycle members are told", () => {
  class Missed extends Page {
    mounted() {}
    onMount() {}
    unmount() {}
    destroyed() {}
    handle_info() {}
    conected() {}
    handelInfo() {}
    terminated() {}
    reconnect() {}
    mont() {}
    heads() {}
  }
  assert.deepEqual(namesOf(nearMisses(Missed)), [
    "mounted → mount",
    "onMount → mount",
    "unmount → terminate",
    "destroyed → terminate",
    "handle_info → handleInfo",
    "conected → connected",
    "handelInfo → handleInfo",
    "terminated → terminate",
  ]);
  class Heir extends Missed {}
  assert.equal(nearMisses(Heir).length, 8);
});

Deno.test("members, handlers, and what the view itself names are no misses", () => {
  class Meant extends Page {
    mount() {
      this.mounted();
    }
    connected() {}
    handleInfo() {}
    terminate() {}
    mounted() {}
    @event
    destroyed() {}
    unmount() {}
    override render() {
      return html`<b dj-click=${this.unmount}></b>`;
    }
  }
  assert.deepEqual(nearMisses(Meant), []);
});

Deno.test("members that are nearly hooks of an extension are told, methods and fields", () => {
  const hooks = [
    ...["presenceKey", "handlePresenceJoin", "handlePresenceLeave", "onLockLost", "cursors"],
  ];
  class Missed extends Page {
    presence_key = "room";
    cursor = { chat: true };
    handlePresenceJoined() {}
    handle_presence_join() {}
    handlePresenceLeft() {}
    onLockLoss() {}
    onClockLast() {}
    handlePresence() {}
  }
  const misses = nearMisses(Missed, hooks, Object.keys(new Missed()));
  assert.deepEqual(namesOf(misses.slice(0, 4)), [
    "handlePresenceJoined → handlePresenceJoin",
    "handle_presence_join → handlePresenceJoin",
    "handlePresenceLeft → handlePresenceLeave",
    "onLockLoss → onLockLost",
  ]);
  assert.deepEqual(misses.slice(4), [
    'Nobody reads presence_key of "Missed": the member that the framework reads is presenceKey; rename it',
    'Nobody reads cursor of "Missed": the member that the framework reads is cursors; rename it',
  ]);
  class Meant extends Page {
    presenceKey = "room";
    cursor = 1;
    handlePresenceJoin() {}
    handlePresenceJoins() {}
    override render() {
      return html`<b dj-click=${this.handlePresenceJoins}>${this.cursor}</b>`;
    }
  }
  assert.deepEqual(nearMisses(Meant, hooks, Object.keys(new Meant())), []);
  assert.deepEqual(nearMisses(Missed), []);
});
