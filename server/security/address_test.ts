import assert from "node:assert/strict";
import { seedFrom } from "../../tests/seed.ts";
import { countedAs, isRange, parseAddress, visitorAddress } from "./address.ts";

Deno.test("parseAddress() reads both versions, brackets, ports and zones", () => {
  assert.deepEqual(parseAddress("1.2.3.4"), [1, 2, 3, 4]);
  assert.deepEqual(parseAddress("1.2.3.4:80"), [1, 2, 3, 4]);
  assert.deepEqual(parseAddress("::ffff:1.2.3.4"), [1, 2, 3, 4]);
  assert.deepEqual(parseAddress("[2001:db8::1]:80")?.slice(0, 4), [0x20, 0x01, 0x0d, 0xb8]);
  assert.deepEqual(parseAddress("fe80::1%eth0")?.at(-1), 1);
});

Deno.test("parseAddress() gives 4 or 16 bytes or nothing, whatever it is given", () => {
  const random = seedFrom("addresses");
  for (let i = 0; i < 5_000; i++) {
    const text = Array.from(
      { length: random.integer(0, 20) },
      () => random.pick([..."0129af:.[]%/x"]),
    )
      .join("");
    const bytes = parseAddress(text);
    assert(bytes === undefined || bytes.length === 4 || bytes.length === 16, text);
    assert(bytes?.every((byte) => byte >= 0 && byte < 256) ?? true, text);
  }
});

Deno.test("countedAs() counts IPv4 by address, IPv6 by /64, private ones not at all", () => {
  assert.equal(countedAs("8.8.8.8"), "8.8.8.8");
  assert.equal(countedAs("2001:db8:1:2:3::4"), countedAs("2001:db8:1:2:9::9"));
  assert.notEqual(countedAs("2001:db8:1:2::"), countedAs("2001:db8:1:3::"));
  for (const address of ["127.0.0.1", "10.1.2.3", "192.168.0.1", "::1", "fd00::1", "", "me"]) {
    assert.equal(countedAs(address), undefined, address);
  }
});

Deno.test("visitorAddress() believes X-Forwarded-For only from named proxies", () => {
  const forwarded = "6.6.6.6, 5.5.5.5, 10.0.0.2";
  assert.equal(visitorAddress({ peer: "9.9.9.9", forwarded, proxies: ["10.0.0.0/8"] }), "9.9.9.9");
  assert.equal(visitorAddress({ peer: "10.0.0.1", forwarded, proxies: ["10.0.0.0/8"] }), "5.5.5.5");
  assert.equal(
    visitorAddress({ peer: "10.0.0.1", forwarded: null, proxies: ["10.0.0.1"] }),
    "10.0.0.1",
  );
  assert.equal(visitorAddress({ peer: undefined, forwarded, proxies: [] }), undefined);
});

Deno.test("visitorAddress() gives addresses and nothing else, whatever is forwarded", () => {
  for (const forwarded of ["unknown", "_hidden", "x".repeat(9_000), "1.2.3.4, \x80", "1.2.3"]) {
    assert.equal(visitorAddress({ peer: "10.0.0.1", forwarded, proxies: ["10.0.0.1"] }), undefined);
  }
});

Deno.test("isRange() tells ranges from anything else", () => {
  for (const text of ["1.2.3.4", "10.0.0.0/8", "::1", "fc00::/7"]) assert(isRange(text), text);
  for (const text of ["", "proxy", "1.2.3.4/33", "::/129", "1.2.3.4/a", "1/2/3"]) {
    assert(!isRange(text), text);
  }
});
