/** Naive presence, to compare with: a heartbeat of every user, and a message of JSON for every move. */

import { createClient } from "@redis/client";

/** What a page of it says. */
type Said =
  | { readonly type: "join"; readonly user: string }
  | { readonly type: "heartbeat" }
  | { readonly type: "move"; readonly x: number; readonly y: number };

const CHANNEL = "naive";

const clientOf = (url: string) => createClient({ url });

/** One process of it. */
export class Naive {
  readonly #rooms = new Map<string, Set<WebSocket>>();
  readonly #own = crypto.randomUUID();
  readonly #redis: ReturnType<typeof clientOf>;

  private constructor(redis: ReturnType<typeof clientOf>) {
    this.#redis = redis;
  }

  /** Connects it to Redis. */
  static async start(url: string): Promise<Naive> {
    const redis = clientOf(url);
    const heard = redis.duplicate();
    for (const client of [redis, heard]) {
      client.on("error", () => {});
      await client.connect();
    }
    const naive = new Naive(redis);
    await heard.subscribe(CHANNEL, (text) => naive.#hear(text));
    return naive;
  }

  /** A page comes. */
  open(request: Request): Response {
    const { socket, response } = Deno.upgradeWebSocket(request);
    const room = new URL(request.url).searchParams.get("room") ?? "";
    const members = this.#rooms.get(room) ?? new Set();
    this.#rooms.set(room, members.add(socket));
    let user = "";
    socket.onmessage = ({ data }) => {
      const said = JSON.parse(data) as Said;
      if (said.type === "join") user = said.user;
      this.#take(room, user, said);
    };
    socket.onerror = (event) => event.preventDefault();
    socket.onclose = () => {
      members.delete(socket);
      void this.#redis.zRem(room, user);
      this.#tell(room, { type: "presence_leave", payload: { user_id: user } });
    };
    return response;
  }

  #take(room: string, user: string, said: Said): void {
    const meta = { name: user, color: "#1d4ed8" };
    switch (said.type) {
      case "join":
        void this.#redis.zAdd(room, { score: Date.now(), value: user });
        return this.#tell(room, { type: "presence_join", payload: { user_id: user, meta } });
      case "heartbeat":
        return void this.#redis.zAdd(room, { score: Date.now(), value: user });
      case "move": {
        const { x, y } = said;
        return this.#tell(room, { type: "cursor_move", payload: { user_id: user, x, y, meta } });
      }
      default:
        return said satisfies never;
    }
  }

  #tell(room: string, message: unknown): void {
    const text = JSON.stringify(message);
    this.#send(room, text);
    void this.#redis.publish(CHANNEL, JSON.stringify([this.#own, room, text]));
  }

  #hear(text: string): void {
    const [from = "", room = "", message = ""] = JSON.parse(text) as string[];
    if (from !== this.#own) this.#send(room, message);
  }

  #send(room: string, text: string): void {
    for (const socket of this.#rooms.get(room) ?? []) {
      if (socket.readyState === WebSocket.OPEN) socket.send(text);
    }
  }
}
