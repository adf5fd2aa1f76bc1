/** Session fields as instances use them: packed and sealed on the way to the store. */

import type { Packing } from "../../platform/mod.ts";
import type { Seal, SessionStore } from "../ports/mod.ts";
import { pack, unpack } from "./snapshot_codec.ts";
import type { UnreadableRecord } from "../report/mod.ts";

/** Whose fields, of which view. */
export interface SessionScope {
  /** The id of the visitor's session, with the name of a tenant before it where there is one. */
  readonly session: string;
  /** Of this session and this user: see {@link SnapshotContent.owner}. */
  readonly owner: string;
  /** The path of the route. */
  readonly route: string;
  /** The name of the view's class. */
  readonly view: string;
}

/** A field that was kept. */
export interface KeptField {
  readonly value: unknown;
  /** The version of the state that it belongs to. */
  readonly version: number;
  /** The same as a store keeps it, before it is sealed: to see whether it changes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** What was read. */
export interface KeptFields {
  readonly epoch: number;
  readonly fields: ReadonlyMap<string, KeptField>;
}

/** Keeps the session fields of views. */
export interface KeptSessions {
  /** All that can be read. */
  read(scope: SessionScope): Promise<KeptFields>;
  /** A value that nobody else has, as it is kept. */
  pack(value: unknown, version: number): Promise<Uint8Array<ArrayBuffer>>;
  /** Writes packed values; false where the visitor was forgotten since that epoch. */
  write(scope: SessionScope, change: KeptChange): Promise<boolean>;
  /** Forgets all of a visitor. */
  forget(session: string): Promise<void>;
}

/** What is written. */
export interface KeptChange {
  readonly epoch: number;
  readonly fields: ReadonlyMap<string, Uint8Array<ArrayBuffer>>;
}

/** What packs. */
export interface PackedSessionsParts {
  readonly store: SessionStore;
  /** None where nothing is encrypted. */
  readonly seal: Seal | undefined;
  packing(): Promise<Packing>;
  /** The hash of a text, letters of base64url. */
  hash(text: string): Promise<string>;
  /** How long a scope lives after its last write, and how long it is known who was forgotten. */
  readonly age: number;
  tell(record: UnreadableRecord): void;
}

/** The first byte of a value that is sealed; others begin with their codec. */
const SEALED = 255;

/** A store of bytes, made one of fields. */
export class PackedSessions implements KeptSessions {
  readonly #parts: PackedSessionsParts;

  /** Packs with these parts. */
  constructor(parts: PackedSessionsParts) {
    this.#parts = parts;
  }

  /** See {@link KeptSessions.read}. */
  async read(scope: SessionScope): Promise<KeptFields> {
    const [visitor, key] = await this.#keys(scope);
    const { epoch, fields } = await this.#parts.store.read(visitor, key);
    const packing = await this.#parts.packing();
    const kept = new Map<string, KeptField>();
    for (const [name, stored] of Object.entries(fields)) {
      const bytes = await this.#opened(stored, boundTo(visitor, key, name));
      const value = bytes && unpack({ codec: bytes[0] ?? 0, bytes: bytes.slice(1) }, packing);
      if (bytes && isVersioned(value)) kept.set(name, { ...value, bytes });
      else if (bytes) this.#parts.tell({ type: "unreadable", why: "codec" });
    }
    return { epoch, fields: kept };
  }

  /** See {@link KeptSessions.pack}. */
  async pack(value: unknown, version: number): Promise<Uint8Array<ArrayBuffer>> {
    const { codec, bytes } = pack({ value, version }, await this.#parts.packing());
    return joined([codec], bytes);
  }

  /** See {@link KeptSessions.write}. */
  async write(scope: SessionScope, { epoch, fields }: KeptChange): Promise<boolean> {
    const [visitor, key] = await this.#keys(scope);
    const stored: [string, Uint8Array<ArrayBuffer>][] = [];
    for (const [name, bytes] of fields) {
      stored.push([name, await this.#sealed(bytes, boundTo(visitor, key, name))]);
    }
    const change = { epoch, fields: Object.fromEntries(stored) };
    return await this.#parts.store.write(visitor, key, change, { ttl: this.#parts.age });
  }

  /** See {@link KeptSessions.forget}. */
  async forget(session: string): Promise<void> {
    await this.#parts.store.forget(await this.#visitor(session), { ttl: this.#parts.age });
  }

  #visitor(session: string): Promise<string> {
    return this.#parts.hash(`djust visitor\0${session}`);
  }

  #keys({ session, owner, route, view }: SessionScope): Promise<[string, string]> {
    const { hash } = this.#parts;
    return Promise.all([this.#visitor(session), hash(`djust scope\0${owner}\0${route}\0${view}`)]);
  }

  async #sealed(bytes: Uint8Array<ArrayBuffer>, bound: string): Promise<Uint8Array<ArrayBuffer>> {
    const { seal } = this.#parts;
    if (!seal) return bytes;
    const sealed = await seal.seal(bytes, bound);
    const by = new TextEncoder().encode(sealed.by);
    return joined([SEALED, by.length, ...by], sealed.bytes);
  }

  /** The plain bytes; undefined, and told, where they are not to be had. */
  async #opened(
    stored: Uint8Array<ArrayBuffer>,
    bound: string,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const { seal, tell } = this.#parts;
    const isSealed = stored[0] === SEALED;
    if (!isSealed && !seal) return stored;
    const from = 2 + (stored[1] ?? 0);
    const by = new TextDecoder().decode(stored.slice(2, from));
    const bytes = !seal
      ? "key"
      : isSealed
      ? await seal.open({ by, bytes: stored.slice(from) }, bound)
      : "seal";
    if (typeof bytes !== "string") return bytes;
    tell({ type: "unreadable", why: bytes });
    return undefined;
  }
}

function boundTo(visitor: string, scope: string, name: string): string {
  return JSON.stringify(["djust session field", visitor, scope, name]);
}

function joined(head: readonly number[], bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(head.length + bytes.length);
  all.set(head);
  all.set(bytes, head.length);
  return all;
}

function isVersioned(value: unknown): value is { value: unknown; version: number } {
  return typeof value === "object" && value !== null && "value" in value &&
    typeof (value as { version?: unknown }).version === "number";
}
