/** Texts that several people type into at once: a Yjs document each, the same in every process. */

import { type Channel, ChannelData, channelKind, type LiveView, openChannel } from "@djust/live";
import type { HubExtension, HubHost } from "@djust/live/hono";
import * as Y from "yjs";
import { frame, UPDATE, VECTOR } from "./frames.ts";

const TYPING = channelKind({ name: "typing", codec: "binary", delivery: "reliable" });

/** Letters of the longest text. */
const MOST = 20_000;

/** What processes tell each other about one text. */
type Word =
  | { type: "update"; from: string; update: Uint8Array }
  /** Whoever has the text says what this one lacks. */
  | { type: "ask"; from: string; vector: Uint8Array };

class SharedText {
  readonly #doc = new Y.Doc();
  readonly #channels = new Set<Channel>();
  readonly #id = crypto.randomUUID();
  readonly #tell: (word: Word) => void;

  constructor(hub: HubHost, topic: string, first: string) {
    this.#tell = (word) => hub.publish(topic, word);
    // The same first letters, written by the same nobody, wherever the text is opened first.
    const seed = new Y.Doc();
    seed.clientID = 0;
    seed.getText().insert(0, first);
    Y.applyUpdate(this.#doc, Y.encodeStateAsUpdate(seed));
    this.#doc.on("update", (update: Uint8Array, origin: unknown) => this.#changed(update, origin));
    hub.subscribe(topic, (delivery) => {
      if (delivery.type === "message") this.#heard(delivery.message as Word);
      else this.#ask();
    });
    this.#ask();
  }

  /** A page that types along, as long as its view lives. */
  join(view: LiveView): void {
    const channel: Channel = openChannel(view, {
      kind: TYPING,
      opened: () => {
        this.#channels.add(channel);
        channel.send(frame(VECTOR, Y.encodeStateVector(this.#doc)));
      },
      message: (bytes: Uint8Array) => this.#typed(channel, bytes),
      closed: () => this.#channels.delete(channel),
    });
  }

  /** What a page sent may be anything. */
  #typed(channel: Channel, bytes: Uint8Array): void {
    const body = bytes.subarray(1);
    try {
      if (bytes[0] === UPDATE) Y.applyUpdate(this.#doc, body, channel);
      if (bytes[0] === VECTOR) {
        channel.send(frame(UPDATE, Y.encodeStateAsUpdate(this.#doc, body)));
      }
    } catch {
      channel.close();
    }
    const text = this.#doc.getText();
    if (text.length > MOST) text.delete(MOST, text.length - MOST);
  }

  #changed(update: Uint8Array, origin: unknown): void {
    const data = new ChannelData(frame(UPDATE, update));
    for (const channel of this.#channels) if (channel !== origin) channel.send(data);
    if (origin !== this.#tell) this.#tell({ type: "update", from: this.#id, update });
  }

  #ask(): void {
    this.#tell({ type: "ask", from: this.#id, vector: Y.encodeStateVector(this.#doc) });
  }

  #heard(word: Word): void {
    if (word.from === this.#id) return;
    if (word.type === "update") return Y.applyUpdate(this.#doc, word.update, this.#tell);
    const update = Y.encodeStateAsUpdate(this.#doc, word.vector);
    this.#tell({ type: "update", from: this.#id, update });
  }
}

/** All texts of a hub, by name: `live(app, routes, { extend: [texts] })`. */
export class SharedTexts implements HubExtension {
  readonly name = "shared texts";
  readonly #first: string;
  readonly #texts = new Map<string, SharedText>();
  #hub: HubHost | undefined;

  /** What a text begins with. */
  constructor(first: string) {
    this.#first = first;
  }

  readonly start = (hub: HubHost): void => {
    this.#hub = hub;
  };

  at(name: string): SharedText {
    if (!this.#hub) throw new Error("Give the texts to live(app, routes, { extend: [texts] })");
    let text = this.#texts.get(name);
    if (!text) {
      text = new SharedText(this.#hub, `text:${name}`, this.#first);
      this.#texts.set(name, text);
    }
    return text;
  }
}
