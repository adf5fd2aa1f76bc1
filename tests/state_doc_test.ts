/** docs/state.md says of fields what is so: each row is one field, each column a way to lose a page. */

import assert from "node:assert/strict";
import { html, LiveView, transient } from "@djust/live";
import { Instance } from "../server/instance/instance.ts";
import { memoryState } from "../server/world/state/memory_state.ts";
import { adopted, factsFor, FakeOutlet, FakeWorld, seen, takenFrom } from "./kit/instance_kit.ts";
import { Pager } from "./kit/pager.ts";

/** What a field holds once it was changed, and as long as that stays. */
const CHANGED = "stays";

class Kinds extends LiveView {
  field = "mount";
  @transient
  transient = "mount";
  _field = "mount";
  #private = "mount";
  object = new Pager(1);
  change() {
    this.field =
      this.transient =
      this._field =
      this.#private =
        CHANGED;
    this.object.turn(2);
  }
  handleInfo(message: string) {
    if (message === "change") this.change();
  }
  mount() {
    this.subscribe("kinds");
  }
  render() {
    const page = this.object.page === 2 ? CHANGED : "mount";
    return html`<p>${[this.field, this.transient, this._field, this.#private, page].join(" ")}</p>`;
  }
}

const shown = (text: string) => /(?:stays|mount)(?: (?:stays|mount)){4}/.exec(text)?.[0].split(" ");

/** What the table says of the fields, by column: the line was away, no store, with a store. */
async function told(): Promise<string[][]> {
  const page = await Deno.readTextFile(new URL("../docs/state.md", import.meta.url));
  const rows = page.split("\n").filter((line) => line.startsWith("| ")).slice(2);
  const fields = rows.slice(0, 4).map((row) =>
    row.split("|").slice(2, 5).map((cell) => cell.trim())
  );
  // One row is of two kinds.
  const [field, transient, hidden, object] = fields;
  const all = [field, transient, hidden, hidden, object];
  return [0, 1, 2].map((column) =>
    all.map((row) => (row?.[column] ?? "").startsWith("as `mount`") ? "mount" : CHANGED)
  );
}

Deno.test("docs/state.md: what each kind of field is after an outage, and in another process", async () => {
  const [lineWasAway, noStore, withStore] = await told();
  const world = new FakeWorld();
  world.state = memoryState({ now: () => world.now() });
  const { instance } = await adopted(Kinds, world);
  world.bus.publish("kinds", "change");
  await world.clock.move(1_000);
  instance.detach();
  const outlet = new FakeOutlet();
  instance.replay(outlet, seen(0));
  instance.heal(1);
  await world.clock.settled();
  assert.deepEqual(shown(JSON.stringify(outlet.take())), lineWasAway);
  const snapshot = await takenFrom(world.state, instance.token, 1);
  assert(snapshot);
  for (const [restored, column] of [[undefined, noStore], [snapshot, withStore]] as const) {
    const next = new Instance(Kinds, world);
    const facts = restored && { restored: { ...restored, token: instance.token, seen: seen(0) } };
    await next.mount(factsFor(facts), "join");
    assert.deepEqual(shown(next.painted().content), column);
    await next.end("drained");
  }
  await instance.end("left");
});
