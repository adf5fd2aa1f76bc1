/** The types of presence: a meta is said once, and known everywhere; hooks that do not fit are errors. */

import assert from "node:assert/strict";
import { errorsOf } from "../types/errors.ts";

const IMPORTS = `
import { Hono } from "hono";
import { each, event, extension, html, LiveView, type Mount } from "@djust/live";
import { live } from "@djust/live/hono";
import { memoryPresence, meta, type Presence, PresenceMixin, type PresenceStatus } from "@djust/live/presence";
type Who = { name: string; color: string };
export const app = new Hono();
`;

/** A view with presence, and these members. */
const view = (members: string): string =>
  `${IMPORTS}
export class Doc extends PresenceMixin(LiveView<{ id: string }>, { meta: meta<Who>() }) {
  ${members}
  render() { return html\`\`; }
}
live(app, { "/doc/:id": Doc }, { presence: memoryPresence() });
`;

const RIGHT: Readonly<Record<string, string>> = {
  "the example of the docs": `${IMPORTS}
const audit = extension({ name: "audit" });
export class Doc extends PresenceMixin(LiveView<{ id: string }>, { meta: meta<Who>() }) {
  static use = [audit];
  presenceKey = "document:{docId}";
  presenceShares = { typing: true };
  docId = "";
  mount({ params }: Mount<{ id: string }>) {
    this.docId = params.id + this.params.id;
    this.trackPresence({ name: "Ada", color: "red" });
  }
  handlePresenceJoin(p: Presence<Who>) { this.putFlash("info", p.meta.name + p.color); }
  handlePresenceLeave({ name }: Presence<Who>) { this.putFlash("info", name); }
  async handlePresenceUpdate(p: Presence<Who>) { await this.flush(); p.status satisfies PresenceStatus; }
  presenceVisible(role: string, p: Presence<Who>) { return role === p.meta.color; }
  getPresenceUserId() { return 7; }
  @event
  async take() {
    this.updatePresence({ color: "blue" });
    const lock = await this.lock("intro", { ttl: 5_000 });
    if (lock.ok) this.setLocation({ part: "intro", line: lock.token });
    else this.putFlash("error", lock.heldBy);
  }
  render() {
    return html\`<b>\${this.presenceCount() + this.onlineCount}</b>\${
      each(this.listPresences(), (p) => p.id, (p) => html\`<i style=\${{ background: p.color }}>\${p.meta.name[0]}</i>\`)
    }\${this.presenceMeta?.name}\`;
  }
}
const hub = live(app, { "/doc/:id": Doc });
hub.presence("document:1").list().map((p) => p.meta.name);
`,
  "stacked mixins, the meta said once": `${IMPORTS}
const Inner = PresenceMixin(LiveView<{ id: string }>, { meta: meta<Who>() });
export class Doc extends PresenceMixin(Inner) {
  mount({ params }: Mount<{ id: string }>) { this.trackPresence({ name: params.id, color: "" }); }
  render() { return html\`\${this.listPresences().map((p) => p.color satisfies string)}\`; }
}
live(app, { "/doc/:id": Doc });
`,
  "no meta": `${IMPORTS}
export class Lobby extends PresenceMixin(LiveView) {
  presenceKey = "lobby";
  mount() { this.trackPresence({ anything: [1] }); }
  render() { return html\`\${this.presenceCount()}\`; }
}
live(app, { "/": Lobby });
`,
};

const WRONG: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  "a meta without one of its keys": [
    view(`mount() { this.trackPresence({ name: "Ada" }); }`),
    /'color' is missing/,
  ],
  "a key that no meta has": [
    view(`mount() { this.updatePresence({ nmae: "Ada" }); }`),
    /'nmae' does not exist/,
  ],
  "reading a key that no meta has": [
    view(`names() { return this.listPresences().map((p) => p.nope); }`),
    /'nope' does not exist/,
  ],
  "a hook for another meta": [
    view(`handlePresenceJoin(p: Presence<{ age: number }>) { return p.meta.age; }`),
    /handlePresenceJoin of this view is not of the type that its mixin gives it/,
  ],
  "a key of the room that is a number": [
    view(`presenceKey = 7;`),
    /presenceKey of this view is not of the type that its mixin gives it/,
  ],
  "changing who is there": [
    view(`f() { this.listPresences()[0]!.meta.name = "x"; this.listPresences().push(); }`),
    /'push' does not exist on type 'readonly/,
  ],
  "a lock that is read before it is asked whether it is held": [
    view(`async f() { return (await this.lock("a")).token; }`),
    /'token' does not exist/,
  ],
};

const right = Object.entries(RIGHT);
const wrong = Object.entries(WRONG);
let checked: Promise<Map<string, string>> | undefined;
const errors = (): Promise<Map<string, string>> =>
  checked ??= errorsOf(Object.fromEntries([
    ...right.map(([, text], index) => [`right${index}.ts`, text] as const),
    ...wrong.map(([, [text]], index) => [`wrong${index}.ts`, text] as const),
  ]));

for (const [index, [sentence]] of right.entries()) {
  Deno.test(`it compiles: ${sentence}`, async () => {
    assert.equal((await errors()).get(`right${index}.ts`), undefined);
  });
}

for (const [index, [sentence, [, says]]] of wrong.entries()) {
  Deno.test(`it does not compile: ${sentence}`, async () => {
    assert.match((await errors()).get(`wrong${index}.ts`) ?? "", says);
  });
}
