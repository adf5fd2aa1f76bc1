import assert from "node:assert/strict";
import { Keyring } from "./keyring.ts";
import { readCookie, seal, unseal, writeCookie } from "./session.ts";

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

Deno.test("writeCookie() is closed by default, and refuses what a browser would drop", () => {
  assert.equal(
    writeCookie("djust_session", "v", { secure: true }),
    "djust_session=v; Path=/; HttpOnly; SameSite=Lax; Secure",
  );
  assert.match(writeCookie("a", "", { secure: false, maxAge: 0 }), /SameSite=Lax; Max-Age=0$/);
  assert.throws(() => writeCookie("a", "x".repeat(4_000), { secure: false }), /4000 characters/);
});
