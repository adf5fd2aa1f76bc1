import assert from "node:assert/strict";
import { seedFrom } from "../../tests/seed.ts";
import { Keyring } from "./keyring.ts";
import {
  isSamePrint,
  pagePrint,
  readTicket,
  sessionPrint,
  type Ticket,
  writeTicket,
} from "./ticket.ts";

const SECRET = "s".repeat(32);
const NOW = 1_800_000_000_000;
const BASE = "/shop";
const HERE = { now: NOW, base: BASE };

async function ticketOf(changes: Partial<Ticket> = {}): Promise<Ticket> {
  return {
    url: "/todos/7?sort=name",
    expires: NOW + 60_000,
    session: await sessionPrint("visitor"),
    page: await printOf("<p>1</p>", ""),
    flash: "",
    ...changes,
  };
}

Deno.test("readTicket() gives back what writeTicket() signed", async () => {
  const keyring = new Keyring([SECRET]);
  for (const flash of ["", '{"info":"Gespeichert ✓"}']) {
    const ticket = await ticketOf({ flash });
    const answer = await readTicket(keyring, await writeTicket(keyring, ticket, BASE), HERE);
    assert.deepEqual(answer, { type: "ticket", ticket });
  }
});

Deno.test("writeTicket() needs 56 characters plus the URL", async () => {
  const text = await writeTicket(new Keyring([SECRET]), await ticketOf(), BASE);
  assert.equal(text.length, 56 + "/todos/7?sort=name".length);
});

Deno.test("readTicket() knows how long ago a ticket expired", async () => {
  const keyring = new Keyring([SECRET]);
  const text = await writeTicket(keyring, await ticketOf(), BASE);
  const read = (after: number) => readTicket(keyring, text, { now: NOW + after, base: BASE });
  assert.deepEqual(await read(72_000), { type: "expired", by: 12_000 });
  assert.deepEqual(await read(60_000), { type: "expired", by: 0 });
  assert.equal((await read(59_999)).type, "ticket");
});

Deno.test("readTicket() refuses a ticket with any one character changed", async () => {
  const random = seedFrom("forged tickets");
  const keyring = new Keyring([SECRET]);
  const text = await writeTicket(keyring, await ticketOf({ flash: "{}" }), BASE);
  for (let at = 0; at < text.length; at++) {
    const digit = random.pick([..."ABCxyz019-_/?#é"].filter((digit) => digit !== text[at]));
    const forged = text.slice(0, at) + digit + text.slice(at + 1);
    assert.deepEqual(await readTicket(keyring, forged, HERE), { type: "forged" }, forged);
  }
});

Deno.test("readTicket() refuses a ticket that was signed for another base", async () => {
  const keyring = new Keyring([SECRET]);
  const text = await writeTicket(keyring, await ticketOf({ url: "/shop/a" }), "/shop");
  assert.equal((await readTicket(keyring, text, { now: NOW, base: "/shop" })).type, "ticket");
  for (const base of ["", "/", "/shop/", "/sho", "/shop/a", "/other"]) {
    assert.equal((await readTicket(keyring, text, { now: NOW, base })).type, "forged", base);
  }
});

Deno.test("readTicket() refuses anything that is no ticket", async () => {
  const keyring = new Keyring([SECRET]);
  for (const text of ["", "/", "x", "A".repeat(56), "A".repeat(56) + "/", "\u{1f600}".repeat(60)]) {
    assert.deepEqual(await readTicket(keyring, text, HERE), { type: "forged" }, text);
  }
});

Deno.test("readTicket() takes tickets of a rotated secret, not of an unknown one", async () => {
  const old = "o".repeat(32);
  const text = await writeTicket(new Keyring([old]), await ticketOf(), BASE);
  const rotated = await readTicket(new Keyring([SECRET, old]), text, HERE);
  assert.equal(rotated.type, "ticket");
  assert.equal((await readTicket(new Keyring([SECRET]), text, HERE)).type, "forged");
});

Deno.test("Keyring.verify() takes no signature made for another purpose", async () => {
  const keyring = new Keyring([SECRET]);
  const data = new Uint8Array([1, 2, 3]);
  const signature = await keyring.sign("session", data);
  assert.equal(await keyring.verify("session", data, signature), true);
  assert.equal(await keyring.verify("leave", data, signature), false);
});

const printOf = (content: string, flash: string, manners = "") =>
  pagePrint({ content, flash, manners });

Deno.test("pagePrint() tells pages apart whose handlers have other manners", async () => {
  const manners = `{"save":{"debounce":{}}}`;
  assert.equal(isSamePrint(await printOf("a", "b"), await printOf("a", "b", manners)), false);
  assert.equal(
    isSamePrint(await printOf("a", "b", manners), await printOf("a", "b", manners)),
    true,
  );
});

Deno.test("pagePrint() tells content and flash apart", async () => {
  assert.equal(isSamePrint(await printOf("ab", "c"), await printOf("a", "bc")), false);
  assert.equal(isSamePrint(await printOf("ab", "c"), await printOf("ab", "c")), true);
});
