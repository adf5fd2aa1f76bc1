/** Members of views that presence reads: nearly right names, wrong types, fields that are not there. */

import assert from "node:assert/strict";
import { html, LiveView } from "@djust/live";
import { LiveCursorMixin, PresenceMixin } from "@djust/live/presence";
import { visit } from "@djust/live/testing";

class Lobby extends PresenceMixin(LiveView) {
  presenceKey: unknown = "lobby";
  mount() {
    this.trackPresence({});
  }
  render() {
    return html`<p>${this.presenceCount()}</p>`;
  }
}

class Desk extends LiveCursorMixin(Lobby) {}

Deno.test("members that are nearly those of presence and cursors are told in development", async () => {
  class Missed extends Desk {
    presenceShare = { typing: true };
    handlePresenceJoined() {}
    handle_presence_leave() {}
    onLockLoss() {}
    handleCursorMoved() {}
  }
  const page = await visit(Missed as never);
  assert.deepEqual(
    page.warnings.map(({ message }) =>
      message.replace(/^Nobody (?:calls|reads) (\w+).*(?:calls|reads) is (\w+).*$/, "$1 → $2")
    ),
    [
      "handlePresenceJoined → handlePresenceJoin",
      "handle_presence_leave → handlePresenceLeave",
      "onLockLoss → onLockLost",
      "handleCursorMoved → handleCursorMove",
      "presenceShare → presenceShares",
    ],
  );
});

Deno.test("a field of the key that the view does not have is told once, an empty one never", async () => {
  class Missing extends Lobby {
    override presenceKey = "document:{docID}";
    docId = "7";
    count = 0;
    override render() {
      return html`<button dj-click=${() => void this.count++}>${this.count}</button>`;
    }
  }
  const page = await visit(Missing as never);
  for (let times = 0; times < 3; times++) await page.click("button");
  assert.deepEqual(page.warnings.map(({ name }) => name), ["presence-key"]);
  assert.match(
    page.warnings[0]?.message ?? "",
    /names \{docID\}, which the view does not have.*docID = ""/,
  );
  class Empty extends Missing {
    docID = "";
  }
  assert.deepEqual((await visit(Empty as never)).warnings, []);
});

Deno.test("members of presence and cursors without their mixin are told", async () => {
  class Alone extends LiveView {
    presenceKey = "lobby";
    cursors: unknown = { chat: true };
    handlePresenceJoin() {}
    render() {
      return html`<p>alone</p>`;
    }
  }
  const page = await visit(Alone);
  assert.deepEqual(
    page.warnings.map((
      { name, message },
    ) => [name, message.replace(/^.*? reads (\w+).*for (\w+);.*$/, "$1 → $2")]),
    [
      ["missing-mixin", "handlePresenceJoin → PresenceMixin"],
      ["missing-mixin", "presenceKey → PresenceMixin"],
      ["missing-mixin", "cursors → LiveCursorMixin"],
    ],
  );
  assert.match(page.warnings[0]?.message ?? "", /class Alone extends PresenceMixin\(LiveView\)/);
  class Painted extends LiveView {
    render() {
      return html`<div dj-cursors></div>`;
    }
  }
  assert.deepEqual((await visit(Painted)).warnings.map(({ name }) => name), ["missing-mixin"]);
  // Present, and still without cursors.
  class Half extends Lobby {
    cursors = { laser: true };
  }
  assert.deepEqual((await visit(Half)).warnings.map(({ name }) => name), ["missing-mixin"]);
  class Meant extends LiveView {
    presenceKey = "mine";
    cursors = [1, 2];
    render() {
      return html`<p>${this.presenceKey}</p>`;
    }
  }
  class Whole extends Desk {
    cursors = { laser: true };
    handlePresenceJoin() {}
    override render() {
      return html`<p dj-cursors><b dj-react="🎉">${this.presenceCount()}</b></p>`;
    }
  }
  for (const View of [Meant, Whole]) assert.deepEqual((await visit(View as never)).warnings, []);
});

for (
  const [sentence, members, says] of [
    ["shares", { presenceShares: true }, /presenceShares of "\w+": it is boolean; give an object/],
    ["a share", { presenceShares: { type: true } }, /Cannot read "type" in presenceShares.*typing/],
    ["a share's value", { presenceShares: { typing: "yes" } }, /typing of presenceShares.*string/],
    ["a role", { presenceRole: "staff" }, /presenceRole of "\w+": it is string; give a method/],
    [
      "a hook",
      { handlePresenceJoin: {} },
      /handlePresenceJoin of "\w+": it is object; give a method/,
    ],
    ["cursors", { cursors: "chat" }, /cursors of "\w+": it is string; give an object/],
    ["a cursors' option", { cursors: { chats: true } }, /Cannot read "chats" in cursors.*chat, /],
    ["reactions", { cursors: { reactions: "🎉" } }, /reactions in cursors.*true, or a list/],
  ] as const
) {
  Deno.test(`${sentence} of the wrong type: an error with words`, async () => {
    class Wrong extends Desk {
      constructor(...args: ConstructorParameters<typeof Desk>) {
        super(...args);
        Object.assign(this, members);
      }
    }
    const told: string[] = [];
    await visit(Wrong as never, {
      options: {
        observe: (record) => {
          if ("error" in record) told.push(String(record.error));
        },
      },
    }).catch((error) => void told.push(String(error), String(error.cause)));
    assert.match(told.join("\n"), says);
  });
}

Deno.test("what listeners and presenceVisible() throw is reported, and others hear all the same", async () => {
  class Blind extends Lobby {
    handlePresenceJoin() {}
    presenceVisible(): boolean {
      throw new Error("no eyes");
    }
    override render() {
      return html`<p>blind</p>`;
    }
  }
  const told: unknown[] = [];
  const page = await visit(Blind as never, {
    user: { id: "ada" },
    options: {
      observe(record) {
        if ("error" in record) told.push(record.error);
      },
    },
  });
  const room = page.hub.presence("lobby");
  const heard: string[] = [];
  room.onChange(() => {
    throw new Error("no ears");
  });
  room.onChange(({ joins }) => void heard.push(...joins.map(({ id }) => id)));
  await page.clock.move(150);
  room.join({ id: "bot" });
  await page.clock.move(150);
  await page.settled();
  assert.deepEqual(heard, ["ada", "bot"]);
  assert.deepEqual([...new Set(told.map(String))].sort(), ["Error: no ears", "Error: no eyes"]);
});
