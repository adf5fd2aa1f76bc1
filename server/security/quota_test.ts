import assert from "node:assert/strict";
import { limitsWith } from "../world/limits.ts";
import { Quota } from "./quota.ts";

Deno.test("Quota.enter() counts by address and by session, and forgets who left", () => {
  const quota = new Quota(limitsWith({ socketsPerAddress: 3, socketsPerSession: 2 }));
  const first = quota.enter({ address: "a", session: "s" }, 0);
  const second = quota.enter({ address: "a", session: "s" }, 0);
  assert(first.type === "place" && second.type === "place");
  const third = quota.enter({ address: "a", session: "s" }, 0);
  assert.deepEqual(third, { type: "full", limit: "socketsPerSession", retry: 10 });
  const other = quota.enter({ address: "a", session: "t" }, 0);
  assert(other.type === "place");
  assert.deepEqual(quota.enter({ address: "a", session: "u" }, 0), {
    type: "full",
    limit: "socketsPerAddress",
    retry: 10,
  });
  first.leave();
  first.leave();
  const again = quota.enter({ address: "a", session: "s" }, 0);
  assert(again.type === "place");
  assert.equal(quota.enter({ address: "a", session: "s" }, 0).type, "full");
  for (const place of [second, other, again]) place.leave();
  assert.equal(quota.size, 0);
});

Deno.test("Quota.enter() throttles how fast an address comes back", () => {
  const quota = new Quota(limitsWith({ connects: 1, connectsBurst: 2 }));
  const types = [0, 0, 0, 1_000].map((now) => {
    const answer = quota.enter({ address: "a", session: undefined }, now);
    if (answer.type === "place") answer.leave();
    return answer.type;
  });
  assert.deepEqual(types, ["place", "place", "full", "place"]);
});

Deno.test("Quota.enter() counts nobody it does not know", () => {
  const quota = new Quota(limitsWith({ socketsPerAddress: 1, socketsPerSession: 1 }));
  for (let i = 0; i < 10; i++) {
    assert.equal(quota.enter({ address: undefined, session: undefined }, 0).type, "place");
  }
  assert.equal(quota.size, 0);
});
