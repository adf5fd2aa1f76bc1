import assert from "node:assert/strict";
import { Keyring } from "./keyring.ts";
import {
  bytesIn,
  checkSession,
  COOKIE_LENGTH,
  readCookie,
  seal,
  SESSION_BYTES,
  SESSION_ID_BYTES,
  unseal,
  writeCookie,
} from "./session.ts";

const keyring = new Keyring(["k".repeat(32)]);

Deno.test("unseal() gives back what seal() signed, for the same purpose only", async () => {
  const value = { id: "a", cart: [1, "ü"], __proto__: null };
  const text = await seal(keyring, "session", value);
  assert.deepEqual(await unseal(keyring, "session", text), { id: "a", cart: [1, "ü"] });
  assert.equal(await unseal(keyring, "flash", text), undefined);
});

Deno.test("unseal() gives nothing for text that was changed or never sealed", async () => {
  const text = await seal(keyring, "session", { id: "a" });
  for (
    const other of [
      "",
      "A",
      text.slice(1),
      text.slice(0, -1),
      text + "A",
      text + "é",
      "A".repeat(99),
    ]
  ) {
    assert.equal(await unseal(keyring, "session", other), undefined, other);
  }
});

Deno.test("readCookie() finds one cookie among others", () => {
  const header = 'a=1; djust_session=x=y ; b="2"; djust_session=second';
  assert.equal(readCookie(header, "djust_session"), "x=y");
  assert.equal(readCookie(header, "session"), undefined);
  assert.equal(readCookie(null, "a"), undefined);
});

Deno.test("writeCookie() is closed by default", () => {
  assert.equal(
    writeCookie("djust_session", "v", { secure: true }),
    "djust_session=v; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
  assert.match(writeCookie("a", "", { secure: false, maxAge: 0 }), /SameSite=Lax; Max-Age=0$/);
});

Deno.test("checkSession() lets pass what fits into a cookie with an id, and nothing larger", async () => {
  const id = "x".repeat(Math.ceil(SESSION_ID_BYTES * 4 / 3));
  const data = {
    a: "€".repeat(100),
    b: "x".repeat(SESSION_BYTES - 300 - '{"a":"","b":""}'.length),
  };
  checkSession(data);
  const text = await seal(keyring, "session", { ...data, id });
  assert(text.length <= COOKIE_LENGTH, `${text.length} characters`);
  assert.equal(bytesIn(text.length), JSON.stringify({ ...data, id }).length + 200);
  assert.throws(
    () => checkSession({ ...data, b: data.b + "x" }),
    /it has 2801 bytes of JSON, a cookie holds 2800; the largest field is "b" with 2488 bytes/,
  );
});

Deno.test("checkSession() names the field that is no JSON", () => {
  const ring: Record<string, unknown> = {};
  ring.ring = ring;
  for (const bad of [1n, ring]) {
    assert.throws(() => checkSession({ good: 1, bad } as never), /Cannot write "bad" into the/);
  }
});
