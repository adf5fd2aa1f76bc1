/** `.ci/run` installs what is missing, and its last line and its exit code always tell how it went. */

import assert from "node:assert/strict";

const ROOT = new URL("../../", import.meta.url);

/** Programs of every machine that the script calls. */
const USUAL = ["cat", "dirname", "env", "grep", "id", "mktemp", "rm", "tail", "tee"] as const;
const PRESENT = {
  ...{ chromium: "", "chromium-headless-shell": "" },
  ...{ "redis-server": "", denokv: "" },
};

/** Runs the script on a machine with these programs, each a shell script; tells their calls too. */
async function runOn(programs: Readonly<Record<string, string>>) {
  const folder = await Deno.makeTempDir({ prefix: "djust_ci_" });
  try {
    for (const name of USUAL) await Deno.symlink(find(name), `${folder}/${name}`);
    const sudo = `exec "$@"`;
    for (const [name, script] of Object.entries({ sudo, ...programs })) {
      const text = `#!/bin/sh\necho "${name} $*" >>'${folder}/calls'\n${script}\n`;
      await Deno.writeTextFile(`${folder}/${name}`, text, { mode: 0o755 });
    }
    const { code, stdout } = await new Deno.Command(find("bash"), {
      args: [new URL(".ci/run", ROOT).pathname],
      clearEnv: true,
      env: { PATH: folder, TMPDIR: folder },
      stderr: "null",
    }).output();
    const calls = await Deno.readTextFile(`${folder}/calls`);
    const lines = new TextDecoder().decode(stdout).trimEnd().split("\n");
    return {
      code,
      lines,
      calls: calls.trimEnd().split("\n").filter((call) => !/^sudo/.test(call)),
    };
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

function find(program: string): string {
  for (const folder of (Deno.env.get("PATH") ?? "").split(":")) {
    try {
      if (Deno.statSync(`${folder}/${program}`).isFile) return `${folder}/${program}`;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`Cannot find "${program}" on PATH; install it`);
}

/** A deno that says this when it is asked for the task, and ends with this code. */
function deno(said: string, code: number): string {
  return `[ "$1" = task ] || exit 0\n[ "$CI" = true ] || exit 9\necho '${said}'\nexit ${code}`;
}

Deno.test(".ci/run ends as `deno task ok` ends", async () => {
  const good = await runOn({ ...PRESENT, deno: deno("3 passed, 0 failed, 1 skipped", 0) });
  assert.deepEqual([good.code, good.lines.at(-1)], [0, "3 passed, 0 failed, 1 skipped"]);
  assert.deepEqual(good.calls, ["deno --version", "deno task ok"]);
  const bad = await runOn({ ...PRESENT, deno: deno("3 passed, 2 failed", 1) });
  assert.deepEqual([bad.code, bad.lines.at(-1)], [1, "3 passed, 2 failed"]);
});

for (
  const [wrong, said, code] of [
    ["dies without a word", "", 137],
    ["says something else last", "3 passed, 0 failed\nerror: on purpose", 1],
    ["counts no failure and fails", "3 passed, 0 failed", 1],
    ["counts a failure and succeeds", "3 passed, 1 failed", 0],
    ["says nothing and succeeds", "", 0],
  ] as const
) {
  Deno.test(`.ci/run fails where deno ${wrong}`, async () => {
    const { code: ended, lines } = await runOn({ ...PRESENT, deno: deno(said, code) });
    assert.deepEqual([ended, lines.at(-1)], [1, "0 passed, 1 failed"]);
    assert.match(lines.at(-2) ?? "", new RegExp(`ended with code ${code} and did not count`));
  });
}

Deno.test(".ci/run installs on a bare machine what it lacks", async () => {
  // What is installed is there afterwards.
  const npm = `echo 'echo "1 passed, 0 failed"' >"\${0%/*}/deno"; /bin/chmod 755 "\${0%/*}/deno"`;
  const { code, lines, calls } = await runOn({ "apt-get": "", cargo: "", npm });
  assert.deepEqual([code, lines.at(-1)], [0, "1 passed, 0 failed"]);
  assert.match(calls[0] ?? "", /^apt-get update/);
  assert.match(calls[1] ?? "", /^apt-get install .* chromium redis-server protobuf-compiler$/);
  assert.match(calls[3] ?? "", /^apt-get install .* chromium-headless-shell$/);
  assert.match(calls[4] ?? "", /^cargo install denokv --locked --version \d+\.\d+\.\d+$/);
  assert.match(calls[5] ?? "", /^npm install --global deno@\d+\.\d+\.\d+$/);
  const without = await runOn({ "apt-get": "" });
  assert.match(
    without.calls[1] ?? "",
    /^apt-get install .* redis-server protobuf-compiler cargo npm$/,
  );
});

Deno.test(".ci/run goes on where there is no browser without windows", async () => {
  const { "chromium-headless-shell": _, ...present } = PRESENT;
  const { code, lines, calls } = await runOn({
    ...present,
    deno: deno("1 passed, 0 failed", 0),
    "apt-get": "exit 100",
  });
  assert.deepEqual([code, lines.at(-1)], [0, "1 passed, 0 failed"]);
  assert.ok(lines.includes("No chromium-headless-shell: browser tests take longer"));
  assert.equal(calls.at(-1), "deno task ok");
});

Deno.test(".ci/run fails where nothing can be installed", async () => {
  const { code, lines } = await runOn({
    deno: deno("1 passed, 0 failed", 0),
    "apt-get": "exit 100",
  });
  assert.equal(code, 1);
  assert.match(lines.at(-2) ?? "", /^Could not prepare this machine/);
  assert.equal(lines.at(-1), "0 passed, 1 failed");
});
