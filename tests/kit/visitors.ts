/** Counts of visitors, as an extension of a hub: what an app may write with its public names alone. */

import type { HubExtension, HubHost } from "@djust/live/hono";

/** Counts what is published to "came", and tells it in three ways; writes down what it is asked. */
export class Visitors {
  readonly notes: string[] = [];
  #count = 0;
  #host: HubHost | undefined;

  /** The hub, once it has begun. */
  get host(): HubHost {
    if (!this.#host) throw new Error("the hub has not begun");
    return this.#host;
  }

  /** What the hub is given. */
  readonly extension: HubExtension = {
    name: "visitors",
    start: (hub) => {
      this.#host = hub;
      this.notes.push("start");
      hub.subscribe("came", (delivery) => {
        if (delivery.type === "message") this.#count++;
      });
      hub.onClose(() => this.notes.push("let go"));
    },
    routes: [{
      path: "visitors/:who",
      answer: async ({ params: { who }, url, session }) =>
        Response.json({ count: this.#count, who, url: url.href, id: (await session())?.id }),
    }],
    drain: async (saved) => {
      this.notes.push("drain");
      await saved;
      this.notes.push("saved");
    },
    stats: () => ({ count: this.#count }),
    close: () => void this.notes.push("close"),
  };
}
