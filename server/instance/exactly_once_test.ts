/** Whatever happens to the line, every event runs once, is answered once, and the page agrees. */

import assert from "node:assert/strict";
import type { Extras, Json, NamedEvent, Seen } from "../../protocol/mod.ts";
import { type Random, seedFrom, size } from "../../tests/seed.ts";
import { html } from "../../vdom/mod.ts";
import { event } from "../view/event.ts";
import { Instance } from "./instance.ts";
import { factsFor, FakeOutlet, FakeWorld, named } from "../../tests/kit/instance_kit.ts";
import type { Restored } from "../world/mod.ts";
import { takenRaw } from "../../tests/kit/snapshot_kit.ts";
import { memoryState } from "../world/state/memory_state.ts";
import type { StateStore } from "../world/ports/state_store.ts";
import { LiveView } from "../view/view.ts";

/** Counts each event by its id; some take their time, some fail, some interrupt. */
class Tally extends LiveView {
  ran: Record<string, number> = {};
  total = 0;
  #count(id: string) {
    this.ran[id] = (this.ran[id] ?? 0) + 1;
    this.total++;
  }
  @event
  sync({ id }: { id: string }) {
    this.#count(id);
  }
  @event
  async slow({ id }: { id: string }): Promise<string | void> {
    await new Promise<void>((resolve) => this.send(resolve as never, 5 + (id.length % 3) * 10));
    this.#count(id);
  }
  @event
  fails({ id }: { id: string }) {
    this.#count(id);
    throw new Error("meant");
  }
  @event({ interrupt: true })
  stop({ id }: { id: string }) {
    this.#count(id);
    return id;
  }
  render() {
    return html`<p>${this.total}</p>`;
  }
}

/** The page: what it sent and got, as the client keeps it. */
class Page {
  readonly random: Random;
  instance: Instance;
  outlet = new FakeOutlet();
  /** Events not answered; `sent` of them went up the present line. */
  entries: { event: NamedEvent; done: boolean }[] = [];
  answered = 0;
  sent = 0;
  got = 0;
  shown = 0;
  answers = new Map<string, number>();
  isUp = true;
  names = ["sync", "sync", "slow", "fails", "stop"];
  #id = 0;

  constructor(instance: Instance, random: Random) {
    this.instance = instance;
    this.random = random;
    instance.adopt(this.outlet);
  }

  click(): void {
    const name = this.random.pick(this.names);
    this.entries.push({ event: named(name, { id: `${name}${++this.#id}` }, true), done: false });
  }

  /** Sends what it has; some may be lost with the line. */
  send(most = Infinity): void {
    while (this.isUp && this.sent < this.entries.length && most-- > 0) {
      const { event, done } = this.entries[this.sent++]!;
      // What was answered before its turn keeps its number, and is not sent again.
      if (!done) this.instance.receive(event);
    }
  }

  /** Reads frames from the line, at most so many: the rest is still under way. */
  read(most = Infinity): void {
    for (; most > 0 && this.outlet.sent.length > 0; most--) {
      this.#apply(JSON.parse(this.outlet.sent.shift()!) as Json[]);
    }
  }

  cut(): void {
    this.isUp = false;
    this.instance.detach();
  }

  back(): void {
    this.outlet = new FakeOutlet();
    assert(this.instance.canResume(this.got), "it must be able to resume");
    const sent = this.instance.received - this.answered;
    assert(sent >= 0 && sent <= this.entries.length, "the counters have parted");
    this.sent = sent;
    this.instance.replay(this.outlet, this.seen);
    this.isUp = true;
    this.send();
  }

  /** Another instance, which knows nothing of what was before. */
  begin(): void {
    this.outlet = new FakeOutlet();
    this.answered = this.sent = this.got = 0;
    this.entries = this.entries.filter(({ done }) => !done);
    this.instance.attachFull(this.outlet);
    this.isUp = true;
    this.send();
  }

  /** What it tells whoever goes on with it. */
  get seen(): Seen {
    const { got, answered, entries } = this;
    const apart = entries.flatMap(({ done }, index) => done ? [answered + index + 1] : []);
    return { got, answered, apart };
  }

  #apply(frame: Json[]): void {
    const extras = frame.at(-1) as Extras | number;
    if (frame[0] === -10) return;
    this.got++;
    const isFull = frame[0] === -9;
    const answers = frame[isFull ? 1 : 0] as number;
    if (isFull) this.shown = (frame[2] as number[])[1]!;
    else if (typeof frame[1] === "number") this.shown = frame[3] as number;
    const { n, r = [], x = [] } = typeof extras === "object" && extras ? extras : {};
    const replies = new Map(r);
    const errors = new Map(x.map(([offset, code]) => [offset, code]));
    if (n !== undefined) this.#answer(this.entries[n - this.answered - 1], replies.get(0));
    let offset = 0;
    for (let left = answers; this.sent > 0 && (left > 0 || this.entries[0]?.done);) {
      const entry = this.entries.shift()!;
      this.answered++;
      this.sent--;
      if (entry.done) continue;
      left--;
      this.#answer(entry, replies.get(offset), errors.get(offset));
      offset++;
    }
  }

  #answer(
    entry: { event: NamedEvent; done: boolean } | undefined,
    reply?: Json,
    error?: string,
  ): void {
    assert(entry, "an answer to no event");
    const { name, params } = entry.event;
    // What was lost with a frame is lost; what comes is the event's own.
    if (error !== undefined) assert.equal([name, error].join(), "fails,handler");
    const isSilent = reply === undefined || reply === null;
    if (!isSilent) assert.equal(reply, params["id"], "the reply of another event");
    assert.equal(entry.done, false);
    entry.done = true;
    const id = entry.event.params["id"] as string;
    this.answers.set(id, (this.answers.get(id) ?? 0) + 1);
  }
}

/** `slow` waits by a message to itself: this is who resolves it. */
class Waiting extends Tally {
  handleInfo(resolve: () => void) {
    resolve();
  }
  @event
  override async slow({ id }: { id: string }) {
    await new Promise<void>((resolve) => sleepers.push(resolve));
    this.ran[id] = (this.ran[id] ?? 0) + 1;
    this.total++;
    return id;
  }
  /** An interrupt that may outlive what it passed. */
  @event({ interrupt: true })
  async halt({ id }: { id: string }) {
    await this.slow({ id });
    return id;
  }
}
const sleepers: (() => void)[] = [];

Deno.test("on a line that is cut at any point, every event runs once and is answered once", async () => {
  const random = seedFrom("exactly once");
  for (let round = 0; round < size(30, 400); round++) {
    sleepers.length = 0;
    const world = new FakeWorld({
      ringFrames: random.pick([1, 2, 5, 256]),
      handler: 1e9,
      mailbox: 1_000,
    });
    let view: Waiting | undefined;
    class Watched extends Waiting {
      mount() {
        view = this;
      }
    }
    const instance = new Instance(Watched, world);
    await instance.mount(factsFor(), "paint");
    const page = new Page(instance, random);
    page.names.push("halt");
    for (let step = 0; step < 80; step++) {
      switch (random.integer(0, 8)) {
        case 0:
        case 1:
        case 2:
          page.click();
          break;
        case 3:
          page.send(random.integer(1, 5));
          break;
        case 4:
          await world.clock.settled();
          break;
        case 5:
          page.read(random.integer(1, 4));
          if (random.chance(0.5) && page.isUp) instance.acked(page.got);
          break;
        case 6:
          if (page.isUp) page.cut();
          else page.back();
          break;
        case 7:
          sleepers.shift()?.();
          break;
        case 8:
          page.outlet.buffered = random.chance(0.3) ? 300_000 : 0;
          await world.clock.move(60);
          break;
      }
    }
    if (!page.isUp) page.back();
    page.outlet.buffered = 0;
    page.send();
    for (let i = 0; i < 300 && page.entries.length > 0; i++) {
      sleepers.shift()?.();
      await world.clock.move(60);
      page.read();
    }
    assert.equal(page.entries.length, 0, `${page.entries.length} events were never answered`);
    const ran = Object.entries(view?.ran ?? {});
    assert(ran.every(([, times]) => times === 1), JSON.stringify(ran));
    assert.deepEqual([...page.answers.keys()].sort(), ran.map(([id]) => id).sort());
    assert([...page.answers.values()].every((times) => times === 1));
    assert.equal(page.shown, view?.total);
    await instance.end("left");
    assert.equal(world.clock.timers, 0);
  }
});

/** The view of a process, its instance, and its handlers that take their time. */
async function startProcess(
  store: StateStore,
  restored?: Restored,
): Promise<{ world: FakeWorld; instance: Instance; view: Tally; asleep: (() => void)[] }> {
  const world = new FakeWorld({ ringFrames: 4, handler: 1e9 });
  const asleep: (() => void)[] = [];
  world.state = store;
  let view: Tally | undefined;
  class Prompt extends Tally {
    mount() {
      view = this;
    }
    @event
    override async slow({ id }: { id: string }): Promise<string | void> {
      await new Promise<void>((resolve) => asleep.push(resolve));
      this.sync({ id });
    }
  }
  const instance = new Instance(Prompt, world);
  const outcome = await instance.mount(factsFor(restored ? { restored } : {}), "join");
  assert.equal(outcome.type, "mounted");
  assert(view);
  return { world, instance, view, asleep };
}

Deno.test("over processes that go at any moment every event is answered once, and no state has one twice", async () => {
  const random = seedFrom("exactly once, over processes");
  let lost = 0;
  let answers = 0;
  for (let round = 0; round < size(15, 500); round++) {
    const store = memoryState({ now: () => 0 });
    let { world, instance, view, asleep } = await startProcess(store);
    const page = new Page(instance, random);
    let attempt = 1;
    for (let running = 0; running < 6; running++) {
      for (let step = random.integer(0, 15); step > 0; step--) {
        page.click();
        page.send(random.integer(0, 3));
        await world.clock.settled();
        if (random.chance(0.5)) asleep.shift()?.();
        await world.clock.settled();
        page.read(random.integer(0, 3));
        if (random.chance(0.2)) instance.acked(page.got);
        if (random.chance(0.1)) await world.clock.move(1_000);
      }
      // The line goes, or its process; what is under way goes with it.
      page.isUp = false;
      if (random.chance(0.5)) {
        instance.detach();
        await world.clock.settled();
      }
      // Told to go: an interrupt that passed a handler is in the snapshot, the handler not.
      if (random.chance(0.4)) {
        const drained = instance.drain();
        await world.clock.move(150);
        await drained;
      }
      const { token } = instance;
      let snapshot = await takenRaw(store, token, ++attempt);
      // The next one may go before its answer has come.
      if (random.chance(0.3)) snapshot = await takenRaw(store, token, ++attempt);
      const restored = snapshot && { ...snapshot, token, seen: page.seen };
      ({ world, instance, view, asleep } = await startProcess(store, restored));
      page.instance = instance;
      if (snapshot) page.back();
      else page.begin();
      await world.clock.settled();
    }
    page.send();
    for (let i = 0; i < 300 && (i === 0 || page.entries.length > 0); i++) {
      asleep.shift()?.();
      await world.clock.move(60);
      page.read();
    }
    assert.equal(page.entries.length, 0, `${page.entries.length} events were never answered`);
    assert([...page.answers.values()].every((times) => times === 1));
    assert.equal(page.shown, view.total);
    for (const [id, times] of Object.entries(view.ran)) {
      assert.equal(times, 1, `${id} is in the state ${times} times`);
    }
    lost += page.answers.size - view.total;
    answers += page.answers.size;
    await instance.end("left");
  }
  // What was answered after the last snapshot goes with its process: no more can be promised.
  console.log(`${lost} of ${answers} answered events went with their process`);
});
