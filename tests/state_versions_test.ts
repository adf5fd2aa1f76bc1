/** Versions of kept state: a page that comes back to newer code goes through migrate, or begins anew. */

import assert from "node:assert/strict";
import { event, html, LiveView, memoryState, type ViewClass } from "@djust/live";
import type { LiveOptions } from "@djust/live/hono";
import { FACTS, FakeSite } from "./kit/line_kit.ts";

/** One class in the code of one deploy. */
function deployed(state: unknown): ViewClass {
  return {
    Draft: class extends LiveView {
      static state: unknown = state;
      text = "";
      words = 0;
      @event
      type({ text }: { text: string }): void {
        this.text = text;
      }
      render() {
        return html`<p>${this.text}, ${this.words}</p>`;
      }
    },
  }.Draft;
}

/** What a page that typed "one two" sees in the next deploy, and what its observers are told. */
async function afterDeploy(from: unknown, to: unknown): Promise<{ page: string; told: unknown[] }> {
  const state = memoryState();
  const options = { state, secret: "s".repeat(32) };
  const first = new FakeSite({ "/": deployed(from) }, options);
  const [line, token] = await first.live("/");
  line.say(["type", { text: "one two" }, 1]);
  await line.rest();
  await first.mounted.hub.close();
  const second = new FakeSite({ "/": deployed(to) }, options);
  second.cookie = first.cookie;
  let page = "";
  // A second page in vain: what is told once is not told again.
  for (let pages = 1; pages <= 2; pages++) {
    const back = second.connect();
    back.say([-2, 0, { ...FACTS, try: pages, token, got: 1, answered: 1, sent: 1 }]);
    const answer = await back.next();
    page ||= `${answer[0]} ${JSON.stringify(await back.rest())}`;
  }
  await second.mounted.hub.close();
  const told = second.records.filter(({ type }) => type === "unreadable");
  return { page, told };
}

Deno.test("a snapshot of another version goes through migrate", async () => {
  const migrate = (old: { text: string }, version: number) => ({
    text: `${old.text}, from ${version}`,
    words: 2,
  });
  const { page, told } = await afterDeploy({ version: 1 }, { version: 3, migrate });
  assert.match(page, /one two, from 1/);
  assert.deepEqual(told, []);
  assert.match((await afterDeploy(undefined, { version: 1, migrate })).page, /from 0/);
  assert.match(
    (await afterDeploy({ version: 3 }, { version: 3, migrate })).page,
    /one two(?!, from)/,
  );
});

Deno.test("a snapshot of another version without migrate, or whose migrate throws, is none, told once", async () => {
  const migrate = () => {
    throw new Error("too old");
  };
  for (const to of [{ version: 2 }, { version: 2, migrate }, undefined]) {
    const { page, told } = await afterDeploy({ version: 1 }, to);
    assert.doesNotMatch(page, /one two/);
    assert.equal(told.length, 1, page);
    const { why, error } = told[0] as { why: string; error: Error };
    assert.equal(why, "version");
    assert.match(error.message, /Cannot restore fields of "Draft" that were kept in version 1: /);
  }
});

Deno.test("an encrypted snapshot goes on in another process, also after the secret was changed", async () => {
  const kept: Uint8Array[] = [];
  const state = memoryState();
  const { save } = state;
  state.save = (key, snapshot, options) => {
    kept.push(snapshot.body);
    return save.call(state, key, snapshot, options);
  };
  const view = deployed({ version: 1 });
  const before = "s".repeat(32);
  const first = new FakeSite({ "/": view }, { state, encrypt: true, secret: before });
  const [line, token] = await first.live("/");
  line.say(["type", { text: "one two" }, 1]);
  await line.rest();
  await first.mounted.hub.close();
  assert(kept.length > 0);
  for (const body of kept) {
    assert.doesNotMatch(new TextDecoder("latin1").decode(body), /one two|Draft/);
  }
  const resumed = async (options: LiveOptions): Promise<[string, unknown[]]> => {
    const site = new FakeSite({ "/": view }, { state, ...options });
    site.cookie = first.cookie;
    const back = site.connect();
    back.say([-2, 0, { ...FACTS, try: 2, token, got: 1, answered: 1, sent: 1 }]);
    const answer = await back.next();
    const page = `${answer[0]} ${JSON.stringify(await back.rest())}`;
    await site.mounted.hub.close();
    return [page, site.records.filter(({ type }) => type === "unreadable")];
  };
  const plain = await resumed({ secret: before });
  assert.doesNotMatch(plain[0], /one two/);
  assert.deepEqual(plain[1], [{ type: "unreadable", why: "key" }]);
  const rotated = await resumed({ encrypt: true, secret: ["n".repeat(32), before] });
  assert.match(rotated[0], /one two/);
  assert.deepEqual(rotated[1], []);
});
