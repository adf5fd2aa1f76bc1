/** State store as instances use it: their snapshots are packed and sealed on the way to the store. */

import type { Packing } from "../../platform/mod.ts";
import { type KeptSessions, PackedSessions } from "./kept_sessions.ts";
import type {
  Seal,
  SealFailure,
  Snapshot,
  SnapshotHeader,
  StateStore,
  Wanted,
} from "../ports/mod.ts";
import type { UnreadableRecord } from "../report/mod.ts";
import { largestOf, pack, type SnapshotContent, unpackContent } from "./snapshot_codec.ts";

/** A snapshot that can be read. */
export interface OpenSnapshot
  extends SnapshotContent, Omit<SnapshotHeader, "codec" | "sealedBy" | "date"> {}

/** What there was to take: see {@link Taken}. */
export type OpenTaken =
  | { readonly type: "snapshot"; readonly snapshot: OpenSnapshot; readonly from: string }
  | { readonly type: "behind"; readonly holder: string }
  /** It is taken, and cannot be read: nobody has to wait for another. */
  | { readonly type: "unreadable" }
  | { readonly type: "none" };

/** What became of a save. */
export type Saved = "saved" | "lost" | "too large";

/** How much a view keeps, where that is much. */
export interface SnapshotSize {
  readonly type: "large" | "too large";
  /** Before it was made smaller. */
  readonly bytes: number;
  /** As it is stored. */
  readonly stored: number;
  /** The largest fields. */
  readonly largest: readonly [name: string, bytes: number][];
}

/** Keeps the snapshots of instances, by their tokens. */
export interface KeptState {
  /** See {@link StateStore.take}. */
  take(token: string, wanted: Wanted): Promise<OpenTaken>;
  /** See {@link StateStore.save}. Tells of what is large once for each class of views. */
  save(token: string, snapshot: OpenSnapshot, options: SaveOptions): Promise<Saved>;
  /** See {@link StateStore.remove}. */
  remove(token: string): Promise<void>;
  /** Where the store keeps session fields. */
  readonly sessions?: KeptSessions | undefined;
  /** Tells that something cannot be read: once for each class of views. */
  tellOnce(record: UnreadableRecord, view: string): void;
}

/** How a snapshot is saved. */
export interface SaveOptions {
  /** Milliseconds that it is kept. */
  readonly ttl: number;
  /** It is large. */
  tell?(size: SnapshotSize): void;
}

/** What packs. */
export interface PackedStateParts {
  readonly store: StateStore;
  /** None where nothing is encrypted. */
  readonly seal: Seal | undefined;
  /** Loads what packs, once. */
  packing(): Promise<Packing>;
  /** The hash of a text, letters of base64url. */
  hash(text: string): Promise<string>;
  /** Milliseconds since 1970. */
  date(): number;
  /** How long session fields are kept, and how long it is remembered that something was removed. */
  readonly age: number;
  tell(record: UnreadableRecord): void;
}

/** Bytes before they are made smaller, above which a view is told of. */
const LARGE = 102_400;
/** Bytes that no store takes: 700 KB, without the nonce and the tag of a seal. */
const TOO_LARGE = 716_800 - 28;

/** A store of bytes, made one of snapshots. */
export class PackedState implements KeptState {
  readonly sessions: KeptSessions | undefined;
  readonly #parts: PackedStateParts;
  readonly #told = new Set<string>();
  #loading: Promise<Packing> | undefined;

  /** Packs with these parts. */
  constructor(parts: PackedStateParts) {
    this.#parts = parts;
    const { seal, hash, age, tell, store: { sessions } } = parts;
    this.sessions = sessions && new PackedSessions({
      ...{ store: sessions, seal, hash, age, tell },
      packing: () => this.#packing(),
    });
  }

  /** See {@link KeptState.take}. */
  async take(token: string, wanted: Wanted): Promise<OpenTaken> {
    const key = await this.#keyOf(token);
    const taken = await this.#parts.store.take(key, wanted);
    if (taken.type !== "snapshot") return taken;
    const snapshot = await this.#opened(key, taken.snapshot);
    return snapshot ? { ...taken, snapshot } : { type: "unreadable" };
  }

  /** See {@link KeptState.save}. */
  async save(token: string, open: OpenSnapshot, { ttl, tell }: SaveOptions): Promise<Saved> {
    const { store, date } = this.#parts;
    const packing = await this.#packing();
    const { epoch, attempt, holder, order, handled, apart, ...content } = open;
    const { codec, bytes, size } = pack(content, packing);
    const type = bytes.length > TOO_LARGE ? "too large" : "large";
    if (tell && (size > LARGE || type === "too large") && this.#isNew(content.view, type)) {
      const largest = largestOf({ ...content.fields, ...content.objects }, packing);
      tell({ type, bytes: size, stored: bytes.length, largest });
    }
    if (type === "too large") return "too large";
    const counts = { epoch, attempt, holder, order, handled, ...(apart && { apart }) };
    const header: SnapshotHeader = { ...counts, codec, date: date() };
    const key = await this.#keyOf(token);
    const snapshot = await this.#sealed(key, header, bytes);
    return await store.save(key, snapshot, { ttl }) ? "saved" : "lost";
  }

  /** See {@link KeptState.remove}. */
  async remove(token: string): Promise<void> {
    const { store, age } = this.#parts;
    await store.remove(await this.#keyOf(token), { ttl: age });
  }

  /** See {@link KeptState.tellOnce}. */
  tellOnce(record: UnreadableRecord, view: string): void {
    if (this.#isNew(view, record.why)) this.#parts.tell(record);
  }

  /** Tokens are secrets of their pages: no store has them. */
  #keyOf(token: string): Promise<string> {
    return this.#parts.hash(`djust snapshot\0${token}`);
  }

  #packing(): Promise<Packing> {
    return this.#loading ??= this.#parts.packing();
  }

  async #sealed(
    key: string,
    header: SnapshotHeader,
    body: Uint8Array<ArrayBuffer>,
  ): Promise<Snapshot> {
    const { seal } = this.#parts;
    if (!seal) return { ...header, body };
    const { by, bytes } = await seal.seal(body, boundTo(key, header));
    return { ...header, sealedBy: by, body: bytes };
  }

  async #opened(key: string, { body, ...header }: Snapshot): Promise<OpenSnapshot | undefined> {
    const { seal, tell } = this.#parts;
    const { codec, sealedBy, date: _date, ...counts } = header;
    const bytes = await this.#plain(seal, { key, header, body, by: sealedBy });
    if (typeof bytes === "string") {
      tell({ type: "unreadable", why: bytes });
      return undefined;
    }
    const content = unpackContent({ codec, bytes }, await this.#packing());
    if (!content) tell({ type: "unreadable", why: "codec" });
    return content && { ...counts, ...content };
  }

  /** What is sealed is opened; an app that encrypts takes nothing that is not sealed. */
  async #plain(
    seal: Seal | undefined,
    { key, header, body, by }: {
      readonly key: string;
      readonly header: SnapshotHeader;
      readonly body: Uint8Array<ArrayBuffer>;
      readonly by: string | undefined;
    },
  ): Promise<Uint8Array<ArrayBuffer> | SealFailure> {
    if (!seal) return by === undefined ? body : "key";
    if (by === undefined) return "seal";
    return await seal.open({ by, bytes: body }, boundTo(key, header));
  }

  #isNew(view: string, type: SnapshotSize["type"] | UnreadableRecord["why"]): boolean {
    const what = `${type} ${view}`;
    if (this.#told.has(what)) return false;
    this.#told.add(what);
    return true;
  }
}

/**
 * What a sealed body belongs to: its key, and all of the header that a take leaves as it is. Whoever
 * can write into the store can so neither mix two snapshots nor say that other events are in one.
 */
function boundTo(key: string, { order, handled, apart = [], codec, date }: SnapshotHeader): string {
  return JSON.stringify(["djust snapshot", key, order, handled, apart, codec, date]);
}
