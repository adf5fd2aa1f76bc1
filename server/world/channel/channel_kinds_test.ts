import assert from "node:assert/strict";
import { channelKind } from "../../../protocol/mod.ts";
import { ChannelKinds } from "./channel_kinds.ts";

Deno.test("a name is one kind: check() refuses a second one, and says in what they differ", () => {
  const kinds = new ChannelKinds();
  const pointer = channelKind({ name: "pointer", codec: "binary", delivery: "droppable" });
  kinds.check(pointer);
  kinds.check(pointer);
  // A module that was loaded twice.
  kinds.check(channelKind({ name: "pointer", codec: "binary", delivery: "droppable" }));
  kinds.check(channelKind({ name: "typing", codec: "text", delivery: "droppable" }));
  const other = channelKind({ name: "pointer", codec: "text", delivery: "droppable" });
  assert.throws(() => kinds.check(other), {
    name: "TypeError",
    message:
      `Cannot open a channel "pointer": its codec is "text", and another kind of this name has ` +
      `"binary"; make the kind once and import it, or give it a name of its own`,
  });
  const faster = channelKind({ name: "pointer", codec: "binary", delivery: "droppable", rate: 60 });
  assert.throws(() => kinds.check(faster), /its rate is 60, and another kind of this name has 25;/);
  // It was refused, so the first one still counts.
  kinds.check(pointer);
});

Deno.test("check() keeps no more than a thousand kinds: names made of ids fill no memory", () => {
  const kinds = new ChannelKinds();
  const named = (name: string, codec: "text" | "binary") =>
    channelKind({ name, codec, delivery: "droppable" });
  kinds.check(named("first", "text"));
  for (let i = 0; i < 1_000; i++) kinds.check(named(`doc:${i}`, "text"));
  kinds.check(named("first", "binary"));
});
