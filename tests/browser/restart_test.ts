/** A server that comes back while a form is half typed whose being there is server state: all is whole. */

import assert from "node:assert/strict";
import { browserTest, type Page, type Visitor } from "./chromium.ts";
import { isLive } from "./stage.ts";
import { type Proxy, startProxy } from "../proxy.ts";
import { seedFrom, size } from "../seed.ts";
import { until } from "../until.ts";
import { type ClusterNode, type ClusterStore, KINDS, startNode } from "../cluster/stores.ts";

/** For how long the server is away. */
const AWAY = [0, 200, 1_000, 5_000] as const;
/** A snapshot is written by then: what a kill after it may not cost. */
const SAVED = 1_500;

/** What a browser says of a server that is away. */
const LOST = /WebSocket connection to .* failed|net::ERR_(?:CONNECTION|EMPTY|SOCKET)/;

const file = KINDS.find(({ name }) => name === "a Deno KV file");

/** A page whose form is open. */
async function opened(visitor: Visitor, line: Proxy): Promise<Page> {
  const page = await visitor.open(`${line.url}/?room=form&who=ada`);
  await isLive(page);
  await page.click("#open");
  await page.waitForSelector("#draft");
  return page;
}

/** What the page and the server have of what was typed. */
async function read(page: Page): Promise<[value: string, shown: string | null]> {
  return [await page.inputValue("#draft"), await page.textContent("#draft-shown")];
}

interface Trip {
  readonly away: number;
  readonly how: "SIGTERM" | "SIGKILL";
  /** Milliseconds between the last key and the signal. */
  readonly rest: number;
}

async function trip(
  { page, line, store, node, text }: {
    page: Page;
    line: Proxy;
    store: ClusterStore;
    node: ClusterNode;
    text: string;
  },
  { away, how, rest }: Trip,
): Promise<ClusterNode> {
  const before = await page.inputValue("#draft");
  const half = Math.ceil(text.length / 2);
  await page.locator("#draft").pressSequentially(text.slice(0, half));
  // Time is what this is about: how long before the signal the last change was.
  if (how === "SIGKILL") {
    await until("the server has it", async () => {
      return (await read(page))[1] === before + text.slice(0, half);
    });
  }
  await new Promise((done) => setTimeout(done, rest));
  const ending = how === "SIGKILL" ? node.process.kill() : node.process.terminate();
  if (how === "SIGTERM") line.goDown();
  // Meanwhile the user types on.
  await page.locator("#draft").pressSequentially(text.slice(half));
  await ending;
  await new Promise((done) => setTimeout(done, away));
  const next = await startNode(store, { port: node.port });
  line.comeUp();
  await isLive(page);
  const whole = before + text;
  await until(`both have "${whole}" after ${how} and ${away} ms`, async () => {
    const [value, shown] = await read(page);
    if (value !== whole || shown !== whole) throw new Error(`"${value}", "${shown}"`);
    return true;
  });
  const caret = await page.evaluate(() => {
    const { activeElement } = document;
    return activeElement?.id === "draft" && (activeElement as HTMLTextAreaElement).selectionStart;
  });
  assert.equal(caret, whole.length, "the user is where they were");
  return next;
}

browserTest("a form that is half typed is whole when its server is back", async (_t, browser) => {
  assert(file);
  const random = seedFrom("restart");
  await using stack = new AsyncDisposableStack();
  const store = stack.use(await file.open());
  let node = await startNode(store);
  stack.defer(() => node[Symbol.asyncDispose]());
  const line = stack.use(startProxy([node.port]));
  const visitor = await browser.visit();
  const page = await opened(visitor, line);
  const trips = size(4, 100);
  for (let at = 0; at < trips; at++) {
    const how = at % 2 === 0 ? "SIGTERM" : "SIGKILL";
    const away = size(
      Math.min(AWAY[at % AWAY.length] ?? 0, 1_000),
      AWAY[random.integer(0, 3)] ?? 0,
    );
    const rest = how === "SIGKILL" ? SAVED : random.integer(0, 1_200);
    const text = `w${at} `;
    node = await trip({ page, line, store, node, text }, { away, how, rest });
  }
  await page.close();
  assert.deepEqual(visitor.takeComplaints().filter((text) => !LOST.test(text)), []);
});
