/** Pages that lie about views in views: no class, no params and no other page's view can be had by it. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { html, LiveView, type Mount, view } from "@djust/live";
import { live, type LiveHub } from "@djust/live/hono";
import { goLive, joinOf, load, type Loaded, RawSocket } from "../raw_page.ts";
import { serve } from "../serve.ts";

/** Params with which secrets were mounted. */
let mounted: unknown[] = [];

class Secret extends LiveView<{ of: string }> {
  mount({ params }: Mount<{ of: string }>) {
    mounted.push(params.of);
  }
  render() {
    return html`<b>secret of ${this.params.of}</b>`;
  }
}

class Account extends LiveView<{ of: string }> {
  render() {
    return html`
      <p>${view(Secret, { id: "secret", params: { of: this.params.of } }) && "account"}</p>
      <div>${view(Secret, { id: "secret", params: { of: this.params.of } })}</div>
    `;
  }
}

class Plain extends LiveView {
  render() {
    return html`<p>nothing in it</p>`;
  }
}

interface Stage extends AsyncDisposable {
  readonly url: string;
  readonly hub: LiveHub;
}

function stage(): Stage {
  mounted = [];
  const app = new Hono();
  const hub = live(app, { "/of/:of": Account, "/plain": Plain }, {
    secret: "s".repeat(32),
    signals: false,
    state: false,
  });
  const served = serve(app);
  return {
    url: served.url,
    hub,
    async [Symbol.asyncDispose]() {
      await hub.close();
      await served.close();
    },
  };
}

/** What a loaded page calls the view in it. */
function nameIn({ body }: Loaded): string {
  const [, name = ""] = /dj-view="([^"]*)"/.exec(body) ?? [];
  assert.match(name, /^secret\.\w{6}$/);
  return name;
}

/** A join of a view in a view. */
function nested(
  instance: number,
  place: unknown,
  facts: Record<string, unknown> = {},
): unknown[] {
  const join = { v: 1, b: "0", try: 9, claim: "", ticket: "", pristine: 1, queued: 0, in: place };
  return [-1, instance, { ...join, ...facts }];
}

const GONE = (instance: number): unknown[] => [-7, instance, [-10, "gone"]];

Deno.test("a view is joined by its name behind the one around it, in one message, too", async () => {
  await using on = stage();
  const page = await load(`${on.url}/of/ada`);
  const socket = await RawSocket.open(on.url, { cookie: page.cookie });
  assert(socket);
  socket.send([0, joinOf(page), nested(1, [0, nameIn(page)])]);
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 1, 0], "adopted as it was painted");
  assert.deepEqual(mounted, ["ada"]);
  await socket.close();
});

Deno.test("a name that is not rendered is gone, whatever it says", async () => {
  await using on = stage();
  const { page, socket } = await goLive(on.url, "/of/ada");
  const other = await load(`${on.url}/of/eve`, { cookie: page.cookie });
  const name = nameIn(page);
  const print = name.slice(-6);
  for (
    const forged of [
      "secret",
      "secret.000000",
      `other.${print}`,
      nameIn(other),
      "__proto__",
      `${name} `,
    ]
  ) {
    socket.send(nested(1, [0, forged]));
    assert.deepEqual(await socket.next(), GONE(1), forged);
  }
  assert.deepEqual(mounted, ["ada", "eve"], "each by its own page alone");
  await socket.close();
});

Deno.test("the view of another page cannot be had by its claim, its ticket or its token", async () => {
  await using on = stage();
  const eve = await load(`${on.url}/of/eve`);
  const eves = await RawSocket.open(on.url, { cookie: eve.cookie });
  assert(eves);
  eves.send([0, joinOf(eve), nested(1, [0, nameIn(eve)])]);
  await eves.next();
  const [, , , token] = await eves.next() as [number, number, number, string];
  const { page, socket } = await goLive(on.url, "/plain");
  // The claim of a view is that of its page and its name; nobody takes it from a join.
  const claim = `${eve.claim}/${nameIn(eve)}`;
  socket.send(nested(1, [0, nameIn(eve)], { claim, ticket: eve.ticket }));
  assert.deepEqual(await socket.next(), GONE(1));
  const resume = { v: 1, b: "0", try: 99, token, got: 0, answered: 0, on: "", queued: 0 };
  socket.send([-2, 1, { ...resume, in: [0, nameIn(eve)] }]);
  assert.deepEqual(await socket.next(), GONE(1));
  // As if it were a page of its own: then the app is asked, and it is another visitor's.
  socket.send([-2, 1, resume]);
  const [, , answer] = await socket.next() as [number, number, unknown[]];
  assert.doesNotMatch(JSON.stringify(answer), /eve/);
  assert.equal(eves.closed, undefined, "hers lives on");
  assert(page.claim !== eve.claim);
  await eves.close();
  await socket.close();
});

Deno.test("params cannot be told: what a join says of them is nothing", async () => {
  await using on = stage();
  const { page, socket } = await goLive(on.url, "/of/ada");
  socket.send(nested(1, [0, nameIn(page)], { params: { of: "eve" }, pristine: 0 }));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 1, 1]);
  assert.match(JSON.stringify(await socket.next()), /"ada".*secret of/);
  assert.deepEqual(mounted, ["ada", "ada"]);
  await socket.close();
});

Deno.test("a view cannot join before the one around it, nor in itself, nor in nobody", async () => {
  await using on = stage();
  const page = await load(`${on.url}/of/ada`);
  const name = nameIn(page);
  const socket = await RawSocket.open(on.url, { cookie: page.cookie });
  assert(socket);
  socket.send([0, nested(1, [0, name]), joinOf(page)]);
  assert.deepEqual(await socket.next(), GONE(1));
  assert.deepEqual((await socket.next()).slice(0, 3), [-1, 0, 0]);
  socket.send([0, nested(2, [2, name]), nested(3, [4, name]), nested(4, [3, name])]);
  const answers = [await socket.next(), await socket.next(), await socket.next()];
  assert.deepEqual(answers.sort(), [GONE(2), GONE(3), GONE(4)]);
  await socket.close();
});

Deno.test("what is no place is no message", async () => {
  for (
    const place of [0, "secret", [0], [0, ""], [-1, "a"], ["0", "a"], [0, "a", 1], [0, 1], null]
  ) {
    await using on = stage();
    const { socket } = await goLive(on.url, "/of/ada");
    socket.send(nested(1, place));
    const { code } = await socket.ended();
    assert.equal(code, 4420, JSON.stringify(place));
  }
});

Deno.test("one view of a name is there, however often it is joined", async () => {
  await using on = stage();
  const { page, socket } = await goLive(on.url, "/of/ada");
  for (let number = 1; number <= 5; number++) {
    socket.send(nested(number, [0, nameIn(page)], { pristine: 0 }));
  }
  const messages: unknown[][] = [];
  while (messages.filter(([code]) => code === -1).length < 5) messages.push(await socket.next());
  assert.equal(on.hub.stats().instances, 2);
  await socket.close();
});

Deno.test("a page that says goodbye takes its views along", async () => {
  await using on = stage();
  const { page, socket } = await goLive(on.url, "/of/ada");
  socket.send(nested(1, [0, nameIn(page)]));
  await socket.next();
  assert.equal(on.hub.stats().instances, 2);
  socket.send([-6]);
  socket.send([-5]);
  await socket.next();
  assert.equal(on.hub.stats().instances, 0);
  await socket.close();
});
