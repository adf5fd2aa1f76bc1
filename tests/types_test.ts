/** The public types, under Deno's defaults: what must compile does, what must not says so. */

import { testTypes } from "./types/errors.ts";

const IMPORTS =
  `import { type AsyncValue, each, event, type EventInfo, html, LiveView, type MessageOf, type Mount, topic, transient, view } from "@djust/live";\n`;

const RIGHT: readonly (readonly [sentence: string, text: string])[] = [
  [
    "the first page of the README",
    `
import { Hono } from "hono";
import { event, html, LiveView } from "@djust/live";
import { live } from "@djust/live/hono";

class Counter extends LiveView {
  count = 0;
  @event
  increment() { this.count++; }
  render() {
    return html\`<button dj-click=\${this.increment}>+1</button> <output>\${this.count}</output>\`;
  }
}

const app = new Hono();
live(app, { "/": Counter });
export default app; // deno serve main.ts
`,
  ],
  [
    "a view with every member",
    `
import * as v from "valibot";
import { z } from "zod";
${IMPORTS}
interface Todo { id: number; text: string }
export class Todos extends LiveView<{ id: string }> {
  static state = ["items"];
  items: Todo[] = [];
  profile?: AsyncValue<string>;
  @transient
  cache = new Map<string, string>();
  mount({ params, query, url, session, locale, restored, connected }: Mount<{ id: string }>) {
    const id: string = params.id + this.params.id + query.get("q") + url.pathname + session.id;
    this.pageTitle = id + locale + String(restored && connected);
    this.subscribe("todos");
    this.assignAsync("profile", async () => await Promise.resolve("x"), { await: true });
    this.assignAsync("profile", (signal) => String(signal.aborted), { timeout: 500, retry: 2 });
    this.startAsync("work", () => 1, { retry: { times: 2, delay: 50, when: () => true } });
    return Promise.resolve(1);
  }
  connected() {
    const stop = this.every(1_000, () => this.items.length++);
    this.send({ type: "tick" }, 100);
    stop();
  }
  handleInfo(message: { type: string }) { this.putFlash("info", message.type, { ms: 4_000 }); }
  disconnected() {}
  reconnected() {}
  terminate(reason: string) { this.publish("gone", reason); }
  head() { return html\`<title>\${this.pageTitle}</title>\`; }
  @event
  remove({ id }: { id: number }, info: EventInfo) {
    if (!info.signal.aborted) this.items = this.items.filter((todo) => todo.id !== id);
  }
  @event({ params: z.object({ text: z.string() }) })
  add({ text }: { text: string }) { this.items.push({ id: 1, text }); }
  @event({ params: v.object({ text: v.string() }), interrupt: true })
  async edit(params: { text: string }, { signal }: EventInfo) {
    this.pushEvent("edited", { text: params.text });
    await this.flush();
    signal.throwIfAborted();
    this.redirect("/", { session: { theme: "dark" } });
    return params.text;
  }
  @event()
  clear() { this.clearFlash(); this.items = []; }
  render() {
    return html\`<ul>\${each(this.items, (todo) => todo.id, (todo) =>
      html\`<li dj-click=\${() => this.remove({ id: todo.id }, undefined as never)}
        dj-keydown=\${(params) => params.key} class=\${{ done: todo.id > 1 }}>\${todo.text}</li>\`)}</ul>
      <p>\${this.flash.info} \${this.errors.text?.join()} \${this.profile?.ok ? this.profile.result.length : ""}</p>\`;
  }
}
export class Derived extends Todos {
  override clear() { super.clear(); }
}
import { Hono } from "hono";
import { live } from "@djust/live/hono";
live(new Hono(), { "/todos/:id": Todos, "/more/:id": Derived });
`,
  ],
  [
    "schemas written by hand: what comes out is what a success has, and nothing of a failure",
    `
import { z } from "zod";
import { event, html, LiveView, type OutputOf, type StandardSchema } from "@djust/live";

const schema = <Validate>(validate: Validate) =>
  ({ "~standard": { version: 1 as const, vendor: "own", validate } });
const Age = schema((value: unknown) =>
  typeof value === "number" ? { value } : { issues: [{ message: "no" }] });
const Name = schema((value: unknown) => {
  const { name } = value as { name?: unknown };
  if (typeof name !== "string") return { issues: [{ message: "no", path: ["name"] }] };
  return { value: { name } };
});
const Free = schema(async (value: unknown) =>
  await Promise.resolve(value) === 1 ? { value: "free" } : { issues: [{ message: "no" }] });
const Any = schema((value: unknown) => ({ value: String(value) }));
const Both = schema((value: unknown): { value: number; issues?: { message: string }[] } =>
  ({ value: Number(value) }));
const Maybe = schema((value: unknown) =>
  value === 1 ? { value: undefined } : { issues: [{ message: "no" }] });
const Told: StandardSchema<{ id: number }> = { "~standard": { version: 1, vendor: "own",
  validate: (value) => value === 1 ? { value: { id: 1 } } : { issues: [{ message: "no" }] } } };

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true : false;
const age = event({ params: Age });
export const outputs: [
  Same<Parameters<Parameters<typeof age>[0]>[0], number>,
  Same<OutputOf<typeof Name>, { name: string }>,
  Same<OutputOf<typeof Free>, string>,
  Same<OutputOf<typeof Any>, string>,
  Same<OutputOf<typeof Both>, number>,
  Same<OutputOf<typeof Maybe>, undefined>,
  Same<OutputOf<typeof Told>, { id: number }>,
] = [true, true, true, true, true, true, true];
const Zod = z.object({ n: z.coerce.number() });
export const zod: Same<OutputOf<typeof Zod>, { n: number }> = true;

export class Form extends LiveView {
  @event({ params: Age })
  age(age: number) { return age; }
  @event({ params: { "~standard": { version: 1, vendor: "own", validate: (value) =>
    typeof value === "string" ? { value: { text: value } } : { issues: [{ message: "no" }] } } } })
  add({ text }: { text: string }) { return text; }
  render() { return html\`\`; }
}
`,
  ],
  [
    "extensions, in a base class too",
    `
import { Hono } from "hono";
import { type Call, event, extension, html, type Letter, LiveView, type Mount, Refusal, refuse } from "@djust/live";
import { live } from "@djust/live/hono";

const requireMember = extension({
  name: "member",
  mount: (view, context: Mount) => { if (!view.session.member) context.redirect("/login"); },
  event: (call, next) => call.view.session.member ? next() : refuse("denied", { why: "no member" }),
});
const editable = extension<LiveView & { isOpen: boolean }>({
  name: "editable",
  event: async ({ view, name, info, target }: Call<LiveView & { isOpen: boolean }>, next) => {
    if (!view.isOpen || info.signal.aborted || name === "x" || target === "y") return refuse("denied");
    const result: unknown = await next();
    return result instanceof Refusal ? result : undefined;
  },
  message: ({ type, topic, message }: Letter) => type === "gap" && topic !== message ? "changed" : undefined,
  rendered: (view) => { view.isOpen.valueOf(); },
  snapshot: (view) => view.isOpen,
  restore: (view, isOpen: boolean) => { view.isOpen = isOpen; },
  ended: (_view, reason) => reason.length,
});
class Members extends LiveView { static use = [requireMember]; }
class Plain extends Members {
  static override use = [extension({ name: "plain" })];
  connected() {}
  render() { return html\`<p></p>\`; }
}
class Page extends LiveView {
  static use = [requireMember, editable];
  isOpen = true;
  @event
  save() {}
  render() { return html\`<p></p>\`; }
}
live(new Hono(), { "/": Plain, "/page/:id": Page }, { use: [requireMember] });
`,
  ],
  [
    "topics with a type",
    `
import { Hono } from "hono";
import { html, LiveView, type MessageOf, type Mount, Topic, topic, type Topics } from "@djust/live";
import { live } from "@djust/live/hono";
interface Move { from: string; to: string }
const board: Topics<Move> = topic<Move>("board:");
const news = topic<{ title: string }>("news");
class Board extends LiveView<{ id: string }> {
  last = "";
  mount({ params }: Mount<{ id: string }>) {
    this.subscribe(board(params.id), (move) => { this.last = move.to.trim(); });
    this.subscribe(news());
    this.subscribe("plain", ({ n }: { n: number }) => n.toFixed());
    this.publish(board(7), { from: "e2", to: "e4" });
    this.publish("plain", 1);
    this.unsubscribe(board(7));
  }
  handleInfo(message: MessageOf<typeof news> | MessageOf<Topic<Move>>) {
    this.last = "title" in message ? message.title.trim() : message.to;
  }
  render() { return html\`<p>\${this.last}</p>\`; }
}
const hub = live(new Hono(), { "/:id": Board });
hub.publish(board("a"), { from: "a1", to: "a2" });
hub.publish("plain", 1);
`,
  ],
  [
    "a store and a bus of one's own",
    `
import { Hono } from "hono";
import { memoryBus, memoryState } from "@djust/live";
import { live } from "@djust/live/hono";
import type { Bus, Delivery, Snapshot, StateStore, Subject, Taken, Wanted } from "@djust/live/stores";

/** Keeps what another one keeps, and says how old it is. */
class Store implements StateStore {
  readonly #inner = memoryState();
  readonly #saved = new Map<string, Snapshot>();
  take(key: string, wanted: Wanted): Promise<Taken> {
    return wanted.attempt < 0 ? Promise.resolve({ type: "none" }) : this.#inner.take(key, wanted);
  }
  save(key: string, snapshot: Snapshot, options: { ttl: number }): Promise<boolean> {
    this.#saved.set(key, snapshot);
    return this.#inner.save(key, snapshot, { ttl: options.ttl / 2 });
  }
  remove(key: string, options: { ttl: number }): Promise<void> {
    return this.#inner.remove(key, options);
  }
}
const own: Bus = {
  publish(topic, message) { bus.publish(topic, message); },
  subscribe: (topic, listener: (delivery: Delivery) => void) => bus.subscribe(topic, listener),
};
const bus: Bus = memoryBus();
const state: StateStore = memoryState();
live(new Hono(), {}, { bus: own, state: Math.random() > 2 ? new Store() : state });
export const nameOf = ({ view }: Subject): string => view;
`,
  ],
  [
    "a test with the test kit, where there are no types of a DOM",
    `
import { html, LiveView } from "@djust/live";
import { type Found, type TestPage, visit } from "@djust/live/testing";
class Page extends LiveView { render() { return html\`<p>a</p>\`; } }
Deno.test("a page", async () => {
  await using page: TestPage = await visit(Page, { session: { name: "Ada" }, options: { csp: "strict" } });
  const found: Found | null = page.find("p");
  await page.submit("form", { text: "a" });
  page.hub.publish("a", page.text().trim() + found?.html.trim() + page.left[0]?.to);
  // @ts-expect-error the kit brings no global of a browser
  const none = document;
  await (await page.another({})).clock.move(none ? 1 : 2);
});
`,
  ],
  [
    // It holds for every case, as it would for every file of a project.
    "a page where Register types the user",
    `
${IMPORTS}
declare module "@djust/live" { interface Register { user: { id: string; name: string } } }
export class Page extends LiveView {
  name = "";
  mount({ user }: Mount) { this.name = user.name + this.user.id; }
  render() { return html\`<p>\${this.user.name}</p>\`; }
}
import { Hono } from "hono";
import { type ErrorView, type Layout, live } from "@djust/live/hono";
const layout: Layout = ({ title, content, head, scripts, flash, ctx }) =>
  html\`<!DOCTYPE html><html><head><title>\${title}</title>\${head}\${scripts}</head>
    <body>\${ctx.user.name.trim()}\${flash}\${content}</body></html>\`;
const errorView: ErrorView = ({ user, layout }) => layout(html\`<p>\${user.name.trim()}</p>\`);
live(new Hono(), { "/": Page }, { layout, errorView, userKey: (user) => user.id.trim() });
`,
  ],
  [
    "views in a view, with the params that their classes need",
    `
import { each, html, LiveView, type Mount, view } from "@djust/live";

class Needs extends LiveView<{ room: string; deep?: { n: number } }> {
  mount({ params }: Mount<{ room: string }>) { return params.room.length; }
  render() { return html\`\${this.params.deep?.n}\`; }
}
class May extends LiveView<{ from?: number }> { render() { return html\`\`; } }
class Free extends LiveView { render() { return html\`\`; } }

export class Page extends LiveView {
  render() {
    return html\`\${view(Needs, { id: "a", params: { room: "r", deep: { n: 1 } } })}
      \${view(May, { id: "b" })} \${view(May, { id: "c", params: { from: 1 } })} \${view(Free, { id: "d" })}
      \${each([1], (n) => n, (n) => view(Free, { id: \`e\${n}\`, params: { any: "thing" } }))}\`;
  }
}
`,
  ],
];

const WRONG: readonly (readonly [sentence: string, members: string, says: RegExp])[] = [
  ["@event on a field", `@event x = 1;`, /decorator/i],
  [
    "a schema whose output the handler does not take",
    `@event({ params: z.object({ n: z.number() }) }) f({ n }: { n: string }) { return n; }`,
    /'number' is not assignable to type 'string'/,
  ],
  [
    "a schema by hand whose output the handler does not take",
    `@event({ params: { "~standard": { version: 1, vendor: "own", validate: (value) =>
      typeof value === "number" ? { value } : { issues: [{ message: "no" }] } } } })
    f(n: string) { return n; }`,
    /'number' is not assignable to type 'string'/,
  ],
  ["an option that is none", `@event({ debounce: 1 }) f() {}`, /'debounce' does not exist/],
  [
    "assignAsync into a field that is not there",
    `mount() { this.assignAsync("nope", () => 1); }`,
    /"nope"/,
  ],
  [
    "assignAsync into a field that holds no AsyncValue",
    `count = 0; mount() { this.assignAsync("count", () => 1); }`,
    /"count"/,
  ],
  [
    "assignAsync of another type than its field is of",
    `name?: AsyncValue<string>; mount() { this.assignAsync("name", () => 1); }`,
    /'number' is not assignable to type 'string/,
  ],
  [
    "assignAsync of a promise of another type than its field is of",
    `name?: AsyncValue<string>; mount() { this.assignAsync("name", () => Promise.resolve(1)); }`,
    /'number' is not assignable to type 'string/,
  ],
  [
    "view() without params that its class needs",
    `f() { return view(Room, { id: "a" }); }`,
    /'params' is missing|not assignable/,
  ],
  [
    "view() with params of another type",
    `f() { return view(Room, { id: "a", params: { room: 1 } }); }`,
    /'number' is not assignable to type 'string'/,
  ],
  [
    "view() without an id",
    `f() { return view(Room, { params: { room: "r" } }); }`,
    /'id' is missing/,
  ],
  [
    "view() of a class that is no view",
    `f() { return view(Map, { id: "a" }); }`,
    /not assignable|Argument of type/,
  ],
  ["flush() with an argument", `f() { this.flush(1); }`, /Expected 0 arguments/],
  ["push(), as flush() was called", `f() { this.push(); }`, /Property 'push' does not exist/],
  [
    "publish() of what its topic does not carry",
    `f() { this.publish(board(1), { from: "e2" }); }`,
    /'to' is missing|not assignable/,
  ],
  [
    "subscribe() with a function that takes another message",
    `f() { this.subscribe(board(1), (move: { n: number }) => move.n); }`,
    /'n' is missing|not assignable/,
  ],
  ["a topic without its id", `f() { this.subscribe(board); }`, /not assignable/],
  ["an id that is none", `f() { this.subscribe(board(undefined)); }`, /not assignable/],
  [
    "handleInfo with a message that is not the topic's",
    `handleInfo(move: MessageOf<typeof board>) { return move.nope; }`,
    /'nope' does not exist/,
  ],
  [
    "a flash with an option that is none",
    `f() { this.putFlash("info", "x", { s: 4 }); }`,
    /'s' does not exist/,
  ],
  ["a schema that is none", `@event({ params: { n: "number" } }) f() {}`, /StandardSchema/],
];

const EDITABLE = `
import { Hono } from "hono";
import { extension, html, LiveView, topic } from "@djust/live";
import { type Layout, live } from "@djust/live/hono";
const editable = extension<LiveView & { isOpen: boolean }>({
  name: "editable",
  rendered: (view) => { view.isOpen.valueOf(); },
});
`;

const MISFITS: readonly (readonly [sentence: string, text: string, says: RegExp])[] = [
  [
    "an extension of a view that lacks what it needs",
    `class Page extends LiveView { static use = [editable]; render() { return html\`\`; } }
live(new Hono(), { "/": Page });
export { Page };`,
    /an extension in static use of this view needs/,
  ],
  [
    "an extension of all views that not every view fits",
    `class Page extends LiveView { isOpen = true; render() { return html\`\`; } }
live(new Hono(), { "/": Page }, { use: [editable] });`,
    /isOpen/,
  ],
  [
    "what is no extension in static use",
    `class Page extends LiveView { static use = ["editable"]; render() { return html\`\`; } }
live(new Hono(), { "/": Page });`,
    /static use of this view holds what is no extension/,
  ],
  [
    "a scope for a field that the view does not have",
    `class Page extends LiveView {
  static state = { fields: { filter: "session", filtre: "session" } };
  filter = "";
  render() { return html\`\`; }
}
live(new Hono(), { "/": Page });`,
    /static state of this view names fields that it does not have": "filtre"/,
  ],
  [
    "StateOf with a scope that there is not, and a field that there is not",
    `export class Page extends LiveView {
  static state = {
    fields: { filter: "sesion", filtre: "session" },
  } satisfies import("@djust/live").StateOf<Page>;
  filter = "";
  render() { return html\`\`; }
}`,
    /filtre|sesion/,
  ],
  [
    "a type for authors of stores from where views are from",
    `import type { StateStore } from "@djust/live"; export type { StateStore };`,
    /has no exported member (?:named )?'?StateStore/,
  ],
  [
    "hub.publish() of what its topic does not carry",
    `live(new Hono(), {}).publish(topic<{ n: number }>("a")(), { n: "1" });`,
    /'string' is not assignable to type 'number'/,
  ],
  [
    "a layout that reads what the user of Register has not",
    `export const layout: Layout = ({ ctx }) => html\`<p>\${ctx.user.nope}</p>\`;`,
    /'nope' does not exist on type '{ id: string/,
  ],
  [
    "an extension with a member that is none",
    `extension({ name: "a", evnet: () => {} });`,
    /evnet/,
  ],
];

testTypes([
  ...RIGHT.map(([sentence, text], index) => ({ sentence, file: `right${index}.ts`, text })),
  ...WRONG.map(([sentence, members, says], index) => ({
    sentence,
    file: `wrong${index}.ts`,
    text: `${IMPORTS}import { z } from "zod";
const board = topic<{ from: string; to: string }>("board:");
class Room extends LiveView<{ room: string }> { render() { return html\`\`; } }
export class A extends LiveView { ${members} render() { return html\`\`; } }`,
    says,
  })),
  ...MISFITS.map(([sentence, text, says], index) => ({
    sentence,
    file: `misfit${index}.ts`,
    text: EDITABLE + text,
    says,
  })),
]);
