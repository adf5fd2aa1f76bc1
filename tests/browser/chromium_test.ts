/** The browser harness opens pages and hears their complaints. */

import assert from "node:assert/strict";
import { Hono } from "hono";
import { serve } from "../serve.ts";
import { until } from "../until.ts";
import { browserTest, findChromium } from "./chromium.ts";

const POLICY = "default-src 'none'; script-src 'self'";

const app = new Hono()
  .get(
    "/",
    (c) => c.html(`<!doctype html><title>t</title><button>0</button><script src="/a.js"></script>`),
  )
  .get("/a.js", (c) =>
    c.text(
      `document.querySelector("button").onclick = (event) => event.target.textContent++;`,
      200,
      { "content-type": "text/javascript" },
    ))
  .get("/inline", (c) => {
    c.header("content-security-policy", POLICY);
    return c.html(`<!doctype html><title>t</title><script>document.title = "ran"</script>`);
  })
  .get("/throws", (c) => c.html(`<!doctype html><script>throw new Error("on purpose")</script>`));

browserTest("browserTest() clicks in a real page", async (_t, browser) => {
  await using served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open(served.url);
  await page.click("button");
  await page.click("button");
  assert.equal(await page.textContent("button"), "2");
  assert.match(browser.version, /^\d+\./);
});

browserTest("visit() gives visitors of their own", async (_t, browser) => {
  await using served = serve(app);
  const [first, second] = [await browser.visit(), await browser.visit()];
  const one = await first.open(served.url);
  await one.evaluate(() => localStorage.setItem("seen", "yes"));
  const twin = await first.open(served.url);
  const other = await second.open(served.url);
  assert.equal(await twin.evaluate(() => localStorage.getItem("seen")), "yes");
  assert.equal(await other.evaluate(() => localStorage.getItem("seen")), null);
});

browserTest("takeComplaints() tells violations of the policy", async (_t, browser) => {
  await using served = serve(app);
  const visitor = await browser.visit();
  const page = await visitor.open(`${served.url}/inline`);
  const complaints: string[] = [];
  await until("the violation is heard", () => {
    complaints.push(...visitor.takeComplaints());
    return complaints.some((text) => /policy violated: script-src-elem inline/.test(text));
  });
  assert.equal(await page.title(), "t");
  await page.close();
  visitor.takeComplaints();
});

browserTest("takeComplaints() tells uncaught exceptions", async (_t, browser) => {
  await using served = serve(app);
  const visitor = await browser.visit();
  await visitor.open(`${served.url}/throws`);
  const heard = await until("the exception is heard", () => {
    const complaints = visitor.takeComplaints();
    return complaints.length > 0 && complaints;
  });
  assert.deepEqual(heard, ["uncaught: on purpose"]);
});

Deno.test("findChromium() obeys CHROMIUM_PATH", () => {
  const before = Deno.env.get("CHROMIUM_PATH");
  try {
    Deno.env.set("CHROMIUM_PATH", "/nowhere/chromium");
    assert.equal(findChromium(), undefined);
    Deno.env.set("CHROMIUM_PATH", Deno.execPath());
    assert.equal(findChromium(), Deno.execPath());
  } finally {
    if (before === undefined) Deno.env.delete("CHROMIUM_PATH");
    else Deno.env.set("CHROMIUM_PATH", before);
  }
});

Deno.test("findChromium() prefers a browser without windows, unless a whole one is asked for", () => {
  const folder = Deno.makeTempDirSync({ prefix: "djust_chromium_" });
  const names = ["CHROMIUM_PATH", "PATH", "WHOLE_CHROMIUM"];
  const before = names.map((name) => Deno.env.get(name));
  try {
    for (const name of ["chromium", "chromium-headless-shell"]) {
      Deno.writeTextFileSync(`${folder}/${name}`, "");
    }
    for (const name of names) Deno.env.delete(name);
    Deno.env.set("PATH", folder);
    assert.equal(findChromium(), `${folder}/chromium-headless-shell`);
    Deno.env.set("WHOLE_CHROMIUM", "true");
    assert.equal(findChromium(), `${folder}/chromium`);
    Deno.removeSync(`${folder}/chromium`);
    assert.equal(findChromium(), undefined);
  } finally {
    for (const [at, name] of names.entries()) {
      const value = before[at];
      if (value === undefined) Deno.env.delete(name);
      else Deno.env.set(name, value);
    }
    Deno.removeSync(folder, { recursive: true });
  }
});

/** Runs the test file that has to fail, in a process of its own. */
async function runComplaining(env: Record<string, string>): Promise<string> {
  const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["test", "-A", "--no-check", "tests/fixtures/complaining_page.ts"],
    cwd: new URL("../../", import.meta.url),
    env: { NO_COLOR: "1", CI: "", ...env },
  }).output();
  const decoder = new TextDecoder();
  return decoder.decode(stderr) + decoder.decode(stdout);
}

Deno.test({
  name: "browserTest() fails when its page complained and nobody took it",
  ignore: findChromium() === undefined,
  fn: async () => {
    const output = await runComplaining({});
    assert.match(output, /The page complained:\s+something is wrong/);
    assert.match(output, /0 passed \| 1 failed/);
  },
});

Deno.test("browserTest() names a missing Chromium and counts as ignored", async () => {
  const output = await runComplaining({ CHROMIUM_PATH: "/nowhere/chromium" });
  assert.match(output, /no Chromium found \(CHROMIUM_PATH is "\/nowhere\/chromium"\)/);
  assert.match(output, /0 passed \| 0 failed \| 1 ignored/);
});

Deno.test("browserTest() fails without Chromium in CI", async () => {
  const output = await runComplaining({ CHROMIUM_PATH: "/nowhere/chromium", CI: "true" });
  assert.match(output, /no Chromium found/);
  assert.match(output, /0 passed \| 1 failed/);
});
