/** Views with presence: people come, leave, reload, move, and are told of each other. */

import assert from "node:assert/strict";
import { each, event, html, LiveView, type Mount } from "@djust/live";
import { type TestPage, visit } from "@djust/live/testing";
import { meta, type Presence, PresenceMixin } from "@djust/live/presence";

interface Who {
  name: string;
  color?: string;
}

/** A document in which people are. */
class Doc extends PresenceMixin(LiveView, { meta: meta<Who>() }) {
  presenceKey = "document:{docId}";
  docId = "1";
  news: string[] = [];
  renders = 0;
  heard: string[] = [];
  mount({ user }: Mount) {
    this.trackPresence({ name: nameOf(user) });
  }
  handlePresenceJoin(person: Presence<Who>) {
    this.news.push(`+${person.name}`);
  }
  handlePresenceLeave(person: Presence<Who>) {
    this.news.push(`-${person.name}`);
  }
  handlePresenceUpdate(person: Presence<Who>) {
    this.news.push(`~${person.name}:${person.status}`);
  }
  @event
  rename({ name }: { name: string }) {
    this.updatePresence({ name });
  }
  @event
  go({ to }: { to: string }) {
    this.docId = to;
  }
  @event
  leave() {
    this.untrackPresence();
  }
  @event
  come() {
    this.trackPresence({ name: nameOf(this.user) });
  }
  @event
  say({ text }: { text: string }) {
    this.broadcastToPresence("said", { text });
  }
  render() {
    return html`<b>${this.presenceCount()}</b><ul>${
      each(this.listPresences(), (p) =>
        p.id, (p) =>
        html`<li>${p.meta.name}:${p.status}:${p.connections}</li>`)
    }</ul><i>${this.news.join(" ")}</i>
    <button id="bob" dj-click=${() => this.rename({ name: "Bobby" })}>rename</button>
    <button id="two" dj-click=${() => this.go({ to: "2" })}>go</button>
    <button id="none" dj-click=${() => this.go({ to: "" })}>nowhere</button>
    <button id="leave" dj-click=${this.leave}>leave</button>
    <button id="come" dj-click=${this.come}>come</button>
    <button id="say" dj-click=${() => this.say({ text: "hi" })}>say</button>`;
  }
}

function nameOf(user: unknown): string {
  return (user as { name?: string } | undefined)?.name ?? "Somebody";
}

const ADA = { id: 1, name: "Ada" };
const BOB = { id: 2, name: "Bob" };

const people = (page: TestPage): string => page.findAll("li").map(({ text }) => text).join(" ");
const news = (page: TestPage): string => page.text("i");

/** Lets a tick of the rooms pass, and what it does. */
async function tick(...pages: TestPage[]): Promise<void> {
  for (const page of pages) {
    await page.clock.move(120);
    await page.settled();
  }
}

async function adaAndBob(): Promise<[TestPage, TestPage]> {
  const ada = await visit(Doc, { user: ADA });
  await tick(ada);
  const bob = await ada.another({ user: BOB });
  await tick(ada, bob);
  return [ada, bob];
}

Deno.test("people see who is there, and are told of others once each", async () => {
  const ada = await visit(Doc, { user: ADA });
  assert.equal(ada.text("b"), "0", "nobody is there at the paint");
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1");
  const bob = await ada.another({ user: BOB });
  assert.equal(ada.hub.presence("document:1").count(), 1);
  await tick(ada, bob);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  assert.equal(people(bob), people(ada));
  assert.deepEqual([news(ada), news(bob)], ["+Bob", ""]);
  await bob.click("#leave");
  await tick(ada, bob);
  assert.deepEqual([people(ada), news(ada)], ["Ada:active:1", "+Bob -Bob"]);
  assert.deepEqual([people(bob), news(bob)], ["Ada:active:1", ""]);
  assert.deepEqual(ada.failures, []);
});

Deno.test("a page that is closed leaves after 3 s, a reload is no event", async () => {
  const [ada, bob] = await adaAndBob();
  await bob.close();
  await ada.clock.move(2_000);
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  const frames = ada.patches.length;
  const again = await ada.another({ user: BOB });
  await tick(ada, again);
  await ada.clock.move(10_000);
  await tick(ada);
  assert.equal(news(ada), "+Bob");
  const sent = ada.patches.slice(frames).filter((patch) => patch !== "[-5]");
  assert.deepEqual(sent, [], "nothing is sent for a reload but answers to pings");
  await again.close();
  await ada.clock.move(3_100);
  await tick(ada);
  assert.deepEqual([people(ada), news(ada)], ["Ada:active:1", "+Bob -Bob"]);
});

Deno.test("who loses the line is reconnecting, and leaves after 10 s", async () => {
  const [ada, bob] = await adaAndBob();
  await bob.goOffline();
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1 Bob:reconnecting:1");
  await bob.goOnline();
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  assert.equal(news(ada), "+Bob ~Bob:reconnecting ~Bob:active");
  await bob.goOffline();
  await ada.clock.move(10_200);
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1");
  assert.equal(news(ada), "+Bob ~Bob:reconnecting ~Bob:active ~Bob:reconnecting -Bob");
  await bob.goOnline();
  await tick(ada, bob);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  assert.match(news(ada), /\+Bob$/);
});

Deno.test("the tabs of one are one person, whose latest meta counts", async () => {
  const [ada, bob] = await adaAndBob();
  const tab = await bob.another({ user: BOB, same: true });
  await tick(ada, tab);
  assert.equal(people(ada), "Ada:active:1 Bob:active:2");
  await tab.click("#bob");
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1 Bobby:active:2");
  await tab.close();
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  assert.equal(news(ada), "+Bob ~Bobby:active ~Bob:active");
});

Deno.test("a field of the key that changes moves the view, whoever is in both stays", async () => {
  const [ada, bob] = await adaAndBob();
  const tab = await bob.another({ user: BOB, same: true });
  await tick(ada, tab);
  await tab.click("#two");
  await tick(ada, tab);
  assert.equal(people(ada), "Ada:active:1 Bob:active:1");
  assert.equal(people(tab), "Bob:active:1");
  await ada.click("#two");
  await tick(ada, bob, tab);
  assert.equal(people(ada), "Bob:active:1 Ada:active:1");
  assert.equal(news(ada), "+Bob", "Bob is in both: he neither left nor came");
  assert.equal(news(bob), "-Ada");
  await ada.click("#none");
  await tick(ada, tab);
  assert.deepEqual([people(ada), ada.text("b")], ["", "0"]);
  assert.equal(news(ada), "+Bob -Bob");
});

Deno.test("who is put out leaves within a tick", async () => {
  class Secret extends Doc {
    override docId = "secret";
    override mount(context: Mount) {
      this.pageTitle = context.session.id;
      super.mount(context);
    }
  }
  const ada = await visit(Secret, { user: ADA, session: {} });
  const bob = await ada.another({ user: BOB, session: {} });
  await tick(ada, bob);
  assert.equal(ada.hub.presence("document:secret").count(), 2);
  const title = /<title>(.*?)<\/title>/.exec(bob.html("title"))?.[1] ?? "";
  bob.hub.disconnect(title);
  await tick(ada);
  assert.equal(people(ada), "Ada:active:1");
});

Deno.test("broadcastToPresence() reaches every member of the room, the sender too", async () => {
  const [ada, bob] = await adaAndBob();
  const other = await ada.another({ user: { id: 3, name: "Cy" } });
  await other.click("#two");
  const watcher = await ada.another({ user: { id: 4, name: "Di" } });
  await watcher.click("#leave");
  const before = [ada, bob, other, watcher].map(({ patches }) => patches.length);
  await bob.click("#say");
  await ada.settled();
  const said = [ada, bob, other, watcher].map(({ patches }, index) =>
    patches.slice(before[index]).filter((patch) => patch.includes('"said"')).length
  );
  assert.deepEqual(said, [1, 1, 0, 0]);
});

Deno.test("only views that read who is there render for it", async () => {
  class Silent extends PresenceMixin(LiveView) {
    presenceKey = "document:1";
    renders = 0;
    mount() {
      this.trackPresence({});
    }
    render() {
      this.renders++;
      return html`<p>silent</p>`;
    }
  }
  const silent = await visit(Silent, { user: ADA });
  await tick(silent);
  const frames = silent.patches.length;
  const member = silent.hub.presence("document:1").join({ id: "bot", meta: { name: "Bot" } });
  await tick(silent);
  member.leave();
  await tick(silent);
  const sent = silent.patches.slice(frames);
  assert.deepEqual(sent.map((patch) => patch.includes('"peers"')), [true, true]);
});

Deno.test("anonymous visitors are told apart by their sessions, connections where a view asks", async () => {
  const one = await visit(Doc);
  await one.another({ same: true });
  const other = await one.another();
  await tick(one, other);
  const ids = one.hub.presence("document:1").list().map(({ id }) => id);
  assert.equal(ids.length, 2);
  assert.ok(ids.every((id) => /^anon_[0-9a-f]{20}$/.test(id)));

  class Demo extends Doc {
    presenceUniquePerConnection = true;
  }
  const demo = await visit(Demo);
  const tab = await demo.another({ same: true });
  await tick(demo, tab);
  assert.equal(demo.text("b"), "2");
});
